"""Over a shift, whatever is paid, given back, moved, closed: money in is money in the box."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from typing_extensions import override

from intake_app.checks.till import OUTWARD, Move
from intake_app.config import DeskSettings, Settings, ShopSettings
from intake_app.errors import Problem, RejectedError
from intake_app.services.money_rows import METHODS, Back, Part, Taking, new_act
from intake_app.services.shop import Shop
from tests.rigs.watch import Watch
from tests.services.test_payments import DRAFT

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

SUMS = st.integers(1, 300_000)


def refusal(deed: Callable[[], None]) -> Problem | None:
    """Why it was refused; None when it was done."""
    try:
        deed()
    except RejectedError as error:
        return error.problem
    return None


class Till(RuleBasedStateMachine):
    """A drawer of real coins beside the program; both must always agree."""

    @initialize(first=st.integers(0, 50_000))
    def open_the_shop(self, first: int) -> None:
        self._folder = tempfile.TemporaryDirectory()
        shop = ShopSettings(name="Мастерская")
        data = Path(self._folder.name) / "shop"
        self.watch = Watch()
        self.shop = Shop(Settings(data=data, desk=DeskSettings(), shop=shop), self.watch)
        self.shop.open()
        self.services = self.shop.services
        self.order = self.services.intakes.receive(DRAFT).order_id
        self.box = self.services.shifts.add_box("Касса 1")
        self.coins, self.paid = 0, 0
        self.shift: UUID | None = None
        self.open(first)

    @rule(first=st.integers(0, 50_000))
    def open(self, first: int) -> None:
        self.watch.forward(seconds=1)
        act = new_act()
        problem = refusal(partial(self.services.shifts.open, act, self.box, first))
        assert problem is (Problem.SHIFT_OPEN if self.shift is not None else None)
        if problem is None:
            self.shift, self.coins = act, first

    @rule(method=st.sampled_from(METHODS), minor=SUMS, again=st.booleans())
    def pay(self, method: str, minor: int, again: bool) -> None:
        taking = Taking(new_act(), self.order, (Part(method, minor),))
        problem = refusal(partial(self.services.payments.take, taking))
        if problem is not None:
            closed = problem is Problem.NO_SHIFT and self.shift is None and method == "cash"
            assert closed or problem is Problem.OVERPAID
            return
        if again:
            self.services.payments.take(taking)
        self.paid += minor
        self.coins += minor if method == "cash" else 0

    @rule(place=st.integers(0, 20), eighths=st.integers(1, 12), mistake=st.booleans())
    def give_back(self, place: int, eighths: int, mistake: bool) -> None:
        """A part of a payment, all of it, or more; a second time there is less of it."""
        rows = [row for row in self.services.payments.of(self.order).payments if row.minor > 0]
        if not rows:
            return
        row = rows[place % len(rows)]
        minor = max(1, row.minor * eighths // 8)
        back = Back(new_act(), row.id, minor, "проверка", is_mistake=mistake)
        problem = refusal(partial(self.services.payments.give_back, back))
        if problem is not None:
            is_cash = row.method == "cash"
            fits = {
                Problem.TOO_MUCH_BACK: minor > row.left,
                Problem.NO_SHIFT: is_cash and self.shift is None,
                Problem.BOX_SHORT: is_cash and minor > self.coins,
            }
            assert fits[problem]
            return
        assert minor <= row.left
        self.paid -= minor
        self.coins -= minor if row.method == "cash" else 0

    @rule(kind=st.sampled_from([Move.IN, Move.OUT, Move.COLLECTED]), minor=SUMS)
    def move(self, kind: Move, minor: int) -> None:
        if self.shift is None:
            return
        out = kind in OUTWARD
        deed = partial(self.services.shifts.move, new_act(), self.shift, kind, minor, "проверка")
        problem = refusal(deed)
        assert problem is (Problem.BOX_SHORT if out and minor > self.coins else None)
        if problem is not None:
            return
        self.coins += -minor if out else minor

    @rule(apart=st.sampled_from([0, 0, -100, 100]))
    def close(self, apart: int) -> None:
        if self.shift is None:
            return
        counted = max(0, self.coins + apart)
        closed = self.services.shifts.close(new_act(), self.shift, counted, "пересчёт")
        assert closed.expected == self.coins
        assert closed.counted == counted
        self.shift = None

    @invariant()
    def the_box_holds_what_came_in(self) -> None:
        if not hasattr(self, "services"):
            return
        board = self.services.shifts.board()
        assert (board.shift is not None) == (self.shift is not None)
        if board.shift is not None:
            assert board.shift.figures.expected == self.coins
        assert self.services.payments.of(self.order).account.paid == self.paid

    @override
    def teardown(self) -> None:
        if hasattr(self, "shop"):
            self.shop.close()
            self._folder.cleanup()


TestTill = Till.TestCase
TestTill.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
