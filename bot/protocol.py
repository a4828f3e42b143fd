"""docs/crisis-protocol.md: what is said in danger, the numbers shown, and the facts there are.

For the public, and made from the data the program runs on; `porchlight protocol` prints it and a
test fails when the page is out of date.
"""

from __future__ import annotations

from collections.abc import Iterator

from dialogues.facts import cards, helplines
from dialogues.facts.combinations import Level, every
from dialogues.facts.countries import COVERED
from dialogues.facts.numbers import combined
from dialogues.facts.topics import topics
from dialogues.phrasing import Phrasebook

_HEAD = """# Crisis protocol

Made by `porchlight protocol` from the data the program runs on; a test fails when this page is
out of date. The wording of every message stands in `templates/`, where anybody can read and
change it.

## What Porchlight is, and is not

It is a program that listens. It is not a person, not treatment, not an emergency service, and not
an overdose monitor: it cannot call anyone, see where somebody is, or notice that they have gone
quiet. It says that it is a bot at the start, again when somebody comes back, and when asked. It
is made for adults; somebody who says they are younger is told so, is shown lines for young
people, and keeps the way to help in danger.

## What happens with a message

Every message, in every state, is first heard for danger, before anything else and before any
consent. If the hearing itself fails, the message counts as an emergency.

| what is heard | what happens |
|---|---|
| an emergency: danger to life now | the number first, at most five lines, one check question |
| a crisis: suicide talk, violence, assault | asked about plainly, with lines to call and text |
| it may be one of these | one direct question, with the way to help one tap away |
| a time-critical point (below) | one sentence that there is one; its content after a yes |
| anything else | the conversation |

A "no" or "just kidding" does not end the talk about danger: the number stays, and it is asked
about once more later. One tap or a few words ("not an emergency") go back to the conversation,
and nobody has to apologise. It never poses as somebody who watches over a person, and it promises
neither secrecy nor rescue.

"numbers" or /help_now shows whom to call or text, and "safety" or /safety the topics there are
facts on, in any state.
"""
_FACTS = """
## When facts are told

Never unasked, except in an emergency. A fact is told after a yes to an offer, or when somebody
asked for it outright; which topic, when, and the answer are written into the session, and the one
place that tells facts refuses without such an entry. At most three facts in a message, then a
question what they make of it. These topics may be offered once in a conversation:

"""
_NUMBERS = """
## Numbers

The country is asked, never guessed from language or time zone. While it is not known, all
emergency numbers are named together: {combined}. Nobody who named a country is shown a number of
another one; where nothing is on file, that is said, with findahelpline.com.

No number here has been dialled by us. Rows were taken into the file from the sources named there
on the day in the table; "reference" says just that. They hold for 90 days, spotting lines for 30;
after that a number comes last and says "check this number". `porchlight lint`, which runs before
every release with the date of the day, fails from 14 days before an emergency number runs out.

"""
_CARDS = """
## Fact cards

No clinician, lawyer or peer worker has reviewed a line yet; the column says who has. Lines whose
source is general knowledge say so in `dialogues/facts/data/cards.toml`, where the source of each
line stands.

| card | may come unasked | sources | reviewed by | held against its sources | holds until |
|---|---|---|---|---|---|
"""
_TIERS = {"T0": "in an emergency", "T1": "as an offer", "T2": "no"}
_REST = """
## Mixtures

{dangerous} pairs are on file as dangerous and {unsafe} as unsafe, restated from TripSit's
combination chart, with our own rule that two sedatives without a rating count as dangerous. No
lower rating is ever shown. Where nothing is on file, that is said, with the words that it isn't
the same as safe.

## What is refused

Amounts and doses, plans for coming down, where to buy, diagnoses, promises about the law, ways
round a test, and how to inject are answered with one line that says no and who can help.

## A local list

An operator can write a list of local services (needle exchanges, naloxone, drug checking, groups,
detox, housing, legal aid) as `docs/directory.sample.toml` shows. It is checked when it is read
(`porchlight lint --services` checks its words too), every entry is dated, and it is asked by
place; the place is not kept. Without a list, or for a place that is not on it, the bot says that
nothing is on file.

## What is counted

How often each kind of danger was heard, by day, without people: no text, no ids, no names.
"""


def page() -> str:
    """Return the page."""
    book = Phrasebook()
    return "".join(
        [
            _HEAD, *_first_messages(book), _FACTS, *_offers(book),
            _NUMBERS.format(combined=combined(book)), *_numbers(), _CARDS, *_cards(),
            _REST.format(dangerous=_pairs(Level.DANGEROUS), unsafe=_pairs(Level.UNSAFE)),
        ]
    )  # fmt: skip


def _first_messages(book: Phrasebook) -> Iterator[str]:
    """Yield the first message of every kind of danger, as said while the country is not known."""
    values = {"emergency": combined(book)}
    for kind in ("emergency", "crisis"):
        yield f"\n### First messages: {kind}\n"
        for template in book.templates(f"notice/{kind}/"):
            wording = book.wordings(template)[0]
            if wording.needs <= values.keys():
                said = book.notice(template, values).replace("\n", "\n> ")
                yield f"\n`{template}`\n\n> {said}\n"


def _offers(book: Phrasebook) -> Iterator[str]:
    for topic in topics().all.values():
        if topic.offer:
            yield f"- {book.notice(f'button/{topic.button}')}\n"


def _numbers() -> Iterator[str]:
    yield "| country | service | channel | number | hours | for | taken over | how | until |\n"
    yield "|---|---|---|---|---|---|---|---|---|\n"
    for country in (*COVERED, "eu", "*"):
        for line in helplines.every():
            if line.country == country and line.shown:
                yield (
                    f"| {country} | {line.name} | {line.channel} | {line.number_display} "
                    f"| {line.hours or 'not known'} | {', '.join(line.for_what)} "
                    f"| {line.verified_on} | {line.verify_method} | {line.expires_on} |\n"
                )
    hidden = [line for line in helplines.every() if not line.shown]
    yield "\nOn file and not shown: "
    yield "; ".join(f"{line.name} ({line.country}: {line.why_not})" for line in hidden) + ".\n"


def _cards() -> Iterator[str]:
    for card in cards.every():
        yield (
            f"| {card.id} | {_TIERS[card.tier]} | {'; '.join(dict.fromkeys(card.sources))} "
            f"| {card.reviewed_by} | {card.reviewed_on} | {card.expires_on} |\n"
        )


def _pairs(level: Level) -> int:
    return sum(found.level is level for found in every().values())
