"""The first tables of the hub."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make feed, state, what is held back, and who may ask."""
    _feed()
    _state()
    _held()
    _stations()
    _repair()


def _shop() -> sa.Column[object]:
    return sa.Column("shop", sa.Uuid(), nullable=False)


def _feed() -> None:
    op.create_table(
        "shop",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="shop_key"),
    )
    op.create_table(
        "hub_head",
        _shop(),
        sa.Column("epoch", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.Column("floor", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("floor_chain", sa.LargeBinary(), nullable=False, server_default=sa.text("''")),
        sa.Column("durable", sa.BigInteger(), nullable=False, server_default="0"),
        sa.ForeignKeyConstraint(["shop"], ["shop.id"], name="hub_head_shop_shop"),
        sa.PrimaryKeyConstraint("shop", name="hub_head_key"),
        postgresql_with={"fillfactor": "10"},
    )
    op.create_table(
        "op",
        _shop(),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("op_id", sa.Uuid(), nullable=False),
        sa.Column("txn", sa.Uuid(), nullable=False),
        sa.Column("rec", sa.Uuid(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.Column("received_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("shop", "seq", name="op_key"),
    )
    op.create_index("op_ids", "op", ["shop", "op_id"], unique=True)
    op.create_table(
        "op_seen",
        _shop(),
        sa.Column("op_id", sa.Uuid(), nullable=False),
        sa.Column("origin", sa.Uuid(), nullable=False),
        sa.Column("inc", sa.BigInteger(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("relayed", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("shop", "op_id", name="op_seen_key"),
    )
    op.create_index(
        "op_slot",
        "op_seen",
        ["shop", "origin", "inc", "n"],
        unique=True,
        sqlite_where=sa.text("relayed = 0"),
        postgresql_where=sa.text("relayed = 0"),
    )
    relayed = sa.text("relayed = 1 AND outcome <> 'quarantined'")
    op.create_index(
        "op_relayed",
        "op_seen",
        ["shop", "origin", "inc", "n"],
        sqlite_where=relayed,
        postgresql_where=relayed,
    )


def _state() -> None:
    op.create_table(
        "record",
        _shop(),
        sa.Column("rec", sa.Uuid(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("born", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("shop", "rec", name="record_key"),
    )
    op.create_table(
        "field_version",
        _shop(),
        sa.Column("rec", sa.Uuid(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("op_id", sa.Uuid(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop", "rec"], ["record.shop", "record.rec"], name="field_version_shop_rec_record"
        ),
        sa.PrimaryKeyConstraint("shop", "rec", "field", name="field_version_key"),
    )
    op.create_table(
        "conflict",
        _shop(),
        sa.Column("edit", sa.Uuid(), nullable=False),
        sa.Column("rec", sa.Uuid(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("winner", sa.Uuid(), nullable=False),
        sa.Column("loser", sa.Uuid(), nullable=False),
        sa.Column("winner_value", sa.Text(), nullable=False),
        sa.Column("loser_value", sa.Text(), nullable=False),
        sa.Column("noted_ms", sa.BigInteger(), nullable=False),
        sa.Column("resolved", sa.BigInteger(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("shop", "edit", name="conflict_key"),
    )
    op.create_index("conflict_shop_rec", "conflict", ["shop", "rec"])


def _held() -> None:
    op.create_table(
        "held",
        _shop(),
        sa.Column("op_id", sa.Uuid(), nullable=False),
        sa.Column("txn", sa.Uuid(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("waits_for", sa.Uuid(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("offset_ms", sa.BigInteger(), nullable=False),
        sa.Column("received_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("shop", "op_id", name="held_key"),
    )
    op.create_index("held_shop_waits_for", "held", ["shop", "waits_for"])
    op.create_index("held_shop_txn", "held", ["shop", "txn"])


def _stations() -> None:
    op.create_table(
        "station",
        _shop(),
        sa.Column("origin", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("inc", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("seal_key", sa.LargeBinary(), nullable=False),
        sa.Column("enrolled_ms", sa.BigInteger(), nullable=False),
        sa.Column("greeted_ms", sa.BigInteger(), nullable=False),
        sa.Column("revoked_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("shop", "origin", name="station_key"),
    )
    op.create_index("station_shop_name", "station", ["shop", "name"], unique=True)
    op.create_index("station_shop_prefix", "station", ["shop", "prefix"], unique=True)
    _keys()
    op.create_table(
        "enrolment_code",
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        _shop(),
        sa.Column("expires_ms", sa.BigInteger(), nullable=False),
        sa.Column("used_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code_hash", name="enrolment_code_key"),
    )


def _of_station(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["shop", "origin"], ["station.shop", "station.origin"], name=f"{table}_shop_station"
    )


def _keys() -> None:
    op.create_table(
        "signing_key",
        _shop(),
        sa.Column("origin", sa.Uuid(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("since_ms", sa.BigInteger(), nullable=False),
        _of_station("signing_key"),
        sa.PrimaryKeyConstraint("shop", "origin", "public", name="signing_key_key"),
    )
    op.create_table(
        "station_token",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        _shop(),
        sa.Column("origin", sa.Uuid(), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("used_ms", sa.BigInteger(), nullable=False),
        sa.Column("ends_ms", sa.BigInteger(), nullable=False),
        _of_station("station_token"),
        sa.PrimaryKeyConstraint("token_hash", name="station_token_key"),
    )
    op.create_index("station_token_shop_origin", "station_token", ["shop", "origin"])
    op.create_table(
        "handed_key",
        _shop(),
        sa.Column("origin", sa.Uuid(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("sender", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("posted_ms", sa.BigInteger(), nullable=False),
        _of_station("handed_key"),
        sa.PrimaryKeyConstraint("shop", "origin", "key_id", name="handed_key_key"),
    )


def _repair() -> None:
    op.create_table(
        "erased",
        _shop(),
        sa.Column("rec", sa.Uuid(), nullable=False),
        sa.Column("op_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("shop", "rec", name="erased_key"),
    )
    op.create_table(
        "erased_file",
        _shop(),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_gone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("shop", "name", name="erased_file_key"),
    )
    op.create_table(
        "snapshot",
        _shop(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("epoch", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.Column("made_ms", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("parts", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("shop", "id", name="snapshot_key"),
    )
    op.create_table(
        "snapshot_part",
        _shop(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("shop", "id", "part", name="snapshot_part_key"),
    )
