"""Ops and messages as JSON; stamps, prefixes and the merge rule as values."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core import hlc, repair_wire, wire, wire_enrol
from intake_app.sync.core.catalogue import ENTITIES
from intake_app.sync.core.merge import Version, merge, same
from intake_app.sync.core.ops import (
    MAX_TEXT,
    FeedOp,
    Op,
    Outcome,
    Scalar,
    Verb,
    canonical,
    decode,
    encode,
)
from intake_app.sync.core.prefixes import number_prefix, station_prefix
from intake_app.sync.core.reading import Reader, parse
from intake_app.sync.core.repair_wire import DIFF_IDS
from intake_app.sync.core.standing import Receipt

UUIDS = st.uuids()
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,39}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
PLAIN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
SCALARS: st.SearchStrategy[Scalar] = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**63), 2**63 - 1), TEXTS
)
STAMPS = st.integers(0, 2**63 - 1)


@st.composite
def ops(draw: st.DrawFn) -> Op:
    values = draw(st.dictionaries(NAMES, SCALARS, min_size=1, max_size=4))
    field = draw(st.sampled_from(sorted(values)) | st.just(""))
    if field:
        values = {field: values[field]}
    return Op(
        op_id=draw(UUIDS),
        txn=draw(UUIDS),
        origin=draw(UUIDS),
        inc=draw(st.integers(0, 2**31 - 1)),
        n=draw(STAMPS),
        verb=Verb.SET if field else Verb.PUT,
        entity=draw(NAMES),
        rec=draw(UUIDS),
        field=field,
        values=tuple(sorted(values.items())),
        base=draw(UUIDS | st.none()) if field else None,
        hlc=draw(STAMPS),
        schema=draw(st.integers(1, 2**31 - 1)),
        made_at=draw(PLAIN),
        by_user=draw(PLAIN),
    )


@given(ops())
def test_an_op_survives_its_travel(op: Op) -> None:
    assert decode(parse(canonical(encode(op)))) == op


@given(ops(), st.dictionaries(st.just("seal") | st.just("later"), SCALARS, min_size=1))
def test_what_a_newer_version_added_is_written_back(op: Op, extra: dict[str, object]) -> None:
    members = encode(op) | extra
    assert encode(decode(members)) == members


MEMBERS = encode(
    Op(
        op_id=UUID(int=1),
        txn=UUID(int=2),
        origin=UUID(int=3),
        inc=0,
        n=0,
        verb=Verb.PUT,
        entity="client",
        rec=UUID(int=1),
        values=(("name", "Ada"),),
    )
)


@pytest.mark.parametrize(
    "change",
    [
        {"op_id": None},
        {"op_id": "1"},
        {"op_id": "x" * 36},
        {"op_id": 1},
        {"inc": -1},
        {"inc": 2**31},
        {"inc": True},
        {"n": 1.0},
        {"n": 2**63},
        {"verb": "delete"},
        {"verb": 1},
        {"entity": ""},
        {"entity": "Client"},
        {"entity": "a" * 41},
        {"field": "name"},
        {"field": None},
        {"values": []},
        {"values": {}},
        {"values": {"Name": 1}},
        {"values": {"name": 1.5}},
        {"values": {"name": []}},
        {"values": {"name": 2**63}},
        {"values": {"name": "x" * (MAX_TEXT + 1)}},
        {"values": {"name": "\ud83d"}},
        {"base": str(uuid4())},
        {"schema": 0},
        {"made_at": "\0"},
        {"by_user": "x" * 101},
        {"by_user": "\ud83d"},
        {"later": "\ud83d"},
        {"verb": "set", "field": "name", "values": {"note": "x"}},
        {"verb": "set", "field": "name", "values": {"name": "x", "note": "x"}},
    ],
)
def test_an_op_of_another_shape_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(RejectedError) as error:
        decode(MEMBERS | change)
    assert error.value.problem is Problem.MALFORMED


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with suppress(RejectedError):
        assert isinstance(parse(raw), dict)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(sorted(MEMBERS)), JSON))
def test_any_members_are_read_or_refused(change: dict[str, object]) -> None:
    with suppress(RejectedError):
        encode(decode(MEMBERS | change))


def test_every_message_survives_its_travel() -> None:
    hub = wire.HubState(epoch=uuid4(), head=7, last_n=3, server_ms=5, durable_seq=1)
    receipt = Receipt(uuid4(), Outcome.QUARANTINED, 0, "bad_value")
    op = decode(MEMBERS)
    messages = [
        wire.HelloRequest(origin=uuid4(), inc=0, next_n=9, cursor=4, forked=True, clock_ms=1),
        wire.HelloReply(hub=hub, inc=0, prefix="A"),
        wire.PushReply(hub=hub, receipts=(receipt,)),
        wire.PullReply(hub=hub, ops=(FeedOp(1, Outcome.APPLIED, op),)),
    ]
    for message in messages:
        travelled = parse(json.dumps(message.members()))
        assert type(message).decode(travelled) == message


def test_a_pull_names_the_epoch_only_when_it_knows_one() -> None:
    asked = wire.PullRequest(epoch=None, inc=1, after=2, limit=3, wait_s=4)
    assert asked.parameters() == {"inc": "1", "after": "2", "limit": "3", "wait": "4"}
    epoch = uuid4()
    assert replace(asked, epoch=epoch).parameters()["epoch"] == str(epoch)


@given(st.lists(st.tuples(ops(), st.integers(1, 3)), max_size=5), st.integers(0, 4000))
def test_a_batch_is_cut_between_user_actions(made: list[tuple[Op, int]], room: int) -> None:
    run = [replace(op, op_id=uuid4()) for op, count in made for _ in range(count)]
    taken = wire.fitting(run, room)
    assert list(taken) == run[: len(taken)]
    assert bool(taken) == bool(run)
    if 0 < len(taken) < len(run):
        assert run[len(taken)].txn != taken[-1].txn
    size = len(canonical([encode(op) for op in taken]))
    assert size <= room or len(wire.whole_txns(taken)) <= 1


@pytest.mark.parametrize("name", ["text", "whole", "flag", "uuid", "mapping", "sequence"])
def test_a_reader_takes_nothing_for_what_it_is_not(name: str) -> None:
    with pytest.raises(RejectedError):
        getattr(Reader({"x": object()}), name)("x")


_KEY = {"origin": str(uuid4()), "key_id": "0123abcd", "sealed": ""}


@pytest.mark.parametrize(
    ("kind", "members"),
    [
        (wire_enrol.HandedKeys, {"keys": [_KEY] * (wire_enrol.MAX_HANDED + 1)}),
        (wire_enrol.HandedKey, _KEY | {"key_id": "ABCDEFGH"}),
        (repair_wire.DiffRequest, {"epoch": str(uuid4()), "ids": ["x"] * (DIFF_IDS + 1)}),
        (wire_enrol.EnrolRequest, {"code": "1", "name": "A", "origin": str(uuid4()), "key": ""}),
    ],
)
def test_too_much_and_too_little_are_refused(
    kind: type[wire_enrol.HandedKey], members: dict[str, object]
) -> None:
    with pytest.raises(RejectedError) as refused:
        kind.decode(members)
    assert refused.value.problem is Problem.MALFORMED


def test_a_digest_without_all_its_buckets_is_none() -> None:
    state = wire.HubState(epoch=uuid4(), head=7)
    buckets = {"client": ("f" * 32,) * repair_wire.BUCKETS}
    whole = repair_wire.DigestReply(hub=state, schema=1, buckets=buckets)
    assert repair_wire.DigestReply.decode(whole.members()) == whole
    short = replace(whole, buckets={"client": ("f" * 32,)})
    with pytest.raises(RejectedError):
        repair_wire.DigestReply.decode(short.members())


@given(STAMPS, st.integers(-(10**12), 10**13))
def test_a_stamp_is_later_than_the_last_whatever_the_clock_does(last: int, now_ms: int) -> None:
    stamp = hlc.tick(last, now_ms)
    assert last < stamp < 2**63 or last == stamp == 2**63 - 1


@given(STAMPS, STAMPS, st.integers(0, 10**13))
def test_a_stamp_from_the_future_moves_us_five_minutes_at_most(
    last: int, remote: int, now_ms: int
) -> None:
    noted = hlc.receive(last, remote, now_ms)
    assert noted >= last
    assert noted == last or noted >> 16 <= now_ms + hlc.DRIFT_MS


@given(STAMPS, st.integers(-(10**13), 10**13), st.integers(0, 10**13))
def test_no_stamp_is_effective_before_it_arrived(stamp: int, offset: int, now_ms: int) -> None:
    found = hlc.effective(stamp, offset_ms=offset, received_ms=now_ms)
    assert 0 <= found >> 16 <= now_ms


def test_a_clock_error_is_taken_out_of_a_stamp() -> None:
    hour = 3_600_000
    stamp = hlc.tick(0, 5 * hour)  # an hour fast: it was four
    assert hlc.effective(stamp, offset_ms=-hour, received_ms=6 * hour) >> 16 == 4 * hour


def test_prefixes_count_like_columns_of_a_sheet() -> None:
    found = [station_prefix(index) for index in (0, 1, 25, 26, 27, 701, 702)]
    assert found == ["A", "B", "Z", "AA", "AB", "ZZ", "AAA"]


def test_no_two_lives_of_any_workstation_share_a_prefix() -> None:
    lives = [0, 1, 2, 231, 232, 233, 6959, 6960, 6961, 2**24]
    found = [number_prefix(station_prefix(index), inc) for index in range(800) for inc in lives]
    assert len(set(found)) == len(found)
    assert found[:3] == ["A", "A22", "A23"]


VERSIONS = st.builds(
    Version, SCALARS | st.sampled_from(["a", "b"]), UUIDS, st.integers(0, 3) | STAMPS
)


@given(VERSIONS, VERSIONS)
def test_an_edit_made_on_top_of_the_shown_value_never_loses(
    current: Version, edit: Version
) -> None:
    ruling = merge(current, edit, current.op_id)
    assert (ruling.kept, ruling.outcome, ruling.conflict) == (edit, Outcome.APPLIED, False)


@given(VERSIONS, VERSIONS, UUIDS)
def test_whoever_saw_the_same_value_saw_the_current_one(
    current: Version, edit: Version, base: UUID
) -> None:
    seen = replace(current, op_id=base, hlc=0)
    assert merge(current, edit, base, seen).outcome is Outcome.APPLIED


@given(VERSIONS, VERSIONS, UUIDS)
def test_the_first_value_and_an_equal_one_are_taken(
    current: Version, edit: Version, base: UUID
) -> None:
    assert merge(None, edit, base).kept == edit
    equal = replace(edit, value=current.value)
    assert merge(current, equal, base).kept == equal


@given(VERSIONS, VERSIONS, UUIDS)
def test_nothing_is_overwritten_unseen_without_a_word(
    current: Version, edit: Version, base: UUID
) -> None:
    ruling = merge(current, edit, base)
    overwrites = ruling.kept == edit and not same(edit.value, current.value)
    assert not overwrites or base == current.op_id or ruling.conflict
    assert ruling.outcome is Outcome.APPLIED or ruling.conflict


@given(VERSIONS, VERSIONS)
def test_of_two_unseen_edits_the_same_one_stands_in_any_order(one: Version, two: Version) -> None:
    born = Version("born", UUID(int=0), 0)

    def after(first: Version, second: Version) -> Version:
        return merge(merge(born, first, born.op_id).kept, second, born.op_id).kept

    assert (
        after(one, two) == after(two, one)
        or same(one.value, two.value)
        or "born"
        in {
            one.value,
            two.value,
        }
    )


def test_one_is_not_true() -> None:
    yes, no = True, False
    assert not same(1, yes)
    assert not same(0, no)
    assert same("1", "1")


def test_every_parent_of_the_catalogue_is_known_and_a_field_of_its_record() -> None:
    for shape in ENTITIES.values():
        assert not shape.fixed & shape.cards
        assert shape.parents.keys() <= shape.fields
        assert set(shape.parents.values()) <= ENTITIES.keys()
