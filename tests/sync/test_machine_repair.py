"""The machine when the hub's past is another one, or is gone."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from intake_app.sync.core.answers import SNAPSHOT_FROM
from intake_app.sync.core.commands import Absorb, Greet, Mend
from intake_app.sync.core.events import Brought, Failed, Offered, Road, Stored
from intake_app.sync.core.refusal import Why
from intake_app.sync.core.repair_wire import PartReply
from intake_app.sync.core.standing import Repair
from tests.sync.bench import EPOCH, STANDING, begun, greeting, hub, in_touch

OFFERING = replace(STANDING, cursor=3, repair=Repair.OFFER)
TAKING = replace(STANDING, repair=Repair.SNAPSHOT)


def part(number: int = 0, epoch: UUID = EPOCH) -> PartReply:
    """The only part of a snapshot without a record."""
    return PartReply(
        hub=hub(3, epoch=epoch),
        snapshot=uuid4(),
        seq=3,
        chain="",
        part=number,
        is_last=True,
        total=0,
        records=(),
    )


def test_a_new_desk_far_behind_takes_the_state_as_a_whole() -> None:
    bench = begun()
    bench.feed(greeting(bench.one(Greet).attempt, hub(SNAPSHOT_FROM + 1)))
    assert bench.one(Mend).repair is Repair.SNAPSHOT


@pytest.mark.parametrize(
    ("why", "repair"), [(Why.CHAIN, Repair.OFFER), (Why.TRIMMED, Repair.SNAPSHOT)]
)
def test_another_past_is_offered_to_and_a_short_log_is_skipped(why: Why, repair: Repair) -> None:
    bench = in_touch()
    bench.feed(Failed(Road.PULL, bench.state.pull.attempt, why))
    assert bench.one(Mend).repair is repair


def test_without_an_epoch_the_hub_is_asked_again() -> None:
    bench = in_touch(replace(STANDING, epoch=None))
    bench.feed(Failed(Road.PULL, bench.state.pull.attempt, Why.CHAIN))
    assert not bench.has(Mend)


def test_an_offer_to_a_hub_that_changed_meanwhile_does_not_count() -> None:
    bench = in_touch(OFFERING, head=3)
    bench.feed(Offered(bench.state.repair.attempt, uuid4(), None))
    assert not bench.has(Mend)
    bench = in_touch(OFFERING, head=3)
    bench.feed(Offered(bench.state.repair.attempt, EPOCH, None))
    assert bench.one(Mend).repair is Repair.SNAPSHOT


def test_a_part_of_another_snapshot_is_not_taken_in() -> None:
    for odd in (part(1), part(epoch=uuid4())):
        bench = in_touch(TAKING, head=3)
        bench.feed(Brought(bench.state.repair.attempt, odd))
        assert not bench.has(Absorb)
    bench = in_touch(TAKING, head=3)
    bench.feed(Brought(bench.state.repair.attempt, part()))
    assert bench.has(Absorb)
    bench.feed(Stored(replace(STANDING, cursor=3), Road.REPAIR))
    assert not bench.has(Absorb)
