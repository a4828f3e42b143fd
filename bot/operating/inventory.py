"""docs/data-inventory.md: every table and column, what /forget does to it, and how long it stays.

Made from the schema and the retention's own figures; a test fails when the page is out of date,
and making it fails for a table nobody has described.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from sqlalchemy import Table

from bot.store import people, retention, schema
from bot.store.archive import LIFE
from dialogues.errors import PorchlightError

RULES: Mapping[str, str] = {
    "delete": "rows deleted",
    "empty": "person and payload removed, the bare update id stays against doubles",
    "nobody": "nothing: it names nobody",
}
"""What the rules of /forget mean, in words."""
STAYS: Mapping[str, Callable[[], str]] = {
    "person": lambda: (
        f"{_long(people.IDLE)} after the last turn; {_long(people.KEPT)} if asked for"
    ),
    "inbox": lambda: _passed(),
    "outbox": lambda: _passed(),
    "sent_message": lambda: _long(retention.PASSED),
    "checkin": lambda: (
        f"until it ends, and {_long(retention.ENDED)}; unanswered, it ends by itself"
    ),
    "checkin_slot": lambda: _long(retention.ENDED),
    "member": lambda: "until they leave or are removed",
    "invitation": lambda: "until it is used or expires: two days at most",
    "pairing": lambda: f"until one side ends it; {_long(retention.PAIRED)} after the last talk",
    "peer_talk": lambda: "until the talk ends, then an hour without words, to clear it up",
    "crisis_order": lambda: f"{_long(retention.ORDER)} after it was last read or changed",
    "counter": lambda: (
        f"by day {_long(retention.DAILY)}, then by month, {_long(retention.COUNTED)} in all"
    ),
    "note": lambda: "as long as the database",
    "person_key": lambda: "as long as anything of the person",
}
"""How long the rows of each table stay, told with the figures the program goes by."""


class Undescribed(PorchlightError):
    """A table is not described; it says what to write where."""


_HEAD = """# Data inventory

Made by `porchlight inventory` from the schema the program runs on; a test fails when this page is
out of date. `docs/privacy.md` says the same to the people it is about.

A **person** is the HMAC-SHA-256 of a Telegram id under a secret that stands outside the database.
A **sealed** column is encrypted with AES-256-GCM under a key of that person alone, bound to its
table and row. Names, usernames, photos, phone numbers, language codes, places and files are in no
table: they are dropped on arrival (`bot/telegram/arrival.py`).

"""


def page() -> str:
    """Return the page; raises Undescribed for a table that nobody has described."""
    return _HEAD + "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    holds = _holds()
    yield "| table | database | holds | /forget | stays |"
    yield "|---|---|---|---|---|"
    for table, database in _tables():
        rule, words = RULES[schema.RULES[table.name]], holds.get(table.name)
        if words is None:
            raise Undescribed(f"table {table.name}: say below it in schema.py what it holds")
        yield f"| `{table.name}` | {database} | {words} | {rule} | {_stays(table)} |"
    yield ""
    yield "## Columns"
    for table, _ in _tables():
        yield ""
        yield f"### {table.name}"
        yield ""
        yield "| column | type | holds |"
        yield "|---|---|---|"
        for column in table.columns:
            kind = type(column.type).__name__
            yield f"| `{column.name}` | {kind} | {_secrecy(column.name)} |"
    yield ""
    yield "## Outside the databases"
    yield ""
    yield from _elsewhere()


def _tables() -> Iterator[tuple[Table, str]]:
    for table in schema.store.tables.values():
        yield table, "store"
    for table in schema.keyring.tables.values():
        yield table, "keyring"


def _secrecy(column: str) -> str:
    if column == "person":
        return "keyed hash of the Telegram id"
    if column == "sealed":
        return "encrypted under the person's own key"
    if column == "wrapped":
        return "the person's key, encrypted under the master key"
    return "plain"


def _stays(table: Table) -> str:
    if table.name not in STAYS:
        raise Undescribed(
            f"table {table.name}: say in STAYS of bot/operating/inventory.py how long it stays"
        )
    return STAYS[table.name]()


def _passed() -> str:
    return f"{_long(retention.PASSED)} once handled; {_long(retention.STUCK)} if it could not be"


def _holds() -> dict[str, str]:
    """Return what the schema says of each table: the first sentence below its definition."""
    body = ast.parse(Path(schema.__file__).read_text("utf-8")).body
    said = {}
    for above, below in pairwise(body):
        if (
            isinstance(above, ast.Assign)
            and isinstance(above.targets[0], ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
        ):
            text = str(below.value.value).partition("\n\n")[0]
            said[above.targets[0].id] = " ".join(text.split()).rstrip(".")
    return said


def _long(time: timedelta) -> str:
    return f"{time.days} days" if time.days > 1 else f"{time // timedelta(hours=1)} hours"


def _elsewhere() -> Iterator[str]:
    yield "| what | where | holds | stays |"
    yield "|---|---|---|---|"
    yield ("| master key | `PORCHLIGHT_KEY_FILE`, mode 600, not beside the database | the key "
           "of the hashes, and the one that wraps people's keys | the first as long as the "
           "database, the second until it is rotated |")  # fmt: skip
    yield (f"| backups | where the operator puts them | sealed rows, sealed once more; no key | "
           f"{_long(LIFE)}, deleted by the next backup into the same folder |")  # fmt: skip
    yield ("| log | standard error | listed events, counts, names of error classes "
           "(`bot/operating/events.py`) | as the operator's system keeps it |")  # fmt: skip
    yield ("| metrics | `PORCHLIGHT_METRICS_LISTEN`, off by default | figures of ten and more "
           "events, by the day; queues and durations | not kept by the bot |")  # fmt: skip
    yield ("| memory | the process | talks about danger before anything is agreed to | an hour "
           "at most |")  # fmt: skip
