"""What a person asks of the conversation that takes more than a row of the policy.

One table: signals, whether something weighty said beside them goes first, and how to go on.
"""

from __future__ import annotations

from collections.abc import Callable

from dialogues.answers import Going, start_plan
from dialogues.flow import FlowEvent
from dialogues.situation import Situation
from dialogues.stages import Stage

WEIGHTY = 3
"""From which weight a meaning goes before a request (`Situation.weighty`)."""
MEANS = {"wants_person": frozenset({"asks_for_help", "relationship_strain"})}
"""Meanings that are the request in other words."""
Answer = Callable[[Situation], Going]


def asked_for(situation: Situation) -> Going | None:
    """Return how to go on if the message asks for one of these, else None."""
    for signal, lone, answer in TABLE:
        if situation.has(signal) and not (lone and _more(situation, signal)):
            return None if _something_nearer(situation, signal) else answer(situation)
    return None


def _something_nearer(situation: Situation, signal: str) -> bool:
    """Return whether the policy has a nearer answer than this one."""
    if signal == "wants_ideas":
        if situation.has("wants_taper", "wants_dose", "wants_source", "wants_technique"):
            return True
        early = situation.has("where_to_start") and situation.early
        return early or situation.has("asks_what_to_say", "asks_you_would", "asks_them")
    return signal == "asks_stage" and situation.has("wants_diagnosis")


def _more(situation: Situation, signal: str) -> bool:
    """Return whether something of weight was said that is not the request itself."""
    same = MEANS.get(signal, frozenset())
    return any(
        situation.frame(hit).weight >= WEIGHTY and hit.name not in same for hit in situation.hits
    )


TABLE: tuple[tuple[str, bool, Answer], ...] = (
    ("asks_forget", False, lambda s: Going("meta:forget_ask", s.session, awaits="forget")),
    ("wants_person", True, lambda s: Going("meta:wants_person", s.session, awaits="person")
     if s.offered("no_peer") else Going("", s.session, notice="notice/no_peer")),
    ("pause", False, lambda s: Going("pause", s.session, event=FlowEvent.PAUSE)),
    ("goodbye", True, lambda s: Going("leave_with|goodbye door", s.session, event=FlowEvent.LEFT)),
    ("resume", True, lambda s: Going("resume ask_back|ask_open", s.session)),
    ("my_reasons", False, lambda s: Going("", s.session, reasons=True)),
    ("wants_summary", False, lambda s: Going(
        "collect|sum_short|meta:nothing_to_sum ask_missed" if s.session.notes
        else "meta:nothing_to_sum", s.session, summary=bool(s.session.notes))),
    ("asks_stage", False, lambda s: Going("where check_stage", s.session)),
    ("wants_plan", False, lambda s: start_plan(s)),
    ("wants_ideas", False, lambda s: Going("", s.session, menu=menu_area(s))),
)  # fmt: skip
"""Signal, whether weighty content goes first, and how to go on; read from the top."""

AREAS: tuple[tuple[str, frozenset[str]], ...] = (
    ("using_alone", frozenset({"uses_alone", "not_alone_goal"})),
    ("sleep", frozenset({"helps_sleep", "sleep_wrecked", "fear_of_not_sleeping", "no_sleep_days"})),
    ("money", frozenset({"costs_money", "debt", "poverty", "trigger_payday"})),
    ("cravings", frozenset({"cravings", "close_to_using", "cant_stop_once", "resisted_urge"})),
    ("pain", frozenset({"helps_pain", "in_pain_now", "fear_of_pain"})),
    ("anxiety", frozenset({"eases_anxiety", "quiets_head", "relaxes"})),
    ("mood", frozenset({"mood_low", "feels_flat", "lifts_mood", "numbs_feelings"})),
    ("boredom", frozenset({"eases_boredom", "passes_time", "fear_of_boredom"})),
    ("company", frozenset({"lonely", "isolation", "company_of_using", "left_behind", "no_support"})),
    ("family", frozenset({"child_matters", "family_matters", "relationship_strain", "partner_matters"})),
    ("work", frozenset({"work_at_risk", "gets_through_work", "work_matters", "lost_job"})),
    ("support", frozenset({"wants_service", "wants_group", "let_down_by_services", "asks_for_help"})),
    ("return", frozenset({"used_again_after_break", "lost_days"})),
    ("switch_route", frozenset({"switch_route_goal", "stop_injecting_goal", "injecting"})),
    ("break", frozenset({"break_goal"})),
    ("cut_down", frozenset({"cut_down_goal", "weekend_only", "taper_goal", "smaller_amount", "later_start",
                           "controlled_use", "let_self_down"})),
    ("stop", frozenset({"stop_goal"})),
    ("safer_use", frozenset({"safer_use_goal", "keep_using_goal", "injecting", "new_supply", "mixing_drugs"})),
    ("stable", frozenset({"keep_stable", "on_script"})),
)  # fmt: skip
"""Which options menu fits which frames, the first that fits; else by goal and stage."""
BY_WORD = {"rule": "cut_down", "limit": "cut_down"}
"""Which menu a word of the question asks for: "how do people keep to rules"."""
BY_GOAL = {
    "stop": "stop", "cut_down": "cut_down", "taper": "cut_down", "break": "break",
    "safer": "safer_use", "switch_route": "switch_route", "not_alone": "using_alone",
    "test": "safer_use", "weekend_only": "cut_down", "stay_stable": "stable",
    "keep_using": "safer_use",
}  # fmt: skip


def menu_area(s: Situation) -> str:
    """Return the area of the options menu that fits: named now, heard now, or said lately.

    The same menu is not given twice while another fits.
    """
    said = {token.lemma for clause in s.heard.clauses for token in clause.tokens}
    frames = [hit.name for hit in s.hits] + [note.frame for note in reversed(s.session.notes)]
    fits = [area for area, _ in AREAS if area in said]
    fits += [area for word, area in BY_WORD.items() if word in said]
    fits += [area for frame in frames for area, names in AREAS if frame in names]
    fits += [BY_GOAL[s.target.goal]] if s.target.goal in BY_GOAL else []
    fits += ["return"] if s.stage is Stage.RETURN else []
    fits.append("general")
    return next((area for area in fits if f"menu:{area}" not in s.session.offered), fits[0])
