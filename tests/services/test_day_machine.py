"""A shop through days and nights: whatever people do in whatever order, what must hold holds."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from typing_extensions import override

from intake_app.checks.outcomes import Outcome
from intake_app.checks.stages import Stage, allows
from intake_app.config import DeskSettings, Settings, ShopSettings
from intake_app.errors import RejectedError
from intake_app.services.handover_rows import HandoverDraft, KnownBy
from intake_app.services.loaner_rows import LendDraft, LoanerDraft, ReturnDraft
from intake_app.services.money_rows import Back, Part, Taking, new_act
from intake_app.services.shop import Shop
from tests.rigs.drafts import INTAKE
from tests.rigs.watch import Watch

if TYPE_CHECKING:
    from uuid import UUID

_STORED = (
    'SELECT count(*) FROM "order" WHERE place_id IS NOT NULL'
    " AND stage IN ('issued', 'issued_no_repair', 'disposed', 'cancelled')"
)
_LENT = (
    'SELECT count(*) FROM loan l JOIN "order" o ON o.id = l.order_id'
    " WHERE o.stage IN ('issued', 'issued_no_repair')"
    " AND NOT EXISTS (SELECT 1 FROM loan_return r WHERE r.loan_id = l.id)"
)
_MOVES = "SELECT order_id, from_stage, to_stage FROM stage ORDER BY order_id, id"
_STANDS = 'SELECT id, stage FROM "order"'
_PAID = "SELECT order_id, sum(minor) FROM payment GROUP BY order_id"

LENT = LoanerDraft(kind="смартфон", model="Redmi", serial="R1")
places = st.integers(0, 2)
turn = st.integers(0, 1_000)


class Day(RuleBasedStateMachine):
    """Everybody at once; what is refused must have changed nothing."""

    @initialize()
    def open_the_shop(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        # Clocks go forward and back here, and the shop keeps its holidays.
        shop = ShopSettings(name="Мастерская", timezone="Europe/Berlin", region="DE")
        data = Path(self._folder.name) / "shop"
        self.watch = Watch()
        self.watch.forward(days=123)  # the last days of March: the clocks change
        self.shop = Shop(Settings(data=data, desk=DeskSettings(), shop=shop), self.watch)
        self.shop.open()
        self.services = self.shop.services
        self.orders: list[UUID] = []
        self.places = [self.services.places.add(name).id for name in ("А", "Б", "В")]
        self.loaner = self.services.loaners.add(LENT)
        self.take_in()

    @rule()
    def take_in(self) -> None:
        self.orders.append(self.services.intakes.receive(INTAKE).order_id)

    @rule(hours=st.sampled_from([1, 7, 24, 71]))
    def wait(self, hours: int) -> None:
        self.watch.forward(hours=hours)

    @rule(which=turn, to=st.sampled_from([*Stage]))
    def move(self, which: int, to: Stage) -> None:
        outcome = Outcome.NO_FAULT_FOUND if to is Stage.READY_NO_REPAIR else ""
        with suppress(RejectedError):
            self.services.moves.move(self._one(which), to, comment="так надо", outcome=outcome)

    @rule(which=turn)
    def move_on(self, which: int) -> None:
        order = self._one(which)
        for choice in self.services.orders.card(order).choices:
            outcome = Outcome.NO_FAULT_FOUND if choice.code == Stage.READY_NO_REPAIR else ""
            with suppress(RejectedError):
                self.services.moves.move(order, choice.code, comment="да", outcome=outcome)
                return

    @rule(which=turn, place=places)
    def mend_and_store(self, which: int, place: int) -> None:
        order = self._one(which)
        for to in (Stage.DIAGNOSTICS, Stage.IN_REPAIR, Stage.READY):
            with suppress(RejectedError):
                self.services.moves.move(order, to)
        self.store(which, place)

    @rule(which=turn)
    def undo(self, which: int) -> None:
        with suppress(RejectedError):
            self.services.moves.undo(self._one(which))

    @rule(which=turn, place=places)
    def store(self, which: int, place: int) -> None:
        with suppress(RejectedError):
            self.services.placements.put(self._one(which), self.places[place])

    @rule(which=turn, minor=st.integers(1, 300_000))
    def pay(self, which: int, minor: int) -> None:
        taking = Taking(new_act(), self._one(which), (Part("card", minor),))
        with suppress(RejectedError):
            self.services.payments.take(taking)

    @rule(which=turn, minor=st.integers(1, 300_000))
    def give_back(self, which: int, minor: int) -> None:
        rows = self.services.payments.of(self._one(which)).payments
        if rows:
            with suppress(RejectedError):
                back = Back(new_act(), rows[0].id, minor, "передумал")
                self.services.payments.give_back(back)

    @rule(which=turn)
    def lend(self, which: int) -> None:
        with suppress(RejectedError):
            self.services.loaners.lend(self._one(which), self.loaner, LendDraft())

    @rule()
    def bring_back(self) -> None:
        for loan in self.services.loaners.out():
            self.services.loaners.take_back(loan.id, ReturnDraft(wiped=True))

    @rule(which=turn)
    def hand_over(self, which: int) -> None:
        draft = HandoverDraft(known_by=KnownBy.RECEIPT, printing=False)
        with suppress(RejectedError):
            self.services.handovers.hand_over(self._one(which), draft)

    @rule(which=turn, place=places)
    def serve(self, which: int, place: int) -> None:
        """The whole way of one device, if nothing is in it: mended, stored, paid, handed over."""
        self.mend_and_store(which, place)
        order = self._one(which)
        rest = self.services.payments.of(order).account.rest or 0
        if rest > 0:
            taking = Taking(new_act(), order, (Part("card", rest),))
            with suppress(RejectedError):
                self.services.payments.take(taking)
        self.hand_over(which)

    @invariant()
    def every_stage_was_reached_by_allowed_moves(self) -> None:
        stood: dict[bytes, str] = {}
        for order, before, to in self._rows(_MOVES):
            assert (stood.get(order, ""), before) == (before, stood.get(order, ""))
            assert not before or allows(before, to)
            stood[order] = to
        assert dict(self._rows(_STANDS)) == stood

    @invariant()
    def balances_are_the_sum_of_facts(self) -> None:
        sums = dict(self._rows(_PAID))
        for order in self.orders if hasattr(self, "orders") else ():
            paid = self.services.payments.of(order).account.paid
            assert paid == sums.get(order.bytes, 0)

    @invariant()
    def nothing_that_left_lies_on_a_shelf(self) -> None:
        assert not sum(row[0] for row in self._rows(_STORED))

    @invariant()
    def no_closed_order_has_a_loaner_out(self) -> None:
        assert not sum(row[0] for row in self._rows(_LENT))

    @invariant()
    def clocks_never_run_backwards(self) -> None:
        for order in self.orders if hasattr(self, "orders") else ():
            watch = self.services.orders.card(order).watch
            assert watch is not None
            assert min(watch.worked, watch.ran, watch.waited).total_seconds() >= 0
            assert watch.since <= self.watch()

    def _one(self, which: int) -> UUID:
        return self.orders[which % len(self.orders)]

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        if not hasattr(self, "services"):
            return []
        with self.services.orders.store.reading() as session:
            return session.driver.execute(sql).fetchall()

    @override
    def teardown(self) -> None:
        if hasattr(self, "shop"):
            self.shop.close()
            self._folder.cleanup()


TestDay = Day.TestCase
# A day is long: one that failed is shown as it was, not made shorter for minutes.
TestDay.settings = settings(
    max_examples=20,
    stateful_step_count=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
