"""What a person sees of the exchange: whose it is, where it was said, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from intake_app.errors import Problem, RejectedError
from intake_app.i18n import formats
from intake_app.services.dispute_rows import NOBODY
from intake_app.services.order_place import Place
from intake_app.services.shop import Shop
from intake_app.services.whose import of_any, whose
from intake_app.sync.core.ops import Outcome
from intake_app.sync.core.standing import Receipt, Repair
from tests.rigs.drafts import INTAKE
from tests.rigs.feed import AT, ELSEWHERE, Feed, edit, put

if TYPE_CHECKING:
    from intake_app.config import Settings
    from intake_app.services.finder import Finder
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch


NAME = "Ёлкин Пётр Ильич"


@pytest.fixture
def finder(shop: Shop) -> Finder:
    return shop.finder


def begun(services: Services) -> tuple[Feed, UUID]:
    order = services.intakes.receive(INTAKE).order_id
    feed = Feed(services.replica)
    feed.echo()
    return feed, order


def client_of(services: Services, order: UUID) -> UUID:
    return services.orders.card(order).client_id


def test_a_conflict_says_whose_it_is_and_at_which_desk_it_was_said(services: Services) -> None:
    feed, order = begun(services)
    client = client_of(services, order)
    services.replica.name_desks({ELSEWHERE: "Мастерская"})
    services.replica.name_desks({ELSEWHERE: "Мастерская"})
    feed.bring(edit("client", client, "note", "first"), edit("client", client, "note", "second"))
    (found,) = services.disputes.conflicts()
    assert found.whose.client == client
    assert found.whose.title == NAME
    assert (found.chosen.desk, found.other.desk) == ("Мастерская", "Мастерская")


def test_people_are_called_by_name_and_not_by_number(services: Services) -> None:
    feed, order = begun(services)
    ivan = put("staff", created_at=AT, name="Иван", role="technician", active=True, badge="")
    feed.bring(ivan)
    feed.bring(
        edit("order", order, "technician_id", str(ivan.rec)),
        edit("order", order, "technician_id", str(uuid4())),
        edit("order", order, "technician_id", None),
    )
    found = services.disputes.conflicts()
    assert {str(ivan.rec): "Иван"} in [dict(one.names) for one in found]
    assert {one.whose.order for one in found} == {order}


def test_a_decision_can_be_taken_back_and_is_listed_again(services: Services) -> None:
    feed, order = begun(services)
    client = client_of(services, order)
    feed.bring(edit("client", client, "note", "first"), edit("client", client, "note", "second"))
    (found,) = services.disputes.conflicts()
    done = services.disputes.use_other(found.loser)
    assert services.clients.card(client).facts.note == "first"
    services.disputes.reopen(done)
    assert services.clients.card(client).facts.note == "second"
    feed.echo()
    (again,) = services.disputes.conflicts()
    assert (again.loser, again.chosen.value, again.other.value) == (found.loser, "second", "first")
    services.disputes.reopen(services.disputes.keep(again.loser))
    services.disputes.keep(again.loser)
    feed.echo()
    assert services.disputes.conflicts() == []


def test_what_changed_since_is_not_taken_back(services: Services) -> None:
    feed, order = begun(services)
    client = client_of(services, order)
    feed.bring(edit("client", client, "note", "first"), edit("client", client, "note", "second"))
    (found,) = services.disputes.conflicts()
    done = services.disputes.use_other(found.loser)
    services.clients.edit(client, {"note": "third"})
    with pytest.raises(RejectedError) as refused:
        services.disputes.reopen(done)
    assert refused.value.problem is Problem.CHANGED_SINCE


def test_everything_odd_is_listed_with_its_way_out(services: Services, finder: Finder) -> None:
    feed, order = begun(services)
    moved = {"from_stage": "ready", "to_stage": "testing", "at": AT, "by": "Илья", "comment": ""}
    paid = {"kind": "prepayment", "method": "cash", "minor": 50_000, "currency": "RUB"}
    feed.bring(put("stage", order_id=str(order), **moved))
    feed.bring(put("comment", order_id=str(uuid4()), text="?", at=AT, by="Илья"))
    one, other = (put("payment", order_id=str(order), at=AT, by="Илья", **paid) for _ in range(2))
    feed.bring(one)
    with services.replica.store.writing() as session, session.unrecorded({"payment"}) as driver:
        driver.execute(
            "INSERT INTO attention(kind, rec, about, code, resolved)"
            " VALUES ('double', ?, ?, '', 0)",
            (one.rec.bytes, order.bytes),
        )
    assert other.rec != one.rec
    seen = services.disputes.standings()
    assert [found.kind for found in seen.noticed] == ["double", "stage", "unknown_record"]
    assert seen.noticed[0].amount == (50_000, "RUB")
    assert {found.whose.order for found in seen.noticed} == {order, None}
    assert seen.owed == finder.owed()
    assert seen.owed.to_settle == 3
    services.disputes.seen("stage", seen.noticed[1].rec)
    assert services.disputes.standings().owed.noticed == 2
    services.disputes.seen("stage", seen.noticed[1].rec, is_seen=False)
    assert services.disputes.standings().owed.noticed == 3


def test_what_waits_is_counted_by_kind_and_says_whose_it_is(services: Services) -> None:
    order = services.intakes.receive(INTAKE).order_id
    seen = services.disputes.standings()
    assert seen.owed.pending == len(seen.waiting) == sum(count for _, count in seen.by_kind)
    assert {one.whose.order for one in seen.waiting if one.entity in {"order", "stage"}} == {order}
    assert all(one.whose.title for one in seen.waiting)


def test_an_order_climbs_from_here_to_the_hub_and_into_a_backup(
    services: Services, finder: Finder
) -> None:
    order = services.intakes.receive(INTAKE).order_id
    assert finder.places([order]) == ()
    feed = Feed(services.replica)
    feed.echo()
    assert (services.orders.card(order).place, finder.places([order])) == (Place.HUB, (Place.HUB,))
    services.replica.note_durable(feed.head)
    services.replica.note_durable(feed.head)
    assert services.orders.card(order).place is Place.BACKUP
    assert finder.places([order]) == (Place.BACKUP,)
    services.tasks.remark(order, "звонить")
    assert finder.places([order]) == (Place.HERE,)
    feed.echo()
    assert finder.places([order]) == (Place.HUB,)
    other = services.intakes.receive(INTAKE).order_id
    services.replica.note_durable(feed.head)
    assert finder.places([order, other]) == (Place.BACKUP, Place.HERE)


def test_what_is_not_known_of_a_hub_that_was_restored_is_not_claimed(
    services: Services, finder: Finder
) -> None:
    feed, order = begun(services)
    services.replica.note_durable(feed.head)
    services.replica.mend(uuid4(), Repair.OFFER)
    assert services.orders.card(order).place is Place.HERE
    assert finder.places([order]) == ()


def test_a_backup_older_than_the_last_snapshot_proves_nothing(services: Services) -> None:
    feed, order = begun(services)
    services.replica.note_durable(feed.head)
    with services.replica.store.writing() as session:
        session.driver.execute("UPDATE sync SET whole_seq = 99")
    assert services.orders.card(order).place is Place.HUB


def test_a_field_in_dispute_is_known_at_once(services: Services, finder: Finder) -> None:
    feed, order = begun(services)
    client = client_of(services, order)
    assert finder.disputed(client) == frozenset()
    feed.bring(edit("client", client, "note", "first"), edit("client", client, "note", "second"))
    assert finder.disputed(client) == {"note"}


def test_an_op_that_was_refused_is_not_on_its_way(services: Services, finder: Finder) -> None:
    _, order = begun(services)
    services.tasks.remark(order, "звонить")
    (op,) = services.replica.unsent(9)
    services.replica.acknowledge([Receipt(op.op_id, Outcome.QUARANTINED, 0, "bad_value")])
    owed = finder.owed()
    assert owed is not None
    assert (owed.pending, owed.aside, owed.to_settle) == (0, 1, 1)
    assert finder.places([order]) == (Place.HERE,)
    (aside,) = services.disputes.standings().aside
    assert aside.whose.order == order


def test_without_a_store_nothing_is_claimed(settings: Settings, watch: Watch) -> None:
    closed = Shop(settings, watch)
    assert closed.finder.owed() is None
    assert closed.finder.places([uuid4()]) == ()
    assert closed.finder.disputed(uuid4()) == frozenset()


def test_a_record_is_of_somebody_or_of_nobody(services: Services) -> None:
    feed, order = begun(services)
    feed.bring(put("staff", created_at=AT, name="Иван", role="", active=True, badge=""))
    staff = feed.told[-1].op.rec
    with services.replica.store.reading() as session:
        driver = session.driver
        (phone,) = driver.execute("SELECT id FROM phone").fetchone()
        (device,) = driver.execute("SELECT id FROM device").fetchone()
        (stage,) = driver.execute("SELECT id FROM stage").fetchone()
        assert whose(driver, "phone", phone).title == f"{NAME} · {formats.phone('+79161234567')}"
        assert whose(driver, "device", device).client == client_of(services, order)
        assert whose(driver, "staff", staff.bytes).title == "Иван"
        assert of_any(driver, stage).order == order
        assert of_any(driver, staff.bytes).title == "Иван"
        assert of_any(driver, uuid4().bytes) == NOBODY
        assert whose(driver, "order", uuid4().bytes) == NOBODY
        assert whose(driver, "comment", uuid4().bytes) == NOBODY
        assert whose(driver, "discard", uuid4().bytes) == NOBODY
        assert whose(driver, "of_a_newer_program", uuid4().bytes) == NOBODY


def test_an_edit_that_was_refused_is_corrected_and_sent_again(services: Services) -> None:
    _, order = begun(services)
    client = client_of(services, order)
    services.clients.edit(client, {"note": "первая"})
    (op,) = services.replica.unsent(9)
    services.replica.acknowledge([Receipt(op.op_id, Outcome.QUARANTINED, 0, "bad_value")])
    services.disputes.resend(op.op_id, {"note": "вторая"})
    assert services.clients.card(client).facts.note == "вторая"
    (again,) = services.replica.unsent(9)
    assert (again.field, again.value) == ("note", "вторая")


def test_who_said_what_is_no_longer_kept_is_left_open(services: Services) -> None:
    feed, order = begun(services)
    client = client_of(services, order)
    feed.bring(edit("client", client, "note", "first"), edit("client", client, "note", "second"))
    with services.replica.store.writing() as session, session.unrecorded({"feed"}) as driver:
        driver.execute("DELETE FROM feed")
    (found,) = services.disputes.conflicts()
    assert (found.other.by, found.other.at, found.other.here) == ("", "", False)
