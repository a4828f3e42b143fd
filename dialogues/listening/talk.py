"""Direction of a message relative to the target: change, sustain, ambivalent or neutral.

The kinds are those of DARN-CAT (desire, ability, reason, need, commitment, activation, steps),
each with its direction; patterns stand in data/<language>/talk.toml and join what the frames say.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from dialogues.errors import DataError
from dialogues.listening.datafiles import table, wordlist
from dialogues.listening.frames import CATEGORIES, frames
from dialogues.listening.heard import FrameHit, Talk
from dialogues.listening.phrases import Matcher
from dialogues.listening.voices import View, taken_back, views
from dialogues.listening.words import Clause, Token

Proba = tuple[tuple[str, float], ...]
_FRAME = {1: 0.25, 2: 0.45, 3: 0.7, 4: 0.85, 5: 0.85}
"""What a frame counts for, by its weight."""
_KIND = {
    "gives": 0.7, "costs": 0.65, "matters": 0.35, "fears": 0.6, "strengths": 0.4, "supports": 0.2,
    "past": 0.6, "steps": 0.7, "goals": 0.7, "doubts": 1.0, "return": 0.4, "life": 0.4,
    "risk": 0.4,
}  # fmt: skip
"""How much frames of a kind say about direction."""
_PHRASE = 0.6
"""What a phrase of talk.toml counts for, beside its weight."""
_PAST, _IMAGINED, _REPORTED, _HARDLY = 0.55, 0.6, 0.4, 0.3
_FAINT = 0.35
"""What a report, or something asked, counts for."""
_UNDONE = "activation"
"""The kind of talk that a step is which is only thought of."""
_AFRAID = 0.45
"""What a fear of change says for change: it is being thought of."""
_BUT = 0.5
"""Share of what was said that a "but" with neither side takes back."""
_CLEAR = 0.25
"""What one side needs to be heard at all."""
_BOTH = 0.4
"""Share of the stronger side from which the weaker makes it ambivalent."""
_LEAST = 0.15
"""What the weaker side needs for that."""
_SIGNALS = {
    "maybe": ("both", 0.25), "concedes": ("both", 0.45), "wants_ideas": ("change", 0.3),
    "rhetorical": ("sustain", 0.3),
}  # fmt: skip
"""What signals say for a side: "any tips" for change, "who wouldnt" for none."""
_OF_OTHERS = frozenset({"for_other", "asks_what_you_do"})
"""Signals beside which a question says nothing of what the person wants for themself."""
_NOT_MEANT = {"sarcasm": ("change",), "testing_bot": ("change", "sustain", "both")}
"""Signals beside which what is said for these sides is hardly meant: "sure. ill just stop"."""
_CONTENT = frozenset({"on_script", "keep_stable", "works_for_now", "no_problem_seen"})
_OF_STOPPING = frozenset({"costs", "fears", "matters"})
"""Kinds of frame that, said of being without it, speak for going on."""
_PRESSED = frozenset({"other_pressures_change", "told_what_to_do"})
"""Frames of what others want: who then says "but i dont" says no more than before."""
_SIDE = {"+": "change", "-": "sustain", "=": "both"}
_KEYS = frozenset({"patterns", "weight", "unless", "anyone", "of_stopping", "examples", "near"})


class _Sides:
    """The weight of each side: the most each source says, joined as chances are."""

    def __init__(self, turn: int, signals: Collection[str] = ()) -> None:
        self.turn = turn
        self._doubted = {side for name in signals for side in _NOT_MEANT.get(name, ())}
        self._most: dict[tuple[str, str], float] = {}
        self._after: set[str] = set()

    def add(self, side: str, source: str, weight: float, late: bool = False) -> None:
        for one in ("change", "sustain") if side == "both" else (side,):
            key = (one, source)
            weight *= _HARDLY if side in self._doubted else 1
            self._most[key] = max(self._most.get(key, 0.0), weight)
            if late:
                self._after.add(one)

    def weight(self, side: str) -> float:
        rest = 1.0
        for (one, _), weight in self._most.items():
            rest *= 1 - weight if one == side else 1
        return 1 - rest

    def only_before(self, side: str) -> bool:
        """Return whether `side` was heard before the "but" and nothing after it."""
        return not self._after and self.weight(side) > 0


def kind_of(row: str) -> str:
    """Return the kind of talk of a row of talk.toml, its name without the topic: "reason-"."""
    return row.partition(" ")[0]


class TalkRules:
    """The patterns of talk.toml, ready to be found."""

    def __init__(self, language: str = "en") -> None:
        """Load and check them; raises DataError."""
        self.rows = table("talk", language)
        self._matcher = Matcher(language)
        self._unless = Matcher(language)
        self.weight: dict[str, float] = {}
        for name, row in self.rows.items():
            where = f"talk.toml [{name}]"
            kind = kind_of(name)
            if set(row) - _KEYS or kind[:-1] not in CATEGORIES or kind[-1:] not in _SIDE:
                raise DataError(
                    f"{where}: use a category with +, - or =, and keys {sorted(_KEYS)}"
                )
            self.weight[name] = float(row["weight"])
            for pattern in row["patterns"]:
                self._matcher.add(name, pattern, where)
            for pattern in row.get("unless", []):
                self._unless.add(name, pattern, where)

    def find(self, clause: Clause) -> list[tuple[str, int]]:
        """Return (name of the row, place) for each row of talk.toml heard in `clause`."""
        matches = self._matcher.find(clause.tokens)
        if not matches:
            return []
        barred = {match.name for match in self._unless.find(clause.tokens)}
        found: dict[str, int] = {}
        for match in matches:
            denied = not match.spoken_negation and _denied(clause.tokens, match.start)
            if match.name not in barred and not denied:
                found.setdefault(match.name, match.start)
        return list(found.items())


def _denied(tokens: Sequence[Token], start: int) -> bool:
    return sum(token.text in ("not", "never") for token in tokens[max(0, start - 2) : start]) == 1


@cache
def talk_rules(language: str = "en") -> TalkRules:
    """Return the talk patterns of a language, loaded once."""
    return TalkRules(language)


def read(
    clauses: Sequence[Clause],
    hits: Sequence[FrameHit],
    goal: str = "",
    language: str = "en",
    sights: Sequence[View] | None = None,
    signals: Sequence[str] = (),
) -> tuple[Talk, Proba, tuple[str, ...]]:
    """Return the direction, its shares and the DARN-CAT kinds of a message."""
    turn = _turn(clauses, language)
    sides = _Sides(turn, signals)
    kinds: dict[str, None] = {}
    only = "question" in signals and len(clauses) == 1
    asked = [clause.question or only for clause in clauses]
    rules = talk_rules(language)
    heard = [rules.find(clause) for clause in clauses]
    stopping = {
        index
        for index, found in enumerate(heard)
        if any(rules.rows[name].get("of_stopping") for name, _ in found)
    }
    wished = {
        index
        for index, found in enumerate(heard)
        if any(kind_of(name) == "desire+" for name, _ in found)
    }
    dreading = {
        hit.clause
        for hit in hits
        if frames(language).all[hit.name].kind == "fears"
        and frames(language).all[hit.name].talk == "sustain"
    }
    words = {token.text for clause in clauses for token in clause.tokens}
    wished_for = {"would", "like"} <= words
    wanting = (
        bool(wished) or wished_for or not wordlist("wanting_words", language).isdisjoint(words)
    )
    _weigh_frames(hits, asked, stopping, wished, wanting, goal, language, sides, kinds)
    for index, found in enumerate(heard):
        sight = (sights or views(clauses, language))[index]
        for name, place in found:
            if sight.subjects[place] and not rules.rows[name].get("anyone"):
                continue
            kind = kind_of(name)
            if kind == "reason+" and index in dreading:
                continue  # "scared to stop": the fear was counted
            if kind == "reason+" and index in stopping:
                kind = "reason-"
            weight = rules.weight[name] * _PHRASE
            weight *= _PAST if sight.over[place] else 1
            weight *= _REPORTED if sight.reports[place] else 1
            sides.add(_SIDE[kind[-1]], f"phrase {name}", weight, index >= turn)
            named = _UNDONE if kind == "steps+" and sight.undone[place] else kind[:-1]
            for sign in "+-" if kind[-1] == "=" else kind[-1]:
                kinds[named + sign] = None
    for signal in signals:
        if signal in _SIGNALS and _OF_OTHERS.isdisjoint(signals):
            sides.add(_SIGNALS[signal][0], "signal", _SIGNALS[signal][1])
    pressed = not _PRESSED.isdisjoint(hit.name for hit in hits)
    change, sustain = sides.weight("change"), sides.weight("sustain")
    for side, other in (("change", "sustain"), ("sustain", "change")):
        # "deleted his number but i know it by heart": what follows "but" takes some of it back
        if turn < len(clauses) and sides.only_before(side):
            if side == "sustain" and pressed and taken_back(clauses[turn], language):
                continue  # "my worker wants me off it but i dont"
            if other == "sustain":
                sustain = 1 - (1 - sustain) * (1 - _BUT * change)
            else:
                change = 1 - (1 - change) * (1 - _BUT * sustain)
    return _verdict(change, sustain), _shares(change, sustain), tuple(kinds)


def _turn(clauses: Sequence[Clause], language: str) -> int:
    """Return the index of the first clause that begins with "but", or the number of clauses.

    One that says nothing ("tho not gonna lie") turns nothing, nor does an exception
    ("off everything but weed").
    """
    wide = wordlist("before_an_exception", language)
    phrases, words = wordlist("filler_phrases", language), wordlist("fillers", language)
    amounts = wordlist("amounts_alone", language)
    return next(
        (
            place
            for place, clause in enumerate(clauses)
            if place
            and clause.joined_by == "but"
            and not (clauses[place - 1].tokens and clauses[place - 1].tokens[-1].text in wide)
            and clause.text.replace(" ", "_") not in phrases
            and not all(token.text in words for token in clause.tokens)
            and not all(token.text in amounts for token in clause.tokens)
        ),
        len(clauses),
    )


def _weigh_frames(
    hits: Sequence[FrameHit],
    asked: Sequence[bool],
    stopping: Collection[int],
    wished: Collection[int],
    wanting: bool,
    goal: str,
    language: str,
    sides: _Sides,
    kinds: dict[str, None],
) -> None:
    known = frames(language).all
    names = {hit.name for hit in hits}
    abstaining = not wordlist("abstaining_frames", language).isdisjoint(names)
    upset = wordlist("upsets_of_stopping", language)
    content = not wordlist("content_frames", language).isdisjoint(names)
    limits = wordlist("limit_frames", language)
    faint = wordlist("faint_frames", language)
    others = not wordlist("about_another_frames", language).isdisjoint(names)
    not_able = wordlist("not_able_frames", language)
    of_a_step = wordlist("frames_of_a_step", language)
    stepping = any(known[hit.name].kind == "steps" and not hit.hypothetical for hit in hits)
    for hit in hits:
        frame = known[hit.name]
        side = frame.talk
        if abstaining and hit.name in upset:
            side = "sustain"  # what it costs now is a cost of having stopped
        if hit.clause in stopping and frame.kind in _OF_STOPPING and side == "change":
            side = "sustain"  # "if i come off ill lose my job"
        if content and hit.name in limits:
            side = "sustain"  # "its just weekends" from who sees no problem
        if hit.name in not_able and not wanting:
            side = "sustain"  # "its too hard" from who does not say they want it
        if hit.name in of_a_step and stepping:
            side = "change"  # "splitting my bag. works mostly"
        if frame.kind == "costs" and side == "both" and hit.clause in wished:
            side = "change"  # "i want not to be thinking about it all day"
        if goal == "stay_stable" and hit.name in _CONTENT:
            side = "change"
        if hit.about or side == "none":
            continue
        weight = _FRAME[frame.weight] * _KIND[frame.kind]
        weight *= _PAST if hit.past else 1
        weight *= _IMAGINED if hit.hypothetical else 1
        weight *= _REPORTED if hit.reported_by else 1
        weight *= _FAINT if hit.name in faint or asked[hit.clause] else 1
        weight *= (
            _FAINT if others and frame.kind in ("costs", "matters", "fears", "strengths") else 1
        )
        if frame.kind == "gives" and hit.clause in wished:
            weight *= _FAINT  # "i just want to feel normal": wished for, not got from it
        late = hit.clause >= sides.turn
        sides.add(side, frame.kind, weight, late)
        if frame.kind == "fears" and side == "sustain":
            sides.add(
                "change", frame.kind, weight * _AFRAID, late
            )  # who is afraid of it thinks of it
        if frame.category and not hit.reported_by:
            thought = frame.category == "steps" and hit.hypothetical
            for sign in "+-":
                if side in (_SIDE[sign], "both"):
                    kinds[(_UNDONE if thought else frame.category) + sign] = None


def _verdict(change: float, sustain: float) -> Talk:
    more, less = max(change, sustain), min(change, sustain)
    if more < _CLEAR:
        return Talk.NEUTRAL
    if less >= max(_LEAST, _BOTH * more):
        return Talk.AMBIVALENT
    return Talk.CHANGE if change > sustain else Talk.SUSTAIN


def _shares(change: float, sustain: float) -> Proba:
    rest = (1 - change) * (1 - sustain)
    total = change + sustain + rest
    return (
        ("change", round(change / total, 3)),
        ("neutral", round(rest / total, 3)),
        ("sustain", round(sustain / total, 3)),
    )
