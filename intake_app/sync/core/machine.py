"""The exchange as a state machine: `step(state, event, moment) -> (state, commands)`.

No thread, clock, socket or store in here, so the shipped code itself runs under simulation.
One push is under way at a time, so our ops arrive in order; pulls go on independently. Whether
there is work is looked up by timer, never only after an event.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias, assert_never

from intake_app.sync.core import answers
from intake_app.sync.core.commands import (
    Carry,
    Command,
    Compare,
    Fetch,
    Greet,
    Look,
    Offer,
    Pull,
    Push,
    Reconnect,
    Report,
)
from intake_app.sync.core.events import (
    Brought,
    Carried,
    Compared,
    Event,
    Failed,
    Greeted,
    Hurried,
    Offered,
    OutboxEmpty,
    Own,
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
from intake_app.sync.core.repair_wire import PartRequest
from intake_app.sync.core.standing import Repair
from intake_app.sync.core.state import (
    COMPARE_AFTER_S,
    COMPARE_EVERY_MS,
    DEBOUNCE_S,
    TICK_S,
    WATCHDOG_S,
    WATCHDOG_TRIES,
    Moment,
    State,
    status_of,
)
from intake_app.sync.core.status import StuckWhy
from intake_app.sync.core.wire import LONG_POLL_S, HelloRequest, PullRequest

if TYPE_CHECKING:
    from intake_app.sync.core.standing import Standing

Step: TypeAlias = tuple[State, tuple[Command, ...]]


def step(state: State, event: Event, moment: Moment) -> Step:
    """Take in one event; the commands are to be carried out in their order."""
    match event:
        case Started() | Paused() | Woken() | Hurried() | Ticked():
            state, absorbed = _own(state, event, moment)
        case (
            Greeted()
            | OutboxEmpty()
            | Pushed()
            | Pulled()
            | Offered()
            | Brought()
            | Compared()
            | Carried()
            | Failed()
        ):
            state, absorbed = answers.answered(state, event, moment)
        case Stored() | StoreFailed():
            state, absorbed = answers.stored(state, event, moment)
        case _:
            assert_never(event)
    state, planned = _plan(state, moment)
    status = status_of(state)
    reported = () if status == state.told else (Report(status),)
    return replace(state, told=status), (*absorbed, *planned, *reported)


def _own(state: State, event: Own, moment: Moment) -> Step:
    match event:
        case Started():
            begun = replace(state, running=True, push_at=moment.s)
            begun = replace(begun, compare_at=moment.s + COMPARE_AFTER_S)
            return _fresh(begun, moment), (Look(),)
        case Paused():
            return _fresh(replace(state, running=False), moment), (Reconnect(),)
        case Woken():
            state = replace(state, blobs_at=0.0)
            if state.push_at is None:
                state = replace(state, push_at=moment.s + DEBOUNCE_S, progress_at=moment.s)
            return state, (Look(),)
        case Hurried():
            return _hurried(state, moment), (Look(),)
        case Ticked():
            return _ticked(state, moment)
        case _:
            assert_never(event)


def _fresh(state: State, moment: Moment) -> State:
    """Start over with the hub; what was under way does not count any more."""
    return replace(
        state,
        greeted=False,
        hello=state.hello.dropped(),
        push=state.push.dropped(),
        pull=state.pull.dropped(),
        repair=state.repair.dropped(),
        blob=state.blob.dropped(),
        offered=None,
        progress_at=moment.s,
        ticked_at=moment.s,
    )


def _hurried(state: State, moment: Moment) -> State:
    return replace(
        state,
        hello=replace(state.hello, not_before=0.0),
        push=replace(state.push, not_before=0.0),
        pull=replace(state.pull, not_before=0.0),
        repair=replace(state.repair, not_before=0.0),
        blob=replace(state.blob, not_before=0.0),
        blobs_at=0.0,
        push_at=moment.s,
    )


def _ticked(state: State, moment: Moment) -> Step:
    if moment.s < state.ticked_at + TICK_S:  # word for word as `deadline` has it
        return state, ()
    state = replace(state, ticked_at=moment.s)
    if state.push_at is None and state.standing is not None and state.standing.pending:
        state = replace(state, push_at=moment.s)
    if _has_stalled(state, moment):
        return _restarted(state, moment), (Reconnect(), Look())
    return state, (Look(),)


def _has_stalled(state: State, moment: Moment) -> bool:
    """Whether the hub answers, work is there, and yet nothing has moved for minutes."""
    standing = state.standing
    if not state.greeted or standing is None or state.in_step:
        return False
    has_work = state.push_at is not None or state.push.busy or standing.cursor < state.head
    return has_work and moment.s - state.progress_at >= WATCHDOG_S


def _restarted(state: State, moment: Moment) -> State:
    restarts = state.restarts + 1
    stuck = StuckWhy.NO_PROGRESS if restarts >= WATCHDOG_TRIES else state.stuck
    return replace(_fresh(state, moment), restarts=restarts, stuck=stuck)


def _plan(state: State, moment: Moment) -> Step:
    """Begin every call that is due."""
    commands: list[Command] = []
    standing = state.standing
    if not state.running or standing is None:
        return state, ()
    if state.durable > state.noted:
        state = replace(state, noted=state.durable)
        commands.append(Look(state.durable))
    if not state.greeted and _is_due(state, Road.HELLO, moment):
        state = replace(state, hello=state.hello.begun())
        commands.append(Greet(state.hello.attempt, _hello(state, standing, moment)))
    if state.may_push and _has_push(state, moment) and _is_due(state, Road.PUSH, moment):
        state = replace(state, push=state.push.begun(), push_at=None)
        commands.append(_push(state, standing, moment))
    if state.may_mend and _is_due(state, Road.REPAIR, moment):
        state = replace(state, repair=state.repair.begun())
        commands.append(_mend(state, standing))
    elif _is_to_compare(state, standing, moment) and _is_due(state, Road.REPAIR, moment):
        state = replace(state, repair=state.repair.begun())
        commands.append(Compare(state.repair.attempt))
    if state.may_pull and _is_due(state, Road.PULL, moment):
        state = replace(state, pull=state.pull.begun(), awaited=state.head)
        commands.append(Pull(state.pull.attempt, _pull(state, standing)))
    state, carried = _carried(state, moment)
    return state, (*commands, *carried)


def _carried(state: State, moment: Moment) -> Step:
    """One chunk of a picture at a time, and only while no op is on its way or due."""
    is_due = moment.s >= state.blobs_at and _is_due(state, Road.BLOB, moment)
    if not state.may_carry or not is_due:
        return state, ()
    state = replace(state, blob=state.blob.begun())
    return state, (Carry(state.blob.attempt),)


def _is_to_compare(state: State, standing: Standing, moment: Moment) -> bool:
    """Once a day, when all is quiet; a clock that is wrong makes it sooner or later, no more."""
    if not state.greeted or not state.in_step or moment.s < state.compare_at:
        return False
    return abs(moment.wall_ms - standing.compared_ms) >= COMPARE_EVERY_MS


def _is_due(state: State, road: Road, moment: Moment) -> bool:
    found = state.road(road)
    return not found.busy and moment.s >= found.not_before


def _has_push(state: State, moment: Moment) -> bool:
    return state.push_at is not None and moment.s >= state.push_at


def _hello(state: State, standing: Standing, moment: Moment) -> HelloRequest:
    return HelloRequest(
        origin=standing.origin,
        inc=standing.inc,
        next_n=standing.next_n,
        cursor=standing.cursor,
        forked=state.forked,
        clock_ms=moment.wall_ms,
    )


def _push(state: State, standing: Standing, moment: Moment) -> Push:
    return Push(
        attempt=state.push.attempt,
        limit=state.push_limit,
        epoch=standing.epoch,
        inc=standing.inc,
        clock_ms=moment.wall_ms,
    )


def _pull(state: State, standing: Standing) -> PullRequest:
    wait_s = LONG_POLL_S if standing.cursor >= state.head else 0
    return PullRequest(
        epoch=standing.epoch,
        inc=standing.inc,
        after=standing.cursor,
        wait_s=wait_s,
        chain=standing.chain,
    )


def _mend(state: State, standing: Standing) -> Offer | Fetch:
    if standing.repair is Repair.OFFER and standing.epoch is not None:
        return Offer(state.repair.attempt, standing.epoch, state.offered)
    asked = PartRequest(inc=standing.inc, snapshot=standing.snapshot, part=standing.part)
    return Fetch(state.repair.attempt, asked)
