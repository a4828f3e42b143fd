"""Make the store's first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "store_0001"
down_revision = None
branch_labels = None
depends_on = None

SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
OPEN = sa.text("person IS NOT NULL")
UNSENT = sa.text("sealed IS NOT NULL")


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "person",
        sa.Column("person", sa.LargeBinary(32), primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False, index=True),
    )
    op.create_table(
        "inbox",
        sa.Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("update_id", sa.BigInteger, nullable=False, unique=True),
        sa.Column("person", sa.LargeBinary(32)),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary),
        sa.Column("joins", sa.Boolean, nullable=False),
        sa.Column("owner", sa.Integer),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sqlite_autoincrement=True,
    )
    _index("inbox", OPEN)
    op.create_table(
        "outbox",
        sa.Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("person", sa.LargeBinary(32)),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("beyond", sa.BigInteger),
        sqlite_autoincrement=True,
    )
    _index("outbox", UNSENT)
    op.create_table(
        "sent_message",
        sa.Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("person", sa.LargeBinary(32), nullable=False, index=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "counter",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("count", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "note",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("value", sa.String(200), nullable=False),
    )


def _index(queue: str, rows: sa.TextClause) -> None:
    """Index what a queue still has to do, in its order and by person."""
    for name, columns in {f"{queue}_pending": ["seq"], f"{queue}_of": ["person", "seq"]}.items():
        op.create_index(name, queue, columns, sqlite_where=rows, postgresql_where=rows)
