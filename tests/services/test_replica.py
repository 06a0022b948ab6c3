from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from sqlcipher3.dbapi2 import IntegrityError

from intake_app.errors import Problem, RejectedError
from intake_app.models.people import Client
from intake_app.sync.core.catalogue import ENTITIES
from intake_app.sync.core.ops import FeedOp, Outcome, Verb
from intake_app.sync.core.standing import Receipt
from tests.rigs.drafts import INTAKE
from tests.rigs.feed import AT, EPOCH, Feed, edit, put
from tests.rigs.watch import NOON

if TYPE_CHECKING:
    from intake_app.services.replica import StoreReplica
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services


@pytest.fixture
def replica(services: Services) -> StoreReplica:
    return services.replica


@pytest.fixture
def feed(replica: StoreReplica) -> Feed:
    return Feed(replica)


def rows(replica: StoreReplica, sql: str) -> list[tuple[Any, ...]]:
    with replica.store.reading() as session:
        return session.driver.execute(sql).fetchall()


def test_a_new_shop_stands_at_the_beginning(replica: StoreReplica) -> None:
    standing = replica.standing()

    assert (standing.inc, standing.next_n, standing.cursor) == (0, 0, 0)
    assert (standing.epoch, standing.pending, standing.oldest_pending_at) == (None, 0, "")
    assert standing.origin.version == 7


def test_what_was_done_here_waits_to_be_sent(services: Services, replica: StoreReplica) -> None:
    services.intakes.receive(INTAKE)
    ops = replica.unsent(100)
    standing = replica.standing()

    assert [op.entity for op in ops] == ["client", "phone", "device", "order", "stage"]
    assert [op.n for op in ops] == [0, 1, 2, 3, 4]
    assert {op.origin for op in ops} == {standing.origin}
    assert {(op.by_user, op.made_at) for op in ops} == {("Анна", AT)}
    assert all(op.verb is Verb.PUT and op.op_id == op.rec and op.base is None for op in ops)
    assert (standing.pending, standing.next_n, standing.oldest_pending_at) == (5, 5, AT)


def test_transactions_are_never_cut(services: Services, replica: StoreReplica) -> None:
    order = services.intakes.receive(INTAKE).order_id
    services.tasks.remark(order, "звонить после 18")

    assert len(replica.unsent(100)) == 6
    assert len(replica.unsent(6)) == 6
    assert len(replica.unsent(5)) == 5
    # The first transaction alone is more than was asked for: it goes whole.
    assert len(replica.unsent(3)) == 5


def test_an_acknowledged_op_is_not_sent_again_and_still_waits_for_the_feed(
    services: Services, replica: StoreReplica
) -> None:
    services.intakes.receive(INTAKE)
    first, *rest = replica.unsent(100)

    replica.acknowledge([Receipt(first.op_id, Outcome.APPLIED, 1)])
    replica.acknowledge([Receipt(uuid4(), Outcome.APPLIED, 2)])

    assert replica.unsent(100) == rest
    assert replica.standing().pending == 5


def test_an_op_leaves_when_the_feed_brings_it_back(
    services: Services, replica: StoreReplica, feed: Feed
) -> None:
    order = services.intakes.receive(INTAKE).order_id
    assert not services.orders.card(order).at_hub

    ops = feed.echo()
    replica.acknowledge([Receipt(op.op_id, Outcome.APPLIED, 1) for op in ops])

    assert services.orders.card(order).at_hub
    standing = replica.standing()
    assert (standing.pending, standing.cursor, standing.epoch) == (0, 5, EPOCH)
    assert standing.oldest_pending_at == ""
    written = {"client": 1, "phone": 1, "device": 1, "order": 1, "stage": 1}
    assert replica.counts() == dict.fromkeys(ENTITIES, 0) | written


def test_an_edit_on_its_way_keeps_the_order_from_being_at_the_hub(
    services: Services, feed: Feed
) -> None:
    order = services.intakes.receive(INTAKE).order_id
    feed.echo()
    services.tasks.remark(order, "звонить после 18")

    assert not services.orders.card(order).at_hub


def test_a_page_with_a_hole_is_refused_whole(replica: StoreReplica) -> None:
    client = put("client", created_at=AT, kind="person", name="Зоя")
    for seqs in ((2,), (1, 3), (0, 1)):
        page = [FeedOp(seq, Outcome.APPLIED, client) for seq in seqs]
        with pytest.raises(RejectedError) as refused:
            replica.apply(page, epoch=EPOCH)
        assert refused.value.problem is Problem.HUB_TROUBLE

    assert replica.standing().cursor == 0
    assert replica.counts()["client"] == 0


def test_the_feed_of_another_epoch_is_refused(replica: StoreReplica, feed: Feed) -> None:
    feed.bring(put("client", created_at=AT, kind="person", name="Зоя"))
    other = Feed(replica, epoch=UUID(int=9), head=1)

    with pytest.raises(RejectedError):
        other.bring(put("client", created_at=AT, kind="person", name="Анна"))
    with pytest.raises(RejectedError):
        replica.note_epoch(UUID(int=9))

    assert replica.counts()["client"] == 1


