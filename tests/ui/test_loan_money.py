"""The deposit of a loaner at the page of the hand-over, and a loaner lent twice at the exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.services.loaner_rows import LendDraft, LoanerDraft, ReturnDraft
from intake_app.services.money_rows import new_act
from intake_app.ui.handover.page import HandoverPage
from tests.rigs.drafts import INTAKE
from tests.rigs.feed import AT, Feed, put

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from intake_app.services.use_cases import Services
    from tests.ui.counter import Counter

WAIT = 10_000
PHONE = LoanerDraft(kind="смартфон", brand="Samsung", model="A10", serial="R58M20ABCDE")


def services(counter: Counter) -> Services:
    return counter.desk.shop.services


def until(counter: Counter, holds: Callable[[], object]) -> None:
    counter.qtbot.waitUntil(lambda: bool(holds()), timeout=WAIT)


def page(counter: Counter) -> HandoverPage:
    found = counter.parts.card.pages.page
    assert isinstance(found, HandoverPage)
    return found


def lending(counter: Counter) -> UUID:
    """The lines of the loaner, over the page of an order."""
    order = counter.give(INTAKE).order_id
    counter.window.open_order(order)
    counter.settle()
    counter.press("Ctrl+T")
    until(counter, lambda: page(counter).state is not None)
    counter.press("Ctrl+T")
    until(counter, page(counter).panel.is_open)
    return order


def test_a_deposit_without_a_shift_is_refused_at_its_line(counter: Counter) -> None:
    services(counter).loaners.add(PHONE)
    services(counter).shifts.add_box("Касса 1")
    lending(counter)
    panel = page(counter).panel
    until(counter, lambda: counter.focused() == "loan.device" and counter.offered())
    counter.press("Return")
    until(counter, lambda: counter.focused() == "loan.appearance")
    panel.deposit.line.setFocus()
    counter.type("1000")
    counter.press("Ctrl+Return")
    until(counter, panel.deposit.is_marked)
    assert "Alt+O" in panel.deposit.sentence()
    assert services(counter).loaners.out() == ()


def test_the_deposit_is_named_as_it_is_to_go_back(counter: Counter) -> None:
    loaner = services(counter).loaners.add(PHONE)
    box = services(counter).shifts.add_box("Касса 1")
    shift = new_act()
    services(counter).shifts.open(shift, box, 0)
    order = counter.give(INTAKE).order_id
    services(counter).loaners.lend(order, loaner, LendDraft(deposit_minor=100_000))
    services(counter).shifts.close(new_act(), shift, 100_000)
    counter.window.open_order(order)
    counter.settle()
    counter.press("Alt+5")
    until(counter, lambda: page(counter).state is not None)
    counter.press("Ctrl+T")
    until(counter, page(counter).panel.is_open)
    assert "1\u00a0000" in page(counter).panel._title.text()
    counter.press("Ctrl+Return")
    until(counter, lambda: "Alt+O" in counter.said())
    assert len(services(counter).loaners.out()) == 1
    services(counter).shifts.open(new_act(), box, 100_000)
    counter.press("Ctrl+Return")
    until(counter, lambda: services(counter).loaners.out() == ())


def test_a_loaner_lent_twice_waits_for_a_person_at_the_exchange(counter: Counter) -> None:
    feed = Feed(services(counter).replica)
    loaner = services(counter).loaners.add(PHONE)
    first, second = (counter.give(INTAKE).order_id for _ in range(2))
    services(counter).loaners.lend(first, loaner, LendDraft())
    feed.echo()
    said = {"appearance": "", "accessories": "", "deposit_minor": 0, "currency": "RUB"}
    other = {"loaner_id": str(loaner), "order_id": str(second), "due_on": "", "by": "Илья"}
    feed.bring(put("loan", at=AT, **other, **said))
    counter.press("Ctrl+8", "Alt+3")
    board = counter.parts.exchange.board
    until(counter, lambda: board.noticed.table.rows)
    until(counter, lambda: "подменный" in board.noticed.heading.text().lower())
    number = services(counter).orders.card(first).row.number
    assert number in board.noticed.sentence.text()
    services(counter).loaners.take_back(
        next(one.id for one in services(counter).loaners.out() if one.order_id == second),
        ReturnDraft(),
    )
    counter.window.show_changes(frozenset({"attention", "loan_return"}))
    until(counter, lambda: not board.noticed.table.rows)
