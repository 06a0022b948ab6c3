"""A store whose hub has another past: what is offered, what a snapshot had in it already."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from intake_app.models.people import Client
from intake_app.sync.core.ops import Outcome
from intake_app.sync.core.repair_wire import OpenConflict, PartReply, RecordState
from intake_app.sync.core.standing import Receipt, Repair
from intake_app.sync.core.wire import HubState
from tests.rigs.drafts import INTAKE
from tests.rigs.feed import AT, Feed, edit, put

if TYPE_CHECKING:
    from intake_app.services.use_cases import Services
    from intake_app.sync.core.ops import Op

CLIENT = put("client", created_at=AT, kind="person", name="Зоя")
THEIRS = edit("client", CLIENT.rec, "name", "Зоя их")
ANEW = UUID(int=77)


def rows(services: Services, sql: str) -> list[tuple[Any, ...]]:
    with services.replica.store.reading() as session:
        return session.driver.execute(sql).fetchall()


def rename(services: Services, name: str) -> Op:
    with services.replica.store.writing() as session:
        session.get_one(Client, CLIENT.rec).name = name
    return services.replica.unsent(100)[-1]


@pytest.fixture
def feed(services: Services) -> Feed:
    found = Feed(services.replica)
    found.bring(CLIENT)
    return found


def snapshot(
    services: Services, seq: int, name: str, version: Op, *conflicts: OpenConflict
) -> None:
    """The whole state in one part: the client, renamed."""
    values = dict(CLIENT.values) | {"name": name}
    versions = {"name": version.op_id}
    record = RecordState(entity="client", rec=CLIENT.rec, seq=1, values=values, versions=versions)
    state = HubState(epoch=ANEW, head=seq)
    services.replica.mend(ANEW, Repair.SNAPSHOT)
    services.replica.absorb(
        PartReply(
            hub=state,
            snapshot=UUID(int=5),
            seq=seq,
            chain="",
            part=0,
            is_last=True,
            total=1,
            records=(record,),
            conflicts=conflicts,
        )
    )


def test_what_the_lost_hub_had_is_offered_in_its_order(services: Services, feed: Feed) -> None:
    services.intakes.receive(INTAKE)
    ours = feed.echo()
    feed.bring(THEIRS)
    services.replica.mend(ANEW, Repair.OFFER)
    offered = services.replica.kept(None, 100)
    assert [op_id for _, op_id in offered] == [
        CLIENT.op_id,
        *(op.op_id for op in ours),
        THEIRS.op_id,
    ]
    last = offered[-1][0]
    assert services.replica.kept(last, 100) == []
    standing = services.replica.standing()
    assert (standing.epoch, standing.cursor, standing.repair) == (ANEW, 0, Repair.OFFER)


def test_an_offered_op_is_given_whoever_made_it(services: Services, feed: Feed) -> None:
    services.intakes.receive(INTAKE)
    (first, *_) = feed.echo()
    trimmed = UUID(int=404)
    assert services.replica.bodies([first.op_id, trimmed, CLIENT.op_id]) == [first, CLIENT]


def test_what_was_taken_but_not_seen_again_is_unsent_again(services: Services, feed: Feed) -> None:
    op = rename(services, "Зоя наша")
    services.replica.acknowledge([Receipt(op.op_id, Outcome.APPLIED, 2, "")])
    assert services.replica.unsent(9) == []
    services.replica.mend(ANEW, Repair.OFFER)
    assert [one.op_id for one in services.replica.unsent(9)] == [op.op_id]


def test_an_edit_that_lost_in_the_snapshot_gives_way_and_is_listed(
    services: Services, feed: Feed
) -> None:
    op = rename(services, "Зоя наша")
    services.replica.acknowledge([Receipt(op.op_id, Outcome.LOST, 3, "")])
    snapshot(services, 4, "Зоя их", THEIRS)
    assert rows(services, "SELECT name FROM client") == [("Зоя их",)]
    ((lost, seq),) = rows(services, "SELECT lost_value, seq FROM conflict")
    assert (json.loads(lost), seq) == ("Зоя наша", 3)
    assert services.replica.standing().pending == 0


def test_what_a_snapshot_says_is_in_dispute_is_listed_once(services: Services, feed: Feed) -> None:
    """The edits that met are folded away, or a restored hub judged them anew."""

    def lost(entity: str, field: str, loser: int) -> OpenConflict:
        return OpenConflict(
            entity=entity, rec=CLIENT.rec, field=field, loser=UUID(int=loser), value="Зоя", seq=3
        )

    found = lost("client", "name", 8)
    unknown = lost("gadget", "name", 9), lost("client", "horoscope", 10)
    snapshot(services, 4, "Зоя их", THEIRS, found, *unknown)
    listed = "SELECT loser, entity, field, lost_value, seq, resolved FROM conflict"
    expected = [(UUID(int=8).bytes, "client", "name", '"Зоя"', 3, 0)]
    assert rows(services, listed) == expected
    snapshot(services, 5, "Зоя их", THEIRS, found)
    assert rows(services, listed) == expected


def test_a_hub_of_an_earlier_version_tells_of_no_conflicts() -> None:
    part = PartReply(
        hub=HubState(epoch=ANEW, head=1),
        snapshot=UUID(int=5),
        seq=1,
        chain="",
        part=0,
        is_last=True,
        total=0,
        records=(),
    )
    members = dict(part.members())
    del members["conflicts"]
    assert PartReply.decode(members) == part


def test_a_record_that_the_snapshot_went_past_is_done_with(services: Services, feed: Feed) -> None:
    services.intakes.receive(INTAKE)
    ops = services.replica.unsent(9)
    services.replica.acknowledge([Receipt(op.op_id, Outcome.APPLIED, 3, "") for op in ops])
    snapshot(services, 9, "Зоя", THEIRS)
    assert services.replica.standing().pending == 0
    assert rows(services, "SELECT 1 FROM conflict") == []


def test_a_receipt_that_comes_after_the_snapshot_ends_it_too(
    services: Services, feed: Feed
) -> None:
    op = rename(services, "Зоя наша")
    snapshot(services, 4, "Зоя их", THEIRS)
    assert rows(services, "SELECT name FROM client") == [("Зоя наша",)]
    services.replica.acknowledge([Receipt(op.op_id, Outcome.APPLIED, 3, "")])
    assert rows(services, "SELECT name FROM client") == [("Зоя их",)]
    assert services.replica.standing().pending == 0
    services.replica.acknowledge([Receipt(op.op_id, Outcome.APPLIED, 3, "")])  # said twice


def test_a_new_life_numbers_what_is_unsent_from_nought(services: Services, feed: Feed) -> None:
    sent = rename(services, "Зоя раз")
    feed.echo()
    first, second = rename(services, "Зоя два"), rename(services, "Зоя три")
    services.replica.grant(4, "C")
    unsent = services.replica.unsent(9)
    assert [(op.op_id, op.inc, op.n) for op in unsent] == [
        (first.op_id, 4, 0),
        (second.op_id, 4, 1),
    ]
    assert sent.inc != 4
    third = rename(services, "Зоя четыре")
    assert (third.inc, third.n) == (4, 2)


def test_what_the_feed_passed_without_it_is_sent_again(services: Services, feed: Feed) -> None:
    """A hub restored behind our back gave the number of our edit to somebody else's."""
    op = rename(services, "Зоя наша")
    services.replica.acknowledge([Receipt(op.op_id, Outcome.APPLIED, 2, "")])
    feed.bring(put("client", created_at=AT, kind="person", name="Яна"))
    assert [one.op_id for one in services.replica.unsent(9)] == [op.op_id]


def test_what_is_still_to_come_in_the_feed_is_not_sent_again(
    services: Services, feed: Feed
) -> None:
    op = rename(services, "Зоя наша")
    services.replica.acknowledge([Receipt(op.op_id, Outcome.APPLIED, 3, "")])
    feed.bring(put("client", created_at=AT, kind="person", name="Яна"))
    assert services.replica.unsent(9) == []


@pytest.mark.parametrize(("outcome", "seq"), [(Outcome.PARKED, 0), (Outcome.APPLIED, 7)])
def test_a_hello_sends_again_what_was_taken_and_not_seen(
    services: Services, feed: Feed, outcome: Outcome, seq: int
) -> None:
    """What a hub holds aside, or had beyond its present head, a restore loses unnoticed."""
    op = rename(services, "Зоя наша")
    services.replica.acknowledge([Receipt(op.op_id, outcome, seq, "")])
    standing = services.replica.standing()
    services.replica.grant(standing.inc, "A")
    assert [(one.op_id, one.n) for one in services.replica.unsent(9)] == [(op.op_id, op.n)]
    services.replica.acknowledge([Receipt(op.op_id, outcome, seq, "")])
    assert services.replica.unsent(9) == []
    assert services.replica.standing().pending == 1
