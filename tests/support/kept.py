"""People kept in a store, for tests: what is kept after a turn, and how a turn keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.store import people
from bot.store.opening import Store, open_store
from bot.visit import Person
from dialogues.session import Note, Session

NOW = datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC)
CANARY = "zanzibarcanary"


@dataclass(frozen=True)
class Place:
    """Where a store is kept."""

    url: str
    key_file: Path

    async def open(self) -> Store:
        """Open it, as a process does at start."""
        return await open_store(self.url, self.key_file)


def beside(folder: Path) -> Place:
    """Return a place on SQLite in two folders below `folder`, as by default."""
    return Place(f"sqlite:///{folder / 'data' / 'porchlight.db'}", folder / "keys/master.key")


def somebody() -> Person:
    """A person as kept after a turn, with something only they said."""
    note = Note("use_helps", "sustain", 2, phrase=f"{CANARY} helps you sleep")
    return Person(
        session=Session(turn=2, notes=(note,), seen=NOW.isoformat()),
        choices=("yes", f"not {CANARY}"),
        ticket="a1b2",
        messages=((17, 1773500000), (18, 1773500009)),
        settings={"country": "gb"},
    )


async def keep(store: Store, telegram_id: int, record: Person, now: datetime = NOW) -> bytes:
    """Keep `record` for the person with this Telegram id, as a turn does; return who it is."""
    person = store.master.person(telegram_id)
    key = await store.keyring.key(person, create=True, on=now.date())
    assert key
    async with store.database.begin() as connection:
        await people.save(connection, key, person, record, now=now)
    return person


async def recall(store: Store, person: bytes, now: datetime = NOW) -> Person | None:
    """Return what is kept of a person, as a turn does."""
    key = await store.keyring.key(person, create=False, on=now.date())
    async with store.database.begin() as connection:
        return await people.load(connection, key, person, now=now)
