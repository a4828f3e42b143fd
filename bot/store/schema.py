"""The tables, in one dialect-neutral schema; SQLite and PostgreSQL alike.

Two databases: the store holds sealed rows, the keyring holds each person's wrapped key.
They are apart so that a backup of the store, taken before somebody was forgotten, stays
unreadable for that person: the key it would need is gone.
A person is the keyed hash of their Telegram id (32 bytes), never the id.
Every table that names a person has its rule in `RULES`; a test holds every table to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeDecorator

SEQUENCE = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts up only an INTEGER primary key."""


class Instant(TypeDecorator[datetime]):
    """A moment, kept in UTC and given back with its zone, by SQLite too, which knows no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC; raises ValueError for one without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC, with its zone."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


store = MetaData()
keyring = MetaData()

person = Table(
    "person", store,
    Column("person", LargeBinary(32), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
)  # fmt: skip
"""What is kept of one person between turns, sealed under their key."""

inbox = Table(
    "inbox", store,
    Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
    Column("update_id", BigInteger, nullable=False, unique=True),
    Column("person", LargeBinary(32)),
    Column("arrived_at", Instant, nullable=False, index=True),
    Column("ready_at", Instant, nullable=False),
    Column("sealed", LargeBinary),
    Column("joins", Boolean, nullable=False, default=False),
    Column("owner", Integer),
    Column("attempts", Integer, nullable=False, default=0),
    Column("state", String(8), nullable=False, default="waiting"),
    sqlite_autoincrement=True,
)  # fmt: skip
"""Updates as they arrived, reduced and sealed; both are emptied when the turn is done.

`joins` marks a plain text that waits a moment for the rest of its burst; `owner` is the number
of the process at work on it.
`state` is waiting, done, dead, or forget: the person asked to be forgotten and their key is
still to be shredded. Done rows keep only the id, without the person, 48 hours, against doubles;
the indexes leave them out, so that a look at what waits costs the same however many they are.
"""
_OPEN = inbox.c.person.is_not(None)
Index("inbox_pending", inbox.c.seq, sqlite_where=_OPEN, postgresql_where=_OPEN)
Index("inbox_of", inbox.c.person, inbox.c.seq, sqlite_where=_OPEN, postgresql_where=_OPEN)

outbox = Table(
    "outbox", store,
    Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
    Column("person", LargeBinary(32)),
    Column("due_at", Instant, nullable=False),
    Column("sealed", LargeBinary),
    Column("attempts", Integer, nullable=False, default=0),
    Column("state", String(8), nullable=False, default="waiting"),
    Column("changed_at", Instant, nullable=False, index=True),
    Column("beyond", BigInteger),
    sqlite_autoincrement=True,
)  # fmt: skip
"""What is to be sent, sealed; `sealed` is emptied when it was sent or given up.

`beyond` is there once it may have arrived: the highest number of a message known before.

`state` is waiting, sending (a send is under way: after a crash its outcome is unknown), sent
or dead.
"""
_UNSENT = outbox.c.sealed.is_not(None)
Index("outbox_pending", outbox.c.seq, sqlite_where=_UNSENT, postgresql_where=_UNSENT)
Index("outbox_of", outbox.c.person, outbox.c.seq,
      sqlite_where=_UNSENT, postgresql_where=_UNSENT)  # fmt: skip

sent_message = Table(
    "sent_message", store,
    Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
    Column("person", LargeBinary(32), nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("sent_at", Instant, nullable=False, index=True),
    sqlite_autoincrement=True,
)  # fmt: skip
"""Sealed ids of messages sent to a person since their last turn, 48 hours at most, for /hide."""

checkin = Table(
    "checkin", store,
    Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
    Column("plan", LargeBinary(16), nullable=False, unique=True),
    Column("person", LargeBinary(32), nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("state", String(8), nullable=False),
    Column("next_at", Instant, nullable=False),
    Column("slot", Instant),
    sqlite_autoincrement=True,
)  # fmt: skip
"""Check-ins somebody agreed to: when, in which time zone, and where to, sealed under their key.

