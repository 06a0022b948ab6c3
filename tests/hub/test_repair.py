"""A hub restored from a backup, on both databases: what workstations give back, and the state."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from intake_app.sync import packing
from intake_app.sync.core.ops import Op, Outcome, Verb, encode
from intake_app.sync.core.reading import parse
from intake_app.sync.core.refusal import HubRejectedError, HubUnavailableError, Why
from intake_app.sync.core.repair_wire import PART_RECORDS, PartReply
from intake_app.sync.core.wire import NO_N
from intake_hub.commands import repair
from intake_hub.feed import checking, incoming
from intake_hub.feed.author import Author
from intake_hub.feed.digests import Digests
from intake_hub.feed.keeping import LogKeeping
from intake_hub.feed.snapshots import Snapshots
from tests.hub.conftest import NOW_MS
from tests.rigs.shopwork import intake, new_client, new_device, new_phone

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_hub.feed.feed import Feed
    from intake_hub.store.engine import HubStore
    from tests.hub.conftest import Desk

DAY_MS = 24 * 60 * 60 * 1000


def relay(feed: Feed, desk: Desk, *ops: Op) -> list[str]:
    author = Author(desk.shop, desk.origin, desk.inc)
    epoch = feed.end(author).epoch
    run = [incoming.read(encode(op)) for op in ops]
    _, receipts = feed.relay(author, run, epoch=epoch)
    return [one.outcome.value for one in receipts]


def snapshot(store: HubStore, desk: Desk, size: int = PART_RECORDS) -> list[PartReply]:
    made = Snapshots(store, lambda: NOW_MS, size)
    name, parts = made.make(desk.shop), list[PartReply]()
    while not parts or not parts[-1].is_last:
        body = made.part(desk.shop, name, len(parts))
        parts.append(PartReply.decode(parse(packing.unpack(body, 2**24))))
    return parts


def test_a_restored_hub_names_what_it_lacks_and_takes_it_from_anybody(
    store: HubStore, feed: Feed, new_desk: Callable[[], Desk]
) -> None:
    desk, witness = new_desk(), new_desk()
    ops = intake(desk)
    author = Author(witness.shop, witness.origin)
    before = feed.end(author).epoch
    assert LogKeeping(store, lambda: NOW_MS).restored() == 0
    epoch = feed.end(author).epoch
    assert epoch != before
    with pytest.raises(HubRejectedError) as refused:
        feed.lacking(author, [ops[0].op_id], epoch=before)
    assert refused.value.why is Why.EPOCH
    _, missing = feed.lacking(author, [op.op_id for op in ops], epoch=epoch)
    assert missing == tuple(op.op_id for op in ops)
    assert relay(feed, witness, *ops) == ["applied"] * 4
    assert relay(feed, witness, *ops) == ["applied"] * 4
    assert feed.lacking(author, [op.op_id for op in ops], epoch=epoch)[1] == ()
    # The author comes with the same ops under other numbers: nothing forks, nothing doubles.
    assert [one.outcome for one in desk.push()] == [Outcome.APPLIED] * 4
    assert len(witness.pull()) == 4
    assert checking.faults(store) == []


def test_a_pull_tells_another_past_from_a_shorter_log(
    store: HubStore, feed: Feed, desk: Desk
) -> None:
    new_client(desk)
    new_client(desk)
    desk.push()
    author = Author(desk.shop, desk.origin)
    _, entries = feed.pull(author, epoch=None, after=0, limit=10)
    chains = [one.chain.hex() for one in entries]
    for after, chain in enumerate(chains, 1):
        feed.pull(author, epoch=None, after=after, limit=10, chain=chain)
    for after, chain in ((1, chains[1]), (2, chains[0]), (3, chains[1])):
        with pytest.raises(HubRejectedError) as refused:
            feed.pull(author, epoch=None, after=after, limit=10, chain=chain)
        assert refused.value.why is Why.CHAIN
    assert LogKeeping(store, lambda: NOW_MS + 91 * DAY_MS).fold() == 2
    with pytest.raises(HubRejectedError) as refused:
        feed.pull(author, epoch=None, after=1, limit=10, chain=chains[0])
    assert refused.value.why is Why.TRIMMED
    assert feed.pull(author, epoch=None, after=2, limit=10, chain=chains[1])[1] == ()
    new_client(desk)
    desk.push()
    assert len(feed.pull(author, epoch=None, after=2, limit=10, chain=chains[1])[1]) == 1
    assert checking.faults(store) == []


def test_the_log_is_kept_for_ninety_days(store: HubStore, desk: Desk) -> None:
    new_client(desk)
    desk.push()
    assert LogKeeping(store, lambda: NOW_MS + 89 * DAY_MS).fold() == 0


def test_a_proven_backup_is_told_and_never_taken_back(
    store: HubStore, feed: Feed, desk: Desk
) -> None:
    new_client(desk)
    desk.push()
    keeping = LogKeeping(store, lambda: NOW_MS)
    keeping.note_durable(keeping.heads())
    keeping.note_durable({desk.shop: 0})
    assert feed.end(Author(desk.shop, desk.origin)).durable == 1


def test_a_snapshot_is_the_state_at_one_number(store: HubStore, feed: Feed, desk: Desk) -> None:
    (client, *_) = intake(desk)
    desk.push()
    desk.pull()
    edit = desk.edit("client", client.rec, "note", "rings twice", hlc=9)
    desk.push()
    parts = snapshot(store, desk)
    assert {(part.seq, part.total) for part in parts} == {(5, 4)}
    found = {one.entity: one for part in parts for one in part.records}
    assert found["client"].values["note"] == "rings twice"
    assert found["client"].versions == {"note": edit.op_id}
    assert found["client"].seq == 1


def test_a_snapshot_ends_with_the_conflicts_that_nobody_decided(
    store: HubStore, new_desk: Callable[[], Desk]
) -> None:
    front, back = new_desk(), new_desk()
    ops = intake(front)
    client = ops[0].rec
    front.push()
    back.pull()
    front.pull()
    front.edit("client", client, "note", "rings twice", hlc=9)
    front.push()
    stale = back.edit("client", client, "note", "never rings", hlc=8)
    assert [one.outcome for one in back.push()] == [Outcome.LOST]
    *others, last = snapshot(store, front)
    assert [one.conflicts for one in others] == [()] * len(others)
    (found,) = last.conflicts
    assert (found.entity, found.rec, found.field) == ("client", client, "note")
    assert (found.loser, found.value, found.seq) == (stale.op_id, "never rings", 6)
    front.pull()
    front.edit("client", client, "note", "rings", hlc=10)
    front.push()
    assert snapshot(store, front)[-1].conflicts == ()


def test_what_was_disputed_and_decided_in_one_push_is_decided(
    store: HubStore, new_desk: Callable[[], Desk]
) -> None:
    front, back = new_desk(), new_desk()
    client = intake(front)[0].rec
    front.push()
    back.pull()
    front.pull()
    front.edit("client", client, "note", "rings twice", hlc=8)
    front.push()
    back.edit("client", client, "note", "never rings", hlc=9)
    back.edit("client", client, "note", "rings", hlc=10)
    assert [one.outcome for one in back.push()] == [Outcome.APPLIED] * 2
    assert snapshot(store, front)[-1].conflicts == ()


def test_a_snapshot_comes_in_parts_with_parents_first(store: HubStore, desk: Desk) -> None:
    intake(desk)
    intake(desk)
    desk.push()
    parts = snapshot(store, desk, size=3)
    assert [part.part for part in parts] == [0, 1, 2]
    assert [len(part.records) for part in parts] == [3, 3, 2]
    kinds = [one.entity for part in parts for one in part.records]
    assert list(dict.fromkeys(kinds)) == ["client", "device", "order", "payment"]
    assert [part.is_last for part in parts] == [False, False, True]
    assert [part.part for part in snapshot(store, desk)] == [0]


def test_a_snapshot_asked_for_over_the_line_is_made_on_the_way(store: HubStore, desk: Desk) -> None:
    snapshots = Snapshots(store, lambda: NOW_MS)
    with pytest.raises(HubRejectedError) as refused:
        snapshots.part(desk.shop, uuid4(), 0)
    assert refused.value.why is Why.TRIMMED

    with pytest.raises(HubUnavailableError):
        snapshots.part(desk.shop, None, 0)
    snapshots.finish()
    assert snapshots.part(desk.shop, None, 0)


def test_whoever_was_erased_is_nobody_in_state_feed_and_snapshot(
    store: HubStore, feed: Feed, new_desk: Callable[[], Desk]
) -> None:
    desk = new_desk()
    client = new_client(desk, "Ада Лавлейс")
    new_phone(desk, client.rec)
    desk.push()
    desk.pull()
    late = new_device(desk, client.rec)
    note = desk.edit("client", client.rec, "note", "secret", hlc=5)
    erase = desk.forget(client.rec)
    assert [one.outcome for one in desk.push(erase)] == [Outcome.APPLIED]
    assert [one.outcome for one in desk.push(note, late)] == [Outcome.GONE, Outcome.APPLIED]
    phone = new_phone(desk, client.rec)
    assert [one.outcome for one in desk.push(phone)] == [Outcome.APPLIED]
    _, entries = feed.pull(Author(desk.shop, desk.origin), epoch=None, after=0, limit=99)
    text = "".join(one.body for one in entries) + str(snapshot(store, desk))
    for word in ("Ада", "7999", "secret"):
        assert word not in text
    assert [one.op.verb for one in new_desk().pull()][:3] == [Verb.PUT, Verb.PUT, Verb.ERASE]
    assert checking.faults(store) == []


def test_whoever_was_erased_stays_erased_when_an_older_copy_is_put_in_place(
    store: HubStore, feed: Feed, desk: Desk
) -> None:
    client = new_client(desk, "Ада")
    desk.push()
    store.erasures.append(desk.shop, [client.rec], NOW_MS)
    assert repair.restored(store).endswith("; 1 erased again")
    assert LogKeeping(store, lambda: NOW_MS).restored() == 0
    _, entries = feed.pull(Author(desk.shop, desk.origin), epoch=None, after=0, limit=9)
    assert "Ада" not in entries[0].body
    assert "Ада" not in store.erasures.path.read_text("utf-8")


def test_a_digest_changes_with_any_value(store: HubStore, desk: Desk) -> None:
    client = new_client(desk)
    desk.push()
    digests = Digests(store)
    seq, before = digests.at_head(desk.shop)
    assert seq == 1
    assert digests.at_head(desk.shop)[1] is before
    desk.pull()
    desk.edit("client", client.rec, "note", "x")
    desk.push()
    assert digests.at_head(desk.shop)[1] != before
    bucket = client.rec.bytes[-1]
    _, found = digests.bucket(desk.shop, "client", bucket)
    assert [one.rec for one in found] == [client.rec]
    assert digests.bucket(desk.shop, "client", (bucket + 1) % 256)[1] == ()
    assert digests.bucket(desk.shop, "mood", 0) == (0, ())


def test_what_others_gave_back_tells_its_author_how_far_he_once_was(
    feed: Feed, new_desk: Callable[[], Desk]
) -> None:
    desk, witness = new_desk(), new_desk()
    ops = intake(desk)
    author = Author(desk.shop, desk.origin, desk.inc)
    assert feed.end(author).last_n == NO_N
    relay(feed, witness, *ops)
    assert feed.end(author).last_n == ops[-1].n
    rolled_back = new_desk()
    rolled_back.origin = desk.origin
    intake(rolled_back)
    with pytest.raises(HubRejectedError) as refused:
        rolled_back.push()
    assert refused.value.why is Why.FORK


def test_a_spoiled_op_that_another_brings_begins_nobody_a_new_life(
    feed: Feed, new_desk: Callable[[], Desk]
) -> None:
    desk, liar = new_desk(), new_desk()
    spoiled = replace(new_client(desk), n=1000, values=(("name", 7),))
    assert relay(feed, liar, spoiled) == ["quarantined"]
    assert feed.end(Author(desk.shop, desk.origin, desk.inc)).last_n == NO_N
