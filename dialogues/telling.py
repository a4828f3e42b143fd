"""Facts, numbers, places and menus, as parts of a reply.

Every fact passes through `facts`, which refuses without a yes or a question on record: it is the
only place that says a line of a card.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dialogues.composing import Composer
from dialogues.crisis.minors import is_minor
from dialogues.crisis.saying import YOUNG
from dialogues.facts import cards, permission
from dialogues.facts.cards import Card
from dialogues.facts.combinations import Hazard, Level, hazard
from dialogues.facts.countries import COVERED, ELSEWHERE
from dialogues.facts.directory import Service
from dialogues.facts.helplines import Line, lines
from dialogues.facts.numbers import shown, slots
from dialogues.facts.topics import topics
from dialogues.listening.lexicons import lexicons
from dialogues.parts import part
from dialogues.phrasing import Said
from dialogues.session import Session

ROOM_TO_ASK = 60
"""Characters left for the question after facts."""
HELP_NOW = ("suicide", "spotting", "drugs", "violence")
"""What the numbers are for when nothing else is asked."""
MOST_LINES = 7
"""Lines in one list; a longer one is not read."""
NO_WORDS: Mapping[str, str] = {}
"""Where nobody named a substance in this message."""
WAYS = "mix_ways"
"""The card on mixing that fits every pair."""
COUNTRIES = (*COVERED, "eu", ELSEWHERE)
"""Buttons for the question which country somebody is in."""
KINDS_LATER = ("help_exposure", "help_groups")
"""Kinds of help that are offered unasked from action on; any can be asked for at any time."""


def today(session: Session) -> date:
    """Return the day of this turn."""
    return date.fromisoformat(session.seen[:10])


def facts(
    composer: Composer, session: Session, topic: str, only: Sequence[Card] = (), *,
    gap: bool = False,
) -> tuple[str, ...]:  # fmt: skip
    """Say up to three facts of the topic that have not been told, then ask back; return buttons.

    When all have been told they are told again, as somebody asks again for a reason; with a `gap`
    the question was about what no card of the topic says, and they are told that first.
    Raises NotPermitted if the ledger holds neither a yes nor a question on the topic.
    """
    permission.require(session, topic)
    book, used = composer.phrasebook, composer.slots.used
    found = only or cards.on_topic(topic, session.country)
    fresh = [one for one in found if any(w.code not in used for w in book.wordings(one.template))]
    card = (fresh or list(found))[0]
    if card.expired(today(session)):
        _add(composer, "information/any/dated")
    if gap:
        _add(composer, "information/any/not_that")
    for wording in book.wordings(card.template):
        fits = len(composer.text()) + len(wording.source) < composer.room - ROOM_TO_ASK
        if (fits or not composer.moves) and (wording.code not in used or not fresh):
            code = wording.code if wording.code not in used else ""
            composer.add("GI", Said(card.template, code, wording.source))
    if not session.quiet:
        composer.say(part("ask_after"))
    composer.awaits = f"facts:{topic}"
    more = any(one is not card for one in fresh)
    known = topics(session.language).all[topic]
    return ("more",) * more + ("numbers",) * bool(known.lines)


def no_more(composer: Composer, session: Session) -> tuple[str, ...]:
    """Say that everything on file has been told."""
    _add(composer, "information/any/no_more")
    return ("numbers", "safety")


def more(composer: Composer, session: Session, topic: str) -> tuple[str, ...]:
    """Say the next facts of a topic, or that there are none left."""
    used, book = composer.slots.used, composer.phrasebook
    left = [
        card for card in cards.on_topic(topic, session.country)
        if any(wording.code not in used for wording in book.wordings(card.template))
        and (topic != "mix" or card.id == WAYS)
    ]  # fmt: skip
    return facts(composer, session, topic, left) if left else no_more(composer, session)


def mixture(
    composer: Composer, session: Session, pair: tuple[str, str], said: Mapping[str, str] = NO_WORDS
) -> tuple[str, ...]:
    """Say what is on file about two substances (canonical names), and never that it is fine.

    `said` holds the person's own words for them, where they named them just now.
    """
    names = [said.get(one) or _name(one, session.language) for one in pair]
    named = {"substance": names[0], "substance2": names[1]}
    found = hazard(*pair)
    if found is None:
        _add(composer, "information/any/mix_nothing", named)
        return ("numbers", "safety")
    permission.require(session, "mix")
    level = "mix_dangerous" if found.level is Level.DANGEROUS else "mix_unsafe"
    _add(composer, f"information/any/{level}", named)
    return facts(composer, session, "mix", _explained(found))


def nothing_on_file(composer: Composer) -> tuple[str, ...]:
    """Say that nothing is on file about a mixture of which one part is not known."""
    _add(composer, "information/any/mix_nothing")
    return ("numbers", "safety")


def _explained(found: Hazard) -> tuple[Card, ...]:
    return tuple(card for card in cards.on_topic("mix") if card.id in (found.why.card, WAYS))


def which_mix(composer: Composer, session: Session, first: str = "") -> tuple[str, ...]:
    """Ask what would be taken with what."""
    _add(composer, "information/any/mix_which", code="OQ")
    composer.awaits = f"mix:{first}"
    return ()


def menu(
    composer: Composer, session: Session, of: str = "", *, offered: bool = False
) -> tuple[str, ...]:
    """Show the topics there are facts on, or the parts of one; return their buttons.

    Kinds of help stand in no order; those `offered` unasked are the ones that fit the stage.
    """
    known = topics(session.language)
    names = list(known.all[of].parts if of else known.menu)
    lead = "topics_within" if of else "topics"
    if of == "help":
        later = session.target().stage.value in ("action", "maintenance")
        names = [one for one in names if later or not offered or one not in KINDS_LATER]
        composer.rng.shuffle(names)
        lead = "kinds"
    lead = "topics_supply" if of == "supply" else lead
    _add(composer, f"information/any/{lead}", code="SEEK")
    composer.awaits = f"topics:{of}"
    return (*(known.all[name].button for name in names), *(() if of else ("numbers",)))


def numbers(composer: Composer, session: Session, wanted: Sequence[str] = ()) -> tuple[str, ...]:
    """Show whom to call, text or chat with; ask for the country once while it is not known."""
    on, book, country = today(session), composer.phrasebook, session.country
    held = slots(book, country, "any", on=on)
    lead = "emergency" if "emergency" in held else "emergency_none"
    said = [book.notice(f"information/line/{lead}", held)]
    if country == ELSEWHERE:
        said.append(book.notice("information/line/no_country"))
    young = (YOUNG,) if is_minor(session) else ()
    found = lines(country or ELSEWHERE, (*young, *(wanted or HELP_NOW)), on=on)
    for line in found[:MOST_LINES] if wanted else _few(found):
        said.append(_listed(composer, line, on))
    asks = not country
    if asks:
        said.append(book.notice("information/line/which_country"))
        composer.awaits = f"numbers:{'+'.join(wanted)}"
    text = "\n".join([book.notice("notice/numbers"), *said])
    composer.add("NOTICE", Said("notice/numbers", "", text))
    return tuple(f"country/{one}" for one in COUNTRIES) if asks else ("safety",)


def _few(found: Sequence[Line]) -> list[Line]:
    """Return the first call and the first text or chat for each thing, and what is anywhere."""
    seen: set[tuple[str, bool]] = set()
    kept: list[Line] = []
    for line in found:
        kinds = {(topic, line.channel == "call") for topic in line.for_what}
        if kinds - seen and "emergency" not in line.for_what:
            seen |= kinds
            kept.append(line)
    web = [line for line in kept if line.channel == "web"]
    return [line for line in kept if line.channel != "web"][: MOST_LINES - 1] + web[:1]


def _listed(composer: Composer, line: Line, on: date) -> str:
    number = shown(composer.phrasebook, line, on)
    values = {"service": line.name, "call": number, "text_line": number, "web": number}
    template = line.channel
    if line.channel == "call" and line.hours not in ("", "24/7"):
        template, values["hours"] = "call_hours", line.hours
    return composer.phrasebook.notice(f"information/line/{template}", values)


@dataclass(frozen=True, slots=True)
class Found:
    """What the local directory holds for a question."""

    services: tuple[Service, ...]
    asks: str = ""
    """The kind of service, if the place is still to be asked for."""
    place: str = ""
    """The place on file it was about, to go on from."""


def services(composer: Composer, session: Session, found: Found) -> tuple[str, ...]:
    """Show the services on file for a place, ask for the place, or say that nothing is on file."""
    on, book = today(session), composer.phrasebook
    if found.asks:
        _add(composer, "information/any/place_which", code="OQ")
        composer.awaits = f"place:{found.asks}"
        return ()
    composer.awaits = "placed" if found.place else ""  # which place is kept nowhere
    if not found.services:
        _add(composer, "information/any/place_none", slots(book, session.country, "any", on=on))
        return ("numbers",)
    _add(composer, "information/any/place_lead")
    for one in found.services[:3]:
        where = ", ".join(text for text in (one.where, one.contact) if text)
        values = {"service": one.name, "place": where, "hours": one.hours}
        text = book.notice(f"information/line/service{'_hours' * bool(one.hours)}", values) + "."
        if one.expired(on):
            text = f"{text} {book.notice('information/line/service_old')}"
        if len(composer.text()) + len(text) < composer.room:
            composer.add("GI", Said("information/line/service", "", text))
    return ("numbers",)


def _name(canonical: str, language: str) -> str:
    """Return how a substance is written in a sentence."""
    plain = canonical.replace("_", " ")
    return lexicons(language).said.get(plain, plain)


def _add(
    composer: Composer, template: str, values: dict[str, str] | None = None, code: str = "GI"
) -> None:
    """Say an unused wording of a template, else one again: being told counts for more here."""
    book, given = composer.phrasebook, values or {}
    said = book.say(template, given, used=composer.used(), rng=composer.rng)
    if said is None:
        again = book.say(template, given, rng=composer.rng)
        said = Said(template, "", again.text) if again else None
    if said is not None:
        composer.add(code, said)
