"""What Alembic runs: migrations on the connection and database it was handed."""

from __future__ import annotations

from alembic import context

given = context.config.attributes
context.configure(
    connection=given["connection"],
    target_metadata=given["metadata"],
    version_table=given["version_table"],
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
