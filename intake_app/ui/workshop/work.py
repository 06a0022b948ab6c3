"""What the workshop has done off the GUI thread: plain calls, no widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from intake_app.services import bench_limits
from intake_app.services.bench_rows import BenchList, asker
from intake_app.services.legal_clocks import Law

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from intake_app.services.bench_rows import (
        Asker,
        BenchRow,
        LegalRow,
        LostTake,
        PassedRow,
        Taken,
    )
    from intake_app.services.finder import Finder
    from intake_app.services.shop import Shop

LANE = "workshop"
"""A lane of its own: going over all that is in the shop must delay no save."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything a look at the workshop found out."""

    which: BenchList
    numbers: tuple[int, ...]
    counts: Mapping[BenchList, int]
    top: BenchRow | None
    passed: tuple[PassedRow, ...] = ()
    legal: tuple[LegalRow, ...] = ()


def read(shop: Shop, which: BenchList, now: datetime) -> Seen:
    """Read one list, and how long all are; nobody's list that he may not see."""
    finder = shop.finder.twin()
    try:
        asks = _asker(shop, finder, now)
        counts = finder.bench_counts(asks)
        is_passed = which is BenchList.PASSED and BenchList.PASSED in counts
        is_legal = which is BenchList.LEGAL and asks.law is not None
        is_other = which in {BenchList.PASSED, BenchList.LEGAL}
        return Seen(
            which=which,
            numbers=() if is_other else finder.bench_numbers(which, asks),
            counts=counts,
            top=finder.bench_next(asks),
            passed=finder.bench_passed(asks.name) if is_passed else (),
            legal=finder.bench_legal(asks.law) if is_legal and asks.law else (),
        )
    finally:
        finder.close()


def alarming(shop: Shop, now: datetime) -> int:
    """How much somebody must look at, by promises, stages and the law."""
    finder = shop.finder.twin()
    try:
        return finder.bench_alarming(_asker(shop, finder, now))
    finally:
        finder.close()


def _asker(shop: Shop, finder: Finder, now: datetime) -> Asker:
    own, who = shop.settings.shop, shop.operator
    zone = ZoneInfo(own.timezone)
    watch = bench_limits.in_force(finder.preference, now, zone, own.region)
    asks = asker(now, zone, finder.bench_person(who.name), who.name, watch)
    return replace(asks, law=Law(own.legal_profile, zone, now))


def lost(shop: Shop) -> tuple[LostTake, ...]:
    """What whoever is at the desk took, and another one has; in the same lane."""
    finder = shop.finder.twin()
    try:
        person = finder.bench_person(shop.operator.name)
        return finder.bench_lost(person) if person is not None else ()
    finally:
        finder.close()


def take_next(shop: Shop) -> Taken:
    """Hand out the top of the queue; in the store lane, as all below."""
    return shop.services.taking.take_next()


def pass_over(shop: Shop, order: UUID, reason: str, note: str) -> None:
    """Leave the top of the queue to others."""
    shop.services.taking.pass_over(order, reason, note)


def move(shop: Shop, order: UUID, to: str) -> str:
    """Move to a stage; returns it."""
    shop.services.moves.move(order, to)
    return to


def undo(shop: Shop, order: UUID) -> str:
    """Take the last move back; returns where the order stands now."""
    return shop.services.moves.undo(order).to


def settle(shop: Shop, loser: UUID) -> None:
    """Whoever lost a repair to another was told: nothing is left to decide."""
    shop.services.disputes.keep(loser)
