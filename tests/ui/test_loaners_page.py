"""The register of loaners by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.services.loaner_rows import LendDraft, LoanerDraft
from intake_app.ui.storage.loaners_page import LoanersPage
from intake_app.ui.storage.tabs import TABS

if TYPE_CHECKING:
    from tests.ui.counter import Counter

TAB = f"Alt+{[row.name for row in TABS].index('loaners') + 1}"


@pytest.fixture
def page(counter: Counter) -> LoanersPage:
    counter.press("Ctrl+6")
    counter.settle()
    counter.press(TAB)
    counter.settle()
    found = counter.parts.storage.page
    assert isinstance(found, LoanersPage)
    return found


def test_the_first_one_is_added_and_changed(counter: Counter, page: LoanersPage) -> None:
    counter.press("Insert")
    for text in ("смартфон", "Samsung", "A10", "L1"):
        counter.type(text)
        counter.press("Return")
    counter.press("Ctrl+Return")
    _settle(counter)
    (row,) = counter.desk.shop.services.loaners.all()
    assert (row.title, row.serial) == ("Samsung A10", "L1")
    _again(counter)
    counter.press("F8", "Tab", "Tab")
    counter.press("Ctrl+A")
    counter.type("A20")
    counter.press("Ctrl+Return")
    _settle(counter)
    (row,) = counter.desk.shop.services.loaners.all()
    assert row.model == "A20"


def test_one_without_a_number_is_refused(counter: Counter, page: LoanersPage) -> None:
    counter.press("Insert")
    counter.type("смартфон")
    counter.press("Ctrl+Return")
    _settle(counter)
    assert counter.focused() == "loaner.serial"
    assert page.form.texts["serial"].is_marked()
    counter.press("Escape")
    assert not page.form.isVisible()


def test_what_is_out_stands_first_and_is_taken_back(counter: Counter, page: LoanersPage) -> None:
    services = counter.desk.shop.services
    services.loaners.add(LoanerDraft(kind="смартфон", model="A10", serial="L1"))
    out = services.loaners.add(LoanerDraft(kind="смартфон", model="Z9", serial="L2"))
    order = counter.give()
    services.loaners.lend(order.order_id, out, LendDraft(due_on="2020-01-01"))
    _again(counter)
    first = page.table.rows[0]
    assert first.title == "Z9"
    assert "просрочен" in page._due(first)
    assert order.number in page._whom(first)
    page.table.setFocus()
    page.table.selectRow(0)
    counter.press("F7", "Return", "Space", "Ctrl+Return")
    _settle(counter)
    assert services.loaners.out() == ()


def test_enter_opens_the_order_of_a_loaner(counter: Counter, page: LoanersPage) -> None:
    services = counter.desk.shop.services
    out = services.loaners.add(LoanerDraft(kind="смартфон", model="Z9", serial="L2"))
    order = counter.give()
    services.loaners.lend(order.order_id, out, LendDraft())
    _again(counter)
    counter.press("Return")
    _settle(counter)
    assert counter.parts.card.order == order.order_id


def test_one_is_put_away_unless_it_is_out(counter: Counter, page: LoanersPage) -> None:
    services = counter.desk.shop.services
    here = services.loaners.add(LoanerDraft(kind="смартфон", model="Z9", serial="L2"))
    _again(counter)
    page.table.setFocus()
    counter.press("F7")
    assert "Ctrl+T" in counter.said()
    counter.press("Delete")
    _settle(counter)
    assert services.loaners.all() == ()
    assert [row.id for row in services.loaners.all(archived=True)] == [here]


def _settle(counter: Counter) -> None:
    counter.settle()
    counter.settle()


def _again(counter: Counter) -> None:
    counter.window.show_changes(frozenset({"loaner"}))
    _settle(counter)
