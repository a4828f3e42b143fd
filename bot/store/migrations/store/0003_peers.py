"""Make the tables of peer workers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "store_0003"
down_revision = "store_0002"
branch_labels = None
depends_on = None

SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "member",
        sa.Column("person", sa.LargeBinary(32), primary_key=True),
        sa.Column("role", sa.String(12), nullable=False),
        sa.Column("duty_until", sa.DateTime(timezone=True)),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "invitation",
        sa.Column("code", sa.LargeBinary(32), primary_key=True),
        sa.Column("person", sa.LargeBinary(32), nullable=False, index=True),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "pairing",
        sa.Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("link", sa.LargeBinary(16), nullable=False),
        sa.Column("role", sa.String(12), nullable=False),
        sa.Column("person", sa.LargeBinary(32), nullable=False, index=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("link", "role", name="pairing_sides"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "peer_talk",
        sa.Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("link", sa.LargeBinary(16), nullable=False, index=True),
        sa.Column("role", sa.String(12), nullable=False),
        sa.Column("person", sa.LargeBinary(32), nullable=False, index=True),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "crisis_order",
        sa.Column("person", sa.LargeBinary(32), primary_key=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
