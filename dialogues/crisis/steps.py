"""The table of the talk: after which answer what is said, and what is asked next.

An answer is looked up in the groups of its talk, in order. What is said stands in
`templates/en/danger/<group>/<answer>.j2`, or where `say` points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NEXT = "next"
"""Ask what the talk has not asked yet."""


@dataclass(frozen=True, slots=True)
class Step:
    """One answer and what follows."""

    ask: str = NEXT
    """A file of danger/ask, NEXT, or "" for no question."""
    say: str = ""
    """Another template than the answer's own."""
    opens: str = ""
    """A graver talk that begins with its first message."""
    ends: str = ""
    """"settled" (help came) or "let_be" (the numbers stand, it is come back to once)."""
    denies: bool = False
    """Whether they take back what they said; the second time the talk is let be."""


BARRIERS = (
    "police", "cost", "hospital", "sectioned", "not_believed", "no_credit", "shame", "immigration",
    "children", "housing", "lines_no_use", "cannot_talk", "told_not_to",
)  # fmt: skip
"""What keeps people from calling; each has one honest line."""


ASKED = (
    "which_number", "stay_with_me", "keep_it_secret", "wants_person", "are_you_a_bot", "silence",
    "thanks", "young",
)  # fmt: skip
"""What is asked of the bot, or said to it, alike in every talk."""


def _barriers(ask: str) -> dict[str, Step]:
    return {name: Step(ask, say=f"danger/barrier/{name}") for name in BARRIERS}


def _shared(ask: str) -> dict[str, Step]:
    return {name: Step(ask, say=f"danger/any/{name}") for name in ASKED}


def _here(say: str) -> dict[str, Step]:
    """Return the steps after which help is there: what is said depends on who was in danger."""
    came = ("help_is_here", "help_came", "they_came")
    return {name: Step("", say=say, ends="settled") for name in came}


FOR_YOU = "danger/emergency/help_for_you"


