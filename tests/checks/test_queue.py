"""The rule of the queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks.queue import Why, standing, warranty_days_left, why

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class One:
    repair_kind: str = "paid"
    urgent: bool = False
    accepted_at: datetime = NOW - DAY
    promised_at: datetime | None = None


LATE = One(promised_at=NOW - DAY)
REWORK = One("own_warranty")
URGENT = One(urgent=True)
WARRANTY = One("warranty", accepted_at=NOW - 36 * DAY)
FIRST = One(accepted_at=NOW - 50 * DAY)


def test_what_presses_most_comes_first() -> None:
    rule = [LATE, REWORK, URGENT, WARRANTY, FIRST]
    came = [FIRST, WARRANTY, URGENT, REWORK, LATE]
    assert sorted(came, key=lambda one: standing(one, NOW)) == rule
    assert [why(one, NOW) for one in rule] == list(Why)


def test_alike_goes_by_who_came_first_and_of_the_late_by_the_promise() -> None:
    early, late = One(accepted_at=NOW - 3 * DAY), One()
    assert standing(early, NOW) < standing(late, NOW)
    longer = One(accepted_at=NOW, promised_at=NOW - 2 * DAY)
    assert standing(longer, NOW) < standing(LATE, NOW)


def test_a_warranty_presses_only_near_its_end() -> None:
    young = One("warranty", accepted_at=NOW - 34 * DAY)
    assert why(young, NOW) is Why.TURN
    assert warranty_days_left(WARRANTY, NOW) == 9
    assert warranty_days_left(One("warranty", accepted_at=NOW - 46 * DAY), NOW) == -1


@given(
    st.builds(
        One,
        repair_kind=st.sampled_from(["paid", "warranty", "own_warranty"]),
        urgent=st.booleans(),
        accepted_at=st.datetimes(datetime(2026, 1, 1), NOW.replace(tzinfo=None)).map(  # noqa: DTZ001 - made aware behind
            lambda at: at.replace(tzinfo=UTC)
        ),
        promised_at=st.none() | st.integers(-9, 9).map(lambda days: NOW + days * DAY),
    )
)
def test_waiting_longer_never_puts_anybody_back(one: One) -> None:
    assert standing(one, NOW + DAY)[0] <= standing(one, NOW)[0]
