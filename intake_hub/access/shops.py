"""The shops of one hub; they share nothing but the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from intake_app.errors import Problem, RejectedError
from intake_hub.store import schema
from intake_hub.store.tables import Shop

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection

    from intake_hub.store.engine import HubStore

MAX_NAME = 60


def add(store: HubStore, name: str, now_ms: int) -> UUID:
    """Found a shop with a feed of its own.

    A name is taken once. Raises RejectedError(MALFORMED), UnavailableError.
    """
    wanted = _wanted(name)
    with store.writing() as connection:
        _refuse_taken(connection, wanted, None)
        return schema.found(connection, wanted, now_ms)


def names(store: HubStore) -> list[tuple[UUID, str]]:
    """Name every shop, the first one first; that one has no name until it is given one."""
    with store.reading() as connection:
        rows = connection.execute(select(Shop.id, Shop.name).order_by(Shop.made_ms, Shop.id))
        return [(row.id, row.name) for row in rows]


def called(connection: Connection, name: str | None) -> UUID:
    """Find a shop by its name, or the only one. Raises RejectedError(UNKNOWN_RECORD)."""
    rows = connection.execute(select(Shop.id, Shop.name)).all()
    if name is None and len(rows) == 1:
        return rows[0].id
    if name is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "there are several shops: say --shop NAME")
    wanted = name.strip().casefold()
    for row in rows:
        if row.name.casefold() == wanted:
            return row.id
    raise RejectedError(Problem.UNKNOWN_RECORD, "no shop of that name")


def rename(store: HubStore, name: str, to: str) -> None:
    """Give a shop another name. Raises RejectedError (UNKNOWN_RECORD, MALFORMED)."""
    wanted = _wanted(to)
    with store.writing() as connection:
        shop = called(connection, name)
        _refuse_taken(connection, wanted, shop)
        connection.execute(update(Shop).where(Shop.id == shop).values(name=wanted))


def _wanted(name: str) -> str:
    wanted = name.strip()
    if not wanted or len(wanted) > MAX_NAME or "\0" in wanted:
        raise RejectedError(Problem.MALFORMED, "bad name")
    return wanted


def _refuse_taken(connection: Connection, wanted: str, own: UUID | None) -> None:
    for row in connection.execute(select(Shop.id, Shop.name)):
        if row.name.casefold() == wanted.casefold() and row.id != own:
            raise RejectedError(Problem.MALFORMED, "a shop of that name is there")
