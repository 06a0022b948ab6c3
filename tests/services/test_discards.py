"""What is given up is undone at its own desk, and nothing more than that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from intake_app.models.people import Client
from intake_app.services.overlay import fall_back
from intake_app.sync.core.ops import Outcome, Verb
from intake_app.sync.core.standing import Receipt
from tests.rigs.drafts import INTAKE
from tests.rigs.feed import AT, Feed, edit, put

if TYPE_CHECKING:
    from intake_app.services.use_cases import Services
    from intake_app.sync.core.ops import Op

CLIENT = put("client", created_at=AT, kind="person", name="Зоя")
THEIRS = edit("client", CLIENT.rec, "name", "Зоя их")


def rows(services: Services, sql: str) -> list[tuple[Any, ...]]:
    with services.replica.store.reading() as session:
        return session.driver.execute(sql).fetchall()


def rename(services: Services, name: str) -> Op:
    with services.replica.store.writing() as session:
        session.get_one(Client, CLIENT.rec).name = name
    return services.replica.unsent(100)[-1]


def put_aside(services: Services, *ops: Op) -> None:
    services.replica.acknowledge([Receipt(op.op_id, Outcome.QUARANTINED, 0, "late") for op in ops])


@pytest.fixture
def feed(services: Services) -> Feed:
    found = Feed(services.replica)
    found.bring(CLIENT)
    return found


def test_a_field_goes_back_to_the_value_of_the_feed(services: Services, feed: Feed) -> None:
    op = rename(services, "Зоя наша")
    feed.bring(THEIRS)
    put_aside(services, op)
    services.disputes.discard(op.op_id, "опечатка")
    assert rows(services, "SELECT name FROM client") == [("Зоя их",)]
    # From here on the field is as any other: an edit made elsewhere is shown at once.
    feed.bring(edit("client", CLIENT.rec, "name", "Зоя третья", base=THEIRS.op_id))
    assert rows(services, "SELECT name FROM client") == [("Зоя третья",)]


def test_a_newer_edit_on_top_stays(services: Services, feed: Feed) -> None:
    first = rename(services, "Зоя первая")
    rename(services, "Зоя вторая")
    put_aside(services, first)
    services.disputes.discard(first.op_id, "опечатка")
    assert rows(services, "SELECT name FROM client") == [("Зоя вторая",)]


def test_a_record_that_nobody_saw_goes_with_all_that_hangs_on_it(services: Services) -> None:
    services.intakes.receive(INTAKE)
    ops = services.replica.unsent(100)
    put_aside(services, *ops)
    client = next(op for op in ops if op.entity == "client")
    services.disputes.discard(client.op_id, "набрано для пробы")
    for entity in ("client", "phone", "device", '"order"', "stage"):
        assert rows(services, f"SELECT 1 FROM {entity}") == [], entity  # noqa: S608 - ours


def test_a_reason_given_elsewhere_undoes_it_here(services: Services, feed: Feed) -> None:
    op = rename(services, "Зоя наша")
    feed.bring(THEIRS)
    put_aside(services, op)
    said = {"reason": "опечатка", "at": AT, "by": "Илья"}
    feed.bring(put("discard", op_id=str(op.op_id), rec=str(op.rec), **said))
    assert rows(services, "SELECT name FROM client") == [("Зоя их",)]
    assert services.replica.standing().quarantined == 0


def test_what_is_not_ours_or_long_done_is_only_noted(services: Services, feed: Feed) -> None:
    said = {"reason": "опечатка", "at": AT, "by": "Илья"}
    feed.bring(put("discard", op_id=str(UUID(int=9)), rec=str(CLIENT.rec), **said))
    assert rows(services, "SELECT name FROM client") == [("Зоя",)]
    assert rows(services, "SELECT reason FROM discard") == [("опечатка",)]


def test_an_erasure_that_is_given_up_brings_nothing_back(services: Services, feed: Feed) -> None:
    with services.replica.store.writing() as session:
        session.get_one(Client, CLIENT.rec).archived = True
    services.forgetting.forget(CLIENT.rec)
    erasure = services.replica.unsent(100)[-1]
    assert erasure.verb is Verb.ERASE
    put_aside(services, erasure)
    services.disputes.discard(erasure.op_id, "не тот клиент")
    assert rows(services, "SELECT name FROM client") == [("—",)]


def test_a_field_that_nobody_edited_stays(services: Services) -> None:
    order = services.intakes.receive(INTAKE)
    with services.clients.store.writing() as session:
        client = session.driver.execute("SELECT id FROM client").fetchone()[0]
        assert not fall_back(session.driver, order.order_id.bytes, "client", client, "name")
