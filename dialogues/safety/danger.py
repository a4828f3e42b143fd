"""The nouns of hearing danger: how a reply has to be, and what the danger is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum

from dialogues.sense.sensing import Sensed


class Register(Enum):
    """How the whole reply has to be, before any listening."""

    EMERGENCY = "emergency"
    CRISIS = "crisis"
    CHECK = "check"
    OFFER = "offer"
    CONVERSATION = "conversation"


class Scenario(StrEnum):
    """The families of danger."""

    OVERDOSE_OTHER = "overdose_other"
    OVERDOSE_SELF = "overdose_self"
    WITHDRAWAL_EMERGENCY = "withdrawal_emergency"
    SUICIDE_IMMINENT = "suicide_imminent"
    CHILD_IN_DANGER = "child_in_danger"
    VIOLENCE = "violence"
    SUICIDE_IDEATION = "suicide_ideation"
    ASSAULT = "assault"
    HARM_OTHERS = "harm_others"
    PSYCHOSIS = "psychosis"
    WITHDRAWAL_PLAN = "withdrawal_plan"
    RETURN_AFTER_BREAK = "return_after_break"
    USING_ALONE = "using_alone"
    DANGEROUS_MIX = "dangerous_mix"
    WOUND = "wound"
    PREGNANCY = "pregnancy"
    POLICE_PRESENT = "police_present"
    MINOR = "minor"


REGISTER_OF: Mapping[Scenario, Register] = {
    Scenario.OVERDOSE_OTHER: Register.EMERGENCY,
    Scenario.OVERDOSE_SELF: Register.EMERGENCY,
    Scenario.WITHDRAWAL_EMERGENCY: Register.EMERGENCY,
    Scenario.SUICIDE_IMMINENT: Register.EMERGENCY,
    Scenario.CHILD_IN_DANGER: Register.EMERGENCY,
    Scenario.VIOLENCE: Register.CRISIS,
    Scenario.SUICIDE_IDEATION: Register.CRISIS,
    Scenario.ASSAULT: Register.CRISIS,
    Scenario.HARM_OTHERS: Register.CRISIS,
    Scenario.PSYCHOSIS: Register.CRISIS,
    Scenario.WITHDRAWAL_PLAN: Register.OFFER,
    Scenario.RETURN_AFTER_BREAK: Register.OFFER,
    Scenario.USING_ALONE: Register.OFFER,
    Scenario.DANGEROUS_MIX: Register.OFFER,
    Scenario.WOUND: Register.OFFER,
    Scenario.PREGNANCY: Register.OFFER,
    Scenario.POLICE_PRESENT: Register.OFFER,
    Scenario.MINOR: Register.OFFER,
}
"""The register a scenario usually calls for; violence under way calls for an emergency."""


@dataclass(frozen=True, slots=True)
class Danger:
    """What was heard in one message."""

    register: Register
    scenario: Scenario | None
    """What it is, or is most likely to be; None in a conversation, or when hearing failed."""
    other: bool = False
    """Whether somebody else than the writer is in danger."""
    sure: float = 1.0
    """How likely the register or a graver one is, 0 to 1; 1 for what a rule says."""
    sensed: Sensed = field(default=(), repr=False, compare=False)
    """What the encoder made of the message, for who asks it something else; () if not asked."""
