"""One class per way the dialogue can fail; each message says what to mend."""


class PorchlightError(Exception):
    """Base of all; never carries anything a client wrote."""


class DataError(PorchlightError):
    """A data file (lexicon, frame, wording) is malformed; the message names file and line."""


class UnknownTemplate(PorchlightError):
    """A template id has no file in the language."""


class UnspokenVariable(PorchlightError):
    """A wording names a variable nobody gave."""


class SessionUnreadable(PorchlightError):
    """A stored session is not one, or comes from a newer version."""


class UnknownLanguage(PorchlightError):
    """No wordings exist for the language asked for."""


class NotPermitted(PorchlightError):
    """A fact was about to be told without a yes or a question on record; the program is wrong."""
