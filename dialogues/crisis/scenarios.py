"""Which talk a danger opens: one row per scenario, self and other apart.

The scenarios are those of first-aid, suicide-safety and domestic-violence guidance that the
project's safety reference sets out (its table of scenarios A to P); using alone is an offer and
stands elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dialogues.crisis.state import DangerTalk
from dialogues.safety import REGISTER_OF, Danger, Register, Scenario


@dataclass(frozen=True, slots=True)
class Opening:
    """One talk about danger: how it begins and what it may ask."""

    key: str
    register: Register
    groups: tuple[str, ...]
    """Tables of `steps.STEPS` to look an answer up in, in order."""
    asks: tuple[str, ...]
    """What it asks, in order; the first with the first message."""
    topic: str
    """Which helplines fit, as a topic of the helpline file."""
    person: str = "self"
    """Who is in danger: self or other; a check asks accordingly."""
    lines: bool = False
    """Whether an emergency names a line to talk to beside the emergency number."""

    @property
    def notice(self) -> str:
        """Return the template of the first message."""
        return f"notice/{self.register.value}/{self.key}"


_E, _C = Register.EMERGENCY, Register.CRISIS
_BODY = ("breathing", "called", "over")
_OWN = ("someone", "called", "over")
_ROWS = (
    Opening("overdose_other", _E, ("overdose", "emergency"), _BODY, "poison", "other"),
    Opening("overdose_self", _E, ("took", "emergency"), _OWN, "poison"),
    Opening("body_other", _E, ("body_other", "overdose", "emergency"), _BODY, "poison", "other"),
    Opening("body_self", _E, ("body", "emergency"), _OWN, "poison"),
    Opening("child", _E, ("child", "overdose", "emergency"), _BODY, "poison", "other"),
    Opening("dying", _E, ("dying", "emergency"), ("done", "near", "channel", "over"), "suicide",
            lines=True),
    Opening("dying_other", _E, ("dying_other", "suicide_other", "emergency"),
            ("reach", "called", "over"), "suicide", "other", lines=True),
    Opening("attack", _E, ("attack", "violence", "emergency"), ("safe", "hurt", "need", "over"),
            "violence"),
    Opening("harm_now", _E, ("harm", "emergency"), ("danger", "away", "over"), "suicide",
            lines=True),
    Opening("unsure", _E, ("unsure", "emergency"), ("danger", "called", "over"), "suicide"),
    Opening("suicide", _C, ("suicide", "crisis"),
            ("thinking", "plan", "who", "channel", "coping", "plan_offer"), "suicide"),
    Opening("suicide_other", _C, ("suicide_other", "crisis"),
            ("reach", "near_them", "yourself"), "suicide", "other"),
    Opening("violence", _C, ("violence", "crisis"),
            ("safe", "hurt", "need", "trusted"), "violence"),
    Opening("violence_other", _C, ("violence_other", "crisis"),
            ("reach", "need", "yourself"), "violence", "other"),
    Opening("assault", _C, ("assault", "crisis"), ("safe", "hurt", "care", "trusted"), "assault"),
    Opening("assault_other", _C, ("assault_other", "crisis"),
            ("reach", "need", "yourself"), "assault", "other"),
    Opening("harm", _C, ("harm", "crisis"), ("danger", "away", "channel", "who"), "suicide"),
    Opening("psychosis", _C, ("psychosis", "crisis"),
            ("safe", "who", "quiet", "channel"), "distress"),
    Opening("psychosis_other", _C, ("psychosis_other", "crisis"),
            ("reach", "near_them", "yourself"), "distress", "other"),
    Opening("police", Register.OFFER, ("police",), ("hurt_here",), "drugs"),
)  # fmt: skip
OPENINGS: Mapping[str, Opening] = {row.key: row for row in _ROWS} | {
    "check": Opening("check", Register.CHECK, ("check",), ("check",), "suicide")
}
"""Every talk by its key."""

_S = Scenario
_BY_SCENARIO: Mapping[Scenario, tuple[str, str]] = {
    _S.OVERDOSE_OTHER: ("overdose_other", "overdose_other"),
    _S.OVERDOSE_SELF: ("overdose_self", "overdose_other"),
    _S.WITHDRAWAL_EMERGENCY: ("body_self", "body_other"),
    _S.WITHDRAWAL_PLAN: ("body_self", "body_other"),
    _S.WOUND: ("body_self", "body_other"),
    _S.PREGNANCY: ("body_self", "body_other"),
    _S.DANGEROUS_MIX: ("overdose_self", "overdose_other"),
    _S.RETURN_AFTER_BREAK: ("overdose_self", "overdose_other"),
    _S.USING_ALONE: ("overdose_self", "overdose_other"),
    _S.SUICIDE_IMMINENT: ("dying", "dying_other"),
    _S.SUICIDE_IDEATION: ("suicide", "suicide_other"),
    _S.CHILD_IN_DANGER: ("child", "child"),
    _S.VIOLENCE: ("violence", "violence_other"),
    _S.ASSAULT: ("assault", "assault_other"),
    _S.HARM_OTHERS: ("harm", "harm"),
    _S.PSYCHOSIS: ("psychosis", "psychosis_other"),
    _S.POLICE_PRESENT: ("police", "police"),
}
"""Which talk fits which scenario: of oneself, of somebody else."""
_GRAVER: Mapping[str, str] = {
    "suicide": "dying", "suicide_other": "dying_other", "violence": "attack",
    "violence_other": "attack", "assault": "attack", "harm": "harm_now", "assault_other": "attack",
}  # fmt: skip
"""Which talk it is when the same thing is heard as an emergency."""


def opening(danger: Danger) -> Opening | None:
    """Return the talk that `danger` opens, None if it opens none."""
    if danger.register is Register.CHECK:
        return OPENINGS["check"]
    if danger.register is Register.OFFER:
        return OPENINGS["police"] if danger.scenario is _S.POLICE_PRESENT else None
    if danger.register is Register.CONVERSATION:
        return None
    return OPENINGS[_key(danger)]


def suspected(danger: Danger) -> str:
    """Return which talk a check may turn into."""
    if danger.scenario is None:
        return "unsure"
    usual = REGISTER_OF[danger.scenario]
    if usual is Register.OFFER:
        usual = Register.EMERGENCY
    return _key(Danger(usual, danger.scenario, danger.other))


def family(talk: DangerTalk) -> str:
    """Return the scenario, as hearing names it, of an open talk; "" if none is open."""
    key = (talk.about or talk.scenario) if talk.open else ""
    graver = {grave: key for key, grave in _GRAVER.items() if grave != "attack"}
    keys = (key, graver.get(key, ""), "violence" if key == "attack" else "")
    return next((one.value for one, pair in _BY_SCENARIO.items() if set(keys) & set(pair)), "")


def _key(danger: Danger) -> str:
    if danger.scenario is None or danger.scenario not in _BY_SCENARIO:
        return "unsure"
    key = _BY_SCENARIO[danger.scenario][danger.other]
    return _GRAVER.get(key, key) if danger.register is Register.EMERGENCY else key


def back_kind(talk: DangerTalk) -> str:
    """Return which way of coming back fits: self, other, dying or unsafe."""
    row = OPENINGS[talk.about if talk.scenario == "check" else talk.scenario]
    if row.groups[0] in ("suicide", "dying"):
        return "dying"
    if row.person == "other":
        return "other"
    return "self" if row.groups[0] in ("took", "body", "unsure") else "unsafe"
