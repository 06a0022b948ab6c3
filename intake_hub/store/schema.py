"""Brings the tables to this program's revision; Alembic is imported only when that is due."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import uuid_utils.compat
from sqlalchemy import insert, inspect, select, text

from intake_app.errors import Problem, UnavailableError
from intake_hub.store.crm_tables import CrmSystem
from intake_hub.store.read_tables import ReadToken
from intake_hub.store.tables import Head, Shop

if TYPE_CHECKING:
    from sqlalchemy import Connection

REVISIONS = ("0001", "0002", "0003")
"""Every revision this program knows, oldest first."""

_LATER = (CrmSystem, ReadToken)  # their modules know those of all the others
METADATA = _LATER[0].metadata
"""Every table: whoever goes through all of them takes it here, where all modules are known."""

_MIGRATION_LOCK = 0x696E74616B65  # any number of our own: two hubs must not migrate at once


def migrate(connection: Connection) -> None:
    """Make or change the tables where needed. Raises UnavailableError(STORE_TOO_NEW)."""
    if connection.dialect.name == "postgresql":
        lock = text("SELECT pg_advisory_xact_lock(:key)")
        connection.execute(lock, {"key": _MIGRATION_LOCK})
    found = revision(connection)
    if found == REVISIONS[-1]:
        return
    if found and found not in REVISIONS:
        raise UnavailableError(Problem.STORE_TOO_NEW, found)
    _upgrade(connection)


def revision(connection: Connection) -> str:
    """Read which revision the tables have; empty for a new database."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parents[1] / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def found_shop(connection: Connection, now_ms: int) -> None:
    """Make the first shop, so that a new hub is ready at once."""
    if connection.execute(select(Shop.id).limit(1)).first() is not None:
        return
    found(connection, "", now_ms)


def found(connection: Connection, name: str, now_ms: int) -> UUID:
    """Make a shop with an empty feed of its own."""
    shop: UUID = uuid_utils.compat.uuid7()
    connection.execute(insert(Shop), {"id": shop, "name": name, "made_ms": now_ms})
    head = {"shop": shop, "epoch": uuid4(), "seq": 0, "chain": secrets.token_bytes(32)}
    connection.execute(insert(Head), head)
    return shop
