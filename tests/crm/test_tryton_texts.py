"""Texts and values as Tryton holds them: whatever is in them comes back."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from intake_hub.crm.tryton import notes
from intake_hub.crm.tryton.tagged import tagged, untagged

_TEXT = st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), min_size=1)


@given(st.dictionaries(st.sampled_from(["A", "B", "В три слова"]), _TEXT), _TEXT, _TEXT)
def test_lines_come_back_whatever_stands_in_and_around_them(
    lines: dict[str, str], before: str, after: str
) -> None:
    """A value may hold line breaks, colons and even the marks themselves."""
    first = notes.write(before if notes.BEGIN not in before else "", lines)
    text = f"{first}\n{after}"
    assert notes.read(text) == lines
    again = notes.write(text, lines)
    assert notes.read(again) == lines
    assert again == text


@given(
    st.recursive(
        st.one_of(
            st.none(),
            st.booleans(),
            st.integers(),
            st.text(),
            st.dates(),
            st.datetimes(),
            st.decimals(allow_nan=False, allow_infinity=False),
        ),
        lambda more: st.one_of(st.lists(more), st.dictionaries(st.just("x"), more)),
        max_leaves=5,
    )
)
def test_dates_and_decimals_come_back(value: object) -> None:
    """They travel as objects that name their class."""
    assert untagged(tagged(value)) == value


def test_a_decimal_keeps_its_digits() -> None:
    assert tagged(Decimal("5400.10")) == {"__class__": "Decimal", "decimal": "5400.10"}
