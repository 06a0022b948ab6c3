"""Two desks that merge and unmerge cards as they like end up with the same clients."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select
from typing_extensions import override

from intake_app.checks.consent_rules import Medium, Purpose, Sending, Way
from intake_app.checks.unions import union_of
from intake_app.config import DeskSettings, Settings
from intake_app.models.people import Client
from intake_app.services import unions
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft
from intake_app.services.shop import Shop
from intake_app.sync.fake import FakeHub
from tests.rigs.feed import exchange, pull, push
from tests.rigs.watch import Watch

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.use_cases import Services

desks = st.integers(0, 1)
cards = st.integers(0, 3)


class Counters(RuleBasedStateMachine):
    """Four cards, known to both desks from the start."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.hub = FakeHub()
        self.watch = Watch()
        self.shops: list[Shop] = []
        self.cards: list[UUID] = []

    @initialize()
    def open(self) -> None:
        for name in ("Анна", "Илья"):
            shop = Shop(
                Settings(data=self.folder / name, desk=DeskSettings(operator=name)), self.watch
            )
            shop.open()
            self.shops.append(shop)
        self.services(1).replica.grant(0, "B")
        for number in range(4):
            draft = IntakeDraft(
                client=ClientDraft(name=f"Пётр {number}", phone=f"+7916123456{number}"),
                device=DeviceDraft(kind="смартфон"),
                fault="разбит",
            )
            done = self.services(0).intakes.receive(draft)
            self.cards.append(self.services(0).orders.card(done.order_id).client_id)
        exchange(self.hub, self.services(0).replica, self.services(1).replica)

    def services(self, desk: int) -> Services:
        return self.shops[desk].services

    def into(self, desk: int) -> dict[UUID, UUID | None]:
        with self.services(desk).clients.store.reading() as session:
            rows = session.execute(select(Client.id, Client.merged_into))
            return {row[0]: row[1] for row in rows}

    @rule(desk=desks, one=cards, other=cards)
    def merge(self, desk: int, one: int, other: int) -> None:
        self.services(desk).clients.merge(self.cards[one], self.cards[other])

    @rule(desk=desks, card=cards, pick=st.integers(0, 3))
    def unmerge(self, desk: int, card: int, pick: int) -> None:
        clients = self.services(desk).clients
        merges = clients.card(self.cards[card]).merges
        if merges:
            clients.unmerge(merges[pick % len(merges)].id)

    @rule(desk=desks, one=cards, other=cards)
    def merge_and_take_back(self, desk: int, one: int, other: int) -> None:
        clients = self.services(desk).clients
        before = self.into(desk)
        merge = clients.merge(self.cards[one], self.cards[other])
        if merge is not None:
            clients.unmerge(merge)
        assert self.into(desk) == before

    @rule(desk=desks, card=cards, grants=st.booleans())
    def consent(self, desk: int, card: int, grants: bool) -> None:
        consents = self.services(desk).consents
        say = consents.grant if grants else consents.withdraw
        say(self.cards[card], Purpose.ADVERTISING, Way.CALL)

    @rule(minutes=st.integers(-300, 300))
    def time_passes(self, minutes: int) -> None:
        self.watch.forward(minutes=minutes)

    @rule(desk=desks)
    def push(self, desk: int) -> None:
        push(self.hub, self.services(desk).replica)

    @rule(desk=desks)
    def pull(self, desk: int) -> None:
        pull(self.hub, self.services(desk).replica, limit=3)

    @invariant()
    def every_card_leads_to_one_that_stands_for_itself(self) -> None:
        for desk in range(len(self.shops)):
            into = self.into(desk)
            assert all(root is None or into[root] is None for root in into.values())

    @override
    def teardown(self) -> None:
        if self.shops:
            exchange(self.hub, *(self.services(desk).replica for desk in (0, 1)))
            self.all_agree()
        for shop in self.shops:
            shop.close()
        shutil.rmtree(self.folder)

    def all_agree(self) -> None:
        assert self.into(0) == self.into(1)
        for card in self.cards:
            one, other = (self.services(desk).clients.card(card) for desk in (0, 1))
            assert one.facts == other.facts
            assert one.ledger == other.ledger
            assert {row.id for row in one.orders.rows} == {row.id for row in other.orders.rows}
            asked = (card, Sending.ADVERTISING, Medium.SMS, self.watch())
            may = [self.services(desk).consents.may_send(*asked) for desk in (0, 1)]
            assert may[0] == may[1]
        with self.services(0).clients.store.reading() as session:
            for card in self.cards:
                links = unions.links_of(session.driver, card)
                root = union_of(links).roots.get(card, card)
                assert unions.root_of(session.driver, card) == root


TestCounters = Counters.TestCase
TestCounters.settings = settings(
    max_examples=15,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
