"""When a safety point may be offered: the T1 topics, each once a talk, and never their content.

The offer is one sentence and a question; the facts come after a yes.
What calls for which offer: the table of permission tiers in the project's safety reference (1.1).
"""

from __future__ import annotations

from collections.abc import Callable

from dialogues.facts.combinations import Hazard, members, worst
from dialogues.facts.topics import topics
from dialogues.listening.datafiles import wordlist
from dialogues.listening.lexicons import lexicons
from dialogues.safety import Scenario
from dialogues.situation import Situation
from dialogues.stages import Stage

SUDDEN = frozenset(
    {"alcohol", "benzodiazepines", "diazepam", "alprazolam", "ghb", "barbiturates", "pregabalin",
     "phenibut", "clonazepam", "baclofen"}
)  # fmt: skip
"""Substances whose sudden stop can be dangerous (safety reference S-WD-ALC, S-WD-BZD)."""
MILD = frozenset({"cannabis", "nicotine", "caffeine", "psilocybin", "lsd"})
"""Substances for which lost tolerance is no danger to life."""
STIMULANTS = frozenset(
    {"cocaine", "crack", "methamphetamine", "amphetamine", "mdma", "mephedrone", "adhd_medication"}
)
"""What keeps people awake for days."""
AFTER_ANOTHER = frozenset(
    {"then", "ran", "out", "instead", "switched", "swapped", "after", "first", "before"}
)
"""Words by which one thing followed the other and was not taken with it."""
AT_HAND = frozenset({"tonight", "later", "gonna", "going"})
"""Words that put a mixture into the hours around now."""
ADDING = frozenset({"well", "too", "also", "plus"})
"""Words of one thing taken beside another ("i always use g as well") …"""
BY_ONESELF = frozenset({"alone", "own", "solo", "myself", "nobody", "one", "anyone", "just"})
"""… which is nothing on being alone without one of these."""
HERS = frozenset({"her", "his", "she", "their"})
"""Words of a message that is about somebody else."""
BREAKS = ("used_again_after_break", "tolerance_drop", "hospital_or_prison_out")
"""Frames by which tolerance may be down."""
EARLIER = (*BREAKS, "past_success", "break_taken", "time_since")
"""Frames of some time without, told earlier in the talk."""
ABRUPT = frozenset({"withdrawals", "withdrawal_alcohol", "withdrawal_sedative"})
"""Topics named by somebody who speaks of stopping all at once."""
DECIDING = (Stage.CONTEMPLATION, Stage.PREPARATION)
"""Stages in which a list of services would be a push."""
STOPPING = ("stop_goal", "commits", "ready", "plans_ahead", "break_goal", "one_day")
"""Frames of somebody who means to stop."""


def withdrawal(s: Situation) -> bool:
    """Return whether they mean to stop something whose sudden stop can be dangerous.

    Of somebody pregnant who stops what is not in SUDDEN, the facts for that go first.
    """
    if s.offered("withdrawal") or s.session.quiet:
        return s.scenario is Scenario.WITHDRAWAL_PLAN and not s.offered("withdrawal")
    named = {s.target.key, *s.heard.substances} - {""}
    said = ABRUPT & set(topics(s.session.language).named(s.heard.clauses))
    if pregnancy(s) and not SUDDEN & named:
        return False
    risky = bool(SUDDEN & named) and s.target.goal in ("stop", "break")
    abrupt = bool(said) and (not named or bool((SUDDEN | members("opioids")) & named))
    stops = s.named(*STOPPING) and (risky or abrupt)
    return stops or (s.scenario is Scenario.WITHDRAWAL_PLAN and not tablets(s))


def withdrawal_topic(s: Situation) -> str:
    """Return the topic of facts on withdrawal that fits what they named, or the one for any."""
    named = {s.target.key, *s.heard.substances}
    if "alcohol" in named:
        return "withdrawal_alcohol"
    if SUDDEN & named:
        return "withdrawal_sedative"
    return "withdrawal_opioid" if members("opioids") & named else "withdrawal"


def tolerance(s: Situation) -> bool:
    """Return whether using after a break is at hand, or has just been."""
    planned = s.named("about_to_use", "close_to_using") and s.named("time_since", "stuck_at_it")
    earlier = s.named("about_to_use", "close_to_using") and break_told(s)
    back = s.scenario is Scenario.RETURN_AFTER_BREAK or s.named(*BREAKS)
    return (planned or earlier or back) and _open(s) and not s.heavy


def tolerance_asked(s: Situation) -> bool:
    """Return whether a question on a risk is one on using after the break that was told."""
    named = {s.target.key, *s.heard.substances} - {""}
    return break_told(s) and (not named or not named <= MILD | {"alcohol"})


