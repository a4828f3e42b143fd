"""The doctor: what it looks at, that it says how to mend it, and that it changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from support.botapi import BotApi
from support.kept import keep, somebody

from bot import clock
from bot.operating.doctor import examine
from bot.operating.findings import Finding, Level
from bot.settings import Settings
from bot.store.opening import open_store
from bot.store.retention import expire

Set = Callable[..., Settings]


@pytest.fixture(autouse=True, name="complaints")
def _complaints(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what linting the words says here; it is slow, and tested on its own."""
    complaints: list[str] = []
    monkeypatch.setattr("dialogues.lint.lint", lambda language, parts: complaints)
    return complaints


@pytest.fixture(name="telegram")
def _telegram() -> Iterator[BotApi]:
    """Return an emulated Telegram."""
    with BotApi() as api:
        yield api


async def found(ahead: timedelta = timedelta(0), *, offline: bool = True) -> list[Finding]:
    """Return what the doctor finds by a clock that is this far ahead."""
    return [one async for one in examine(None, lambda: clock.now() + ahead, offline=offline)]


def bad(findings: list[Finding]) -> list[str]:
    """Return what is wrong, each with its mend."""
    assert all(one.mend for one in findings if one.level is not Level.OK)
    return [f"{one.what}: {one.found}" for one in findings if one.level is Level.FAIL]


async def started(settings: Settings) -> Path:
    """Do what a first start does, with somebody kept; return the database's file."""
    now = clock.now()
    store = await open_store(settings.database_url, settings.key_file)
    await keep(store, 777000111, somebody(), now)
    await expire(store.database, store.keyring, now)
    await store.close()
    assert store.database.path
    return store.database.path


async def test_before_the_first_start_all_is_well_and_nothing_is_made(
    settings: Set, tmp_path: Path
) -> None:
    """The doctor looks, and leaves no file behind."""
    settings()
    before = sorted(tmp_path.rglob("*"))

    assert bad(await found()) == []
    assert sorted(tmp_path.rglob("*")) == before


async def test_a_healthy_installation_has_nothing_to_mend(settings: Set, telegram: BotApi) -> None:
    """Token, clock, webhook, key, database, retention and queues, all looked at, all ok."""
    await started(settings(token=telegram.token, api_url=telegram.url))
    findings = await found(offline=False)

    assert [str(one) for one in findings if one.level is not Level.OK] == []
    assert {one.what for one in findings} >= {
        "settings", "words", "key file", "keys apart", "disk", "database", "schema", "retention",
        "check-ins", "inbox", "outbox", "token", "clock", "webhook", "waiting at Telegram",
    }  # fmt: skip


async def test_the_file_of_local_services_is_looked_at(settings: Set, tmp_path: Path) -> None:
    """How many are on file; a broken row is named."""
    sample = Path(__file__).parents[3] / "docs" / "directory.sample.toml"
    settings(directory=sample)
    assert "services" in {one.what for one in await found() if "on file" in one.found}

    (tmp_path / "broken.toml").write_text("[[service]]\nname = 'Hall'\n")
    settings(directory=tmp_path / "broken.toml")
    assert [one for one in bad(await found()) if one.startswith("services: ")]


async def test_a_wrong_token_a_silent_server_and_a_wrong_clock_are_told(
    settings: Set, telegram: BotApi
) -> None:
    """Each by its own line; none shows the token."""
    wrong = telegram.token[:-3] + "xyz"
    settings(token=wrong, api_url=telegram.url)
    (line,) = bad(await found(offline=False))
    assert line == "token: Telegram does not know it"

    settings(token=telegram.token)
    (line,) = bad(await found(timedelta(hours=2), offline=False))
    assert line.startswith("clock: ")

    settings(api_url="http://127.0.0.1:9")
    findings = await found(offline=False)
    (line,) = bad(findings)
    assert "ConnectError" in line
    assert telegram.token not in "".join(map(str, findings))


