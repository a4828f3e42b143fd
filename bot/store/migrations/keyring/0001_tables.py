"""Make the keyring's table."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "keyring_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "person_key",
        sa.Column("person", sa.LargeBinary(32), primary_key=True),
        sa.Column("wrapped", sa.LargeBinary, nullable=False),
        sa.Column("master", sa.Integer, nullable=False),
        sa.Column("used_on", sa.Date, nullable=False),
    )
