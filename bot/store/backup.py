"""Backup and restore: one sealed archive, the same from SQLite and PostgreSQL.

It holds the people's sealed records and the counts: no key, no queue, nothing that opens it.
The whole is sealed once more, with a key derived from the master key, so that it shows not even
how many people there are beyond its size.
What is restored of somebody who was forgotten meanwhile stays shut, and is left out at once.
"""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Date, LargeBinary, Table, delete, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import schema
from bot.store.archive import LIFE, PIECE, Writer, pieces
from bot.store.database import Database
from bot.store.dialect import is_sqlite
from bot.store.errors import BackupError
from bot.store.keyring import Keyring
from bot.store.master import Master
from bot.store.migrating import newest

PURPOSE = "backup"
"""What the backup key is derived for."""
ENDING = ".backup"
_LEFT_OUT = schema.QUEUES | {"note"}


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made."""

    path: Path
    rows: int
    delete_after: date
    """The day it should be gone by."""
    pruned: int = 0
    """Older ones deleted, when a folder was given."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that was restored."""

    rows: int
    shut: int
    """People left out because their key is gone."""


async def backup(database: Database, master: Master, path: Path, now: datetime) -> Backup:
    """Write a backup to `path`, or into it under a name of its own if it is a folder.

    It is one consistent state; the bot may run meanwhile. In a folder, backups older than
    30 days are deleted.
    Raises BackupError, and leaves nothing half-written.
    """
    folder = path if path.is_dir() else None
    if folder is not None:
        path = folder / f"porchlight-{now:%Y%m%dT%H%M%SZ}{ENDING}"
    rows = 0
    with Writer(path, master.derive(PURPOSE), now) as writer:
        async with database.read() as connection:
            await _freeze(connection)
            writer.add({"schema": newest(database)})
            for table in tables():
                async for piece in _rows(connection, table):
                    writer.add({"table": table.name, "rows": piece})
                    rows += len(piece)
        writer.finish({"rows": rows})
    made = Backup(path, rows, (now + LIFE).date())
    return made if folder is None else replace(made, pruned=prune(folder, now))


async def restore(
    database: Database, keyring: Keyring, path: Path, *, replace_all: bool = False
) -> Restored:
    """Put the backup at `path` into an empty database, or with `replace_all` over what is there.

    All of it or nothing: the archive is read to its end before the first row is written.
    Messages waiting in the queues stay where they are.
    Raises BackupError if the archive does not open, is of another schema, or people are there.
    """
    key = keyring.master.derive(PURPOSE)
    _check(path, key, newest(database))
    by_name = {table.name: table for table in tables()}
    rows, shut = 0, set[bytes]()
    async with database.begin() as connection:
        if not replace_all and await _anybody(connection):
            raise BackupError(
                f"{database.name}: there are people in it; restore into an empty database, or say "
                "--replace to put the backup in their place"
            )
        for table in tables():
            await connection.execute(delete(table))
        for piece in pieces(path, key):
            if "table" not in piece:
                continue
            table = by_name[piece["table"]]
            found = [_decoded(table, row) for row in piece["rows"]]
            kept = await _with_key(table, found, keyring)
            shut |= _people(found) - _people(kept)
            rows += len(kept)
            if kept:
                await connection.execute(insert(table), kept)
    await database.tidy()
    return Restored(rows, len(shut))


def prune(folder: Path, now: datetime) -> int:
    """Delete the backups in `folder` that are older than 30 days, by their names."""
    limit = f"porchlight-{now - LIFE:%Y%m%dT%H%M%SZ}{ENDING}"
    old = [one for one in folder.glob(f"porchlight-????????T??????Z{ENDING}") if one.name < limit]
    for one in old:
        one.unlink(missing_ok=True)
    return len(old)


def tables() -> list[Table]:
    """Return the tables a backup holds, in the order in which they can be written."""
    return [one for one in schema.store.sorted_tables if one.name not in _LEFT_OUT]


async def _freeze(connection: AsyncConnection) -> None:
    """See one state throughout; on SQLite a transaction always does."""
    if not is_sqlite(connection):
        await connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))


async def _rows(connection: AsyncConnection, table: Table) -> AsyncIterator[list[dict[str, Any]]]:
    """Give the table's rows as plain values, about PIECE bytes at a time."""
    piece: list[dict[str, Any]] = []
    size = 0
    async with connection.stream(select(table)) as found:
        async for row in found.mappings():
            plain = _encoded(row)
            length = len(json.dumps(plain)) + 1
            if piece and size + length > PIECE:
                yield piece
                piece, size = [], 0
            piece.append(plain)
            size += length
    if piece:
        yield piece


def _encoded(row: Any) -> dict[str, Any]:
    plain = {}
    for name, value in row.items():
        if isinstance(value, bytes):
            value = base64.b64encode(value).decode("ascii")
        elif isinstance(value, date):  # a datetime too
            value = value.isoformat()
        plain[name] = value
    return plain


def _decoded(table: Table, plain: dict[str, Any]) -> dict[str, Any]:
    """Return a row as it is written, without its number: PostgreSQL would give it twice."""
    row = {name: value for name, value in plain.items() if name != "seq"}
    for name, value in list(row.items()):
        kind = table.c[name].type
        if value is None:
            continue
        if isinstance(kind, LargeBinary):
            row[name] = base64.b64decode(value)
        elif isinstance(kind, schema.Instant):
            row[name] = datetime.fromisoformat(value)
        elif isinstance(kind, Date):
            row[name] = date.fromisoformat(value)
    return row


def _check(path: Path, key: bytes, revision: str) -> None:
    """Read the whole archive; raises BackupError unless it is sound and of this schema."""
    archive = pieces(path, key)
    made_for = next(archive)["schema"]
    if made_for != revision:
        raise BackupError(
            f"{path}: made with schema {made_for}, and this Porchlight has {revision}; restore it "
            "with the Porchlight that made it, then update"
        )
    rows = 0
    for piece in archive:
        rows += len(piece["rows"]) if "table" in piece else -piece["rows"]
    if rows:
        raise BackupError(f"{path}: some rows are missing; use another backup")


async def _anybody(connection: AsyncConnection) -> bool:
    for table in tables():
        if schema.RULES[table.name] != "nobody" and await connection.scalar(
            select(func.count()).select_from(select(table).limit(1).subquery())
        ):
            return True
    return False


async def _with_key(
    table: Table, rows: list[dict[str, Any]], keyring: Keyring
) -> list[dict[str, Any]]:
    if "person" not in table.c:
        return rows
    known = await keyring.known([row["person"] for row in rows])
    return [row for row in rows if row["person"] in known]


def _people(rows: list[dict[str, Any]]) -> set[bytes]:
    return {row["person"] for row in rows if "person" in row}
