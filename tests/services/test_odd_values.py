"""What another desk sent with a wrong value never stops what comes behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from intake_app.models.base import Id, Moment
from intake_app.models.shapes import insert_shape, synced_by_name
from intake_app.sync.core.catalogue import ENTITIES
from tests.rigs.feed import AT, Feed, edit, put

if TYPE_CHECKING:
    from sqlalchemy.types import TypeEngine

    from intake_app.services.use_cases import Services
    from intake_app.sync.core.ops import Scalar

SQL = "x'); DROP TABLE \"order\"; DELETE FROM outbox WHERE ('1'='1"
SOUND: dict[type, Scalar] = {bool: False, int: 1, str: "x"}
ODD: tuple[Scalar, ...] = (SQL, "", -1, 2**62, True, None, "0000-99-99T00:00:00Z", "\0")


def sound(entity: str, recs: dict[str, UUID]) -> dict[str, Scalar]:
    """Values of the right kind, and parents that are there."""
    shape = ENTITIES[entity]
    columns = insert_shape(synced_by_name()[entity]).columns
    parents = {name: str(recs[kind]) for name, kind in shape.parents.items() if kind in recs}
    return {name: fitting(columns[name].type) for name in shape.fields} | parents


def fitting(kind: TypeEngine[object]) -> Scalar:
    if isinstance(kind, Id):
        return str(UUID(int=7))
    return AT if isinstance(kind, Moment) else SOUND[kind.python_type]


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_no_value_of_any_field_stops_the_feed(odd: Scalar, services: Services) -> None:
    feed, recs = Feed(services.replica), dict[str, UUID]()
    for entity in ENTITIES:  # parents before children
        made = put(entity, **sound(entity, recs))
        recs[entity] = made.rec
        feed.bring(made)
        for name in sorted(ENTITIES[entity].fields):
            feed.bring(put(entity, **sound(entity, recs) | {name: odd}))
        for name in sorted(ENTITIES[entity].cards):
            feed.bring(edit(entity, made.rec, name, odd))
    client = put("client", created_at=AT, kind="person", name="Ada")
    feed.bring(client)
    assert not services.clients.card(client.rec).archived
    assert services.replica.standing().cursor == feed.head