async def test_a_webhook_in_the_way_of_polling_is_told(settings: Set, telegram: BotApi) -> None:
    """Somebody else's installation may be running."""
    telegram.call(lambda: setattr(telegram.world.webhook, "url", "https://elsewhere.example.org/"))
    settings(token=telegram.token, api_url=telegram.url)

    assert [line.partition(":")[0] for line in bad(await found(offline=False))] == ["webhook"]


async def test_wrong_settings_are_told_line_by_line(settings: Set, tmp_path: Path) -> None:
    """And nothing else is looked at, for it would be guessing."""
    (tmp_path / "porchlight.toml").write_text('mode = "pigeon"\nworkers = 0\n')

    assert len(bad(await found())) == 2


async def test_g05_a_key_within_the_databases_folder_is_told(
    settings: Set, tmp_path: Path
) -> None:
    """In it or below it: copying the one copies the other."""
    settings(key_file=tmp_path / "data" / "porchlight" / "keys" / "master.key")

    assert any(line.startswith("keys apart") for line in bad(await found()))


async def test_a_key_others_can_read_a_lost_key_and_a_foreign_key_are_told(
    settings: Set, tmp_path: Path
) -> None:
    """Each with its mend."""
    given = settings()
    await started(given)
    given.key_file.chmod(0o644)
    assert any("chmod 600" in line for line in bad(await found()))

    kept = given.key_file.read_bytes()
    given.key_file.unlink()
    assert any("is missing" in line for line in bad(await found()))

    other = await open_store(f"sqlite:///{tmp_path}/other/p.db", tmp_path / "elsewhere/master.key")
    await other.close()
    given.key_file.write_bytes((tmp_path / "elsewhere/master.key").read_bytes())
    given.key_file.chmod(0o600)
    assert any("another database" in line for line in bad(await found()))
    given.key_file.write_bytes(kept)
    assert bad(await found()) == []


async def test_a_newer_database_and_one_that_is_none_are_told(settings: Set) -> None:
    """Both are left as they are."""
    file = await started(settings())
    with sqlite3.connect(file) as data:
        data.execute("UPDATE store_version SET version_num = '9999'")
    data.close()
    assert any(line.startswith("schema: 9999") for line in bad(await found()))
    file.write_bytes(b"something else" * 1000)
    assert any(line.startswith("database: ") for line in bad(await found()))


async def test_g08_retention_that_stands_still_is_told(settings: Set) -> None:
    """Three hours without it is a failure."""
    await started(settings())

    assert bad(await found(timedelta(hours=2))) == []
    assert any(line.startswith("retention") for line in bad(await found(timedelta(days=1))))


async def test_check_ins_that_are_not_sent_are_told(settings: Set) -> None:
    """From two minutes on, as a warning: the bot may be stopped on purpose."""
    file = await started(settings())
    due = clock.now() - timedelta(minutes=5)
    with sqlite3.connect(file) as data:
        data.execute(
            "INSERT INTO checkin (plan, person, sealed, state, next_at) VALUES "
            "(x'00', x'00', x'00', 'agreed', ?)",
            (due.strftime("%Y-%m-%d %H:%M:%S"),),
        )
    data.close()
    (line,) = [one for one in await found() if one.what == "check-ins"]

    assert line.level is Level.WARN
    assert "tick_put_off" in line.mend


async def test_words_that_do_not_pass_are_told(settings: Set, complaints: list[str]) -> None:
    """With the first of them."""
    settings()
    complaints.append("templates/en/x.j2:1: too long; make it shorter")

    assert bad(await found()) == [f"words: 1 to mend, first: {complaints[0]}"]


async def test_on_postgresql_the_same_is_looked_at(settings: Set, postgres_url: str) -> None:
    """All but the disk, which is the server's; a server that is away is told without password."""
    given = settings(database_url=postgres_url)
    store = await open_store(given.database_url, given.key_file)
    await keep(store, 777000111, somebody(), clock.now())
    await expire(store.database, store.keyring, clock.now())
    await store.close()
    findings = await found()
    assert bad(findings) == []
    assert {"database", "schema", "retention", "inbox", "outbox"} <= {one.what for one in findings}

    settings(database_url="postgresql://a:canary@127.0.0.1:9/b")
    (line,) = bad(await found())
    assert line.startswith("database: ")
    assert "canary" not in line
