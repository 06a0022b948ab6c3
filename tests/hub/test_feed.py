"""Corners of the feed: what is refused, what waits, how pages are cut, what a check finds."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.sync.core.ops import FeedOp, Op, Outcome, Verb, encode
from intake_app.sync.core.refusal import HubRejectedError, Why
from intake_app.sync.core.wire import PULL_BYTES
from intake_hub.feed import checking, incoming
from intake_hub.feed.author import Author
from intake_hub.feed.feed import Feed
from intake_hub.store.tables import Conflict, Held
from tests.hub.conftest import NOW_MS
from tests.rigs.shopwork import (
    AT,
    intake,
    new_client,
    new_device,
    new_order,
    new_payment,
    new_phone,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.sync.core.ops import Scalar
    from intake_hub.store.engine import HubStore
    from tests.hub.conftest import Desk


def changed(op: Op, **values: Scalar) -> Op:
    """The same op with other values."""
    return replace(op, values=tuple(sorted((dict(op.values) | values).items())))


def verdict(desk: Desk, *ops: Op) -> list[tuple[str, str]]:
    return [(one.outcome.value, one.code) for one in desk.push(*ops)]


def test_what_is_wrong_with_an_op_is_named(desk: Desk) -> None:
    client = new_client(desk)
    desk.push()
    edit = desk.edit("client", client.rec, "name", "x")
    payment = new_payment(desk, uuid4(), 1)
    device = new_device(desk, client.rec)
    wrong = [
        (replace(new_client(desk), origin=uuid4()), "foreign_origin"),
        (replace(new_client(desk), rec=uuid4()), "put_id"),
        (replace(new_client(desk), values=(("name", "x"),)), "missing_field"),
        (replace(edit, field="created_at", values=(("created_at", AT),)), "fixed_field"),
        (replace(edit, field="mood", values=(("mood", "x"),)), "unknown_field"),
        (changed(new_client(desk), name=7), "bad_value"),
        (changed(new_client(desk), archived="yes"), "bad_value"),
        (changed(payment, minor=True), "bad_value"),
        (changed(device, client_id="nobody"), "bad_parent"),
    ]
    for n, (op, code) in enumerate(wrong, 100):
        rec = op.rec if op.verb is Verb.SET or code == "put_id" else None
        op_id = uuid4()
        lone = replace(op, op_id=op_id, rec=rec or op_id, txn=uuid4(), n=n)
        assert verdict(desk, lone) == [("quarantined", code)], code


def test_an_empty_value_fits_every_field(desk: Desk) -> None:
    client = new_client(desk)
    phone = new_phone(desk, client.rec)
    assert verdict(desk, client, changed(phone, archived=None)) == [("applied", "")] * 2


def test_a_parent_of_another_kind_is_no_parent(desk: Desk) -> None:
    client = new_client(desk)
    device = new_device(desk, client.rec)
    desk.push()
    swapped = new_order(desk, device.rec, client.rec)
    assert verdict(desk, swapped) == [("quarantined", "wrong_kind")]
    edit = replace(desk.edit("client", client.rec, "note", "x"), rec=device.rec)
    assert verdict(desk, edit) == [("quarantined", "wrong_kind")]


def test_what_waited_for_a_parent_that_is_none_goes_to_a_person(
    new_desk: Callable[[], Desk], store: HubStore
) -> None:
    front, back = new_desk(), new_desk()
    client = new_client(front)
    device = new_device(front, client.rec)
    order = new_order(back, device.rec, client.rec)
    back.push()
    front.push()
    assert verdict(back, order) == [("quarantined", "wrong_kind")]
    assert checking.faults(store) == []


def test_what_waits_for_two_parents_waits_for_both(new_desk: Callable[[], Desk]) -> None:
    front, back = new_desk(), new_desk()
    client, lone = new_client(front), new_client(front)
    device = new_device(front, lone.rec)
    order = new_order(back, client.rec, device.rec)
    back.push()
    for op in (client, lone, device):
        assert order.op_id not in {one.op.op_id for one in back.pull()}
        front.push(op)
    assert back.pull()[-1].op == order


def test_an_edit_of_a_record_in_quarantine_waits_behind_it(desk: Desk) -> None:
    client = new_client(desk)
    bad = changed(client, name=7)
    edit = desk.edit("client", client.rec, "note", "x")
    assert verdict(desk, bad, edit) == [("quarantined", "bad_value"), ("parked", "missing_parent")]


def test_a_kind_from_a_newer_desk_waits_for_a_newer_hub(desk: Desk, store: HubStore) -> None:
    visit = replace(new_client(desk), entity="visit")
    assert verdict(desk, visit) == [("parked", "unknown_kind")]
    feed = Feed(store, lambda: NOW_MS)
    feed.release_unknown()
    assert verdict(desk, visit) == [("parked", "unknown_kind")]
    known = replace(visit, entity="client")
    with store.writing() as connection:
        body = incoming.read(encode(known)).body
        connection.execute(text("UPDATE held SET body = :body"), {"body": body})
    feed.release_unknown()
    assert [one.op for one in desk.pull()] == [known]


def test_a_field_of_a_newer_schema_merges_like_any_other(desk: Desk) -> None:
    client = new_client(desk)
    edit = desk.edit("client", client.rec, "mood", "calm")
    newer = replace(edit, schema=2)
    assert verdict(desk, client, newer) == [("applied", ""), ("applied", "")]


def test_an_op_of_which_only_the_ids_can_be_read_is_kept_for_a_person(
    desk: Desk, feed: Feed, store: HubStore
) -> None:
    good = encode(new_client(desk))
    bad = encode(new_client(desk)) | {"verb": "delete", "note": "half \ud83d"}
    run = [incoming.read(one) for one in (good, bad)]
    _, receipts = feed.push(Author(desk.shop, desk.origin), run, epoch=None)
    assert [(one.outcome.value, one.code) for one in receipts] == [
        ("applied", ""),
        ("quarantined", "malformed"),
    ]
    with store.reading() as connection:
        assert "delete" in connection.execute(select(Held.body)).scalar_one()


def test_members_nested_without_end_are_refused() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(RejectedError) as error:
        incoming.read({"op_id": str(uuid4()), "txn": str(uuid4()), "deep": deep})
    assert error.value.problem is Problem.MALFORMED


def test_two_ops_under_one_number_are_a_fork(desk: Desk) -> None:
    one = new_client(desk)
    other = replace(new_client(desk), n=one.n)
    with pytest.raises(HubRejectedError) as error:
        desk.push(one, other)
    assert error.value.why is Why.FORK
    assert desk.pull() == []


def test_a_renumbered_op_is_still_the_same_op(desk: Desk) -> None:
    client = new_client(desk)
    first = desk.push(client)
    assert desk.push(replace(client, inc=5, n=0)) == first


def test_an_edit_whose_author_saw_the_same_value_wins_whatever_its_clock(
    new_desk: Callable[[], Desk],
) -> None:
    """Both wrote the same; then one goes on from what it saw, with a clock far behind."""
    front, back = new_desk(), new_desk()
    client = new_client(front)
    front.push()
    back.pull()
    front.pull()
    rec = client.rec
    front.edit("client", rec, "note", "call", hlc=1)
    back.edit("client", rec, "note", "call", hlc=99 << 16)
    front.push()
    back.push()
    later = front.edit("client", rec, "note", "called", hlc=2)
    assert verdict(front, later) == [("applied", "")]


def test_of_two_unseen_edits_the_loser_is_kept_for_a_person(
    new_desk: Callable[[], Desk], store: HubStore
) -> None:
    front, back = new_desk(), new_desk()
    client = new_client(front).rec
    front.push()
    back.pull()
    front.pull()
    early = front.edit("client", client, "note", "early", hlc=1 << 16)
    late = back.edit("client", client, "note", "late", hlc=2 << 16)
    assert verdict(front) == verdict(back) == [("applied", "")]
    with store.reading() as connection:
        row = connection.execute(select(Conflict)).mappings().one()
    assert (row["winner"], row["loser"]) == (late.op_id, early.op_id)
    assert (row["winner_value"], row["loser_value"]) == ('"late"', '"early"')


def test_a_fast_clock_is_corrected_before_it_decides(
    new_desk: Callable[[], Desk], feed: Feed
) -> None:
    front, back = new_desk(), new_desk()
    client = new_client(front).rec
    front.push()
    back.pull()
    front.pull()
    hour = 3_600_000
    fast = front.edit("client", client, "note", "fast", hlc=(NOW_MS - hour + hour) << 16)
    right = back.edit("client", client, "note", "right", hlc=(NOW_MS - 1000) << 16)
    run = [incoming.read(encode(fast))]
    feed.push(Author(front.shop, front.origin), run, epoch=None, offset_ms=-hour)
    assert verdict(back, right) == [("applied", "")]


def pages(desk: Desk, limit: int) -> list[list[FeedOp]]:
    found: list[list[FeedOp]] = []
    while True:
        _, entries = desk.feed.pull(
            Author(desk.shop, desk.origin), epoch=None, after=desk.cursor, limit=limit
        )
        if not entries:
            return found
        desk.cursor = entries[-1].seq
        found.append([FeedOp(one.seq, Outcome(one.outcome), desk_op(one.txn)) for one in entries])


def desk_op(txn: UUID) -> Op:
    return Op(op_id=txn, txn=txn, origin=txn, inc=0, n=0, verb=Verb.PUT, entity="x", rec=txn)


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5, 7, 8, 9, 100])
def test_pages_are_cut_between_user_actions(desk: Desk, limit: int) -> None:
    for _ in range(3):
        intake(desk)
        new_client(desk)
    desk.push()
    found = pages(desk, limit)
    numbers = [one.seq for page in found for one in page]
    assert numbers == list(range(1, 16))
    for one, following in pairwise(found):
        assert one[-1].op.txn != following[0].op.txn
    assert all(len(page) <= max(limit, 4) for page in found)


def test_a_page_does_not_grow_beyond_its_bytes(desk: Desk) -> None:
    for _ in range(30):
        new_client(desk, "я" * 60_000)
    desk.push(*list(desk.fresh.values())[:15])
    desk.push()
    found = pages(desk, 500)
    assert sum(len(page) for page in found) == 30
    assert max(len(page) for page in found) == PULL_BYTES // 120_000


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        ("DELETE FROM op WHERE seq = 2", "the feed has a gap before 3"),
        ("UPDATE op SET chain = op_id_bytes WHERE seq = 3", "the chain is broken at 3"),
        ("UPDATE hub_head SET seq = 9", "the head says 9, the feed ends at 4"),
        ("DELETE FROM op_seen WHERE seq = 4", "numbered ops do not agree with those seen"),
        ("DELETE FROM held", "held ops do not agree with those seen"),
    ],
)
def test_a_check_finds_damage(desk: Desk, store: HubStore, damage: str, fault: str) -> None:
    intake(desk)
    new_device(desk, uuid4())
    desk.push()
    assert checking.faults(store) == []
    literal = "x'00'" if store.is_sqlite else r"'\x00'"
    with store.writing() as connection:
        connection.execute(text(damage.replace("op_id_bytes", literal)))
    assert fault in checking.faults(store)


def test_a_push_that_always_collides_is_told(desk: Desk, store: HubStore) -> None:
    client = new_client(desk)
    with store.writing() as connection:  # a row that the ledger of seen ops knows nothing of
        connection.execute(
            text("INSERT INTO record (shop, rec, entity, hlc, born) VALUES (:s, :r, '', 0, '{}')"),
            {
                "s": desk.shop.hex if store.is_sqlite else desk.shop,
                "r": client.rec.hex if store.is_sqlite else client.rec,
            },
        )
    with pytest.raises(UnavailableError) as error:
        desk.push()
    assert error.value.problem is Problem.STORE_BUSY
