"""Tokens of programs that may read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "read_token",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("shop", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_personal", sa.Boolean(), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("used_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["shop"], ["shop.id"], name="read_token_shop_shop"),
        sa.PrimaryKeyConstraint("token_hash", name="read_token_key"),
    )
    op.create_index("read_token_shop_name", "read_token", ["shop", "name"], unique=True)
