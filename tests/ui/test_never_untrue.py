"""The indicator of the exchange never says that all is exchanged while something waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake_app.errors import Problem
from intake_app.services.dispute_rows import Owed
from intake_app.sync.core.events import (
    Event,
    Failed,
    Greeted,
    Hurried,
    OutboxEmpty,
    Paused,
    Pulled,
    Pushed,
    Road,
    Started,
    Stored,
    StoreFailed,
    Ticked,
    Woken,
)
from intake_app.sync.core.refusal import Why
from intake_app.sync.core.standing import Repair
from intake_app.sync.core.status import (
    NeedsAttention,
    Off,
    Offline,
    Receiving,
    Stuck,
    StuckWhy,
    Synced,
    SyncStatus,
    Waiting,
)
from intake_app.sync.core.wire import HelloReply, PullReply, PushReply
from intake_app.ui.exchange.indicator import LONG, MANY, Indicator
from tests.rigs.watch import NOON
from tests.sync.bench import STANDING, Bench, hub

if TYPE_CHECKING:
    from intake_app.sync.core.standing import Standing
    from intake_app.ui.desk import Desk

STATES: tuple[SyncStatus, ...] = (
    Off(),
    Synced(NOON),
    Synced(NOON, 3),
    Synced(NOON, -3),
    Waiting(0, ""),
    Waiting(3, NOON.isoformat()),
    Receiving(1, 9, 4),
    Receiving(0, 0, 0),
    Offline(2, "", Problem.HUB_AWAY),
    NeedsAttention(2, 5),
    *(Stuck(why, 0, "") for why in StuckWhy),
)
OWED = st.builds(
    Owed,
    pending=st.integers(0, 2 * MANY),
    oldest_at=st.sampled_from(
        ("", NOON.isoformat(), (NOON - LONG - timedelta(minutes=1)).isoformat())
    ),
    aside=st.integers(0, 3),
    conflicts=st.integers(0, 3),
    noticed=st.integers(0, 3),
)


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    return replace(
        STANDING,
        pending=draw(st.integers(0, 3)),
        cursor=draw(st.integers(0, 3)),
        quarantined=draw(st.integers(0, 2)),
        repair=draw(st.sampled_from(Repair)),
    )


STEPS = st.lists(st.tuples(st.integers(0, 12), standings(), st.integers(0, 3)), max_size=25)


@pytest.fixture
def indicator(closed_desk: Desk) -> Indicator:
    return Indicator(closed_desk)


def event(bench: Bench, kind: int, head: int, stored: Event) -> Event:
    """One that may come in this state: answers name the attempt that is under way."""
    state, feed = bench.state, hub(head)
    why = list(Why)[head * 5 % len(Why)]
    found: tuple[Event, ...] = (
        Started(),
        Paused(),
        Woken(),
        Hurried(),
        Ticked(),
        stored,
        StoreFailed(Problem.DISK_FULL),
        Greeted(state.hello.attempt, HelloReply(hub=feed, inc=0, prefix="A")),
        Pushed(state.push.attempt, (uuid4(),), PushReply(hub=feed, receipts=())),
        OutboxEmpty(state.push.attempt),
        Pulled(state.pull.attempt, 0, PullReply(hub=feed, ops=())),
        Failed(Road.HELLO, state.hello.attempt, why),
        Failed(Road.PULL, state.pull.attempt, why),
    )
    return found[kind]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(steps=STEPS, owed=OWED)
def test_in_no_state_the_machine_can_reach(
    indicator: Indicator, steps: list[tuple[int, Standing, int]], owed: Owed
) -> None:
    bench = Bench()
    bench.feed(Started(), Stored(STANDING))
    for kind, standing, head in steps:
        bench.now_s += 7
        road = (None, Road.HELLO, Road.PULL)[head % 3]
        bench.feed(event(bench, kind, head, Stored(standing, road)))
        holds_true(indicator, bench.status, owed)
        known = bench.state.standing
        assert not (isinstance(bench.status, Synced) and known is not None and known.pending)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(status=st.sampled_from(STATES), owed=OWED)
def test_whatever_is_saved_while_the_exchange_still_says_otherwise(
    indicator: Indicator, status: SyncStatus, owed: Owed
) -> None:
    holds_true(indicator, status, owed)


def holds_true(indicator: Indicator, status: SyncStatus, owed: Owed) -> None:
    said = indicator.say(status, owed)
    assert said.text
    assert said.detail
    assert said.icon
    if said.icon == "cloud-check" or said.text.endswith(" 0 ждёт"):
        assert isinstance(status, Synced)
        assert (owed.pending, owed.to_settle) == (0, 0)
    if isinstance(status, Stuck):
        assert said.tone == "bad"
    elif owed.to_settle or isinstance(status, Offline):
        assert said.tone == "caution"


def test_without_a_store_what_the_exchange_knew_is_told(indicator: Indicator) -> None:
    assert indicator.say(NeedsAttention(2, 0), None).text == "Хаб: разобрать 2"
    assert indicator.say(Synced(NOON), None).text == "Хаб 15:00 · 0 ждёт"
    assert indicator.say(Receiving(1, 4, 0), None).text.endswith("25 %")
    assert indicator.say(Off(), None).tone == "muted"


def test_what_is_too_old_or_too_much_is_louder(indicator: Indicator) -> None:
    day_ago = (NOON - LONG - timedelta(minutes=1)).isoformat()
    old = indicator.say(Waiting(1, day_ago), Owed(1, day_ago))
    assert (old.tone, "суток" in old.detail) == ("caution", True)
    many = indicator.say(Waiting(1, ""), Owed(MANY + 1, NOON.isoformat()))
    assert (many.tone, str(MANY) in many.detail) == ("caution", True)
    assert indicator.say(Waiting(1, ""), Owed(3, NOON.isoformat())).tone == "good"
    assert indicator.age((NOON - timedelta(days=3)).isoformat()) == "3 дн."


def test_a_clock_that_is_off_is_information(indicator: Indicator) -> None:
    slow, fast = (indicator.say(Synced(NOON, off), Owed()) for off in (3, -3))
    assert (slow.tone, "отстают" in slow.detail, "спешат" in fast.detail) == ("good", True, True)
