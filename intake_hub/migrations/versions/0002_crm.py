"""What is kept for each CRM."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables of the road to a CRM."""
    _system()
    _cursor()
    _members()
    _outbox()
    _links()
    _notices()


def _of_system(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["shop", "system"],
        ["crm_system.shop", "crm_system.system"],
        name=f"{table}_shop_system_crm_system",
    )


def _system() -> None:
    op.create_table(
        "crm_system",
        sa.Column("shop", sa.Uuid(), nullable=False),
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("origin", sa.Uuid(), nullable=False),
        sa.Column("adapter", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Uuid(), nullable=False),
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("key_ms", sa.BigInteger(), nullable=False),
        sa.Column("key_ends_ms", sa.BigInteger(), nullable=False),
        sa.Column("added_ms", sa.BigInteger(), nullable=False),
        sa.Column("contact_ms", sa.BigInteger(), nullable=False),
        sa.Column("swept_ms", sa.BigInteger(), nullable=False),
        sa.Column("worker", sa.Text(), nullable=False),
        sa.Column("worker_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["shop"], ["shop.id"], name="crm_system_shop_shop"),
        sa.PrimaryKeyConstraint("shop", "system", name="crm_system_key"),
    )


def _cursor() -> None:
    op.create_table(
        "crm_cursor",
        sa.Column("shop", sa.Uuid(), nullable=False),
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("cursor", sa.Text(), nullable=False),
        _of_system("crm_cursor"),
        sa.PrimaryKeyConstraint("shop", "system", "kind", name="crm_cursor_key"),
    )


def _members() -> None:
    op.create_table(
        "crm_member",
        sa.Column("shop", sa.Uuid(), nullable=False),
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("rec", sa.Uuid(), nullable=False),
        sa.Column("owner", sa.Uuid(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        _of_system("crm_member"),
        sa.PrimaryKeyConstraint("shop", "system", "rec", "owner", name="crm_member_key"),
    )
    op.create_index(
        "crm_member_shop_system_owner",
        "crm_member",
        ["shop", "system", "owner"],
    )


def _outbox() -> None:
    op.create_table(
        "crm_outbox",
        sa.Column("shop", sa.Uuid(), nullable=False),
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_ms", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("since_ms", sa.BigInteger(), nullable=False),
        sa.Column("checked_ms", sa.BigInteger(), nullable=False),
        _of_system("crm_outbox"),
        sa.PrimaryKeyConstraint("shop", "system", "kind", "uid", name="crm_outbox_key"),
    )
    op.create_index(
        "crm_outbox_shop_system_state_kind_due_ms",
        "crm_outbox",
        ["shop", "system", "state", "kind", "due_ms"],
    )


def _links() -> None:
    op.create_table(
        "crm_link",
        sa.Column("shop", sa.Uuid(), nullable=False),
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("remote", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("pushed_hash", sa.LargeBinary(), nullable=False),
        sa.Column("seen_hash", sa.LargeBinary(), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("theirs", sa.Text(), nullable=False),
        sa.Column("revision", sa.Text(), nullable=False),
        sa.Column("sent_ms", sa.BigInteger(), nullable=False),
        _of_system("crm_link"),
        sa.PrimaryKeyConstraint("shop", "system", "kind", "uid", name="crm_link_key"),
    )
    op.create_index(
        "crm_link_shop_system_kind_remote", "crm_link", ["shop", "system", "kind", "remote"]
    )


def _notices() -> None:
    op.create_table(
        "crm_notice",
        sa.Column("shop", sa.Uuid(), nullable=False),
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("remote", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("noted_ms", sa.BigInteger(), nullable=False),
        sa.Column("settled_ms", sa.BigInteger(), nullable=False),
        _of_system("crm_notice"),
        sa.PrimaryKeyConstraint("shop", "system", "id", name="crm_notice_key"),
    )
    op.create_index(
        "crm_notice_shop_system_settled_ms", "crm_notice", ["shop", "system", "settled_ms"]
    )
