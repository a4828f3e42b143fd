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
    },
    "child": {
        "awake": Step("called"),
        "breathing": Step("called"),
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
        "tells_nobody": Step("near", say="danger/crisis/tells_nobody"),
        "eases": Step("near", say="danger/crisis/eases"),
        "not_missed": Step("near", say="danger/suicide/not_missed"),
        "unclear": Step("near"),
    },
    "dying_other": {
        "with_them": Step("called"),
        "apart": Step("called"),
        "awake": Step("over", say="danger/dying_other/with_them"),
        "someone_there": Step("called", say="danger/suicide_other/somebody"),
        "refuses": Step("barrier"),
        "unclear": Step("called"),
    },
    "unsure": {
        "in_danger": Step("called"),
        "no_danger": Step("danger", denies=True),
        "not_that": Step("danger", say="danger/unsure/no_danger", denies=True),
        "unclear": Step("danger"),
    },
    "emergency": {
        "help_is_here": Step("", ends="settled"),
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
    },
    "suicide": {
        "thinks_of_it": Step("plan"),
        "admits": Step("plan", say="danger/suicide/thinks_of_it"),
        "denies": Step("who", denies=True),
        "not_that": Step("", say="danger/suicide/denies", denies=True),
        "not_missed": Step(),
        "self_harm": Step("who"),
        "bleeding": Step(),
        "names_a_way": Step("when"),
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
        "its_me": Step(opens="suicide"),
        "they_said_bye": Step(opens="dying_other"),
        "with_them": Step("near_them"),
        "apart": Step("near_them"),
        "no_answer": Step("near_them"),
        "someone_there": Step(),
        "somebody": Step(),
        "alone": Step(),
        "unsure": Step("near_them"),
        "unclear": Step(),
        "what_to_do": Step(say="danger/suicide_other/unclear"),
        "police": Step(),
    },
    "violence": {
        "safe": Step("hurt"),
        "safe_while": Step("hurt"),
        "not_safe": Step(""),
        "trapped": Step(),
        "hurt_or_ill": Step("called"),
        "not_hurt": Step("need"),
        "alone": Step("need", say="danger/violence/unclear"),
        "told_not_to": Step("safe"),
        "police": Step(say="danger/assault/police"),
        "unclear": Step(),
        "what_to_do": Step("need", say="danger/violence/unclear"),
    },
    "violence_other": {
        "its_me": Step(opens="violence"),
        "with_them": Step("need"),
        "apart": Step("need"),
        "not_safe": Step("called"),
        "hurt_or_ill": Step("called"),
        "trapped": Step(say="danger/violence_other/unclear"),
        "unclear": Step(),
    },
    "assault": {
        "safe": Step("hurt"),
        "at_home": Step("hurt", say="danger/assault/safe"),
        "asks_care": Step("trusted", say="danger/assault/wants_care"),
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
        "its_me": Step(opens="assault"),
        "with_them": Step("need", say="danger/assault_other/unclear"),
        "apart": Step("need", say="danger/assault_other/unclear"),
        "unclear": Step(),
    },
    "harm": {
        "in_danger": Step("called"),
        "no_danger": Step("away", denies=True),
        "not_that": Step("", say="danger/harm/no_danger", denies=True),
        "going_there": Step(opens="harm_now"),
        "weapon": Step("away"),
        "not_safe": Step("away", say="danger/harm/in_danger"),
        "apart": Step("who", say="danger/harm/stepped_away"),
        "stepped_away": Step("who"),
        "thanks": Step("over", say="danger/any/thanks"),
        "police": Step("away"),
        "unclear": Step(),
    },
    "psychosis": {
        "safe": Step("who"),
        "at_home": Step("who", say="danger/psychosis/safe"),
        "not_safe": Step("called"),
        "they_watch": Step(say="danger/psychosis/unclear"),
        "not_believed": Step(),
        "unclear": Step(),
        "what_to_do": Step("quiet", say="danger/psychosis/unclear"),
    },
    "psychosis_other": {
        "its_me": Step(opens="psychosis"),
        "with_them": Step("near_them", say="danger/psychosis_other/unclear"),
        "apart": Step("near_them", say="danger/psychosis_other/unclear"),
        "no_answer": Step("near_them", say="danger/suicide_other/no_answer"),
        "somebody": Step(say="danger/psychosis_other/unclear"),
        "alone": Step(say="danger/suicide_other/alone"),
        "unclear": Step(),
    },
    "crisis": {
        "in_danger": Step("called", say="danger/emergency/unclear"),
        "help_is_here": Step("", ends="settled"),
        "on_its_way": Step(),
        "took_it_back": Step("", denies=True),
        "denies": Step("", say="danger/crisis/took_it_back", denies=True),
        "not_that": Step("", say="danger/crisis/took_it_back", denies=True),
        "refuses": Step("barrier"),
        "tells_nobody": Step(),
        "eases": Step(),
        "one_of_them": Step(say="danger/any/are_you_a_bot"),
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
        "not_that": Step(),
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
