"""The steps from an older schema to the newest, by Alembic.

Apart from `migrating`, since a program that finds the newest schema never loads Alembic.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, MetaData


def upgrade(connection: Connection, folder: Path, name: str, metadata: MetaData) -> None:
    """Bring the database `name` ("store" or "keyring") to the newest schema of `folder`."""
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(folder / name).replace("%", "%%"))
    config.attributes.update(
        metadata=metadata, version_table=f"{name}_version", connection=connection
    )
    command.upgrade(config, "head")
