"""The doctor's look at what is kept: key file, database, room, schema, retention, backlog.

It makes nothing and changes nothing: what is not there yet is made at the first start.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.operating.findings import Finding, fail, ok, warn
from bot.operating.queues import overdue, queues
from bot.settings import Settings
from bot.store import keyfile, notes, retention, schema
from bot.store.database import Database, file_of, open_database
from bot.store.errors import KeyFileError, StoreError
from bot.store.master import Master
from bot.store.migrating import newest, revisions, standing
from bot.store.opening import FINGERPRINT, keyring_at

LITTLE, LEAST = 1 << 30, 100 << 20
"""Bytes of free disk below which it is a warning, and below which the bot may stop any time."""
LATE = timedelta(hours=3)
WAITED = 120.0
"""Seconds somebody may have waited for an answer, as for /readyz."""


async def look(settings: Settings, now: datetime) -> AsyncIterator[Finding]:
    """Give what there is to say; raises nothing that a finding can say."""
    file = file_of(settings.database_url)
    master = None
    path = settings.key_file.expanduser().absolute()
    if path.exists():
        try:
            master = keyfile.read(path)
            yield ok("key file", f"{path}, for its owner only")
        except KeyFileError as error:
            yield fail("key file", str(error), "see docs/operating.md, keys")
    for finding in _apart(settings, file, path):
        yield finding
    if file is not None:
        for finding in _room(file):
            yield finding
        if not file.exists():
            if master is None and not path.exists():
                yield ok("key file", f"{path}: made at the first start")
            yield ok("database", f"{file}: made at the first start")
            return
    try:
        database = await open_database(settings.database_url)
    except StoreError as error:
        yield fail("database", str(error), "start it, or mend PORCHLIGHT_DATABASE_URL")
        return
    try:
        async for finding in _inside(database, master, path, now):
            yield finding
    except StoreError as error:
        yield fail("database", str(error), "see docs/operating.md, when something is wrong")
    finally:
        await database.close()


def _apart(settings: Settings, file: Path | None, key: Path) -> Iterator[Finding]:
    """Look whether copying one folder copies both the rows and what opens them (G05)."""
    try:
        rings = keyring_at(settings.database_url, settings.key_file, settings.keyring_url)
    except StoreError as error:
        yield fail("keys apart", str(error), "give the keyring a folder of its own")
        return
    if file is None:
        return
    ring = file_of(rings)
    kept = file.parent.resolve()
    for secret in (key, ring):
        if secret is None:
            continue
        place = secret.parent.resolve()
        if place == kept or kept in place.parents:
            yield fail(
                "keys apart", f"{secret.name} lies within the database's folder, {kept}",
                "move it out, and set PORCHLIGHT_KEY_FILE or PORCHLIGHT_KEYRING_URL",
            )  # fmt: skip
        elif place in kept.parents:
            yield warn(
                "keys apart", f"the database lies within {secret.name}'s folder, {place}",
                "give them folders beside each other: who copies one must not have both",
            )  # fmt: skip
        else:
            yield ok("keys apart", f"{secret.name} is not in the database's folder")


def _room(file: Path) -> Iterator[Finding]:
    folder = next(one for one in (file.parent, *file.parents) if one.exists())
    if not os.access(file if file.exists() else folder, os.W_OK):
        yield fail("database", f"{file} cannot be written by this account",
                   "run as the account that owns it, or chown it")  # fmt: skip
    free = shutil.disk_usage(folder).free
    said = f"{free / (1 << 30):.1f} GiB free at {folder}"
    if free < LEAST:
        yield fail("disk", said, "make room now: without it no message can be taken")
    elif free < LITTLE:
        yield warn("disk", said, "make room soon")
    else:
        yield ok("disk", said)


async def _inside(
    database: Database, master: Master | None, key: Path, now: datetime
) -> AsyncIterator[Finding]:
    yield ok("database", f"{database.name} answers")
    async with database.read() as connection:
        found = await connection.run_sync(standing)
        known = newest(database)
        if found is None:
            yield warn("schema", "the database is empty", "start the bot once: porchlight run")
            return
        if found not in revisions(database):
            yield fail("schema", f"{found}, and this Porchlight knows {known}",
                       "update Porchlight, or restore a backup of before")  # fmt: skip
            return
        if found != known:
            yield warn("schema", found, f"the next start brings it to {known}")
            return
        yield ok("schema", found)
        mark = await notes.read(connection, FINGERPRINT)
        if master is None and not key.exists() and mark is not None:
            yield fail("key file", f"{key} is missing, and people are kept whom only it opens",
                       "put back the copy you keep of it; or: porchlight keys new")  # fmt: skip
        if master is not None and mark not in (None, master.fingerprint()):
            yield fail("key file", "it belongs to another database", "put back the right one")
        people = await connection.scalar(select(func.count()).select_from(schema.person))
        yield ok("people kept", str(people) if (people or 0) >= 10 else "fewer than ten")
        async for finding in _moving(connection, now):
            yield finding


async def _moving(connection: AsyncConnection, now: datetime) -> AsyncIterator[Finding]:
    """Look at what moves only while the bot runs."""
    ran = await retention.last_ran(connection)
    if ran is None:
        yield warn("retention", "has never run", "start the bot: it runs by itself, hourly")
    elif now - ran > LATE:
        yield fail("retention", f"last ran {ran:%Y-%m-%d %H:%M} UTC",
                   "start the bot; if it runs, look into its log for tick_put_off")  # fmt: skip
    else:
        yield ok("retention", f"last ran {ran:%Y-%m-%d %H:%M} UTC")
    late = await overdue(connection, now)
    if late > WAITED:
        yield warn("check-ins", f"one has been due for {late:.0f} s",
                   "start the bot; if it runs, look into its log for tick_put_off")  # fmt: skip
    else:
        yield ok("check-ins", "none is overdue")
    for name, queue in (await queues(connection, now)).items():
        said = (
            f"{queue.waiting} waiting, the oldest for {queue.waited:.0f} s, {queue.dead} given up"
        )
        if queue.waited > WAITED:
            yield warn(name, said, "is the bot running, and can it reach Telegram?")
        else:
            yield ok(name, said)