STEPS: Mapping[str, Mapping[str, Step]] = {
    "overdose": {
        "not_breathing": Step("called"),
        "breathing": Step("called"),
        "awake": Step("called"),
        "seizure": Step("called"),
        "fit_over": Step("breathing"),
        "gave_naloxone": Step("breathing"),
        "no_naloxone": Step("breathing"),
        "has_naloxone": Step("breathing"),
        "sleeping_it_off": Step("breathing"),
        "what_to_do": Step("breathing"),
        "on_its_way": Step("breathing"),
        "alone": Step("breathing"),
        "refuses": Step("barrier"),
        "unsure": Step("called"),
        "unclear": Step("breathing"),
        "still_on": Step("breathing", say="danger/overdose/unclear"),
        "doing_it": Step("breathing"),
        "threw_up": Step("breathing"),
        "they_refuse": Step("called"),
        "left": Step("called"),
        "hot": Step("called", say="danger/body_other/hot"),
        "waiting": Step("breathing", say="danger/emergency/waiting"),
        "police_came": Step("breathing"),
        "named_it": Step("breathing", say="danger/took/named_it"),
    },
    "body_other": {
        "awake": Step("called"),
        "breathing": Step("called"),
        "hot": Step("called"),
        "water": Step("called"),
        "cold_bath": Step("called"),
        "easing": Step("called"),
        "is_gone": Step("called", say="danger/body_other/easing"),
        "what_to_do": Step("called"),
        "unclear": Step("breathing"),
    },
    "child": {
        "awake": Step("called"),
        "breathing": Step("called"),
        "kept_away": Step("called"),
        "left": Step("called", say="danger/attack/is_gone"),
        "shame": Step("called"),
        "children": Step("called"),
        "unclear": Step("breathing"),
    },
    "took": {
        "somebody": Step("called"),
        "alone": Step("called"),
        "not_breathing": Step("called"),
        "seizure": Step("called", say="danger/took/not_breathing"),
        "has_naloxone": Step("someone"),
        "no_naloxone": Step("someone", say="danger/took/unclear"),
        "sleeping_it_off": Step("someone"),
        "what_to_do": Step("someone"),
        "on_its_way": Step("someone"),
        "refuses": Step("barrier"),
        "took_it_back": Step("someone", denies=True),
        "named_it": Step("called"),
        "easing": Step("someone", say="danger/took/took_it_back", denies=True),
        "going_to_sleep": Step("someone", say="danger/took/sleeping_it_off"),
        "feels_bad": Step("called", say="danger/took/not_breathing"),
        "hot": Step("called"),
        "water": Step("called", say="danger/body_other/water"),
        "person_here": Step("called", say="danger/took/somebody"),
        "dont_wake": Step("called", say="danger/dying/dont_wake"),
        **_here(FOR_YOU),
        "unclear": Step("called"),
    },
    "body": {
        "somebody": Step("called"),
        "alone": Step("called"),
        "not_breathing": Step("called"),
        "seizure": Step("called", say="danger/body/not_breathing"),
        "sleeping_it_off": Step("someone"),
        "what_to_do": Step("someone"),
        "on_its_way": Step("someone"),
        "refuses": Step("barrier"),
        "took_it_back": Step("someone", denies=True),
        "easing": Step("someone", say="danger/body/took_it_back", denies=True),
        "going_to_sleep": Step("someone", say="danger/body/sleeping_it_off"),
        "feels_bad": Step("called", say="danger/body/not_breathing"),
        "hot": Step("called", say="danger/took/hot"),
        "water": Step("called", say="danger/body_other/water"),
        "person_here": Step("called", say="danger/body/somebody"),
        "dont_wake": Step("called", say="danger/dying/dont_wake"),
        **_here(FOR_YOU),
        "unclear": Step("called"),
    },
    "dying": {
        "means_it": Step("near", say="danger/dying/has_a_plan"),
        "done_something": Step("called"),
        "nothing_done": Step("near"),
        "made_safe": Step("near"),
        "has_a_plan": Step("near"),
        "somebody": Step("called"),
        "alone": Step("channel"),
        "on_its_way": Step("near"),
        "refuses": Step("barrier"),
        "took_it_back": Step("near", denies=True),
        "what_to_do": Step("near"),
        "no": Step("near"),
        "person_here": Step("called", say="danger/dying/somebody"),
        "awake": Step("called", say="danger/dying/somebody"),
        "dont_wake": Step("called"),
        "unwanted": Step("near"),
        "easing": Step("over"),
        "police_came": Step("", say=FOR_YOU, ends="settled"),
        **_here(FOR_YOU),
        "unclear": Step("near"),
    },
    "dying_other": {
        "with_them": Step("called"),
        "apart": Step("called"),
        "refuses": Step("barrier"),
        "they_refuse": Step("barrier", say="danger/dying_other/refuses"),
        "made_safe": Step("called"),
        "easing": Step("called"),
        "left": Step("called", say="danger/dying_other/apart"),
        "awake": Step("over", say="danger/dying_other/easing"),
        "somebody": Step("called"),
        "on_its_way": Step(""),
        "police_came": Step("", say="danger/emergency/help_is_here", ends="settled"),
        "unclear": Step("called"),
    },
    "unsure": {
        "in_danger": Step("called"),
        "no_danger": Step("danger", denies=True),
        "unclear": Step("danger"),
    },
    "attack": {
        "unclear": Step(),
        "kids_there": Step("called"),
        "is_gone": Step(),
        "left": Step(say="danger/attack/is_gone"),
        "kept_away": Step("", say="danger/violence/not_safe"),
        "person_here": Step("over", say="danger/crisis/somebody"),
        "police_came": Step("", say=FOR_YOU, ends="settled"),
        **_here(FOR_YOU),
    },
    "emergency": {
        **_here("danger/emergency/help_is_here"),
        "died": Step("", ends="settled"),
        "waiting": Step(""),
        "going_in": Step(""),
        "still_call": Step(""),
        "scared": Step("called"),
        "are_you_there": Step("called"),
        "cant": Step("barrier", say="danger/emergency/refuses"),
        "on_its_way": Step("over"),
        "took_it_back": Step("over", denies=True),
        "refuses": Step("barrier"),
        "what_to_do": Step("called"),
        "alone": Step("called", say="danger/took/alone"),
        "no": Step("called", say="danger/emergency/unclear"),
        "yes": Step("called", say="danger/emergency/unclear"),
        "unsure": Step("called", say="danger/emergency/unclear"),
        "unclear": Step("called"),
        "leaving": Step(""),
        "still_on": Step("called", say="danger/any/still_on"),
        "still_there": Step("called", say="danger/any/still_on"),
        "better": Step("over", say="danger/any/settled"),
        "angry": Step("barrier"),
        **_shared("called"),
        **_barriers("called"),
        "cannot_talk": Step("called"),
    },
    "suicide": {
        "thinks_of_it": Step("plan"),
        "denies": Step("who", denies=True),
        "unsure": Step(),
        "means_here": Step(opens="dying"),
        "means_it": Step(opens="dying"),
        "says_it_after_all": Step("plan", say="danger/suicide/thinks_of_it"),
        "has_a_plan": Step(opens="dying"),
        "done_something": Step(opens="dying"),
        "no_plan": Step("who"),
        "somebody": Step("coping"),
        "alone": Step("channel"),
        "made_safe": Step("who", say="danger/dying/made_safe"),
        "police": Step("channel", say="danger/suicide_other/police"),
        "said_coping": Step("plan_offer"),
        "no_coping": Step("channel", say="danger/crisis/unclear"),
        "wants_plan": Step("sign"),
        "no_plan_now": Step("", ends="let_be"),
    },
    "suicide_other": {
        "with_them": Step("who"),
        "apart": Step("who"),
        "unsure": Step("who"),
        "unclear": Step(),
        "what_to_do": Step("reach", say="danger/suicide_other/unclear"),
        "police": Step("channel"),
    },
    "violence": {
        "safe": Step("hurt"),
        "not_safe": Step(""),
        "hurt_or_ill": Step("called"),
        "not_hurt": Step("need"),
        "alone": Step("need", say="danger/violence/unclear"),
        "told_not_to": Step("safe"),
        "police": Step(say="danger/assault/police"),
        "unclear": Step(),
        "what_to_do": Step("need", say="danger/violence/unclear"),
    },
    "violence_other": {
        "with_them": Step("need"),
        "apart": Step("need"),
        "unclear": Step(),
    },
    "assault": {
        "safe": Step("hurt"),
        "not_safe": Step("called"),
        "hurt_or_ill": Step("care"),
        "not_hurt": Step("care"),
        "wants_care": Step("trusted"),
        "no_care": Step("trusted"),
        "somebody": Step(),
        "not_believed": Step(),
        "shame": Step(),
        "police": Step(),
        "unclear": Step(),
    },
    "assault_other": {
        "with_them": Step("need", say="danger/assault_other/unclear"),
        "apart": Step("need", say="danger/assault_other/unclear"),
        "unclear": Step(),
    },
    "harm": {
        "in_danger": Step("called"),
        "no_danger": Step("away", denies=True),
        "police": Step("away"),
        "unclear": Step(),
    },
    "psychosis": {
        "safe": Step("who"),
        "not_safe": Step("called"),
        "unclear": Step(),
        "what_to_do": Step("quiet", say="danger/psychosis/unclear"),
    },
    "psychosis_other": {
        "with_them": Step("who", say="danger/psychosis_other/unclear"),
        "apart": Step("who", say="danger/psychosis_other/unclear"),
        "unclear": Step(),
    },
    "crisis": {
        "in_danger": Step("called", say="danger/emergency/unclear"),
        "help_is_here": Step("", ends="settled"),
        "on_its_way": Step(),
        "took_it_back": Step("", denies=True),
        "denies": Step("", say="danger/crisis/took_it_back", denies=True),
        "refuses": Step("barrier"),
        "somebody": Step(),
        "alone": Step("channel"),
        "has_a_plan": Step(opens="dying"),
        "done_something": Step(opens="dying"),
        "what_to_do": Step(),
        "leaving": Step(""),
        "angry": Step(""),
        "no": Step(),
        "yes": Step(),
        "unsure": Step(),
        "still_there": Step(say="danger/any/still_on"),
        "better": Step(say="danger/any/settled"),
        "unclear": Step(),
        **_shared(NEXT),
        **_barriers("channel"),
    },
    "police": {
        "hurt_here": Step(opens="overdose_other"),
        "unclear": Step("", ends="settled"),
    },
    "check": {
        "check_yes": Step(),
        "check_no": Step(),
        "took_it_back": Step(),
        "awake": Step(),
        "what_to_do": Step(),
        "leaving": Step("", say="danger/crisis/leaving"),
        "which_number": Step("check", say="danger/any/which_number"),
        "unclear": Step("check"),
    },
}  # fmt: skip
"""Group, answer, step."""
PLAN = ("sign", "helps", "plan_who", "place")
"""Parts of the plan for a bad hour, asked in this order."""
