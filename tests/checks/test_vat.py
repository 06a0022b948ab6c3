from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks import vat


@pytest.mark.parametrize(
    ("per_cent", "tax"),
    [("22", 45642), ("20", 42185), ("10", 23010), ("7", 16558), ("5", 12053), ("", 0), ("0", 0)],
)
def test_the_tax_inside_a_price(per_cent: str, tax: int) -> None:
    assert vat.inside(253107, per_cent) == tax


def test_an_advance_of_two_thousand() -> None:
    assert vat.inside(200000, "22") == 36066


@pytest.mark.parametrize(
    ("kind", "day", "per_cent"),
    [
        ("standard", date(2025, 12, 31), "20"),
        ("standard", date(2026, 1, 1), "22"),
        ("standard", date(2018, 12, 31), "18"),
        ("standard", date(1999, 1, 1), "18"),
        ("none", date(2026, 1, 1), ""),
        ("7", date(2026, 1, 1), "7"),
    ],
)
def test_the_rate_of_the_day(kind: str, day: date, per_cent: str) -> None:
    assert vat.rate(kind, day) == per_cent


@given(minor=st.integers(-(10**12), 10**12), per_cent=st.sampled_from(["5", "7", "10", "22"]))
def test_the_tax_is_a_share_of_what_is_left(minor: int, per_cent: str) -> None:
    tax = vat.inside(minor, per_cent)
    assert abs(tax - (minor - tax) * int(per_cent) / 100) <= 2
    assert vat.inside(-minor, per_cent) == -tax
