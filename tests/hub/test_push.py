"""What the hub makes of what it is handed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from intake_app.sync.core.ops import Outcome, encode
from intake_app.sync.core.refusal import HubRejectedError, Why
from intake_app.sync.signing import KeySigner, sign, verify
from intake_hub.feed import checking, incoming
from intake_hub.feed.author import Author
from tests.rigs.shopwork import intake, new_client, new_device, new_order, new_phone

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_hub.feed.feed import Feed
    from intake_hub.store.engine import HubStore
    from tests.hub.conftest import Desk


def test_an_intake_is_numbered_in_order_without_a_gap(desk: Desk) -> None:
    ops = intake(desk)
    receipts = desk.push()
    assert [one.outcome for one in receipts] == [Outcome.APPLIED] * 4
    assert [one.seq for one in receipts] == [1, 2, 3, 4]
    assert [one.op for one in desk.pull()] == ops


def test_the_same_push_again_gives_the_stored_result(desk: Desk) -> None:
    ops = intake(desk)
    first = desk.push(*ops)
    assert desk.push(*ops) == first
    assert len(desk.pull()) == 4


def test_a_batch_may_hold_the_same_op_twice(desk: Desk) -> None:
    client = new_client(desk)
    receipts = desk.push(client, client)
    assert [one.seq for one in receipts] == [1, 1]
    assert len(desk.pull()) == 1


def test_an_order_that_came_before_its_client_waits_for_it(
    new_desk: Callable[[], Desk], store: HubStore
) -> None:
    front, back = new_desk(), new_desk()
    client = new_client(front)
    device = new_device(back, client.rec)
    order = new_order(back, client.rec, device.rec)
    assert [one.outcome for one in back.push()] == [Outcome.PARKED] * 2
    assert back.pull() == []
    front.push()
    assert [one.op for one in back.pull()] == [client, device, order]
    assert back.standing().pending == 0
    assert [one.seq for one in back.push(device, order)] == [2, 3]
    assert checking.faults(store) == []


def test_a_user_action_is_parked_as_a_whole(desk: Desk) -> None:
    txn = uuid4()
    missing = uuid4()
    client = new_client(desk, txn=txn)
    new_device(desk, missing, txn)
    assert [one.outcome for one in desk.push()] == [Outcome.PARKED] * 2
    assert desk.pull() == []
    new_device(desk, client.rec)
    assert desk.push()[0].outcome is Outcome.PARKED


def test_a_bad_op_takes_its_user_action_along_but_nothing_else(desk: Desk) -> None:
    bad = intake(desk)
    bad[3] = desk.write(replace(bad[3], values=(("minor", "much"), *bad[3].values[1:])))
    good = new_client(desk)
    receipts = desk.push(*bad, good)
    assert [one.outcome for one in receipts] == [Outcome.QUARANTINED] * 4 + [Outcome.APPLIED]
    assert [one.code for one in receipts[:4]] == ["companion"] * 3 + ["missing_field"]
    assert [one.op for one in desk.pull()] == [good]


def test_another_op_under_a_known_number_is_a_fork(desk: Desk) -> None:
    client = new_client(desk)
    desk.push()
    clone = replace(client, op_id=uuid4(), rec=uuid4(), txn=uuid4())
    with pytest.raises(HubRejectedError) as refused:
        desk.push(replace(clone, rec=clone.op_id))
    assert refused.value.why is Why.FORK


def test_an_edit_of_the_shown_value_is_applied_and_a_stale_one_is_kept_as_conflict(
    new_desk: Callable[[], Desk],
) -> None:
    front, back = new_desk(), new_desk()
    client = new_client(front).rec
    front.push()
    back.pull()
    front.pull()
    front.edit("client", client, "name", "Ada Lovelace", hlc=2)
    back.edit("client", client, "name", "A. Byron", hlc=1)
    assert front.push()[0].outcome is Outcome.APPLIED
    assert back.push()[0].outcome is Outcome.LOST
    back.pull()
    shown = back.shown(client, "name")
    assert shown is not None
    assert shown.value == "Ada Lovelace"


def test_an_op_whose_signature_is_not_its_authors_is_put_aside(desk: Desk) -> None:
    signer, other = KeySigner(bytes(32)), KeySigner(bytes(range(32)))
    ours, forged, bare = (new_client(desk) for _ in range(3))
    run = [
        incoming.read(encode(op), signer.public)
        for op in (sign(ours, signer), sign(forged, other), bare)
    ]
    _, receipts = desk.feed.push(Author(desk.shop, desk.origin), run, epoch=None)
    assert [(one.outcome, one.code) for one in receipts] == [
        (Outcome.APPLIED, ""),
        (Outcome.QUARANTINED, "bad_signature"),
        (Outcome.QUARANTINED, "bad_signature"),
    ]
    assert verify(desk.pull()[0].op, signer.public)


def test_what_another_desk_brought_in_vain_is_taken_from_its_author(
    new_desk: Callable[[], Desk], feed: Feed
) -> None:
    """A restored hub lacks the key it was signed with until the author is here again."""
    desk, witness = new_desk(), new_desk()
    ops = intake(desk)
    waiting = new_phone(witness, ops[0].rec)
    bringer = Author(witness.shop, witness.origin)
    epoch = feed.end(bringer).epoch
    doubted = [replace(incoming.read(encode(op)), fault="bad_signature") for op in ops]
    for _ in range(2):
        _, receipts = feed.relay(bringer, doubted, epoch=epoch)
        assert {one.outcome for one in receipts} == {Outcome.QUARANTINED}
    assert witness.push()[0].outcome is Outcome.PARKED
    assert [one.outcome for one in desk.push(*ops)] == [Outcome.APPLIED] * 4
    assert [one.op for one in witness.pull()] == [*ops, waiting]


def test_nobody_keeps_an_op_out_by_bringing_it_spoiled(new_desk: Callable[[], Desk]) -> None:
    desk, enemy = new_desk(), new_desk()
    client = new_client(desk)
    assert enemy.push(client)[0].code == "foreign_origin"
    assert desk.push()[0].outcome is Outcome.APPLIED


def test_what_its_author_sent_with_a_fault_stays_aside(desk: Desk, feed: Feed) -> None:
    client = incoming.read(encode(new_client(desk)))
    author = Author(desk.shop, desk.origin)
    for fault in ("bad_signature", ""):
        _, (receipt,) = feed.push(author, [replace(client, fault=fault)], epoch=None)
        assert receipt.code == "bad_signature"
