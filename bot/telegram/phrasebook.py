"""The phrasebook as it is said on Telegram: some notices have a wording of their own there."""

from __future__ import annotations

from collections.abc import Mapping

from dialogues.phrasing import Phrasebook, render

FOLDER = "notice/telegram/"


class TelegramPhrasebook(Phrasebook):
    """Every wording of one language, with Telegram's own notices in place of the terminal's."""

    def notice(self, template: str, slots: Mapping[str, str] | None = None) -> str:
        """Return the text of a notice, Telegram's own if there is one.

        Raises:
            UnknownTemplate: There is no such notice.
            UnspokenVariable: It names a variable that was not given.
        """
        own = FOLDER + template.removeprefix("notice/")
        return super().notice(own if self.has(own) else template, slots)

    def telegram(self, name: str, **slots: str) -> str:
        """Return the text of `notice/telegram/<name>` filled with `slots`.

        Raises:
            UnknownTemplate: There is no such notice.
            UnspokenVariable: It names a variable that was not given.
        """
        return render(self.wordings(FOLDER + name)[0], slots)

    def label(self, name: str) -> str:
        """Return what stands on the button `name`; raises UnknownTemplate."""
        return super().notice(f"button/{name}")
