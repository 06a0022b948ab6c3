"""The figures of the shop: what is in it, and what came of a span. Only for those who may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from intake_app.checks import stage_choices
from intake_app.checks.rights import Right
from intake_app.services import (
    alarms,
    allowed,
    calendar,
    figures_earned,
    figures_held,
    figures_span,
)
from intake_app.services.chosen import chosen
from intake_app.services.figures_rows import Figures, OverSpan

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlcipher3.dbapi2 import Connection

    from intake_app.config import ShopSettings
    from intake_app.models.store import Store
    from intake_app.services.figures_rows import Behind, By, Span

MOST_BEHIND = 1000


@dataclass(frozen=True, slots=True)
class OwnersView:
    """The use case: each method is one snapshot; nobody waits for it."""

    store: Store
    shop: ShopSettings

    def read(self, span: Span, progress: Callable[[int, int], None]) -> Figures:
        """The whole page; `progress` hears how much of how much is done.

        Raises RejectedError(NOT_ALLOWED).
        """
        with self.store.reading() as session:
            driver = session.driver
            self._demand(driver)
            watch = self._watch(driver)
            return Figures(
                watch.now,
                span,
                self.shop.currency,
                figures_held.held(driver, watch),
                self._over(driver, span, progress),
            )

    def behind(self, by: By, key: str) -> tuple[tuple[Behind, ...], int]:
        """The orders behind a figure of what is in the shop, and how many they are.

        At most `MOST_BEHIND` are told. Raises RejectedError(NOT_ALLOWED).
        """
        with self.store.reading() as session:
            self._demand(session.driver)
            watch = self._watch(session.driver)
            return figures_held.behind(session.driver, watch, by, key, MOST_BEHIND)

    def _over(
        self, driver: Connection, span: Span, progress: Callable[[int, int], None]
    ) -> OverSpan:
        week = self._calendar(driver)
        currency = self.shop.currency
        ends = span.texts(week.zone)
        first, last = figures_span.promises(driver, ends, self.store.recorder.now())
        takings = figures_earned.takings(driver, ends, currency, progress)
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
