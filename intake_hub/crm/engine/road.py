"""One CRM of one shop, and how its rows are found and changed."""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_hub.store.crm_tables import CrmSystem
from intake_hub.store.engine import CollidedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from sqlalchemy import ColumnElement, Connection, RowMapping

    from intake_hub.store.base import Base
    from intake_hub.store.engine import HubStore

TRIES = 12
_PAUSE_S = 0.05
_Done = TypeVar("_Done")


@dataclass(frozen=True, slots=True)
class Road:
    """The shop and the name of the CRM."""

    shop: UUID
    system: str

    def of(self, table: type[Base]) -> ColumnElement[bool]:
        """Which rows of a table are its own."""
        columns = table.__table__.c
        return (columns.shop == self.shop) & (columns.system == self.system)

    def row(self, **values: object) -> dict[str, object]:
        """A row of its own."""
        return {"shop": self.shop, "system": self.system, **values}


def system_of(connection: Connection, road: Road) -> RowMapping:
    """The CRM as it stands. Raises RejectedError(UNKNOWN_RECORD)."""
    columns = CrmSystem.__table__.c
    row = connection.execute(select(*columns).where(road.of(CrmSystem))).mappings().first()
    if row is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, road.system)
    return row


def in_turn(store: HubStore, work: Callable[[Connection], _Done]) -> _Done:
    """Change something in one transaction; a collision with another one is tried again.

    Raises UnavailableError.
    """
    for _ in range(TRIES):
        try:
            with store.writing() as connection:
                return work(connection)
        except CollidedError:
            threading.Event().wait(random.random() * _PAUSE_S)  # noqa: S311 - no secret
    raise UnavailableError(Problem.STORE_BUSY, "collisions")
