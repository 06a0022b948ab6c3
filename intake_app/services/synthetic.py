"""Made-up shops: a small one to try the program on, large ones to measure it with."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from intake_app.checks.stages import MOVES, Stage
from intake_app.models.base import new_id
from intake_app.models.orders import Comment, Device, Order, Payment, StageMove
from intake_app.models.people import Client, Phone
from intake_app.models.shapes import SYNCED, insert_shape, table_of
from intake_app.services import made_up, made_up_things
from intake_app.services.furniture import STAFF, Furniture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from uuid import UUID

    from intake_app.checks.ticket import Ticket
    from intake_app.models.base import Base
    from intake_app.models.store import Store
    from intake_app.models.writing import Writing

MadeRow: TypeAlias = "tuple[type[Base], Mapping[str, object]]"

MadeStep: TypeAlias = "Callable[[Callable[[], Ticket]], Iterator[MadeRow]]"

DEMO_CLIENTS, DEMO_ORDERS, _DEMO_SEED = 60, 120, 7
_CHUNK = 10_000
_DEMO_CHUNK = 20
_STAFF = tuple(name for name, _ in STAFF)
_PAID_STAGES = frozenset({Stage.ISSUED})
_STAGES = (
    *((Stage.ISSUED,) * 40),
    *((Stage.IN_REPAIR, Stage.READY, Stage.ACCEPTED, Stage.DIAGNOSTICS) * 3),
    *(stage for stage in Stage),
)
_RUBLE = 100


@dataclass(frozen=True, slots=True)
class _Plan:
    """Everything the rows of one shop are made from."""

    chance: random.Random
    now: datetime
    currency: str = "RUB"


def furnish(store: Store) -> None:
    """Fill an empty store with the demo shop, ops included; leave any other as it is."""
    with store.reading() as session:
        if session.driver.execute('SELECT EXISTS (SELECT 1 FROM "order")').fetchone()[0]:
            return
    plan = _Plan(random.Random(_DEMO_SEED), store.recorder.now())  # noqa: S311 - made-up people
    furniture = Furniture(random.Random(_DEMO_SEED), plan.now)  # noqa: S311 - see above
    steps = list(_steps(plan, DEMO_CLIENTS, DEMO_ORDERS))
    with store.writing() as session:
        for entity, values in furniture.first():
            session.create(entity, **values)
    for first in range(0, len(steps), _DEMO_CHUNK):
        with store.writing() as session:
            for step in steps[first : first + _DEMO_CHUNK]:
                for entity, values in furniture.dressed(step(session.next_ticket)):
                    session.create(entity, **values)


def generate(
    store: Store,
    *,
    clients: int,
    orders: int,
    seed: int,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Add a shop of any size, without ops: it is never sent anywhere.

    `progress` hears how many clients are in, after each transaction.
    """
    done = 0
    while done < clients:
        count = min(_CHUNK, clients - done)
        share = orders * (done + count) // clients - orders * done // clients
        plan = _Plan(random.Random(seed + done), store.recorder.now())  # noqa: S311 - see above
        with store.writing() as session:
            steps = _steps(plan, count, share, first=done)
            _insert(session, (row for step in steps for row in step(session.next_ticket)))
        done += count
        if progress is not None:
            progress(done)


def _insert(session: Writing, rows: Iterator[MadeRow]) -> None:
    """Write rows table by table, without ops."""
    waiting: dict[type[Base], list[Mapping[str, object]]] = {entity: [] for entity in SYNCED}
    for entity, values in rows:
        waiting[entity].append(values)
    names = [table_of(entity).name for entity, found in waiting.items() if found]
    with session.unrecorded(names) as driver:
        driver.execute("PRAGMA cache_size=-262144")  # the indexes of a million rows, in memory
        for entity, found in waiting.items():
            shape = insert_shape(entity)
            driver.executemany(shape.sql, (shape.parameters(shape.row(one)) for one in found))


def _steps(plan: _Plan, clients: int, orders: int, *, first: int = 0) -> Iterator[MadeStep]:
    """People first, then their orders from the oldest to the newest; a step stays together."""
    people = [new_id() for _ in range(clients)]
    for number, client in enumerate(people, first):
        yield partial(_client, plan, client, number)
    stages = [_STAGES[place % len(_STAGES)] for place in range(orders)]
    plan.chance.shuffle(stages)
    taken = sorted((_moment(plan, stage), place) for place, stage in enumerate(stages))
    for at, place in taken:
        who = people[place] if place < clients else plan.chance.choice(people)
        yield partial(_order, plan, who, stages[place], at)


