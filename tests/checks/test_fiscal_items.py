"""The lines of a cheque add up to the cheque, whatever is on them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks import fiscal_items, fiscal_tags, line_sums
from intake_app.checks.account import Kind
from intake_app.checks.fiscal_tags import Case

if TYPE_CHECKING:
    from intake_app.checks.fiscal_items import Billed

DAY = date(2026, 11, 22)
LINE = st.tuples(
    st.sampled_from(["work", "part"]),
    st.just("Экран"),
    st.integers(1, 20_000),
    st.integers(0, 10**7),
)


def tags(lines: tuple[Billed, ...], **said: object) -> fiscal_tags.Tags:
    due = sum(line.minor for line in lines)
    known = {"kind": Kind.PAYMENT, "method": "cash", "minor": due, "due": due, **said}
    return fiscal_tags.tags(Case(**known), "standard", DAY)  # type: ignore[arg-type] # fields


@given(st.lists(LINE, max_size=6), st.integers(0, 5_000))
def test_lines_add_up_and_each_is_its_price_by_its_count(
    rows: list[tuple[str, str, int, int]], discount: int
) -> None:
    lines = fiscal_items.billed(rows, discount)
    whole = tags(lines)
    items = fiscal_items.items(whole, lines, "A-1", ("standard", DAY))
    assert sum(item.total for item in items) == whole.total
    for item in items:
        assert line_sums.line_sum(item.quantity, item.price) == item.total
        assert 0 <= item.vat_minor <= item.total
        assert len(item.name) <= fiscal_items.NAME_MAX
        assert item.method == whole.method


def test_a_whole_price_names_every_work_and_part() -> None:
    lines = fiscal_items.billed(
        [("work", "Замена экрана", 1000, 150_000), ("part", "Экран", 2000, 225_000),
         ("work", "Подарок", 1000, 0)]
    )  # fmt: skip
    items = fiscal_items.items(tags(lines), lines, "A-1", ("standard", DAY))
    assert [(item.name, item.subject, item.quantity, item.price) for item in items] == [
        ("Замена экрана", 3, 1000, 150_000),
        ("Экран", 1, 2000, 225_000),
    ]
    assert [item.vat for item in items] == [11, 11]
    assert items[0].vat_minor == 27_049


def test_a_discount_that_cannot_be_divided_stands_as_one_sum() -> None:
    lines = fiscal_items.billed([("part", "Винт", 3000, 103)], 1_000)
    (item,) = fiscal_items.items(tags(lines), lines, "A-1", ("none", DAY))
    assert (item.name, item.quantity, item.price, item.vat_minor) == ("Винт × 3", 1000, 278, 0)


def test_a_part_of_the_sum_names_the_order() -> None:
    lines = fiscal_items.billed([("work", "Замена экрана", 1000, 600_000)])
    part = tags(lines, kind=Kind.PREPAYMENT, minor=200_000)
    (item,) = fiscal_items.items(part, lines, "A-00001-3", ("standard", DAY))
    assert (item.name, item.total) == ("Предоплата за ремонт, заказ A-00001-3", 200_000)
    assert (item.vat, item.vat_minor) == (12, 36_066)
    early = tags(lines, due=None, minor=200_000)
    (item,) = fiscal_items.items(early, (), "A-1", ("standard", DAY))
    assert (item.name, item.subject) == ("Аванс, заказ A-1", 10)
    late = tags(lines, is_on_credit=True)
    (item,) = fiscal_items.items(late, lines, "A-1", ("standard", DAY))
    assert (item.name, item.subject, item.method) == ("Оплата по заказу A-1", 10, 7)
    said = tags(lines)
    (item,) = fiscal_items.items(said, (), "A-1", ("standard", DAY))
    assert item.name == "Ремонт, заказ A-1"