`plan` is a random number; `state` is one of `dialogues.checkin`; `next_at` is when something is
to be done: to send, to nudge, to let rest, or, in a state that rests, to delete; `slot` is the
moment the check-in under way was due. No row, and no address, without a yes (G03, G17).
"""
ACTIVE = text("state IN ('agreed', 'sent', 'nudged')")
"""In which a check-in wakes by the clock; written out, or SQLite would not use the index."""
RESTING = text("state NOT IN ('agreed', 'sent', 'nudged')")
Index("checkin_due", checkin.c.next_at, sqlite_where=ACTIVE, postgresql_where=ACTIVE)
Index("checkin_resting", checkin.c.next_at, sqlite_where=RESTING, postgresql_where=RESTING)

checkin_slot = Table(
    "checkin_slot", store,
    Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
    Column("plan", LargeBinary(16), nullable=False),
    Column("person", LargeBinary(32), nullable=False, index=True),
    Column("slot", Instant, nullable=False),
    Column("state", String(8), nullable=False),
    Column("sealed", LargeBinary),
    Column("changed_at", Instant, nullable=False, index=True),
    UniqueConstraint("plan", "slot", name="checkin_slot_once"),
    sqlite_autoincrement=True,
)  # fmt: skip
"""What became of each check-in, so that none goes out twice; `sealed` is what was passed on.

`state` is sent, nudged, answered, missed, down (the bot was not running in time), or joined
(another one was still waiting for an answer).
"""

member = Table(
    "member", store,
    Column("person", LargeBinary(32), primary_key=True),
    Column("role", String(12), nullable=False),
    Column("duty_until", Instant),
    Column("sealed", LargeBinary, nullable=False),
)  # fmt: skip
"""Peer workers and coordinators: their role, until when they are on duty, and how to reach them.

`role` is peer or coordinator; `sealed` holds their chat, their name in the team, their limits and
planned hours.
"""

invitation = Table(
    "invitation", store,
    Column("code", LargeBinary(32), primary_key=True),
    Column("person", LargeBinary(32), nullable=False, index=True),
    Column("kind", String(12), nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
)  # fmt: skip
"""Invitations that were not used yet: a keyed hash of the code, and who invites.

`kind` is peer (into the team) or pairing (a client with a peer worker).
"""

pairing = Table(
    "pairing", store,
    Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
    Column("link", LargeBinary(16), nullable=False),
    Column("role", String(12), nullable=False),
    Column("person", LargeBinary(32), nullable=False, index=True),
    Column("since", Instant, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    UniqueConstraint("link", "role", name="pairing_sides"),
    sqlite_autoincrement=True,
)  # fmt: skip
"""One side of a pairing of a client with a peer worker: what each is called, and their chat.

`link` is a random number both sides share; a side whose other one is gone is told so and goes.
"""

peer_talk = Table(
    "peer_talk", store,
    Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
    Column("link", LargeBinary(16), nullable=False, index=True),
    Column("role", String(12), nullable=False),
    Column("person", LargeBinary(32), nullable=False, index=True),
    Column("state", String(8), nullable=False),
    Column("moved_at", Instant, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)  # fmt: skip
"""One side of a talk with a peer worker, while it is asked for or goes on.

`role` is client, peer, offer (a peer worker on duty who was asked), practice (with an invented
client), or past: over, and what was passed on is still to be
cleared from that peer worker's chat. `state` is waiting, open, handing
(open, and another peer worker is looked for), or over. `sealed` holds chats and names, and,
until somebody takes the talk, what the client wants told first. No message stands here.
"""

crisis_order = Table(
    "crisis_order", store,
    Column("person", LargeBinary(32), primary_key=True),
    Column("expires_at", Instant, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
)  # fmt: skip
"""What a client wrote down while calm: whom to tell first in a crisis, whom never, what to say."""

counter = Table(
    "counter", store,
    Column("day", Date, primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("count", BigInteger, nullable=False),
)  # fmt: skip
"""Counts by day and event name; nobody's."""

note = Table(
    "note", store,
    Column("name", String(64), primary_key=True),
    Column("value", String(200), nullable=False),
)  # fmt: skip
"""The bot's own notes: when retention last ran, and the like; nobody's."""

person_key = Table(
    "person_key", keyring,
    Column("person", LargeBinary(32), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
    Column("master", Integer, nullable=False),
    Column("used_on", Date, nullable=False),
)  # fmt: skip
"""Each person's key, wrapped by the master key of number `master`."""

QUEUES = frozenset({"inbox", "outbox", "sent_message", "invitation", "peer_talk"})
"""What only passes through: left out of backups, like the bot's own notes."""

RULES: Mapping[str, str] = {
    "person": "delete",
    "inbox": "empty",
    "outbox": "delete",
    "sent_message": "delete",
    "checkin": "delete",
    "checkin_slot": "delete",
    "member": "delete",
    "invitation": "delete",
    "pairing": "delete",
    "peer_talk": "delete",
    "crisis_order": "delete",
    "counter": "nobody",
    "note": "nobody",
    "person_key": "delete",
}
"""What /forget does to each table: delete the person's rows, or nothing as it names nobody.

To empty is to keep the bare update id of a row, without person and payload, as done, so that an
update which Telegram delivers twice does not bring back somebody who is gone.
"""
