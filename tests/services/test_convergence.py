"""Shops that do things at random, with the cable in and out, end up telling the same story."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from typing_extensions import override

from intake_app.checks.outcomes import FITTING
from intake_app.config import DeskSettings, Settings
from intake_app.errors import RejectedError
from intake_app.models.orders import Order
from intake_app.models.people import Client
from intake_app.models.shapes import SYNCED, table_of
from intake_app.services.drafts import ClientDraft
from intake_app.services.shop import Shop
from intake_app.sync.core.catalogue import ENTITIES
from intake_app.sync.core.ops import Outcome
from intake_app.sync.fake import FakeHub
from tests.rigs.drafts import INTAKE
from tests.rigs.feed import exchange, pull, push
from tests.rigs.watch import Watch

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.replica import StoreReplica

desks = st.integers(0, 1)
picks = st.integers(0, 30)
STAGES = ("diagnostics", "in_repair", "ready", "issued", "cancelled", "on_hold")


def shared(replica: StoreReplica) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that must be equal on all desks, derived stages and conflicts included."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with replica.store.reading() as session:
        for entity in SYNCED:
            table = table_of(entity)
            names = ["id", *sorted(ENTITIES[table.name].fields)]
            if entity is Order:
                names.append("stage")
            columns = [table.c[name] for name in names]
            rows = session.execute(table.select().with_only_columns(*columns).order_by(table.c.id))
            found[table.name] = [tuple(row) for row in rows]
        for table in ("conflict", "attention"):
            sql = f"SELECT * FROM {table} ORDER BY 1, 2"  # noqa: S608 - names of ours
            found[table] = session.driver.execute(sql).fetchall()
    return found


class Desks(RuleBasedStateMachine):
    """Two desks and a hub between them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.hub = FakeHub()
        self.watch = Watch()
        self.shops: list[Shop] = []
        self.made: set[UUID] = set()

    @initialize()
    def open(self) -> None:
        for name in ("Анна", "Илья"):
            desk = DeskSettings(operator=name)
            shop = Shop(Settings(data=self.folder / name, desk=desk), self.watch)
            shop.open()
            self.shops.append(shop)
        self.shops[1].services.replica.grant(0, "B")
        self.take_in(0)

    @property
    def replicas(self) -> list[StoreReplica]:
        return [shop.services.replica for shop in self.shops]

    def order(self, desk: int, pick: int) -> UUID | None:
        known = [row.id for row in self.shops[desk].finder.orders("")]
        return known[pick % len(known)] if known else None

    @rule(desk=desks)
    def take_in(self, desk: int) -> None:
        intakes = self.shops[desk].services.intakes
        self.made.add(intakes.receive(replace(INTAKE, prepayment_minor=100)).order_id)

    @rule(desk=desks, pick=picks, email=st.sampled_from(("", "a@mail.ru", "b@mail.ru")))
    def comes_again(self, desk: int, pick: int, email: str) -> None:
        if (order := self.order(desk, pick)) is not None:
            services = self.shops[desk].services
            client = ClientDraft(id=services.orders.card(order).client_id, email=email)
            self.made.add(services.intakes.receive(replace(INTAKE, client=client)).order_id)

    @rule(desk=desks, pick=picks, to=st.sampled_from(STAGES))
    def move(self, desk: int, pick: int, to: str) -> None:
        if (order := self.order(desk, pick)) is not None:
            services = self.shops[desk].services
            ended = FITTING.get(to, ("",))[0]
            try:
                services.moves.move(order, to, comment="так надо", outcome=ended)
            except RejectedError:
                choices = services.orders.card(order).choices
                assert to not in {choice.code for choice in choices if choice.is_open}

    @rule(desk=desks, pick=picks, text=st.sampled_from(("раз", "два", "три")))
    def edit(self, desk: int, pick: int, text: str) -> None:
        if (order := self.order(desk, pick)) is None:
            return
        store = self.shops[desk].services.intakes.store
        with store.writing() as session:
            header = session.get_one(Order, order)
            header.fault, header.urgent = text, text == "два"
            session.get_one(Client, header.client_id).note = text

    @rule(minutes=st.integers(-600, 600))
    def time_passes(self, minutes: int) -> None:
        self.watch.forward(minutes=minutes)

    @rule(desk=desks)
    def push(self, desk: int) -> None:
        push(self.hub, self.replicas[desk])

    @rule(desk=desks)
    def pull(self, desk: int) -> None:
        pull(self.hub, self.replicas[desk], limit=7)

    @invariant()
    def nobody_loses_an_order_that_was_shown_as_saved(self) -> None:
        here = {row.id for shop in self.shops for row in shop.finder.orders("", limit=10_000)}
        assert self.made <= here

    @override
    def teardown(self) -> None:
        if self.shops:
            exchange(self.hub, *self.replicas)
            self.all_agree()
        for shop in self.shops:
            shop.close()
        shutil.rmtree(self.folder)

    def all_agree(self) -> None:
        one, other = (shared(replica) for replica in self.replicas)
        assert one == other
        standings = [replica.standing() for replica in self.replicas]
        assert [(found.pending, found.quarantined) for found in standings] == [(0, 0)] * 2
        assert {found.cursor for found in standings} == {len(self.hub.feed)}
        ids = [found.op.op_id for found in self.hub.feed]
        assert len(ids) == len(set(ids))
        lost = [found for found in self.hub.feed if found.outcome is Outcome.LOST]
        assert len(one["conflict"]) >= len(lost)


TestDesks = Desks.TestCase
TestDesks.settings = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