def _moment(plan: _Plan, stage: Stage) -> datetime:
    """When a device came that is at that stage now: in working hours, and never tomorrow."""
    youngest, oldest = (2, 50) if not MOVES[stage] else (1, 12)
    at = plan.now - timedelta(days=plan.chance.randint(youngest, oldest))
    return at.replace(hour=plan.chance.randint(6, 14), minute=plan.chance.randrange(60))


def _client(
    plan: _Plan, client: UUID, number: int, _tickets: Callable[[], Ticket]
) -> Iterator[MadeRow]:
    who, at = made_up.person(plan.chance, number), plan.now - timedelta(days=200)
    yield (
        Client,
        {
            "id": client,
            "created_at": at,
            "kind": who.kind.value,
            "name": who.name,
            "email": who.email,
            "address": who.address,
        },
    )
    yield Phone, {"id": new_id(), "client_id": client, "created_at": at, "e164": who.phone}


def _order(
    plan: _Plan, client: UUID, stage: Stage, at: datetime, tickets: Callable[[], Ticket]
) -> Iterator[MadeRow]:
    chance, thing = plan.chance, made_up_things.thing(plan.chance)
    device, order, ticket = new_id(), new_id(), tickets()
    words = ("kind", "brand", "model", "serial", "imei")
    yield (
        Device,
        {"id": device, "client_id": client, "created_at": at}
        | {word: getattr(thing, word) for word in words},
    )
    estimate = chance.randrange(8, 250) * 100 * _RUBLE
    moves = _moves(plan, order, stage, at)
    yield (
        Order,
        {
            "id": order,
            "number": ticket.number,
            "ticket": ticket.digits,
            "client_id": client,
            "device_id": device,
            "accepted_at": at,
            "accepted_by": chance.choice(_STAFF),
            "fault": thing.fault,
            "accessories": thing.accessories,
            "appearance": thing.appearance,
            "repair_kind": chance.choice(("paid", "paid", "paid", "warranty", "own_warranty")),
            "urgent": chance.randrange(10) == 0,
            "promised_at": _evening(at, chance.choice((3, 7, 15))),
            "estimate_minor": estimate,
            "currency": plan.currency,
            "stage": stage.value,
            "stage_at": moves[-1][1]["at"],
        },
    )
    yield from moves
    yield from _remark(plan, order, moves[-1][1]["at"])
    yield from _money(plan, order, stage, (at, estimate))


def _evening(at: datetime, days: int) -> datetime:
    return (at + timedelta(days=days)).replace(hour=15, minute=0, second=0, microsecond=0)


def _moves(
    plan: _Plan, order: UUID, stage: Stage, at: datetime
) -> list[tuple[type[Base], dict[str, Any]]]:
    """The road to a stage, one fact for each step."""
    before, made = "", list[tuple["type[Base]", dict[str, Any]]]()
    for step in _ROADS[stage]:
        by = plan.chance.choice(_STAFF)
        move = {"order_id": order, "from_stage": before, "to_stage": step.value, "at": at, "by": by}
        made.append((StageMove, {"id": new_id(), **move}))
        before = step.value
        at += timedelta(minutes=plan.chance.randrange(20, 90))
    return made


def _remark(plan: _Plan, order: UUID, at: datetime) -> Iterator[MadeRow]:
    if plan.chance.randrange(5) == 0:
        said = {"text": made_up.remark(plan.chance), "at": at, "by": plan.chance.choice(_STAFF)}
        yield Comment, {"id": new_id(), "order_id": order, **said}


def _money(
    plan: _Plan, order: UUID, stage: Stage, terms: tuple[datetime, int]
) -> Iterator[MadeRow]:
    at, estimate = terms
    prepaid = 1000 * _RUBLE if plan.chance.randrange(4) == 0 else 0
    paid = {"order_id": order, "currency": plan.currency, "by": plan.chance.choice(_STAFF)}
    if prepaid:
        yield (
            Payment,
            {"id": new_id(), "kind": "prepayment", "method": "cash", "minor": prepaid, "at": at}
            | paid,
        )
    if stage in _PAID_STAGES and estimate > prepaid:
        rest, later = estimate - prepaid, at + timedelta(days=1)
        yield (
            Payment,
            {"id": new_id(), "kind": "final", "method": "card", "minor": rest, "at": later} | paid,
        )


def _roads() -> Mapping[Stage, tuple[Stage, ...]]:
    """The shortest way from the counter to each stage."""
    roads: dict[Stage, tuple[Stage, ...]] = {Stage.ACCEPTED: (Stage.ACCEPTED,)}
    waiting = [Stage.ACCEPTED]
    for stage in waiting:
        for to in MOVES[stage]:
            if to not in roads:
                roads[to] = (*roads[stage], to)
                waiting.append(to)
    return roads


_ROADS = _roads()
