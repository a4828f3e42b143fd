"""What somebody asks to know: facts, mixtures, numbers, places; and answers to offers of facts.

One table from what was said to how to go on. A direct question is permission and goes into the
ledger as one; a yes or a no to an offer does too, each for its own topic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogues import offering, telling
from dialogues.answers import Going, by_telling
from dialogues.crisis import answers
from dialogues.facts import cards
from dialogues.facts.asking import asking
from dialogues.facts.cards import Card
from dialogues.facts.combinations import worst
from dialogues.facts.countries import country_of
from dialogues.facts.permission import Answer, noted
from dialogues.facts.topics import topics
from dialogues.listening.words import Clause
from dialogues.mixtures import mixture
from dialogues.phrasing import Phrasebook
from dialogues.places import another, place, service, where_to
from dialogues.session import PENDING_TURNS, Session
from dialogues.situation import Situation

KETAMINE = frozenset({"ketamine"})
"""What no card on stopping speaks of, beside the mild things and the stimulants."""
ASKING = 6
"""The most words of a question that is taken to be about what was just offered."""
YOUNG_LINES = ("young", "suicide")
"""What the numbers are for when a line for young people is asked for."""
BEFORE_USE = ("tolerance", "alone", "mix")
"""Offers of what matters before using: "any tips" right after one asks for it."""
SHORT = 4
"""The most words of a message that is taken as the name of a topic in a menu."""
REFUSED = (
    "wants_dose", "wants_taper", "wants_source", "wants_diagnosis", "wants_pass_test",
    "wants_technique", "catch", "asks_cost", "asks_if_helps", "asks_age", "then_what",
)  # fmt: skip
"""What the bot does not do or what is about it; a line of the policy answers."""


def asked_to_know(s: Situation, phrasebook: Phrasebook, awaiting: str, text: str) -> Going | None:
    """Return how to go on if the message asks to know something there is an answer to."""
    if s.has("asks_young_line"):
        return by_telling(s.session, lambda c, session: telling.numbers(c, session, YOUNG_LINES))
    if s.has("asks_numbers"):
        lines = _lines_of(awaiting, s) or _lines_named(s)
        return by_telling(s.session, lambda c, session: telling.numbers(c, session, lines))
    if s.has("asks_safety"):
        return by_telling(s.session, telling.menu)
    kind, _, detail = awaiting.partition(":")
    answered = _answered(s, phrasebook, kind, detail, text)
    if answered is not None:
        return answered
    if sought := service(s, text):
        return place(s, sought, text)
    return _question(s) or _risk(s)


def _answered(
    s: Situation, phrasebook: Phrasebook, kind: str, detail: str, text: str
) -> Going | None:
    """Take the answer to what the last reply about facts asked."""
    if kind == "numbers":
        country = country_of(text)
        wanted = tuple(one for one in detail.split("+") if one)
        session = replace(s.session, country=country)
        return (
            by_telling(session, lambda c, to: telling.numbers(c, to, wanted)) if country else None
        )
    if kind == "facts" and s.has("wants_more"):
        return by_telling(s.session, lambda c, session: telling.more(c, session, detail))
    where = s.has("asks_where") and not s.has(*REFUSED)
    if kind == "facts" and "asks_what" in answers.found(s.heard, "offer", s.session.language):
        return by_telling(s.session, lambda c, session: telling.more(c, session, detail))
    if not kind and s.of_services and s.has("wants_more") and not s.has("wants_ideas"):
        return by_telling(s.session, telling.no_more)
    if not kind and s.of_services and where:
        return where_to(s, "", text)
    if kind in ("facts", "topics") and where and not s.weighty:
        return where_to(s, detail, text)
    if kind == "place" and s.heard.words <= SHORT + 2 and not s.has("no", "dont_know", "skip"):
        return place(s, detail, text, answered=True)
    if kind == "placed" and (kind_of := another(s)):
        return place(s, kind_of, text)
    if kind == "permission" and offered(detail, s.session.language):
        return _permission(s, detail)
    if kind == "mix" and s.heard.substances:
        return mixture(s, (*([detail] if detail else []), *offering.together(s)), answered=True)
    known = topics(s.session.language)
    label = " ".join(text.split()).casefold()
    for topic in known.all.values() if kind in ("topics", "facts") else ():
        if phrasebook.notice(f"button/{topic.button}").casefold() == label:
            in_menu = topic.id in (
                known.all[detail].parts if kind == "topics" and detail else known.menu
            )
            if in_menu or kind == "topics":
                return open_topic(s, topic.id)
    named = known.named(s.heard.clauses)
    if kind == "topics" and named and s.heard.words <= SHORT:
        return open_topic(s, named[0])
    if kind == "topics" and s.heard.words <= SHORT + 3 and not s.weighty:
        return _from_menu(s, phrasebook, detail)
    return None


def _from_menu(s: Situation, phrasebook: Phrasebook, menu: str) -> Going | None:
    """Open the topic whose label stands in the message; after a mere yes show the menu again."""
    known = topics(s.session.language)
    for name in known.all[menu].parts if menu else known.menu:
        label = phrasebook.notice(f"button/{known.all[name].button}").casefold().split()
        if s.texts.issuperset(label):
            return open_topic(s, name)
    if s.has("yes") and s.heard.words <= SHORT - 1 and not s.has("no", "thanks", "goodbye"):
        return by_telling(s.session, lambda c, session: telling.menu(c, session, menu))
    return None


def offered(detail: str, language: str = "en") -> bool:
    """Return whether an offer of this name is one of facts."""
    name = detail.partition(":")[0]
    topic = topics(language).all.get(name)
    return topic is not None and (topic.offer or name == "help")


def _permission(s: Situation, detail: str) -> Going | None:
    """Take a yes or a no to an offer of facts; anything of weight goes first.

    "What is it" asks for the facts; "what for" is told, and the offer stands.
    """
    topic = detail.partition(":")[0]
    asks = answers.found(s.heard, "offer", s.session.language)
    if topic != "help" and "asks_why" in asks:
        return Going("offer_why", s.session, awaits=f"permission:{detail}")
    if s.has("yes", "ok") or "asks_what" in asks or _of_offer(s, topic) or _leads(s):
        return agreed(s, detail)
    if s.weighty or not (
        s.has("no", "skip") or (s.has("maybe", "dont_know") and s.heard.words <= SHORT)
    ):
        return None
    back = "ask_return|ask_back|ask_open!" if topic == "tolerance" else "ask_back|ask_open!"
    how = "declined" if topic == "tablets" else "declined_safety"
    return Going(f"{how} {back}", noted(s.session, topic, Answer.NO))


def _stopping(s: Situation) -> Going:
    """Answer a question on stopping for what they use; what no card speaks of gets no menu."""
    narrow = offering.withdrawal_topic(s)
    if narrow != "withdrawal":
        return open_topic(s, narrow)
    if (named := _named(s)) and named <= offering.MILD | offering.STIMULANTS | KETAMINE:
        return Going("meta:wants_info", s.session)
    return open_topic(s, "withdrawals")


def _named(s: Situation) -> set[str]:
    """Return what was named just now, else all that has been spoken of."""
    return set(s.heard.substances) or {one.key for one in s.session.targets} - {""}


def _of_offer(s: Situation, topic: str) -> bool:
    """Return whether a short question ("is it infected") points at what was offered."""
    if not s.has("question") or s.heard.words > ASKING:
        return False
    if topic == "wound" and s.has("wants_diagnosis"):
        return True
    others = set(s.heard.signals) - {"question", "wants_info", "asks_opinion", "asks_practical"}
    return not others and bool(s.texts & {"it", "that", "this"})


def _leads(s: Situation) -> bool:
    """Return whether a message of some words opens with a yes and takes nothing of it back."""
    first = next((token.text for clause in s.heard.clauses for token in clause.tokens), "")
    taken_back = s.texts & {"but", "not", "no", "right"}
    return first in answers.YESES and s.heard.words <= 2 * ASKING and not taken_back


def asks_of_facts(s: Situation) -> bool:
    """Return whether a question names something there are facts on."""
    asked = asking(s.heard.clauses, s.session.language).clauses
    known = topics(s.session.language)
    return bool(known.named(asked) or known.card(asked) or known.blended(asked))


def _question(s: Situation) -> Going | None:
    """Take a direct question on a topic there are facts on."""
    if s.has(*REFUSED):
        return None
    asked = asking(s.heard.clauses, s.session.language)
    if s.heavy and not (asked.outright or s.has("wants_info")):
        return None
    clauses = asked.open if s.has("wants_info") else asked.clauses
    known = topics(s.session.language)
    if of := known.blended(clauses):
        return mixture(s, of, blend=True)
    named, card = known.named(clauses), known.card(clauses)
    if card and not (worst(s.heard.substances) and "mix" in named):
        return _card(s, card, clauses)
    if "mix" in named and not (len(s.heard.substances) < 2 and len(named) > 1):
        return mixture(s, offering.together(s))
    if named and named[0] == "withdrawals":
        return _stopping(s)
    of_what = {token.value("canonical") for clause in clauses for token in clause.tokens}
    if not named and s.named("stop_goal") and offering.SUDDEN & of_what:
        return _stopping(s)
    return open_topic(s, named[0], gap=known.gap(named[0], clauses)) if named else None


def _risk(s: Situation) -> Going | None:
    """Take a question on a risk that names none: of what was just offered, or of a break told."""
    if not s.has("asks_risk", "wants_ideas") or s.has(*REFUSED):
        return None
    if topic := offering.asked_of(s):
        detail = f"mix:{offering.pair(s)}" if topic == "mix" else topic
        return agreed(s, detail, Answer.ASKED)
    open_offer, age = s.session.pending.partition(":")[2], s.session.turn - s.session.pending_turn
    tips = age == 1 and open_offer.partition(":")[0] in BEFORE_USE
    if not (s.has("asks_risk") or tips):
        return None
    if open_offer and age <= PENDING_TURNS:
        return agreed(s, open_offer, Answer.ASKED)
    return open_topic(s, "tolerance") if offering.tolerance_asked(s) else None


def _card(s: Situation, card: str, clauses: Sequence[Clause]) -> Going:
    """Open a topic at the card the question is about."""
    topic = next(one.topic for one in cards.every() if one.id == card)
    gap = topics(s.session.language).gap(topic, clauses)
    session = noted(s.session, topic, Answer.ASKED)
    return by_telling(
        session, lambda c, to: telling.facts(c, to, topic, _first(topic, card, to), gap=gap)
    )


def _first(topic: str, card: str, session: Session) -> tuple[Card, ...]:
    """Return the cards of a topic, one of them put first."""
    held = cards.on_topic(topic, session.country)
    return tuple(sorted(held, key=lambda one: one.id != card))


def open_topic(s: Situation, topic: str, *, gap: bool = False) -> Going:
    """Return how to go on when a topic was asked for outright: its facts, or its parts."""
    known = topics(s.session.language).all[topic]
    if known.parts:
        return by_telling(s.session, lambda c, session: telling.menu(c, session, topic))
    if topic == "mix":
        return mixture(s, offering.together(s))
    session = noted(s.session, topic, Answer.ASKED)
    return by_telling(session, lambda c, to: telling.facts(c, to, topic, gap=gap))


def agreed(s: Situation, detail: str, answer: Answer = Answer.YES) -> Going:
    """Return how to go on after a yes to an offer of facts; what was said is noted first."""
    topic, _, pair = detail.partition(":")
    if topic == "help":
        return by_telling(
            s.session, lambda c, session: telling.menu(c, session, topic, offered=True)
        )
    if topic == "withdrawal":
        topic = pair or offering.withdrawal_topic(s)
    name = detail.partition(":")[0]
    session = noted(noted(s.session, name, answer), topic, answer)
    if topic == "mix":
        first, _, second = pair.partition("+")
        if not second:
            return by_telling(session, telling.which_mix)
        return by_telling(session, lambda c, to: telling.mixture(c, to, (first, second)))
    if not cards.on_topic(topic, session.country):
        wanted = topics(session.language).all[topic].lines
        return by_telling(session, lambda c, to: telling.numbers(c, to, wanted))
    return by_telling(session, lambda c, to: telling.facts(c, to, topic))


def _lines_named(s: Situation) -> tuple[str, ...]:
    """Return what the lines are for a message asks for: "a number to ring before i use"."""
    known = topics(s.session.language)
    named = known.named(s.heard.clauses)
    return next((known.all[one].lines for one in named if known.all[one].lines), ())


def _lines_of(awaiting: str, s: Situation) -> tuple[str, ...]:
    """Return what the lines are for when the numbers are asked for right after facts."""
    kind, _, topic = awaiting.partition(":")
    known = topics(s.session.language).all
    return known[topic].lines if kind == "facts" and topic in known else ()
