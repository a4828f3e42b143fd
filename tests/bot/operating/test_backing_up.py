"""Backup, restore and keys as an operator types them, on a real store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.kept import CANARY, NOW, keep, recall, somebody

from bot import cli
from bot.settings import Settings
from bot.store.forgetting import forget
from bot.store.opening import Store, open_store

Set = Callable[..., Settings]
ID = 777000111


async def opened(settings: Settings) -> Store:
    """Open the installation's store."""
    return await open_store(settings.database_url, settings.key_file, settings.keyring_url)


async def with_somebody(settings: Settings) -> bytes:
    """Keep somebody; return who."""
    store = await opened(settings)
    person = await keep(store, ID, somebody())
    await store.close()
    return person


def porchlight(*arguments: str) -> int:
    """Type a command, within a running loop's thread or not."""
    import threading

    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(_quiet(arguments)))
    thread.start()
    thread.join()
    return codes[0]


def _quiet(arguments: tuple[str, ...]) -> int:
    return cli.main(list(arguments))


@pytest.fixture(autouse=True)
def _signals(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line leaves the tests' garbage collector alone."""
    monkeypatch.setattr("bot.cli.gc.disable", lambda: None)


async def test_a_backup_is_restored_and_the_forgotten_stay_forgotten(
    settings: Set, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two people, a backup, one forgotten, the restore: one is back."""
    given = settings()
    kept = await with_somebody(given)
    store = await opened(given)
    gone = await keep(store, ID + 1, somebody())
    await store.close()

    assert porchlight("backup", str(tmp_path / "b.backup")) == 0
    assert CANARY.encode() not in (tmp_path / "b.backup").read_bytes()
    store = await opened(given)
    await forget(store.database, store.keyring, gone)
    await store.close()
    assert porchlight("restore", str(tmp_path / "b.backup")) == 2
    assert "--replace" in capsys.readouterr().err
    assert porchlight("restore", str(tmp_path / "b.backup"), "--replace") == 0
    assert "1 people were left out" in capsys.readouterr().out
    store = await opened(given)
    assert await recall(store, kept, NOW) == somebody()
    assert await recall(store, gone, NOW) is None
    await store.close()


async def test_without_a_folder_a_backup_stands_outside_data_and_keys(
    settings: Set, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a folder for its owner only."""
    given = settings()
    await with_somebody(given)

    assert porchlight("backup") == 0
    made = Path(capsys.readouterr().out.partition(": ")[0])
    assert made.stat().st_mode & 0o777 == 0o600
    assert made.parent.stat().st_mode & 0o777 == 0o700
    assert given.key_file.parent not in made.parents


async def test_a_rotation_loses_nobody(settings: Set, capsys: pytest.CaptureFixture[str]) -> None:
    """The key file changes, the person is still known; how far it is goes to standard error."""
    given = settings()
    person = await with_somebody(given)
    before = given.key_file.read_bytes()

    assert porchlight("keys", "rotate") == 0
    assert "1 keys wrapped anew" in capsys.readouterr().err
    assert given.key_file.read_bytes() != before
    store = await opened(given)
    assert await recall(store, person, NOW) == somebody()
    assert len(store.master.wrapping) == 1
    await store.close()


async def test_a_new_key_is_made_only_where_the_old_one_is_lost(
    settings: Set, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the key there it is refused; without it, everybody is let go of."""
    given = settings()
    person = await with_somebody(given)

    assert porchlight("keys", "new") == 2
    assert "keys rotate" in capsys.readouterr().err
    given.key_file.unlink()
    assert porchlight("backup", "x") == 2
    assert "keys new" in capsys.readouterr().err
    assert porchlight("keys", "new") == 0
    store = await opened(given)
    assert await recall(store, person, NOW) is None
    await store.close()


def test_where_there_is_no_database_one_line_says_so(
    settings: Set, capsys: pytest.CaptureFixture[str]
) -> None:
    """And none is made by asking."""
    given = settings()

    assert porchlight("backup") == 2
    assert porchlight("keys", "rotate") == 2
    assert capsys.readouterr().err.count("there is no database yet") == 2
    assert not given.key_file.exists()