def break_told(s: Situation) -> bool:
    """Return whether some time without was told, earlier in the talk or in this message."""
    return s.named(*EARLIER, "stuck_at_it") or any(one.frame in EARLIER for one in s.session.notes)


def alone(s: Situation) -> bool:
    """Return whether using with nobody there is at hand."""
    beside = s.texts & ADDING and not s.texts & BY_ONESELF
    said = s.scenario is Scenario.USING_ALONE and not beside
    planned = said or s.named("about_to_use", "rushed", "tolerance_drop", "used_again_after_break")
    return planned and (said or s.named("uses_alone", "outdoors")) and _open(s)


def _open(s: Situation) -> bool:
    """Return whether tolerance or being alone may be offered: neither was, and it matters here."""
    named = {s.target.key, *s.heard.substances} - {""}
    strong = not named or not named <= MILD
    return not s.offered("tolerance", "alone") and strong and not s.session.quiet


def together(s: Situation) -> tuple[str, ...]:
    """Return what this message names, and where a mix is heard the letters for some ("g")."""
    named = s.heard.substances
    if s.scenario is not Scenario.DANGEROUS_MIX or len(named) > 1:
        return named
    cued = lexicons(s.session.language).cued
    return tuple(dict.fromkeys((*named, *(cued[one] for one in s.texts if one in cued))))


def mixture(s: Situation) -> Hazard | None:
    """Return the gravest mixture on file among what this message names, None if none is."""
    return worst(together(s))


def pair(s: Situation) -> str:
    """Return the two of the gravest mixture, as an offer of facts names them, or ""."""
    found = mixture(s)
    return f"{found.first}+{found.second}" if found else ""


def mix(s: Situation) -> bool:
    """Return whether a mixture on file was named as planned or just taken."""
    if s.session.quiet or s.offered("mix") or mixture(s) is None:
        return False
    in_turn = len(s.texts & AFTER_ANOTHER) > 1
    return (
        s.scenario is Scenario.DANGEROUS_MIX
        or s.named("about_to_use", "high_now", "drinking_now")
        or (bool(s.texts & AT_HAND) and not in_turn and not s.named("stop_goal", "cut_down_goal"))
    )


def wound(s: Situation) -> bool:
    """Return whether a wound was mentioned; worn veins are none."""
    words = {token.lemma for clause in s.heard.clauses for token in clause.tokens}
    sore = s.named("injury_infection") and "vein" not in words
    return (sore or s.scenario is Scenario.WOUND) and not (s.offered("wound") or s.session.quiet)


def tablets(s: Situation) -> bool:
    """Return whether many chemist's tablets a day were named, with what is in them."""
    return s.has("counter_pills") and not s.offered("tablets") and not s.session.quiet


def pregnancy(s: Situation) -> bool:
    """Return whether somebody pregnant means to stop."""
    told = s.named("pregnant") or "pregnant" in s.session.taken_up
    stopping = told and s.named(*STOPPING)
    hers = not s.texts.isdisjoint(HERS) and s.texts.isdisjoint(wordlist("me", s.session.language))
    at_hand = stopping or (s.scenario is Scenario.PREGNANCY and not hers)
    return at_hand and not s.offered("pregnancy")


def stimulants(s: Situation) -> bool:
    """Return whether days awake on a stimulant were mentioned."""
    awake = s.named("no_sleep_days") and bool(STIMULANTS & set(s.heard.substances))
    return awake and not s.offered("stimulants") and not s.heavy and not s.session.quiet


def kinds_of_help(s: Situation) -> bool:
    """Return whether a menu of kinds of help may be offered: they spoke of wanting some.

    Not while somebody weighs it up or has made up their mind: a ruler or a plan fits better there.
    """
    wanting = s.named("wants_service", "wants_group") and s.stage not in DECIDING
    calm = s.session.turn >= 2 and not s.heavy and not s.session.quiet
    return wanting and calm and not s.offered("help")


DUE: tuple[tuple[str, Callable[[Situation], bool]], ...] = (
    ("withdrawal", withdrawal), ("tolerance", tolerance), ("alone", alone), ("mix", mix),
    ("wound", wound), ("tablets", tablets), ("pregnancy", pregnancy), ("stimulants", stimulants),
)  # fmt: skip
"""The time-critical topics and when each is due, in the order of the policy."""


def due(s: Situation) -> str:
    """Return the topic of the offer that is due, "" if none is or danger was just talked about."""
    if s.session.after_danger:
        return ""
    return next((topic for topic, when in DUE if when(s)), "")


def asked_of(s: Situation) -> str:
    """Return the topic that is due where somebody asks what to do or what the risk is.

    Who asks for ideas about stopping some day gets ideas, the first of which is to stop safely.
    """
    topic = due(s)
    some_day = s.scenario is not Scenario.WITHDRAWAL_PLAN and not s.has("asks_risk")
    return "" if topic == "withdrawal" and some_day else topic
