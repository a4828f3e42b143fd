"""Make the tables of check-ins."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "store_0002"
down_revision = "store_0001"
branch_labels = None
depends_on = None

SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
ACTIVE = sa.text("state IN ('agreed', 'sent', 'nudged')")
RESTING = sa.text("state NOT IN ('agreed', 'sent', 'nudged')")


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "checkin",
        sa.Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("plan", sa.LargeBinary(16), nullable=False, unique=True),
        sa.Column("person", sa.LargeBinary(32), nullable=False, index=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("slot", sa.DateTime(timezone=True)),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "checkin_due", "checkin", ["next_at"], sqlite_where=ACTIVE, postgresql_where=ACTIVE
    )
    op.create_index(
        "checkin_resting", "checkin", ["next_at"], sqlite_where=RESTING, postgresql_where=RESTING
    )
    op.create_table(
        "checkin_slot",
        sa.Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("plan", sa.LargeBinary(16), nullable=False),
        sa.Column("person", sa.LargeBinary(32), nullable=False, index=True),
        sa.Column("slot", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("sealed", sa.LargeBinary),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.UniqueConstraint("plan", "slot", name="checkin_slot_once"),
        sqlite_autoincrement=True,
    )
