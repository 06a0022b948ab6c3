"""A store that was rolled back notices it by what comes back, though no hub had told it so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from intake_app.checks.ticket import Ticket, from_number
from intake_app.services import doubles
from intake_app.sync.core.prefixes import number_prefix
from tests.rigs.drafts import INTAKE
from tests.rigs.feed import AT, Feed, put

if TYPE_CHECKING:
    from intake_app.services.shop import Services
    from intake_app.sync.core.ops import Op


@pytest.fixture
def feed(services: Services) -> Feed:
    return Feed(services.replica)


def row(services: Services, sql: str) -> tuple[Any, ...]:
    with services.replica.store.reading() as session:
        return session.driver.execute(sql).fetchone()


def counter_of(services: Services) -> int:
    ticket = from_number(services.intakes.receive(INTAKE).number)
    assert ticket is not None
    return ticket.counter


def from_our_life(services: Services, n: int, op: Op, inc: int | None = None) -> Op:
    standing = services.replica.standing()
    life = standing.inc if inc is None else inc
    return replace(op, origin=standing.origin, inc=life, n=n)


def client() -> Op:
    return put("client", created_at=AT, kind="person", name="Зоя")


def test_an_op_of_ours_that_we_have_yet_to_make_begins_another_life(
    services: Services, feed: Feed
) -> None:
    services.intakes.receive(INTAKE)
    before = services.replica.standing()
    waiting = services.replica.unsent(100)
    feed.bring(from_our_life(services, before.next_n, client()))
    after = services.replica.standing()
    assert after.inc != before.inc
    assert after.origin == before.origin
    again = services.replica.unsent(100)
    assert [op.op_id for op in again] == [op.op_id for op in waiting]
    assert {op.inc for op in again} == {after.inc}
    assert row(services, "SELECT prefix FROM sync") == (number_prefix("A", after.inc),)


def test_an_op_of_ours_in_the_place_of_another_begins_another_life(
    services: Services, feed: Feed
) -> None:
    services.intakes.receive(INTAKE)
    before = services.replica.standing()
    feed.bring(from_our_life(services, 0, client()))
    assert services.replica.standing().inc != before.inc


@pytest.mark.parametrize("of", ["swept", "earlier life", "another desk", "echo"])
def test_what_was_ours_before_or_is_of_others_changes_no_life(
    services: Services, feed: Feed, of: str
) -> None:
    services.intakes.receive(INTAKE)
    before = services.replica.standing()
    if of == "echo":
        feed.echo()
    elif of == "swept":  # long done, and its op not kept any more
        feed.echo()
        with services.replica.store.writing() as session:
            session.driver.execute("DELETE FROM outbox WHERE n = 0")
        feed.bring(from_our_life(services, 0, client()))
    elif of == "earlier life":
        feed.bring(from_our_life(services, 999, client(), inc=before.inc + 1))
    else:
        feed.bring(replace(client(), inc=before.inc, n=before.next_n))
    assert services.replica.standing().inc == before.inc


def test_a_number_that_comes_back_is_not_given_again(services: Services, feed: Feed) -> None:
    prefix = row(services, "SELECT prefix FROM sync")[0]
    lost = Ticket(prefix, 7)
    owner = client()
    device = put("device", client_id=str(owner.rec), created_at=AT, kind="утюг")
    order = put(
        "order",
        number=lost.number,
        ticket=lost.digits,
        client_id=str(owner.rec),
        device_id=str(device.rec),
        accepted_at=AT,
        accepted_by="Илья",
        fault="не греет",
        repair_kind="paid",
        currency="RUB",
    )
    feed.bring(owner, device, order)
    assert counter_of(services) == 8


def test_only_numbers_with_our_own_letters_count(services: Services) -> None:
    first = counter_of(services)
    with services.replica.store.writing() as session:
        for strange in (Ticket("AB", 50).number, Ticket("B", 60).number, "A-none", ""):
            doubles.keep_ahead(session.driver, [strange])
        doubles.keep_ahead(session.driver, [Ticket("A", 1).number])
    assert counter_of(services) == first + 1
