"""What is kept of a person between turns: loaded and saved, sealed under their own key.

A record lives 24 hours after the last turn, or 30 days if the person chose to be remembered
(G08). One that does not open, is damaged, or has expired is nobody's: the person starts anew.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import counting, schema
from bot.store.dialect import inserting
from bot.store.errors import Unreadable
from bot.store.sealing import place, seal, unseal
from bot.visit import Person
from dialogues.errors import SessionUnreadable
from dialogues.session import Session

IDLE = timedelta(hours=24)
"""How long a record lives after the last turn."""
KEPT = timedelta(days=30)
"""How long with the setting `keep`."""
VERSION = 1
UNREADABLE = "record_unreadable"
"""The event counted for a record that does not open or is damaged."""
_OF = select(schema.person.c.sealed, schema.person.c.expires_at).where(
    schema.person.c.person == bindparam("whom")
)
_SAVE = inserting(
    schema.person,
    lambda made: made.on_conflict_do_update(
        index_elements=["person"],
        set_={"sealed": made.excluded.sealed, "expires_at": made.excluded.expires_at},
    ),
)


async def load(
    connection: AsyncConnection, key: bytes | None, person: bytes, *, now: datetime
) -> Person | None:
    """Return what is kept of `person`; None if nothing is, or nothing that can be used.

    A record that does not open with `key` (None: their key is gone) or is damaged is deleted and
    counted, which takes a write transaction to last; one past its time counts as none.
    """
    row = (await connection.execute(_OF, {"whom": person})).one_or_none()
    if row is None or row.expires_at <= now:
        return None
    try:
        if key is None:
            raise Unreadable("the person's key is gone")
        return _read(unseal(key, row.sealed, place("person", person)))
    except (Unreadable, SessionUnreadable):
        await connection.execute(delete(schema.person).where(schema.person.c.person == person))
        await counting.add(connection, [UNREADABLE], now.date())
        return None


async def save(
    connection: AsyncConnection, key: bytes, person: bytes, record: Person, *, now: datetime
) -> None:
    """Keep `record` for `person` in place of what was kept, until it expires."""
    values = {
        "person": person,
        "sealed": seal(key, _written(record), place("person", person)),
        "expires_at": now + (KEPT if record.settings.get("keep") is True else IDLE),
    }
    await connection.execute(_SAVE(connection), values)


def _written(record: Person) -> bytes:
    """Return the record as JSON; what a Person gains later must be added here and in `_read`."""
    fields = {
        "version": VERSION,
        "session": record.session.as_record() if record.session else None,
        "choices": record.choices,
        "ticket": record.ticket,
        "messages": record.messages,
        "settings": record.settings,
    }
    return json.dumps(fields, separators=(",", ":")).encode()


def _read(plain: bytes) -> Person:
    try:
        fields = json.loads(plain)
        if fields["version"] != VERSION:
            raise Unreadable("a record of an unknown version")
        return Person(
            session=fields["session"] and Session.from_record(fields["session"]),
            choices=tuple(str(choice) for choice in fields["choices"]),
            ticket=str(fields["ticket"]),
            messages=tuple((int(number), int(when)) for number, when in fields["messages"]),
            settings=dict(fields["settings"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable("a damaged record") from error
