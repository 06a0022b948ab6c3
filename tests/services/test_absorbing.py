"""Records of the hub taken over as they are: what differs is mended, what is ours waits on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from intake_app.checks.ticket import Ticket
from intake_app.errors import Problem, RejectedError
from intake_app.models.people import Client
from intake_app.sync.core.erasure import NOBODY, blanked
from intake_app.sync.core.ops import Outcome, Verb
from intake_app.sync.core.repair_wire import PartReply, RecordState
from intake_app.sync.core.standing import Receipt
from intake_app.sync.core.wire import HubState
from tests.rigs.feed import AT, EPOCH, Feed, edit, put

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.services.use_cases import Services
    from intake_app.sync.core.ops import Op, Scalar

CLIENT = put("client", created_at=AT, kind="person", name="Зоя")
OTHER = put("client", created_at=AT, kind="person", name="Зоя Ким")
DEVICE = put("device", client_id=str(CLIENT.rec), created_at=AT, kind="утюг", serial="U100")
TICKET = Ticket("B", 1)
HEADER = {
    "number": TICKET.number,
    "ticket": TICKET.digits,
    "client_id": str(CLIENT.rec),
    "device_id": str(DEVICE.rec),
    "accepted_at": AT,
    "accepted_by": "Илья",
    "fault": "не греет",
    "repair_kind": "paid",
    "currency": "RUB",
}
ORDER = put("order", **HEADER)
MOVED = {"at": AT, "by": "Илья", "comment": "", "order_id": str(ORDER.rec)}
FIRST = put("stage", from_stage="", to_stage="accepted", **MOVED)
SECOND = put("stage", from_stage="accepted", to_stage="diagnostics", **MOVED)
SNAPSHOT = UUID(int=31)


def state(op: Op, seq: int = 1, versions: Mapping[str, Op] | None = None) -> RecordState:
    """The record as the hub has it after these edits; the value of each is in its op."""
    values: dict[str, Scalar] = dict(op.values)
    for name, one in (versions or {}).items():
        values[name] = one.value
    ops = {name: one.op_id for name, one in (versions or {}).items()}
    return RecordState(entity=op.entity, rec=op.rec, seq=seq, values=values, versions=ops)


def part(*records: RecordState, number: int = 0, seq: int = 9, last: bool = True) -> PartReply:
    return PartReply(
        hub=HubState(epoch=EPOCH, head=seq),
        snapshot=SNAPSHOT,
        seq=seq,
        chain="",
        part=number,
        is_last=last,
        total=len(records),
        records=records,
    )


def rows(services: Services, sql: str) -> list[tuple[Any, ...]]:
    with services.replica.store.reading() as session:
        return session.driver.execute(sql).fetchall()


def rename(services: Services, name: str) -> Op:
    with services.replica.store.writing() as session:
        session.get_one(Client, CLIENT.rec).name = name
    return services.replica.unsent(100)[-1]


@pytest.fixture
def feed(services: Services) -> Feed:
    """A store that has a client and his order from the hub."""
    found = Feed(services.replica)
    found.bring(CLIENT, OTHER, DEVICE, ORDER, FIRST)
    return found


def test_an_empty_store_takes_a_whole_shop(services: Services) -> None:
    renamed = edit("client", CLIENT.rec, "name", "Зоя Ли")
    taken = [state(CLIENT, versions={"name": renamed}), state(DEVICE), state(ORDER)]
    services.replica.absorb(part(*taken, last=False))
    services.replica.absorb(part(state(FIRST, 4), state(SECOND, 5), number=1))
    card = services.orders.card(ORDER.rec)
    assert (card.row.client, card.row.stage, card.row.number) == (
        "Зоя Ли",
        "diagnostics",
        TICKET.number,
    )
    assert services.replica.standing().cursor == 9
    assert services.replica.unsent(9) == []
    # The edit is known as the one that stands: one that did not see it is a conflict.
    feed = Feed(services.replica, head=9)
    feed.bring(edit("client", CLIENT.rec, "name", "Зоя Пак", base=CLIENT.rec))
    assert rows(services, "SELECT lost_value FROM conflict") == [('"Зоя Ли"',)]


@pytest.mark.parametrize("number", [1, 2])
def test_a_part_out_of_turn_is_refused(services: Services, number: int) -> None:
    with pytest.raises(RejectedError) as refused:
        services.replica.absorb(part(state(CLIENT), number=number))
    assert refused.value.problem is Problem.HUB_TROUBLE
    assert services.replica.counts()["client"] == 0


def test_what_is_the_same_already_is_left_alone(services: Services, feed: Feed) -> None:
    records = [state(CLIENT), state(ORDER), state(FIRST, 5)]
    assert services.replica.correct(records) == 0
    assert rows(services, "SELECT 1 FROM field_version") == []


def test_a_flipped_value_is_mended(services: Services, feed: Feed) -> None:
    with services.replica.store.writing() as session, session.unrecorded({"client"}) as driver:
        driver.execute("UPDATE client SET name = 'Зпя' WHERE name = 'Зоя'")
    assert services.replica.correct([state(CLIENT), state(OTHER)]) == 1
    assert rows(services, "SELECT name FROM client ORDER BY name") == [("Зоя",), ("Зоя Ким",)]


def test_an_edit_that_never_came_is_taken_with_its_author(services: Services, feed: Feed) -> None:
    renamed = edit("client", CLIENT.rec, "name", "Зоя Ли")
    assert services.replica.correct([state(CLIENT, versions={"name": renamed})]) == 1
    ((shown, confirmed),) = rows(services, "SELECT op_id, confirmed_op FROM field_version")
    assert (UUID(bytes=shown), UUID(bytes=confirmed)) == (renamed.op_id, renamed.op_id)


def test_our_edit_on_its_way_stays_and_theirs_lies_beneath(services: Services, feed: Feed) -> None:
    ours = rename(services, "Зоя наша")
    theirs = edit("client", CLIENT.rec, "name", "Зоя их")
    assert services.replica.correct([state(CLIENT, versions={"name": theirs})]) == 0
    assert rows(services, "SELECT name FROM client ORDER BY name") == [("Зоя Ким",), ("Зоя наша",)]
    services.replica.acknowledge([Receipt(ours.op_id, Outcome.QUARANTINED, 0, "late")])
    services.disputes.discard(ours.op_id, "опечатка")
    assert rows(services, "SELECT name FROM client ORDER BY name") == [("Зоя Ким",), ("Зоя их",)]


def test_our_edit_that_the_hub_has_is_ours_no_more(services: Services, feed: Feed) -> None:
    ours = rename(services, "Зоя наша")
    services.replica.correct([state(CLIENT, versions={"name": ours})])
    ((shown, confirmed),) = rows(services, "SELECT op_id, confirmed_op FROM field_version")
    assert shown == confirmed == ours.op_id.bytes


def test_our_edit_of_a_field_the_hub_has_no_value_for_stays(services: Services, feed: Feed) -> None:
    with services.replica.store.writing() as session:
        session.get_one(Client, CLIENT.rec).note = "VIP"
    assert services.replica.correct([state(CLIENT)]) == 0
    assert rows(services, "SELECT note FROM client WHERE name = 'Зоя'") == [("VIP",)]


def test_records_and_fields_of_a_newer_program_pass_by(services: Services, feed: Feed) -> None:
    newer = put("loyalty_card", created_at=AT)
    coloured = edit("client", CLIENT.rec, "colour", "синий")
    services.replica.absorb(part(state(newer), state(CLIENT, versions={"colour": coloured})))
    assert rows(services, "SELECT name FROM client WHERE name = 'Зоя'") == [("Зоя",)]


def test_a_record_without_what_it_needs_is_refused_whole(services: Services) -> None:
    bare = put("phone", client_id=str(CLIENT.rec), e164="+79031112233")
    with pytest.raises(RejectedError) as refused:
        services.replica.absorb(part(state(CLIENT), state(bare)))
    assert refused.value.problem is Problem.MALFORMED
    assert services.replica.counts()["client"] == 0


def test_cards_are_made_one_and_two_again(services: Services, feed: Feed) -> None:
    said = {"at": AT, "by": "Илья", "reason": ""}
    merge = put("merge", client_id=str(CLIENT.rec), merged_id=str(OTHER.rec), **said)
    united = "SELECT count(*) FROM client WHERE merged_into IS NOT NULL"
    for _ in range(2):  # the second time there is nothing to do
        services.replica.correct([state(merge)])
        assert rows(services, united) == [(1,)]
    unmerge = put("unmerge", merge_id=str(merge.rec), **said)
    services.replica.correct([state(unmerge)])
    assert rows(services, united) == [(0,)]


def test_an_order_printed_twice_is_told_from_the_other(services: Services, feed: Feed) -> None:
    twin = put("order", **HEADER)
    assert services.replica.correct([state(ORDER), state(twin)]) == 0
    numbers = sorted(number for (number,) in rows(services, 'SELECT number FROM "order"'))
    assert numbers == [TICKET.number, f"{TICKET.number}/2"]
    assert services.replica.correct([state(ORDER), state(twin)]) == 0


def test_a_stage_gets_its_place_in_the_story(services: Services, feed: Feed) -> None:
    services.moves.move(ORDER.rec, "diagnostics")
    ours = services.replica.unsent(9)[-1]
    assert services.orders.card(ORDER.rec).row.stage == "diagnostics"
    assert ours.verb is Verb.PUT
    services.replica.correct([state(ours, 6)])
    assert rows(services, "SELECT seq FROM stage ORDER BY seq") == [(5,), (6,)]


def test_whoever_is_nobody_at_the_hub_is_nobody_here(services: Services, feed: Feed) -> None:
    gone = blanked("client", dict(CLIENT.values)) | {"name": NOBODY, "archived": True}
    record = RecordState(entity="client", rec=CLIENT.rec, seq=1, values=gone, versions={})
    services.replica.correct([record])
    assert rows(services, "SELECT serial FROM device") == [("",)]
    assert rows(services, 'SELECT fault FROM "order"') == [("",)]
