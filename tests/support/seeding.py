"""A store full of people: each with a key, and with a record as long as ten turns leave it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from sqlalchemy import insert

from bot.store import people, schema
from bot.store.opening import Store, open_store
from bot.store.sealing import new_key
from bot.visit import Person
from dialogues.engine import begin, respond
from dialogues.listening.frames import frames
from dialogues.phrasing import Phrasebook
from dialogues.session import Session

BATCH = 1000
FIRST = 9_000_000_000
"""Their ids lie above those the emulator draws."""


async def keyed(
    store: Store, first: int, number: int, now: datetime
) -> AsyncIterator[dict[bytes, bytes]]:
    """Give `number` people a key, from the id `first` on; yield them with it, batch by batch."""
    for start in range(first, first + number, BATCH):
        ids = range(start, min(start + BATCH, first + number))
        keys = {store.master.person(one): new_key() for one in ids}
        wrapped = {person: store.master.wrap(person, key) for person, key in keys.items()}
        async with store.keyring.database.begin() as connection:
            await connection.execute(insert(schema.person_key), [
                {"person": person, "wrapped": sealed, "master": version, "used_on": now.date()}
                for person, (version, sealed) in wrapped.items()
            ])  # fmt: skip
        yield keys


async def fill(url: str, key_file: Path, number: int) -> int:
    """Put `number` people into the store at `url`; return the bytes of one record's session."""
    store = await open_store(url, key_file)
    now = datetime.now(UTC)  # noqa: TID251 - a record must be fresh to the bot that finds it
    session = _session(now)
    settings = {"since": int(now.timestamp()), "told": int(now.timestamp())}
    ticket = f"{Random(1).getrandbits(64):016x}"
    record = Person(session=session, choices=("Yes", "No"), ticket=ticket, settings=settings)
    async for keys in keyed(store, FIRST, number, now):
        async with store.database.begin() as connection:
            for person, key in keys.items():
                await people.save(connection, key, person, record, now=now)
    await store.database.tidy()
    await store.keyring.database.tidy()
    await store.close()
    return len(session.to_json().encode())


def _session(now: datetime) -> Session:
    phrasebook, rng = Phrasebook(), Random(1)
    messages = [example for frame in frames().all.values() for example in frame.examples]
    session = begin(Session(), now=now, phrasebook=phrasebook).session
    for text in rng.sample(messages, 10):
        session = respond(session, text, now=now, rng=rng, phrasebook=phrasebook).session
    return session
