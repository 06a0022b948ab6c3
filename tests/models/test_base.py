from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.clock import moment_text
from intake_app.models.base import Id, Moment, new_id
from tests.rigs.watch import NOON

moments = st.datetimes(
    min_value=datetime.fromisoformat("0002-01-01"),
    max_value=datetime.fromisoformat("9998-01-01"),
    timezones=st.integers(-12, 12).map(lambda hours: timezone(timedelta(hours=hours))),
)


@given(moments, moments)
def test_moments_are_stored_in_order(one: datetime, other: datetime) -> None:
    assert (moment_text(one) < moment_text(other)) == (one < other)


@given(moments)
def test_a_moment_comes_back_the_same_and_in_utc(at: datetime) -> None:
    column = Moment()

    found = column.process_result_value(column.process_bind_param(at, None), None)  # type: ignore[arg-type]

    assert found == at
    assert found is not None
    assert found.tzinfo == UTC


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        moment_text(NOON.replace(tzinfo=None))


def test_nothing_stays_nothing() -> None:
    for column in (Moment(), Id()):
        assert column.process_bind_param(None, None) is None  # type: ignore[arg-type]
        assert column.process_result_value(None, None) is None  # type: ignore[arg-type]


def test_ids_grow_with_time() -> None:
    ids = [new_id() for _ in range(1000)]

    assert ids == sorted(ids)
    assert {made.version for made in ids} == {7}
