"""How fast intakes are, as the owner sees it: the middle of a time, of this PC, counts only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.services.drafts import Count
from intake_app.services.rows import Pace

if TYPE_CHECKING:
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch


def test_one_slow_intake_does_not_move_the_middle(services: Services) -> None:
    services.counts.add(Count(milliseconds=9_000, keys=12, corrections=0, scans=1))
    services.counts.add(Count(milliseconds=600_000, keys=300, corrections=40, mouse=7))
    services.counts.add(Count(milliseconds=11_500, keys=41, corrections=2))
    assert services.counts.pace(1) == Pace(
        intakes=3, seconds=11.5, keys=41, corrections=2, scans=0, with_mouse=1
    )


def test_between_two_intakes_the_middle_lies_between(services: Services) -> None:
    for keys in (12, 41):
        services.counts.add(Count(milliseconds=1000, keys=keys))
    assert services.counts.pace(1).keys == 26.5


def test_only_what_was_taken_in_lately_counts(services: Services, watch: Watch) -> None:
    services.counts.add(Count(milliseconds=90_000, keys=99))
    watch.forward(days=8)
    services.counts.add(Count(milliseconds=9_000, keys=12))
    assert (services.counts.pace(7).intakes, services.counts.pace(7).keys) == (1, 12)
    assert services.counts.pace(30).intakes == 2


def test_a_shop_that_took_nothing_in_has_no_pace(services: Services) -> None:
    assert services.counts.pace(7).intakes == 0
