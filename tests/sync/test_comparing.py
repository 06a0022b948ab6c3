"""The daily comparison, the trial of a copy and the first fill, against the fake hub."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from typing_extensions import override

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.sync import comparing, trying
from intake_app.sync.core.digest import differing
from intake_app.sync.core.ops import SCHEMA
from intake_app.sync.core.refusal import HubRejectedError
from intake_app.sync.core.repair_wire import PartRequest
from intake_app.sync.core.wire import PushRequest
from intake_app.sync.fake import FakeCalls, FakeHub, Fault
from intake_app.sync.fake_replica import MemoryReplica, Version
from tests.rigs.shopwork import intake

if TYPE_CHECKING:
    from intake_app.sync.core.repair_wire import DigestReply, RecordsReply


def filled() -> tuple[FakeHub, MemoryReplica]:
    """A hub with one intake, and a new PC that took its whole state in."""
    hub, author, desk = FakeHub(), MemoryReplica(), MemoryReplica()
    hub.push(PushRequest(epoch=None, inc=0, ops=tuple(intake(author))))
    desk.note_epoch(hub.epoch)
    desk.absorb(hub.part(PartRequest(inc=0)))
    return hub, desk


def spoil(desk: MemoryReplica) -> None:
    (place, version) = next(
        (place, version) for place, version in desk.confirmed.items() if version.value == "Ada"
    )
    desk.confirmed[place] = Version("Eda", version.op_id, 0)


def compared(hub: FakeHub, desk: MemoryReplica, faults: tuple[Fault, ...] = ()) -> bool:
    return asyncio.run(comparing.compare(FakeCalls(hub, faults), desk))


def test_a_new_pc_holds_what_the_hub_holds() -> None:
    hub, desk = filled()
    assert desk.cursor == len(hub.feed)
    assert compared(hub, desk)
    assert not differing(desk.digest(), asyncio.run(FakeCalls(hub).digest()).buckets)


def test_another_part_than_the_next_is_refused() -> None:
    hub, desk = filled()
    part = hub.part(PartRequest(inc=0))
    with pytest.raises(RejectedError) as refused:
        desk.absorb(replace(part, part=3))
    assert refused.value.problem is Problem.HUB_TROUBLE
    with pytest.raises(HubRejectedError):
        hub.part(PartRequest(inc=0, snapshot=uuid4(), part=1))


@pytest.mark.expects_log("records of client were not as at the hub")
def test_what_differs_is_mended() -> None:
    hub, desk = filled()
    spoil(desk)
    assert compared(hub, desk)
    assert "Ada" in {version.value for version in desk.confirmed.values()}
    assert not desk.is_doubted


@pytest.mark.expects_log("not mended, for no backup could be made")
def test_nothing_is_mended_without_a_backup() -> None:
    hub, desk = filled()
    spoil(desk)

    def full() -> None:
        raise UnavailableError(Problem.DISK_FULL)

    assert not asyncio.run(comparing.compare(FakeCalls(hub), desk, full))
    assert "Ada" not in {version.value for version in desk.confirmed.values()}


class Moving(FakeCalls):
    """A hub that others write to between two questions."""

    @override
    async def records(self, entity: str, bucket: int) -> RecordsReply:
        found = await super().records(entity, bucket)
        return replace(found, hub=replace(found.hub, head=found.hub.head + 1))


class Newer(FakeCalls):
    """A hub of a newer program."""

    @override
    async def digest(self) -> DigestReply:
        return replace(await super().digest(), schema=SCHEMA + 1)


class Stubborn(FakeCalls):
    """A hub whose records never fit its digest."""

    @override
    async def digest(self) -> DigestReply:
        found = await super().digest()
        wrong = {"client": tuple("f" * 32 for _ in found.buckets["client"])}
        return replace(found, buckets={**found.buckets, **wrong})


def test_a_hub_that_moved_meanwhile_is_asked_another_day() -> None:
    hub, desk = filled()
    spoil(desk)
    assert not asyncio.run(comparing.compare(Moving(hub), desk))


def test_another_version_is_not_compared_with() -> None:
    hub, desk = filled()
    assert not asyncio.run(comparing.compare(Newer(hub), desk))
    assert asyncio.run(trying.agrees(Newer(hub), desk)) is None


@pytest.mark.expects_log("were not as at the hub|cannot be mended")
def test_what_cannot_be_mended_is_doubted() -> None:
    hub, desk = filled()
    assert asyncio.run(comparing.compare(Stubborn(hub), desk))
    assert desk.is_doubted


def test_a_copy_that_follows_the_feed_agrees() -> None:
    hub, desk = filled()
    hub.push(PushRequest(epoch=None, inc=0, ops=tuple(intake(MemoryReplica()))))
    assert asyncio.run(trying.agrees(FakeCalls(hub), desk)) is True
    spoil(desk)
    assert asyncio.run(trying.agrees(FakeCalls(hub), desk)) is False


def test_of_a_copy_without_a_hub_and_of_a_hub_that_is_away_nothing_is_known() -> None:
    hub, desk = filled()
    assert asyncio.run(trying.agrees(FakeCalls(hub), MemoryReplica())) is None
    assert asyncio.run(trying.agrees(FakeCalls(hub, [Fault.TROUBLE]), desk)) is None


class Busy(FakeCalls):
    """A hub to which others give something each time it is asked."""

    @override
    async def digest(self) -> DigestReply:
        found = await super().digest()
        return replace(found, hub=replace(found.hub, head=found.hub.head + 1))


def test_of_a_hub_that_never_holds_still_nothing_is_known() -> None:
    hub, desk = filled()
    assert asyncio.run(trying.agrees(Busy(hub), desk)) is None
    assert not asyncio.run(comparing.compare(Busy(hub), desk))
