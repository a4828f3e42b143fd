"""The schema at start: made, the same as the tables say, refused when newer."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, MetaData, String, Table, select, update
from support.kept import Place

from bot.store import schema
from bot.store.database import Database, open_database
from bot.store.errors import NewerSchema
from bot.store.migrating import FOLDER, migrate, newest

ROOMS = [pytest.param(schema.store, id="store"), pytest.param(schema.keyring, id="keyring")]


def _differences(connection: Connection, database: Database) -> list[object]:
    name = "keyring" if database.metadata is schema.keyring else "store"
    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "version_table": f"{name}_version"}
    )
    return list(compare_metadata(context, database.metadata))


@pytest.mark.parametrize("metadata", ROOMS)
async def test_migrations_make_exactly_the_tables(place: Place, metadata: MetaData) -> None:
    """A table or column added to the schema needs its migration."""
    database = await open_database(place.url, metadata)
    assert await migrate(database) == newest(database)

    async with database.begin() as connection:
        assert await connection.run_sync(_differences, database) == []
    await database.close()


@pytest.mark.parametrize("metadata", ROOMS)
async def test_a_newer_schema_is_refused_and_left_alone(place: Place, metadata: MetaData) -> None:
    """In one line that says to update."""
    database = await open_database(place.url, metadata)
    await migrate(database)
    name = "keyring" if metadata is schema.keyring else "store"
    version = Table(f"{name}_version", MetaData(), Column("version_num", String))
    async with database.begin() as connection:
        await connection.execute(update(version).values(version_num="from_2031"))

    with pytest.raises(NewerSchema, match=r"from_2031.*update Porchlight") as caught:
        await migrate(database)

    assert "\n" not in str(caught.value)
    async with database.read() as connection:
        assert await connection.scalar(select(version.c.version_num)) == "from_2031"
    await database.close()


@pytest.mark.parametrize("name", ["store", "keyring"])
def test_each_step_is_the_one_after_the_file_before(name: str) -> None:
    """The newest revision is told by the files' names alone, so names and steps must agree."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(FOLDER / name))
    steps = list(ScriptDirectory.from_config(config).walk_revisions())[::-1]

    assert [step.revision for step in steps] == [
        f"{name}_{Path(step.path).name[:4]}" for step in steps
    ]
    assert [step.revision for step in steps] == sorted(step.revision for step in steps)


async def test_processes_that_start_at_once_migrate_once(place: Place) -> None:
    """Five of them on an empty database."""
    databases = [await open_database(place.url) for _ in range(5)]

    found = await asyncio.gather(*(migrate(database) for database in databases))

    assert set(found) == {newest(databases[0])}
    for database in databases:
        await database.close()


async def test_a_folder_with_odd_characters_is_fine(tmp_path: Path) -> None:
    """Per cent signs and spaces mean something to Alembic's settings."""
    database = await open_database(f"sqlite:///{tmp_path}/50%25 here/a b.db")

    assert await migrate(database) == newest(database)
    await database.close()
