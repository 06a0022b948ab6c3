"""Money at the hand-over: a part, change, the rest on account or by a head's word, all devices."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from intake_app.services.drafts import IntakeDraft
from intake_app.services.handover_rows import HandoverDraft, HandoverState
from intake_app.ui.handover.page import HandoverPage
from tests.ui.counter import IPHONE, PETER, ROMASHKA

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.counter import Counter

WAIT = 10_000
OWING = IntakeDraft(
    client=PETER,
    device=IPHONE,
    fault="не заряжается",
    estimate_minor=400_000,
    prepayment_minor=100_000,
)


def until(counter: Counter, holds: Callable[[], object]) -> None:
    counter.qtbot.waitUntil(lambda: bool(holds()), timeout=WAIT)


def page(counter: Counter) -> HandoverPage:
    found = counter.parts.card.pages.page
    assert isinstance(found, HandoverPage)
    return found


def state(counter: Counter, order: UUID) -> HandoverState:
    return counter.desk.shop.services.handovers.state(order)


def leaving(counter: Counter, draft: IntakeDraft = OWING, *, more: bool = False) -> UUID:
    """A device that is ready, on the page of its hand-over."""
    services = counter.desk.shop.services
    order = services.intakes.receive(draft, more=more).order_id
    for stage in ("in_repair", "ready"):
        services.moves.move(order, stage)
    counter.window.open_order(order)
    counter.settle()
    counter.press("Alt+5")
    until(counter, lambda: page(counter).state is not None)
    return order


def pay(counter: Counter, method: str) -> None:
    """Choose how, by the arrows, from the first of the row."""
    assert counter.focused() == "handover.pay."
    for _ in range(("cash", "card", "transfer", "qr").index(method) + 1):
        counter.press("Right")
    until(counter, lambda: page(counter).form.paid.method() == method)
    counter.press("Return")
    until(counter, lambda: counter.focused() == "handover.sum")


def gone(counter: Counter, order: UUID) -> None:
    counter.press("Ctrl+Return")
    until(counter, lambda: state(counter, order).handed is not None)


def test_a_part_is_paid_and_a_head_lets_the_rest_go(counter: Counter) -> None:
    order = leaving(counter)
    pay(counter, "card")
    counter.type("1000")
    until(counter, page(counter).form.paid.rest.isVisible)
    assert page(counter).form.paid.rest.text() == "2\u00a0000\u00a0₽"
    counter.press("Return")
    until(counter, lambda: counter.focused() == "handover.allowed_by")
    counter.type("Ольга")
    gone(counter, order)
    after = state(counter, order)
    assert (after.paid.minor, after.due.minor) == (200_000, 200_000)
    assert after.handed is not None
    assert (after.handed.debt.minor, after.handed.allowed_by) == (200_000, "Ольга")


def test_no_part_is_taken_while_nobody_lets_the_rest_go(counter: Counter) -> None:
    order = leaving(counter)
    pay(counter, "card")
    counter.type("1000")
    counter.press("Ctrl+Return")
    until(counter, lambda: counter.focused() == "handover.allowed_by")
    counter.settle()
    assert state(counter, order).paid.minor == 100_000


def test_no_part_is_taken_on_the_word_of_one_who_may_not(counter: Counter) -> None:
    order = leaving(counter)
    staff = counter.desk.shop.services.staff
    staff.add("Борис", "technician")
    staff.add(counter.desk.shop.operator.name, "reception")
    pay(counter, "card")
    counter.type("1000")
    counter.press("Return")
    until(counter, lambda: counter.focused() == "handover.allowed_by")
    counter.type("Борис")
    counter.press("Ctrl+Return")
    until(counter, page(counter).form.paid.allowed_by.is_marked)
    assert state(counter, order).paid.minor == 100_000
    assert state(counter, order).handed is None


def test_a_company_pays_a_part_and_the_rest_on_account(counter: Counter) -> None:
    order = leaving(counter, replace(OWING, client=ROMASHKA))
    pay(counter, "transfer")
    counter.type("500")
    counter.press("Return")
    until(counter, lambda: counter.focused() == "handover.account")
    counter.press("Space")
    until(counter, lambda: not page(counter).form.paid.allowed_by.isVisible())
    counter.press("Return")
    gone(counter, order)
    money = counter.desk.shop.services.payments.of(order).account
    assert (money.paid, money.owed, money.open_rest) == (150_000, 250_000, 0)


def test_a_company_may_pay_nothing_now(counter: Counter) -> None:
    order = leaving(counter, replace(OWING, client=ROMASHKA, prepayment_minor=None))
    counter.press("Return")
    until(counter, lambda: counter.focused() == "handover.account")
    counter.press("Space")
    gone(counter, order)
    assert counter.desk.shop.services.payments.of(order).account.owed == 400_000


def test_a_person_is_not_asked_for_an_account(counter: Counter) -> None:
    leaving(counter)
    assert not page(counter).form.paid.account.isVisible()
    counter.press("Return")
    until(counter, lambda: counter.focused() == "handover.allowed_by")


def test_cash_gives_change(counter: Counter) -> None:
    order = leaving(counter)
    pay(counter, "cash")
    counter.type("5000")
    gone(counter, order)
    until(counter, lambda: "Сдача: 2\u00a0000" in counter.said())
    assert state(counter, order).paid.minor == 400_000


@pytest.mark.parametrize(("method", "typed"), [("card", "5000"), ("cash", "0"), ("qr", "абв")])
def test_a_sum_that_cannot_be_is_refused_under_its_line(
    counter: Counter, method: str, typed: str
) -> None:
    order = leaving(counter)
    pay(counter, method)
    counter.type(typed)
    counter.press("Ctrl+Return")
    until(counter, page(counter).form.paid.sum.is_marked)
    assert counter.focused() == "handover.sum"
    assert state(counter, order).paid.minor == 100_000


def test_what_goes_together_is_paid_by_one_key(counter: Counter) -> None:
    visit = UUID(int=7)
    first = leaving(counter, replace(OWING, visit_id=visit), more=True)
    other = replace(IPHONE, model="iPad", serial="F18")
    second = leaving(counter, replace(OWING, visit_id=visit, device=other), more=True)
    form = page(counter).form
    form.beside.setFocus()
    counter.press("Space")
    until(counter, lambda: form.paid.due == 600_000)
    assert "6\u00a0000" in page(counter).head.due.text()
    form.paid.take_focus()
    pay(counter, "cash")
    counter.type("10000")
    gone(counter, second)
    assert state(counter, first).handed is not None
    assert [state(counter, one).paid.minor for one in (first, second)] == [400_000, 400_000]
    until(counter, lambda: "Сдача: 4\u00a0000" in counter.said())


def test_cash_without_a_shift_is_refused_with_the_way_out(counter: Counter) -> None:
    shifts = counter.desk.shop.services.shifts
    shifts.add_box("Касса 1")
    services = counter.desk.shop.services
    order = leaving(counter, replace(OWING, prepayment_minor=None))
    pay(counter, "cash")
    counter.press("Ctrl+Return")
    until(counter, page(counter).form.paid.sum.is_marked)
    assert "смен" in page(counter).form.paid.sum.sentence()
    assert services.payments.of(order).account.paid == 0


def test_money_that_came_before_a_refusal_is_not_asked_for_again(counter: Counter) -> None:
    order = leaving(counter)
    services = counter.desk.shop.services
    act = page(counter)._act
    services.handovers.foresee(order, HandoverDraft(), lambda _: 300_000)
    page(counter).notice(frozenset({"payment"}))
    counter.settle()
    assert page(counter)._act == act
    pay(counter, "card")
    counter.type("1000")
    page(counter).form.paid.settling(act)
    services.payments.take(page(counter).form.paid.settling(act).takings[0])
    page(counter).notice(frozenset({"payment"}))
    until(counter, lambda: page(counter)._act != act)
    until(counter, lambda: page(counter).form.paid.due == 200_000)
