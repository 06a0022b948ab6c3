"""What the machine makes of the answers of the hub and of our own store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias, assert_never

from intake_app.errors import Problem
from intake_app.sync.core.commands import (
    Absorb,
    Acknowledge,
    Adopt,
    Apply,
    Command,
    Mend,
    Refuse,
)
from intake_app.sync.core.events import (
    Answer,
    Brought,
    Carried,
    Compared,
    Failed,
    Greeted,
    Offered,
    OutboxEmpty,
    Pulled,
    Pushed,
    Road,
    StoreAnswer,
    Stored,
    StoreFailed,
)
from intake_app.sync.core.refusal import Why
from intake_app.sync.core.repair_wire import PART_RECORDS
from intake_app.sync.core.standing import Repair
from intake_app.sync.core.state import BLOBS_EVERY_S, COMPARE_AFTER_S, STUCK_S, Moment, State
from intake_app.sync.core.status import StuckWhy
from intake_app.sync.core.wire import PUSH_OPS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.sync.core.standing import Standing
    from intake_app.sync.core.wire import HubState

SNAPSHOT_FROM = 5_000
"""From so many changes on, a new workstation takes the state instead of the whole story."""

_TROUBLES = {
    Why.AWAY: Problem.HUB_AWAY,
    Why.UNTRUSTED: Problem.HUB_UNTRUSTED,
    Why.EXPIRED: Problem.HUB_EXPIRED,
    Why.MISNAMED: Problem.HUB_MISNAMED,
}

_ROADS: Mapping[type[Answer], Road] = {
    Greeted: Road.HELLO,
    OutboxEmpty: Road.PUSH,
    Pushed: Road.PUSH,
    Pulled: Road.PULL,
    Offered: Road.REPAIR,
    Brought: Road.REPAIR,
    Compared: Road.REPAIR,
    Carried: Road.BLOB,
}

Step: TypeAlias = tuple[State, tuple[Command, ...]]


def answered(state: State, event: Answer, moment: Moment) -> Step:
    """Take in the end of a call, unless we had given that call up."""
    road = state.road(road_of(event))
    standing = state.standing
    if standing is None or not road.busy or road.attempt != event.attempt:
        return state, ()
    return _ended(state, standing, event, moment)


def _ended(state: State, standing: Standing, event: Answer, moment: Moment) -> Step:
    match event:
        case Greeted():
            return _greeted(state, standing, event, moment)
        case OutboxEmpty() | Pushed():
            return _pushed(state, standing, event, moment)
        case Pulled():
            return _pulled(state, standing, event, moment)
        case Offered() | Brought() | Compared() | Carried():
            return _repaired(state, standing, event, moment)
        case Failed():
            return _failed(state, event, moment)
        case _:
            assert_never(event)


def road_of(event: Answer) -> Road:
    """Tell which kind of call an answer ends."""
    return event.road if isinstance(event, Failed) else _ROADS[type(event)]


def _greeted(state: State, standing: Standing, event: Greeted, moment: Moment) -> Step:
    hub = event.reply.hub
    first = hub.epoch if standing.epoch is None else None
    adopt = Adopt(first, event.reply.inc, event.reply.prefix, hub.durable_seq)
    state = replace(state, noted=hub.durable_seq)
    is_other = standing.epoch is not None and hub.epoch != standing.epoch
    if is_other:
        state = replace(_heard(state, hub, moment), head=hub.head, offered=None)
        return state, (Mend(hub.epoch, Repair.OFFER, None), adopt)
    state = _heard(state, hub, moment)
    if not state.pull.busy:
        state = replace(state, head=hub.head)  # a hub put back by hand may have a shorter feed
    is_new = standing.cursor == 0 and standing.repair is Repair.NONE
    if is_new and hub.head > SNAPSHOT_FROM:
        return state, (Mend(hub.epoch, Repair.SNAPSHOT, None), adopt)
    return state, (adopt,)


def _pushed(state: State, standing: Standing, event: OutboxEmpty | Pushed, moment: Moment) -> Step:
    if isinstance(event, OutboxEmpty):
        return replace(state, push=state.push.ended(), progress_at=moment.s), ()
    sent = frozenset(event.sent)
    receipts = tuple(one for one in event.reply.receipts if one.op_id in sent)
    if event.reply.hub.epoch != standing.epoch or not receipts:
        return _ask_again(state, Road.PUSH, moment), ()
    return _heard(state, event.reply.hub, moment), (Acknowledge(receipts),)


def _pulled(state: State, standing: Standing, event: Pulled, moment: Moment) -> Step:
    page = event.reply.ops
    if event.reply.hub.epoch != standing.epoch:
        return _ask_again(state, Road.PULL, moment), ()
    numbers = [one.seq for one in page]
    is_whole = numbers == list(range(standing.cursor + 1, standing.cursor + 1 + len(page)))
    is_missing = not page and event.reply.hub.head > standing.cursor
    if event.after != standing.cursor or not is_whole or is_missing:
        return replace(state, pull=state.pull.failed(moment)), ()
    if not page and state.awaited > standing.cursor:
        return _ask_again(state, Road.PULL, moment), ()  # what it told of before is gone, or late
    state = _heard(state, event.reply.hub, moment)
    if not page:
        return replace(state, pull=state.pull.ended()), ()
    return state, (Apply(page, event.reply.hub.epoch, event.reply.chain),)


def _repaired(
    state: State,
    standing: Standing,
    event: Offered | Brought | Compared | Carried,
    moment: Moment,
) -> Step:
    if isinstance(event, Carried):
        later = moment.s if event.more else moment.s + BLOBS_EVERY_S
        return replace(state, blob=state.blob.ended(), blobs_at=later), ()
    if isinstance(event, Compared):
        later = moment.s + COMPARE_AFTER_S
        return replace(state, repair=state.repair.ended(), compare_at=later), ()
    if isinstance(event, Offered):
        return _offered(state, standing, event, moment)
    return _brought(state, standing, event, moment)


def _offered(state: State, standing: Standing, event: Offered, moment: Moment) -> Step:
    if event.epoch != standing.epoch:
        return _ask_again(state, Road.REPAIR, moment), ()
    state = replace(state, in_touch_at=moment.wall)
    if event.upto is None:
        return state, (Mend(event.epoch, Repair.SNAPSHOT, Road.REPAIR),)
    ended = state.repair.ended()
    return replace(state, repair=ended, offered=event.upto, progress_at=moment.s), ()


def _brought(state: State, standing: Standing, event: Brought, moment: Moment) -> Step:
    reply = event.reply
    is_known = standing.snapshot in {None, reply.snapshot} and reply.part == standing.part
    if reply.hub.epoch != standing.epoch or not is_known:
        return _ask_again(state, Road.REPAIR, moment), ()
    done = reply.part * PART_RECORDS + len(reply.records)
    state = replace(_heard(state, reply.hub, moment), received=(done, max(done, reply.total)))
    return state, (Absorb(reply),)


def _heard(state: State, hub: HubState, moment: Moment) -> State:
    """Note what every reply tells; a lagging replica does not shorten the feed."""
    return replace(
        state,
        head=max(state.head, hub.head),
        last_n=hub.last_n,
        in_touch_at=moment.wall,
        durable=hub.durable_seq,
        clock_off_ms=hub.server_ms - moment.wall_ms if hub.server_ms else 0,
    )


def _ask_again(state: State, road: Road, moment: Moment) -> State:
    """Something is odd about the hub: a new hello finds out what."""
    state = state.on(road, state.road(road).failed(moment))
    return replace(state, greeted=False)


def _stop(state: State, why: StuckWhy, moment: Moment) -> State:
    """Leave it to a person, but ask again every minute: he may cure it at the hub."""
    hello = state.hello.failed(moment, at_least_s=STUCK_S)
    return replace(state, stuck=why, greeted=False, trouble=None, hello=hello)


def _failed(state: State, event: Failed, moment: Moment) -> Step:
    match event.why:
        case Why.TOKEN | Why.REVOKED | Why.OUTDATED:
            outdated = event.why is Why.OUTDATED
            stuck = StuckWhy.OUTDATED if outdated else StuckWhy.REVOKED
            return _stopped_on(state, event.road, stuck, moment), ()
        case Why.CHAIN | Why.TRIMMED if event.road in {Road.PULL, Road.REPAIR}:
            return _behind(state, event, moment)
        case Why.EPOCH | Why.FORK:
            state = replace(state, forked=state.forked or event.why is Why.FORK)
            return _restless(_ask_again(state, event.road, moment), event.road, moment), ()
        case Why.TOO_LARGE | Why.MALFORMED if event.road is Road.PUSH and event.sent:
            return _split(state, event, moment)
        case _:
            return _unavailable(state, event, moment), ()


def _behind(state: State, event: Failed, moment: Moment) -> Step:
    """What the hub has is not what follows our cursor: its past changed, or its log is shorter."""
    epoch = state.standing.epoch if state.standing else None
    if epoch is None:
        return _ask_again(state, event.road, moment), ()
    kind = Repair.OFFER if event.why is Why.CHAIN else Repair.SNAPSHOT
    return replace(state, offered=None), (Mend(epoch, kind, event.road),)


def _stopped_on(state: State, road: Road, why: StuckWhy, moment: Moment) -> State:
    if road is not Road.HELLO:
        state = _restless(state.on(road, state.road(road).failed(moment)), road, moment)
    return _stop(state, why, moment)


def _split(state: State, event: Failed, moment: Moment) -> Step:
    """Halve the batch until one user action is left; that one is put aside, the rest flows."""
    if event.txns > 1:
        limit = max(1, len(event.sent) // 2)
        push = state.push.idle()
        return replace(state, push=push, push_limit=limit, push_at=moment.s), ()
    return state, (Refuse(event.sent, event.why.value),)


def _unavailable(state: State, event: Failed, moment: Moment) -> State:
    failed = state.road(event.road).failed(moment, at_least_s=event.retry_after_s)
    state = _restless(state.on(event.road, failed), event.road, moment)
    if event.road is Road.HELLO:
        problem = _TROUBLES.get(event.why, Problem.HUB_TROUBLE)
        return replace(state, trouble=problem, progress_at=moment.s)
    return replace(state, greeted=False) if event.why in _TROUBLES else state


def _restless(state: State, road: Road, moment: Moment) -> State:
    """A push that failed is still to be done."""
    return replace(state, push_at=moment.s) if road is Road.PUSH else state


def stored(state: State, event: StoreAnswer, moment: Moment) -> Step:
    """Take in what became of a command to the store; only now is the call it ends really over."""
    match event:
        case Stored():
            state = replace(state, standing=event.standing, store_trouble=None)
            return state if event.road is None else _settled(state, event.road, moment), ()
        case StoreFailed():
            if event.road is not None:
                failed = state.road(event.road).failed(moment)
                state = _restless(state.on(event.road, failed), event.road, moment)
            return replace(state, store_trouble=event.problem), ()
        case _:
            assert_never(event)


def _settled(state: State, road: Road, moment: Moment) -> State:
    state = state.on(road, state.road(road).ended())
    stuck = None if state.stuck is StuckWhy.NO_PROGRESS else state.stuck
    match road:
        case Road.HELLO:
            stuck = state.stuck if state.stuck is StuckWhy.NO_PROGRESS else None
            state = replace(state, greeted=True, forked=False, trouble=None)
            return replace(state, stuck=stuck, push_at=moment.s)
        case Road.PUSH:
            limit = min(PUSH_OPS, state.push_limit * 2)
            state = replace(state, push_limit=limit, push_at=moment.s)
        case Road.PULL | Road.REPAIR | Road.BLOB:
            state = replace(state, blobs_at=0.0)  # what came may name pictures
        case _:
            assert_never(road)
    state = replace(state, stuck=stuck, trouble=None, restarts=0, progress_at=moment.s)
    return _fork_checked(state)


def _fork_checked(state: State) -> State:
    """The hub knows ops of ours that we have not made yet: this store was rolled back."""
    if state.standing is not None and state.last_n >= state.standing.next_n:
        return replace(state, greeted=False)
    return state
