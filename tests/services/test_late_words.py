"""What a desk says of somebody who was forgotten elsewhere meanwhile does not stay with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from intake_app.models.orders import Order
from intake_app.models.people import Client
from intake_app.services.drafts import ClientDraft
from intake_app.sync.core.erasure import NOBODY, blanked
from intake_app.sync.core.ops import Outcome, Verb
from intake_app.sync.core.standing import Receipt
from tests.rigs.drafts import INTAKE
from tests.rigs.feed import Feed, put

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from intake_app.services.use_cases import Services
    from intake_app.sync.core.ops import Op


@pytest.fixture
def feed(services: Services) -> Feed:
    return Feed(services.replica)


@pytest.fixture
def order(services: Services, feed: Feed) -> UUID:
    """Of a client who was forgotten at another desk."""
    made = services.intakes.receive(INTAKE).order_id
    feed.echo()
    wish = put("client")
    feed.bring(replace(wish, verb=Verb.ERASE, rec=client_of(services, made), values=()))
    return made


def client_of(services: Services, order: UUID) -> UUID:
    with services.replica.store.reading() as session:
        return session.get_one(Order, order).client_id


def card_of(services: Services, order: UUID) -> Client:
    with services.replica.store.reading() as session:
        return session.get_one(Client, client_of(services, order))


def words(services: Services) -> str:
    with services.replica.store.reading() as session:
        found: list[tuple[Any, ...]] = session.driver.execute(
            "SELECT payload FROM outbox"
        ).fetchall()
    return str(found)


def without_words(op: Op) -> Op:
    return replace(op, values=tuple(sorted(blanked(op.entity, dict(op.values)).items())))


def test_a_note_on_his_card_goes_again(services: Services, feed: Feed, order: UUID) -> None:
    client = client_of(services, order)
    services.clients.edit(client, {"note": "груб"})
    services.clients.edit(client, {"note": "очень груб"})
    feed.echo(Outcome.GONE)
    assert (card_of(services, order).name, card_of(services, order).note) == (NOBODY, "")
    assert "груб" not in words(services)


def test_what_is_no_word_of_him_is_as_the_hub_has_it(
    services: Services, feed: Feed, order: UUID
) -> None:
    with services.replica.store.writing() as session:
        session.get_one(Order, order).urgent = True
    feed.echo(Outcome.GONE)
    with services.replica.store.reading() as session:
        assert not session.get_one(Order, order).urgent


def test_a_comment_stays_without_its_text(services: Services, feed: Feed, order: UUID) -> None:
    services.tasks.remark(order, "звонила жена")
    feed.bring(*(without_words(op) for op in services.replica.unsent(9)))
    with services.replica.store.reading() as session:
        assert session.driver.execute("SELECT text FROM comment").fetchall() == [("",)]
    assert "звонила" not in words(services)


def test_an_edit_of_somebody_else_is_left_alone(
    services: Services, feed: Feed, order: UUID
) -> None:
    """An edit that is gone of a record this desk did not edit changes nothing here."""
    before = card_of(services, order).note
    services.clients.edit(client_of(services, order), {"note": "x"})
    ours = services.replica.unsent(9)[-1]
    services.clients.edit(client_of(services, order), {"note": "y"})
    feed.bring(ours, outcome=Outcome.GONE)  # the one above it is still on its way
    assert card_of(services, order).note == "y"
    feed.echo(Outcome.GONE)
    assert card_of(services, order).note == before


def come_again(services: Services, order: UUID) -> UUID:
    """Take in another device of that client."""
    card = ClientDraft(id=client_of(services, order))
    draft = replace(INTAKE, client=card, fault="не включается")
    return services.intakes.receive(draft, printing=False).order_id


def fault_of(services: Services, order: UUID) -> str:
    with services.replica.store.reading() as session:
        return session.get_one(Order, order).fault


def forgotten(feed: Feed, client: UUID) -> None:
    feed.bring(replace(put("client"), verb=Verb.ERASE, rec=client, values=()))


def on_its_way(services: Services) -> Sequence[Op]:
    """The hub has taken what is unsent, and it has not come back yet."""
    sent = services.replica.unsent(99)
    services.replica.acknowledge(
        [Receipt(op.op_id, Outcome.APPLIED, place, "") for place, op in enumerate(sent, 1_000)]
    )
    return sent


def test_a_new_order_that_is_not_sent_yet_is_kept(
    services: Services, feed: Feed, order: UUID
) -> None:
    new = come_again(services, order)
    services.tasks.remark(new, "заменён блок питания")
    forgotten(feed, client_of(services, order))
    assert card_of(services, order).name == NOBODY
    assert (fault_of(services, new), fault_of(services, order)) == ("не включается", "")
    sent = services.replica.unsent(99)
    assert "не включается" in str(sent)
    assert "заменён" in str(sent)
    feed.echo()
    assert fault_of(services, new) == "не включается"


def test_a_new_order_the_hub_took_in_whole_is_whole_here_too(
    services: Services, feed: Feed, order: UUID
) -> None:
    """It was on its way when its client was forgotten; to everybody else it is a new story."""
    new = come_again(services, order)
    services.tasks.remark(new, "заменён блок питания")
    sent = on_its_way(services)
    forgotten(feed, client_of(services, order))
    assert (fault_of(services, new), "заменён" in words(services)) == ("", False)
    feed.bring(*sent)
    assert fault_of(services, new) == "не включается"
    with services.replica.store.reading() as session:
        found = session.driver.execute("SELECT text FROM comment").fetchall()
    assert found == [("заменён блок питания",)]
    assert "не включается" in words(services)  # what is offered to a restored hub
    assert fault_of(services, order) == ""


def test_a_new_order_comes_back_beneath_an_edit_that_is_on_its_way(
    services: Services, feed: Feed, order: UUID
) -> None:
    new = come_again(services, order)
    with services.replica.store.writing() as session:
        session.get_one(Order, new).fault = "греется"
    sent = on_its_way(services)
    forgotten(feed, client_of(services, order))
    feed.bring(*sent[:-1])
    assert fault_of(services, new) == ""
    feed.bring(sent[-1], outcome=Outcome.LOST)
    assert fault_of(services, new) == "не включается"


def test_an_edit_of_a_new_order_comes_back_with_its_words(
    services: Services, feed: Feed, order: UUID
) -> None:
    new = come_again(services, order)
    with services.replica.store.writing() as session:
        session.get_one(Order, new).fault = "греется"
    sent = on_its_way(services)
    forgotten(feed, client_of(services, order))
    feed.bring(*sent)
    assert fault_of(services, new) == "греется"
    assert "греется" in words(services)
