"""Making a new store, and bringing an old one up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import insert

from intake_app.errors import Problem, UnavailableError
from intake_app.models import learning, search
from intake_app.models.base import Base
from intake_app.models.connection import SCHEMA_NUMBER
from intake_app.models.exchange import SyncState
from intake_app.models.shapes import LOCAL, SYNCED

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parent / "migrations"
REVISION = f"{SCHEMA_NUMBER:04d}"
"""Alembic's name of the newest revision; a test keeps it and `SCHEMA_NUMBER` equal to its head."""

_ALEMBIC_TABLE = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
    " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
_ALL = (*SYNCED, *LOCAL, *learning.TABLES)  # named, so that all are known to the metadata


def prepare(connection: Connection, origin: Callable[[], UUID]) -> None:
    """Leave a store of the current schema, in the caller's transaction.

    Raises UnavailableError: STORE_TOO_NEW, or STORE_CORRUPT for a database of something else.
    """
    found: int = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if found == SCHEMA_NUMBER:
        return
    if found > SCHEMA_NUMBER:
        raise UnavailableError(Problem.STORE_TOO_NEW, str(found))
    if found:
        migrate(connection)
        return
    if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one():
        raise UnavailableError(Problem.STORE_CORRUPT, "a database of something else")
    make(connection)
    connection.execute(insert(SyncState).values(one=1, origin=origin()))


def make(connection: Connection) -> None:
    """Make all tables of the current schema and stamp it, without Alembic."""
    Base.metadata.create_all(connection, checkfirst=False)
    for statement in search.statements():
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(_ALEMBIC_TABLE)
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (REVISION,))
    stamp(connection)


def migrate(connection: Connection, target: str = "head") -> None:
    """Run Alembic; its import costs 0.4 s, so it is paid only here."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, target)
    stamp(connection)


def stamp(connection: Connection) -> None:
    """Say in the file itself which schema it has."""
    connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_NUMBER:d}")  # takes no parameters