def test_an_epoch_is_remembered(replica: StoreReplica) -> None:
    replica.note_epoch(EPOCH)
    replica.note_epoch(EPOCH)

    assert replica.standing().epoch == EPOCH


def test_an_empty_page_changes_nothing(shop: Shop, replica: StoreReplica) -> None:
    heard: list[frozenset[str]] = []
    shop.listen(heard.append)

    replica.apply([], epoch=EPOCH)

    assert heard == []
    assert replica.standing().epoch is None


def test_a_page_that_fails_moves_neither_rows_nor_cursor(
    services: Services, replica: StoreReplica, feed: Feed
) -> None:
    with services.intakes.store.writing() as session:
        session.driver.execute(
            "CREATE TRIGGER fail BEFORE UPDATE OF cursor ON sync"
            " BEGIN SELECT RAISE(ABORT, 'out of order'); END"
        )

    with pytest.raises(IntegrityError, match="out of order"):
        feed.bring(put("client", created_at=AT, kind="person", name="Зоя"))

    assert replica.counts()["client"] == 0
    assert rows(replica, "SELECT * FROM feed") == []


def test_what_others_did_is_announced_and_not_recorded(
    shop: Shop, replica: StoreReplica, feed: Feed
) -> None:
    heard: list[frozenset[str]] = []
    shop.listen(heard.append)

    feed.bring(put("client", created_at=AT, kind="person", name="Зоя"))

    assert heard == [frozenset({"client", "sync", "outbox"})]
    assert replica.unsent(100) == []


def test_a_poor_op_is_put_aside_and_the_rest_flows(
    services: Services, replica: StoreReplica
) -> None:
    services.intakes.receive(INTAKE)
    first, second, *rest = replica.unsent(100)

    replica.acknowledge([Receipt(first.op_id, Outcome.QUARANTINED, 0, "no such field")])
    replica.refuse(second.op_id, "oversize")
    replica.refuse(second.op_id, "oversize")
    replica.refuse(uuid4(), "oversize")

    assert replica.unsent(100) == rest
    standing = replica.standing()
    assert (standing.pending, standing.quarantined) == (3, 2)
    assert rows(replica, "SELECT kind, about, code FROM attention ORDER BY code") == [
        ("refused", first.rec.bytes, "no such field"),
        ("refused", second.rec.bytes, "oversize"),
    ]


def test_a_granted_prefix_heads_the_next_number(services: Services) -> None:
    services.intakes.receive(INTAKE)
    services.replica.grant(0, "B")

    assert services.intakes.receive(INTAKE).number.startswith("B-00002-")
    assert services.replica.standing().inc == 0


def test_a_new_incarnation_renumbers_what_was_not_sent(
    services: Services, replica: StoreReplica
) -> None:
    services.intakes.receive(INTAKE)
    before = replica.unsent(100)
    replica.acknowledge([Receipt(op.op_id, Outcome.APPLIED, 1) for op in before[:2]])

    replica.grant(3, "B24")

    after = replica.unsent(100)
    assert [op.op_id for op in after] == [op.op_id for op in before[2:]]
    assert [(op.inc, op.n) for op in after] == [(3, 0), (3, 1), (3, 2)]
    assert (replica.standing().inc, replica.standing().next_n) == (3, 3)
    order = services.intakes.receive(INTAKE)
    assert order.number.startswith("B24-00002-")
    assert [op.n for op in replica.unsent(100)] == list(range(8))


def test_a_prefix_no_number_can_be_made_with_is_refused(replica: StoreReplica) -> None:
    with pytest.raises(RejectedError):
        replica.grant(1, "B-1")

    assert replica.standing().inc == 0


def test_an_edit_made_here_names_the_op_it_stands_on(
    services: Services, replica: StoreReplica, feed: Feed
) -> None:
    client = put("client", created_at=AT, kind="person", name="Зоя")
    theirs = edit("client", client.rec, "name", "Зоя Ким")
    feed.bring(client, theirs)
    with services.intakes.store.writing() as session:
        session.get_one(Client, client.rec).name = "Зоя Ли"

    (ours,) = replica.unsent(100)
    assert ours.base == theirs.op_id
    assert (ours.verb, ours.field, ours.value) == (Verb.SET, "name", "Зоя Ли")


def test_a_stamp_from_the_future_moves_ours_by_minutes_only(
    services: Services, replica: StoreReplica, feed: Feed
) -> None:
    far = put("client", created_at=AT, kind="person", name="Зоя")
    feed.bring(replace(far, hlc=2**62))
    services.intakes.receive(INTAKE)

    stamp = replica.unsent(100)[0].hlc >> 16
    now_ms = int(NOON.timestamp() * 1000)
    assert now_ms < stamp <= now_ms + 5 * 60 * 1000 + 1


def test_an_earlier_life_given_once_more_is_refused(services: Services) -> None:
    """A proxy may repeat the answer to an older hello: its numbers are used up."""
    feed = Feed(services.replica)
    services.intakes.receive(INTAKE)
    feed.echo()
    services.replica.grant(1, "A22")
    services.intakes.receive(INTAKE)
    with pytest.raises(RejectedError) as refused:
        services.replica.grant(0, "A")
    assert refused.value.problem is Problem.HUB_TROUBLE
    assert services.replica.standing().inc == 1
