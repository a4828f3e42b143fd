"""What the pilot comes to: counts of the last four weeks, and none of fewer than ten.

Nobody stands behind a figure: events are counted by the day as they happen (`store.counting`),
and a figure of one to nine is withheld, so that in a small town it points at nobody (G15).
"""

from __future__ import annotations

import csv
import html
import io
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.peers.voice import said
from bot.store import counting
from bot.telegram.phrasebook import TelegramPhrasebook

SPAN = timedelta(days=28)
ROWS = (
    "checkin_proposed", "checkin_agreed", "checkin_sent", "checkin_answered", "checkin_missed",
    "peer_paired", "peer_unpaired", "peer_asked", "peer_nobody", "peer_offered", "peer_taken",
    "peer_untaken", "peer_wait_1", "peer_wait_3", "peer_wait_10", "peer_wait_longer",
    "peer_handed", "peer_backup", "peer_ended", "peer_alert", "move_reflection", "move_question",
)  # fmt: skip
"""The events told, in order; each has its line in templates/en/notice/coordinator/figure/."""
FIRST = frozenset({"checkin_proposed", "peer_paired", "peer_asked", "peer_wait_1", "peer_handed",
                   "move_reflection", "peer_minutes_covered"})  # fmt: skip
"""Where a group begins, as a message shows them."""
HOURS = ("peer_minutes_covered", "peer_minutes_uncovered", "peer_minutes_planned",
         "peer_minutes_broken")  # fmt: skip
"""Events that are minutes, and told as hours."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What each event came to; None where it is withheld."""

    since: date
    until: date
    values: tuple[tuple[str, int | None], ...]


async def figures(connection: AsyncConnection, today: date) -> Figures:
    """Return the figures of the four weeks up to today."""
    since = today - SPAN
    sums = await counting.totals(connection, since, today)
    values = [(name, _shown(sums.get(name, 0))) for name in ROWS]
    values += [(name, sums.get(name, 0) // 60) for name in HOURS]
    return Figures(since, today, tuple(values))


def as_text(table: Figures, book: TelegramPhrasebook) -> str:
    """Return the figures as a message."""
    head = said(book, "coordinator/figures", number=str(SPAN.days))
    few = said(book, "coordinator/figure_few")
    few = few[:1].lower() + few[1:]
    lines = []
    for name, value in table.values:
        lines += [""] if name in FIRST else []
        lines.append(f"{_label(name, book)} {few if value is None else value}")
    return "\n".join([head, *lines])


def as_csv(table: Figures, book: TelegramPhrasebook) -> bytes:
    """Return the figures as CSV; a withheld one is an empty cell."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(("event", "from", "to", "count"))
    for name, value in table.values:
        writer.writerow((name, table.since, table.until, "" if value is None else value))
    return file.getvalue().encode()


def as_html(table: Figures, book: TelegramPhrasebook) -> bytes:
    """Return the figures as a page that needs nothing from anywhere else."""
    few = said(book, "coordinator/figure_few")
    rows = "\n".join(
        f"<tr><th scope=row>{html.escape(_label(name, book))}</th>"
        f"<td>{html.escape(few) if value is None else value}</td></tr>"
        for name, value in table.values
    )
    head = html.escape(said(book, "coordinator/figures", number=str(SPAN.days)))
    return (
        f"<!doctype html>\n<html lang={book.language[:2]}><meta charset=utf-8>"
        f"<title>Porchlight</title>\n<h1>Porchlight</h1>\n<p>{head}</p>\n"
        f"<p>{table.since} – {table.until}</p>\n<table>\n{rows}\n</table>\n</html>\n"
    ).encode()


def _shown(count: int) -> int | None:
    """Return a count that may be told: none, or ten and more."""
    return count if count == 0 or count >= counting.FEWEST else None


def _label(name: str, book: TelegramPhrasebook) -> str:
    return said(book, f"coordinator/figure/{name}")
