"""Backup, restore and the keys, as an operator's commands: opened, done, closed, told."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from bot import clock
from bot.settings import Settings, data_folder
from bot.store import keyfile
from bot.store.backup import backup, restore
from bot.store.database import file_of
from bot.store.errors import StoreError
from bot.store.opening import Store, open_store
from bot.telegram.presence import enter
from dialogues.errors import PorchlightError

FOLDER = "backups"
"""Where backups go, beside the data folder."""


class CannotDo(PorchlightError):
    """The command cannot be done; one line with the mend."""


async def back_up(settings: Settings, path: Path | None) -> str:
    """Write a backup to `path` (a file, or a folder; None: a folder of its own); say so.

    The bot may run meanwhile. Raises CannotDo.
    """
    _there(settings)
    if path is None:
        path = data_folder().with_name(f"porchlight-{FOLDER}")
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    async with _opened(settings) as store:
        made = await backup(store.database, store.master, path, clock.now())
    pruned = f"; {made.pruned} older than 30 days deleted" if made.pruned else ""
    return (
        f"{made.path}: {made.rows} rows, encrypted; delete it after {made.delete_after}{pruned}. "
        "It opens only with the master key and the keyring: keep copies of those elsewhere"
    )


async def put_back(settings: Settings, path: Path, *, replace: bool) -> str:
    """Restore the backup at `path`; say what came back. Raises CannotDo."""
    async with _opened(settings) as store:
        presence = await enter(store.database)  # not while the bot runs on SQLite
        try:
            done = await restore(store.database, store.keyring, path, replace_all=replace)
        finally:
            await presence.leave()
    return (
        f"{done.rows} rows are back; {done.shut} people were left out, since they were forgotten "
        "after the backup and their keys are gone"
    )


async def rotate(settings: Settings, progress: Callable[[int], None]) -> str:
    """Wrap everybody's key with a fresh master key and drop the old one; say how many.

    The bot may run meanwhile; cut off, it is taken up by running it again. Raises CannotDo.
    """
    _there(settings)
    async with _opened(settings) as store:
        path = store.master.path
        if len(store.master.wrapping) == 1:  # else a rotation was cut off: end that one first
            keyfile.rotate(path)
        wrapped = await store.keyring.rewrap(progress)
    return f"{path}: new master key, {wrapped} keys wrapped anew, the old one is gone"


async def begin_anew(settings: Settings) -> str:
    """Make a new master key where the old one is lost, and let go of everybody; say so.

    Raises CannotDo when the key is there.
    """
    path = settings.key_file.expanduser()
    if path.exists():
        raise CannotDo(
            f"{path}: the master key is there, and a new one would lose everybody; to change it "
            "and lose nobody: porchlight keys rotate"
        )
    async with _opened(settings, anew=True) as store:
        presence = await enter(store.database)
        await presence.leave()
    return f"{path}: new master key; everybody known before has been let go of"


def _there(settings: Settings) -> None:
    file = file_of(settings.database_url)
    if file is not None and not file.exists():
        raise CannotDo(f"{file}: there is no database yet; look at PORCHLIGHT_DATABASE_URL")


@asynccontextmanager
async def _opened(settings: Settings, *, anew: bool = False) -> AsyncIterator[Store]:
    try:
        store = await open_store(
            settings.database_url, settings.key_file, settings.keyring_url, anew=anew
        )
        try:
            yield store
        finally:
            await store.close()
    except StoreError as error:
        raise CannotDo(str(error)) from None
