"""The parts a reply is made of: their MITI code, their template, what they wait for.

A part lists templates in order of preference; the first that has an unused wording is said.
Placeholders are filled from the situation: `<frame>` the frame taken up, `<other>` a second one
in the same message, `<earlier>` one from before, `<stage>`, `<family>` of the feeling, `<risk>`
the next risk/set/setting question, and `*` any technique of a folder or `(a b)` any of those
named, the least recently used first.

Codes follow MITI 4 and MISC 2.5: SR and CR simple and complex reflection, OQ and CQ open and
closed question, AF affirm, SEEK seek collaboration, EMPH emphasise autonomy, GI give information;
SUMMARY and NOTICE are kept apart and count as none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One unit of a reply."""

    code: str
    templates: tuple[str, ...]
    awaits: str = ""
    """What the reply then waits for."""
    once: str = ""
    """Offered at most once a session, under this name."""

    @property
    def asks(self) -> bool:
        """Return whether the part is a question that counts as one."""
        return self.code in ("OQ", "CQ")

    @property
    def reflects(self) -> bool:
        """Return whether the part is a reflection."""
        return self.code in ("SR", "CR")


def _part(code: str, *templates: str, awaits: str = "", once: str = "") -> Part:
    return Part(code, templates, awaits, once)


PARTS: Mapping[str, Part] = {
    # simple reflections
    "mirror": _part("SR", "reflection/any/mirror"),
    "amount": _part("SR", "reflection/any/amount"),
    "how_often": _part("SR", "reflection/any/how_often", "reflection/any/echo"),
    "how_long": _part("SR", "reflection/any/how_long", "reflection/any/echo"),
    "might_do": _part("SR", "reflection/any/might_do", "reflection/any/echo"),
    "mirror2": _part("SR", "reflection/any/mirror"),
    "echo": _part("SR", "reflection/any/echo"),
    "thing": _part("SR", "reflection/any/thing"),
    "joined": _part("SR", "reflection/any/joined"),
    "called": _part("SR", "reflection/any/called"),
    "told_by": _part("SR", "reflection/any/told_by"),
    "person": _part("SR", "reflection/any/person"),
    "substance": _part("SR", "reflection/any/substance"),
    "short_answer": _part("SR", "reflection/any/short_answer"),
    "said_ok": _part("SR", "minimal/any/ok", "reflection/any/short_answer"),
    "said_yes": _part("SR", "minimal/any/yes", "reflection/any/short_answer"),
    "said_no": _part("SR", "minimal/any/no", "reflection/any/short_answer"),
    "held_off": _part("CR", "reflection/frame/resisted_urge"),
    "said_nobody": _part("SR", "minimal/any/nobody", "reflection/any/short_answer"),
    "said_yes_asked": _part("SR", "minimal/any/yes_asked", "reflection/any/short_answer"),
    "said_not_yet": _part("SR", "minimal/any/not_yet"),
    "said_no_asked": _part("SR", "minimal/any/no_asked", "reflection/any/short_answer"),
    "said_maybe": _part("SR", "minimal/any/maybe", "reflection/any/short_answer"),
    "said_dont_know": _part("SR", "minimal/any/dont_know", "reflection/any/uncertain"),
    "said_knows": _part("SR", "minimal/any/knows", "reflection/any/short_answer"),
    "said_fine": _part("SR", "minimal/any/fine", "reflection/any/short_answer"),
    "said_resigned": _part("SR", "minimal/any/resigned", "reflection/any/short_answer"),
    "said_not_good": _part("SR", "minimal/any/not_good", "reflection/any/short_answer"),
    "said_bored": _part("SR", "minimal/any/bored", "reflection/any/short_answer"),
    "said_not_bothered": _part("SR", "minimal/any/not_bothered", "reflection/any/short_answer"),
    "rest": _part("EMPH", "minimal/any/rest"),
    "said_laugh": _part("SR", "minimal/any/laugh", "reflection/any/short_answer"),
    "said_nothing": _part("SR", "minimal/any/silence", "reflection/any/short_answer"),
    "number_said": _part("SR", "ruler/<ruler>/reflect"),
    # complex reflections
    "meaning": _part("CR", "reflection/frame/<frame>"),
    "meaning2": _part("CR", "reflection/frame/<other>"),
    "double": _part("CR", "reflection/any/double_sided"),
    "feeling": _part("CR", "reflection/feeling/<family>"),
    "stance": _part("CR", "reflection/<stage>/stance"),
    "again": _part("CR", "reflection/any/again"),
    "understated": _part("CR", "reflection/any/understated"),
    "amplified": _part("CR", "reflection/any/amplified"),
    "reported": _part("CR", "reflection/any/reported"),
    "concedes": _part("CR", "reflection/any/concedes"),
    "self_label": _part("CR", "reflection/any/self_label"),
    "for_other": _part("CR", "reflection/any/for_other"),
    "uncertain": _part("CR", "reflection/any/uncertain"),
    "good_news": _part("CR", "reflection/any/good_news"),
    "joke": _part("CR", "reflection/any/joke"),
    "leaning": _part("CR", "reflection/any/leaning_<talk>"),
    "carried": _part("CR", "reflection/any/carried"),
    "story": _part("CR", "reflection/any/story"),
    "body": _part("CR", "reflection/any/body"),
    # affirmations and autonomy
    "affirm": _part("AF", "affirmation/frame/<frame>"),
    "affirm_effort": _part("AF", "affirmation/any/(effort small_step)"),
    "affirm_honesty": _part("AF", "affirmation/any/honesty"),
    "affirm_caring": _part("AF", "affirmation/any/caring"),
    "affirm_staying": _part("AF", "affirmation/any/(staying surviving)"),
    "affirm_coming_back": _part("AF", "affirmation/any/coming_back"),
    "affirm_thinking": _part("AF", "affirmation/any/thinking_it_through"),
    "choice": _part("EMPH", "emphasis/<stage>/choice", "emphasis/any/choice"),
    "pace": _part("EMPH", "emphasis/any/pace"),
    "go_on": _part("SR", "minimal/any/go_on"),
    "ease": _part("EMPH", "minimal/any/ease"),
    "control": _part("EMPH", "emphasis/any/control"),
    # open questions
    "ask_frame": _part("OQ", "question/frame/<frame>"),
    "ask_earlier": _part("OQ", "question/frame/<earlier>"),
    "ask_last": _part("OQ", "question/frame/<last>"),
    "ask_back": _part("OQ", "question/any/back_to"),
    "ask_stage": _part("OQ", "question/<stage>/*"),
    "ask_elaborate": _part("OQ", "question/any/(elaborate what_else)"),
    "ask_told": _part("OQ", "question/any/told", "question/any/elaborate"),
    "ask_thing": _part("OQ", "question/any/thing", "question/any/elaborate"),
    "ask_often": _part("OQ", "question/any/how_often"),
    "ask_long": _part("OQ", "question/any/how_long"),
    "ask_amount": _part("OQ", "question/any/how_much"),
    "ask_might": _part("OQ", "question/any/might_do"),
    "ask_not_good": _part("OQ", "question/any/not_good", "question/any/feeling"),
    "ask_short": _part("OQ", "question/any/short_more"),
    "ask_short_no": _part("OQ", "question/any/short_no"),
    "ask_called": _part("OQ", "question/any/called"),
    "ask_stay": _part("OQ", "question/any/<stay>"),
    "ask_person": _part("OQ", "question/any/person"),
    "ask_substance": _part("OQ", "question/any/substance"),
    "ask_feeling": _part("OQ", "question/any/feeling"),
    "ask_reported": _part("OQ", "question/any/after_reported"),
    "ask_for_other": _part("OQ", "question/any/for_other"),
    "ask_open": _part("OQ", "question/any/<door>", "question/any/open_door"),
    "ask_need": _part("OQ", "question/any/need"),
    "ask_own_view": _part("OQ", "question/any/own_view"),
    "ask_again": _part("OQ", "question/any/not_understood"),
    "ask_return": _part("OQ", "question/return/*"),
    "ask_key": _part("OQ", "question/preparation/key_question"),
    "ask_risk": _part("OQ", "question/risk/<risk>", awaits="risk:<risk>"),
    "ask_missed": _part("OQ", "summary/any/missed", awaits="missed"),
    "ask_any": _part(
        "OQ",
        "question/any/elaborate",
        "question/<stage>/*",
        "question/any/what_else",
        "question/any/need",
        "question/any/open_door",
        "question/precontemplation/*",
        "question/contemplation/*",
    ),
    # summaries
    "collect": _part("SUMMARY", "summary/any/collecting"),
    "told": _part("SUMMARY", "summary/any/told", "summary/any/collecting"),
    "transition": _part("SUMMARY", "summary/any/transitional"),
    "sum_short": _part("SUMMARY", "summary/any/short"),
    # permission
    "offer_menu": _part("SEEK", "permission/any/menu", awaits="permission:menu", once="menu"),
    "offer_importance": _part(
        "SEEK",
        "permission/any/ruler_importance",
        awaits="permission:importance",
        once="importance",
    ),
    "offer_confidence": _part(
        "SEEK",
        "permission/any/ruler_confidence",
        awaits="permission:confidence",
        once="confidence",
    ),
    "offer_tolerance": _part(
        "SEEK", "permission/any/tolerance", awaits="permission:tolerance", once="tolerance"
    ),
    "offer_alone": _part("SEEK", "permission/any/alone", awaits="permission:alone", once="alone"),
    "offer_withdrawal": _part(
        "SEEK",
        "permission/any/withdrawal",
        awaits="permission:withdrawal:<sudden>",
        once="withdrawal",
    ),
    "offer_plan": _part("SEEK", "permission/any/plan", awaits="permission:plan", once="plan"),
    "offer_summary": _part(
        "SEEK", "permission/any/summary", awaits="permission:summary", once="summary"
    ),
    "offer_mix": _part("SEEK", "permission/any/mix", awaits="permission:mix:<pair>", once="mix"),
    "offer_wound": _part("SEEK", "permission/any/wound", awaits="permission:wound", once="wound"),
    "offer_tablets": _part(
        "SEEK", "permission/any/tablets", awaits="permission:tablets", once="tablets"
    ),
    "offer_pregnancy": _part(
        "SEEK", "permission/any/pregnancy", awaits="permission:pregnancy", once="pregnancy"
    ),
    "offer_stimulants": _part(
        "SEEK", "permission/any/stimulants", awaits="permission:stimulants", once="stimulants"
    ),
    "offer_help": _part("SEEK", "permission/any/help", awaits="permission:help", once="help"),
    "offer_why": _part("SEEK", "permission/any/why"),
    "declined": _part("EMPH", "permission/any/declined"),
    "declined_safety": _part("EMPH", "permission/any/declined_safety", "permission/any/declined"),
    # after danger
    "stood_down": _part("EMPH", "danger/any/stood_down", "danger/check/fine"),
    "misheard": _part("OQ", "danger/any/misheard"),
    "check_not_dying": _part("EMPH", "danger/check/fine_dying", "danger/check/fine"),
    "check_fine": _part("EMPH", "danger/check/fine", "danger/any/stood_down"),
    "danger_back": _part("OQ", "danger/back/<danger>", awaits="danger_back"),
    # rulers
    "ask_ruler": _part("OQ", "ruler/<ruler>/ask", awaits="ruler:<ruler>"),
    "ask_number": _part("OQ", "ruler/<ruler>/<height>", awaits="number:<ruler>"),
    "ask_up": _part("OQ", "ruler/<ruler>/up"),
    "off_the_scale": _part("EMPH", "ruler/any/off_the_scale", "ruler/<ruler>/none"),
    "scale_explained": _part("EMPH", "ruler/any/explained"),
    "number_none": _part("EMPH", "ruler/<ruler>/none"),
    # goal, plan, agenda
    "goal_named": _part("CR", "goal/any/named"),
    "ask_goal": _part("OQ", "goal/any/ask", awaits="goal"),
    "goal_small": _part("CR", "goal/any/small"),
    "ask_small": _part("OQ", "goal/any/small_next"),
    "plan_heard": _part("AF", "plan/any/heard"),
    "plan_stop": _part("EMPH", "plan/any/stop"),
    "plan_done": _part("EMPH", "plan/any/done"),
    "agenda_two": _part("SEEK", "agenda/any/two", awaits="agenda"),
    "agenda_one": _part("SEEK", "agenda/any/one", awaits="agenda"),
    "ask_agenda": _part("OQ", "agenda/any/(ask open)"),
    "agenda_chosen": _part("SR", "agenda/any/chosen"),
    # the stage, in plain words
    "where": _part("CR", "stage/<stage>/where"),
    "check_stage": _part("SEEK", "stage/any/check", awaits="stage"),
    "corrected": _part("EMPH", "stage/any/corrected"),
    # information behind a yes
    "ask_after": _part("OQ", "information/any/after"),
    "no_more": _part("EMPH", "information/any/no_more"),
    # leaving and coming back
    "goodbye": _part("EMPH", "closing/any/goodbye"),
    "door": _part("EMPH", "closing/any/door"),
    "leave_with": _part("SUMMARY", "closing/any/leave_with"),
    "pause": _part("EMPH", "paused/any/pause"),
    "resume": _part("EMPH", "paused/any/resume"),
    # not understood
    "explained": _part("EMPH", "meta/any/<explained>", "meta/any/explain"),
    "still_listening": _part("SR", "minimal/any/still_listening"),
    "keyword": _part("SR", "reflection/any/keyword"),
    "missed_once": _part("EMPH", "unheard/any/once"),
    "missed_clear": _part("EMPH", "unheard/any/clear"),
    "missed_long": _part("EMPH", "unheard/any/long"),
    "missed_twice": _part("EMPH", "unheard/any/twice"),
}
"""Every part by its name; `meta:x` stands for meta/any/x."""

SECOND: tuple[tuple[str, int], ...] = (
    ("double", 6), ("meaning2", 5), ("feeling", 4), ("again", 3), ("amplified", 2),
    ("body", 2), ("story", 3), ("uncertain", 3), ("understated", 1), ("stance", 2),
)  # fmt: skip
"""What may deepen a reflection ("second" in a row of the policy), with its weight."""


def part(name: str) -> Part:
    """Return the part called `name`; "meta:x" and "plan:x" name a folder's files."""
    folder, _, rest = name.partition(":")
    if folder == "meta":
        return Part("EMPH", (f"meta/any/{rest}",))
    if folder == "plan":
        return Part("OQ", (f"plan/any/{rest}",), f"plan:{rest}")
    return PARTS[name]
