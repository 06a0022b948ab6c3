"""The figures of the shop: what is in it, and what came of a span. Only for those who may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlcipher3.dbapi2 import OperationalError

from intake_app.checks import stage_choices
from intake_app.checks.rights import Right
from intake_app.errors import Problem, RejectedError
from intake_app.services import (
    alarms,
    allowed,
    calendar,
    figures_earned,
    figures_held,
    figures_listed,
    figures_span,
)
from intake_app.services.chosen import chosen
from intake_app.services.figures_rows import Figures, OverSpan

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlcipher3.dbapi2 import Connection

    from intake_app.config import ShopSettings
    from intake_app.models.store import Store
    from intake_app.services.figures_rows import Behind, By, Over, Span

MOST_BEHIND = 1000
_HELD, _PROMISED, _EARNED, _WHOLE = 10, 25, 70, 100
"""How far it is after each part, as it was measured."""


def never() -> bool:
    """Nobody stops it."""
    return False


@dataclass(frozen=True, slots=True)
class OwnersView:
    """The use case: each method is one snapshot; nobody waits for it."""

    store: Store
    shop: ShopSettings
    often: int = 20_000  # steps of SQLite's machine between two questions whether to stop

    def read(
        self,
        span: Span,
        progress: Callable[[int, int], None],
        stopped: Callable[[], bool] = never,
    ) -> Figures:
        """The whole page; `progress` hears how much of how much is done, `stopped` is asked often.

        Raises RejectedError: NOT_ALLOWED, STOPPED.
        """
        with self.store.reading() as session:
            driver = session.driver
            self._demand(driver)
            if stopped():  # before it came to its turn
                raise RejectedError(Problem.STOPPED)
            driver.set_progress_handler(stopped, self.often)
            try:
                return self._read(driver, span, progress)
            except OperationalError:
                if not stopped():
                    raise
                raise RejectedError(Problem.STOPPED) from None
            finally:
                driver.set_progress_handler(None, 0)

    def _read(
        self, driver: Connection, span: Span, progress: Callable[[int, int], None]
    ) -> Figures:
        watch = self._watch(driver)
        held = figures_held.held(driver, watch)
        progress(_HELD, _WHOLE)
        over = self._over(driver, span, progress)
        progress(_WHOLE, _WHOLE)
        return Figures(watch.now, span, self.shop.currency, held, over)

    def behind(self, by: By, key: str) -> tuple[tuple[Behind, ...], int]:
        """The orders behind a figure of what is in the shop, and how many they are.

        At most `MOST_BEHIND` are told. Raises RejectedError(NOT_ALLOWED).
        """
        with self.store.reading() as session:
            self._demand(session.driver)
            watch = self._watch(session.driver)
            return figures_held.behind(session.driver, watch, by, key, MOST_BEHIND)

    def listed(self, over: Over, key: str, span: Span) -> tuple[tuple[Behind, ...], int]:
        """The orders behind a figure of a span, and how many they are; told as `behind` tells.

        Raises RejectedError(NOT_ALLOWED).
        """
        with self.store.reading() as session:
            self._demand(session.driver)
            ends = span.texts(ZoneInfo(self.shop.timezone))
            asked, now = (over, key), self.store.recorder.now()
            return figures_listed.listed(
                session.driver, ends, self.shop.currency, asked, now=now, most=MOST_BEHIND
            )

    def _over(
        self, driver: Connection, span: Span, progress: Callable[[int, int], None]
    ) -> OverSpan:
        week = self._calendar(driver)
        currency = self.shop.currency
        ends = span.texts(week.zone)
        first, last = figures_span.promises(driver, ends, self.store.recorder.now())
        progress(_PROMISED, _WHOLE)

        def earned(done: int, of: int) -> None:
            progress(_PROMISED + (_EARNED - _PROMISED) * done // max(1, of), _WHOLE)

        takings = figures_earned.takings(driver, ends, currency, earned)
        return OverSpan(
            first_promise=first,
            last_promise=last,
            times=figures_span.times(driver, ends, week),
            kinds=takings.kinds,
            technicians=takings.technicians,
            clients=takings.clients,
            unpriced=takings.unpriced,
            keeps_boxes=figures_span.keeps_boxes(driver),
            ways=figures_span.ways(driver, ends, currency),
            shifts=figures_span.shifts(driver, ends, currency),
            passed=figures_span.passed(driver, ends),
        )

    def _demand(self, driver: Connection) -> None:
        allowed.demand(driver, self.store.recorder.operator, Right.FIGURES)

    def _calendar(self, driver: Connection) -> calendar.Calendar:
        zone = ZoneInfo(self.shop.timezone)
        return calendar.read(chosen(driver, calendar.KEY), zone, self.shop.region)

    def _watch(self, driver: Connection) -> alarms.Watch:
        rules = stage_choices.read(chosen(driver, stage_choices.KEY))
        return alarms.watch(rules, self._calendar(driver), self.store.recorder.now())
