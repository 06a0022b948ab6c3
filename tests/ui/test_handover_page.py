"""A device leaves by keys and scans."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtWidgets import QLabel

from intake_app.scanning.scan import Scan
from intake_app.services.drafts import IntakeDraft
from intake_app.services.handover_rows import HandoverDraft
from intake_app.services.loaner_rows import LendDraft, LoanerDraft, ReturnDraft
from intake_app.ui.handover.page import HandoverPage
from intake_app.ui.order_pages import PAGES
from tests.ui.counter import IPHONE, PETER

if TYPE_CHECKING:
    from intake_app.services.handover_rows import HandoverState
    from intake_app.services.rows import Accepted
    from tests.ui.counter import Counter

KEY = f"Alt+{[row.name for row in PAGES].index('handover') + 1}"
PLAIN = IntakeDraft(client=PETER, device=IPHONE, fault="не заряжается")
WITH_CASE = replace(
    PLAIN,
    accessories="чехол",
    appearance_marks=json.dumps({"экран": "works", "камеры": "fails"}),
)
OWING = replace(PLAIN, estimate_minor=400_000, prepayment_minor=100_000)


def test_scan_and_two_keys_hand_a_paid_device_over(counter: Counter) -> None:
    order = _ready(counter, PLAIN)
    counter.window.scan(Scan(order.ticket))
    counter.settle()
    counter.press(KEY)
    counter.settle()
    counter.press("Ctrl+Return")
    counter.settle()
    counter.settle()
    assert _stage(counter, order) == "issued"
    assert counter.said() == f"{order.number} · Выдан"


def test_after_the_first_one_key_is_enough(counter: Counter) -> None:
    first, second = _ready(counter, PLAIN), _ready(counter, PLAIN)
    counter.press("Ctrl+0")
    for order in (first, second):
        counter.window.scan(Scan(order.ticket))
        counter.settle()
        counter.settle()
        counter.press("Ctrl+Return")
        counter.settle()
        assert _stage(counter, order) == "issued"


def test_found_by_phone_digits_it_is_known_by_phone(counter: Counter) -> None:
    order = _ready(counter, PLAIN)
    counter.press("Ctrl+0")
    counter.type("4567")
    counter.press("Return")
    counter.settle()
    counter.settle()
    page = _page(counter)
    assert page.form.known_by.value() == "phone"
    counter.press("Ctrl+Return")
    counter.settle()
    counter.settle()
    handed = _state(counter, order).handed
    assert handed is not None
    assert handed.known_by == "phone"


def test_what_came_along_is_asked_for(counter: Counter) -> None:
    order = _ready(counter, WITH_CASE)
    _go(counter, order)
    assert counter.focused() == "handover.things"
    counter.press("Ctrl+Return")
    counter.settle()
    assert _stage(counter, order) == "ready"
    assert "Отметьте" in _page(counter).form.missing.text()
    counter.press("Insert", "Ctrl+Return")
    counter.settle()
    counter.settle()
    handed = _state(counter, order).handed
    assert handed is not None
    assert handed.accessories == "чехол"


def test_the_intake_is_asked_again_and_the_difference_told(counter: Counter) -> None:
    order = _ready(counter, WITH_CASE)
    _go(counter, order)
    counter.press("Return")
    assert counter.focused() == "handover.checks"
    counter.type("кам")
    counter.press("Return")
    told = _page(counter).form.told.text()
    assert "камеры: не работает → работает" in told


def test_paid_at_the_hand_over_in_three_keys(counter: Counter) -> None:
    order = _ready(counter, OWING)
    counter.window.scan(Scan(order.ticket))
    counter.settle()
    counter.press(KEY)
    counter.settle()
    assert counter.focused() == "handover.pay."
    counter.press("Right", "Ctrl+Return")
    counter.settle()
    counter.settle()
    state = _state(counter, order)
    assert (state.due.minor, state.paid.minor) == (0, 400_000)
    assert state.handed is not None
    assert state.handed.debt.minor == 0


def test_no_money_is_taken_for_what_is_refused(counter: Counter) -> None:
    order = _ready(counter, OWING)
    _go(counter, order)
    counter.press("Right")
    _page(counter).form.to_whom.buttons[3].setChecked(True)
    counter.press("Ctrl+Return")
    counter.settle()
    assert counter.focused() == "handover.name"
    assert _state(counter, order).paid.minor == 100_000


def test_a_debt_keeps_it_until_a_head_is_named(counter: Counter) -> None:
    order = _ready(counter, OWING)
    _go(counter, order)
    assert "3\u00a0000" in _page(counter).head.due.text()
    counter.press("Ctrl+Return")
    counter.settle()
    assert counter.focused() == "handover.allowed_by"
    counter.type("Ольга")
    counter.press("Ctrl+Return")
    counter.settle()
    handed = _state(counter, order).handed
    assert handed is not None
    assert handed.allowed_by == "Ольга"


def test_the_badge_of_a_head_lets_a_debtor_go(counter: Counter) -> None:
    order = _ready(counter, OWING)
    olga = counter.desk.shop.services.staff.add("Ольга", "manager")
    counter.desk.shop.services.staff.add(counter.desk.shop.operator.name, "reception")
    _go(counter, order)
    counter.window.scan(Scan(olga.badge))
    counter.settle()
    assert _page(counter).form.paid.allowed_by.text() == "Ольга"
    counter.press("Ctrl+Return")
    counter.settle()
    assert _stage(counter, order) == "issued"


def test_somebody_else_takes_it_by_a_power(counter: Counter) -> None:
    order = _ready(counter, PLAIN)
    _go(counter, order)
    counter.press("Return", "Right", "Right", "Return")
    assert counter.focused() == "handover.name"
    counter.type("Сидоров")
    counter.press("Return", "Ctrl+Return")
    counter.settle()
    assert counter.focused() == "handover.proxy"
    counter.type("№ 7 от 20.11.2026")
    counter.press("Ctrl+Return")
    counter.settle()
    handed = _state(counter, order).handed
    assert handed is not None
    assert (handed.to_whom, handed.name, handed.proxy) == ("proxy", "Сидоров", "№ 7 от 20.11.2026")


def test_a_loaner_is_lent_and_taken_back_by_keys(counter: Counter) -> None:
    services = counter.desk.shop.services
    services.loaners.add(LoanerDraft(kind="смартфон", model="Samsung A10", serial="L1"))
    order = counter.give(PLAIN)
    _go(counter, order)
    counter.press("Ctrl+T")
    counter.settle()
    assert counter.offered() == ["Samsung A10"]
    counter.press("Return", "Ctrl+Return")
    counter.settle()
    counter.settle()
    assert _state(counter, order).loan is not None
    for stage in ("in_repair", "ready"):
        services.moves.move(order.order_id, stage)
    counter.window.show_changes(frozenset({"stage"}))
    counter.settle()
    counter.settle()
    counter.press("Ctrl+Return")
    counter.settle()
    assert _page(counter).panel.is_open()
    counter.press("Return", "Space", "Ctrl+Return")
    counter.settle()
    counter.settle()
    counter.settle()
    assert _state(counter, order).loan is None
    counter.press("Ctrl+Return")
    counter.settle()
    assert _stage(counter, order) == "issued"


def test_a_day_that_is_none_is_refused_under_its_line(counter: Counter) -> None:
    services = counter.desk.shop.services
    services.loaners.add(LoanerDraft(kind="смартфон", model="Samsung A10", serial="L1"))
    order = counter.give(PLAIN)
    _go(counter, order)
    counter.press("Ctrl+T")
    counter.settle()
    counter.press("Escape", "Ctrl+Return")
    counter.settle()
    assert _page(counter).panel.device.is_marked()
    counter.press("Down", "Return", "Return", "Return")
    assert counter.focused() == "loan.deposit"
    counter.type("1000")
    counter.press("Return")
    counter.type("когда-нибудь")
    counter.press("Return", "Ctrl+Return")
    counter.settle()
    counter.settle()
    assert counter.focused() == "loan.due"
    assert services.loaners.out() == ()
    counter.press("Ctrl+A")
    counter.type("+7")
    counter.press("Ctrl+Return")
    counter.settle()
    (loan,) = services.loaners.out()
    assert (loan.deposit.minor, loan.due_on) == (100_000, "2026-11-29")


def test_a_demand_is_one_button_away(counter: Counter) -> None:
    order = counter.give(PLAIN)
    _go(counter, order)
    counter.press("Ctrl+T")
    counter.settle()
    assert "Свободных нет" in _page(counter).panel.device.sentence()
    while counter.focused() != "loan.demand":
        counter.press("Tab")
    counter.press("Space")
    counter.settle()
    counter.settle()
    assert "25.11" in counter.said()
    assert counter.desk.shop.services.orders.card(order.order_id).terms.loaner_wanted


def test_what_is_not_ready_keeps_the_check(counter: Counter) -> None:
    order = counter.give(WITH_CASE)
    _go(counter, order)
    assert "F7" in _page(counter).head.why.text()
    counter.press("Return")
    counter.type("экран")
    counter.press("Space", "Ctrl+Return")
    counter.settle()
    (check,) = _state(counter, order).checks
    assert check.kind == "testing"


def test_our_work_brought_back_is_one_key_away(counter: Counter) -> None:
    order = _ready(counter, PLAIN)
    _go(counter, order)
    counter.press("Ctrl+Return")
    counter.settle()
    counter.settle()
    counter.press("Ctrl+R")
    counter.settle()
    assert counter.parts.in_sight(counter.parts.intake)
    draft = counter.parts.intake.draft()
    assert (draft.rework_of, draft.repair_kind, draft.urgent) == (
        order.order_id,
        "own_warranty",
        True,
    )


def test_the_card_tells_of_loaner_check_and_hand_over(counter: Counter) -> None:
    services = counter.desk.shop.services
    phone = services.loaners.add(LoanerDraft(kind="смартфон", model="Samsung A10", serial="L1"))
    order = counter.give(WITH_CASE)
    services.loaners.lend(order.order_id, phone, LendDraft())
    services.handovers.check(order.order_id, '{"камеры":"works"}')
    assert {"Samsung A10 L1, до готовности", "камеры: не работает → работает"} <= _facts(
        counter, order
    )
    services.loaners.take_back(services.loaners.out()[0].id, ReturnDraft())
    services.handovers.check(order.order_id, '{"камеры":"fails"}')
    for stage in ("in_repair", "ready"):
        services.moves.move(order.order_id, stage)
    services.handovers.hand_over(order.order_id, HandoverDraft())
    shown = _facts(counter, order)
    assert "проверено, без изменений" in shown
    assert any("Петров Пётр, клиент" in text for text in shown)
    assert any(text.startswith("до ") for text in shown)


def test_the_stage_leads_to_the_page(counter: Counter) -> None:
    order = _ready(counter, PLAIN)
    counter.window.open_order(order.order_id)
    counter.settle()
    counter.press("F7", "Return")
    counter.settle()
    counter.settle()
    assert _page(counter).state is not None
    assert _stage(counter, order) == "ready"


def test_several_of_a_visit(counter: Counter) -> None:
    visit = uuid4()
    first = _ready(counter, replace(PLAIN, visit_id=visit))
    tablet = replace(IPHONE, serial="X9")
    second = _ready(counter, replace(WITH_CASE, visit_id=visit, device=tablet))
    _go(counter, first)
    page = _page(counter)
    assert page.form.beside.isVisible()
    page.form.beside.setFocus()
    counter.press("Space", "Ctrl+Return")
    counter.settle()
    assert _stage(counter, second) == "ready"  # its case has not been ticked
    counter.press("Insert", "Ctrl+Return")
    counter.settle()
    counter.settle()
    assert _stage(counter, second) == "issued"
    handed = _state(counter, second).handed
    assert handed is not None
    assert handed.accessories == "чехол"
    assert _stage(counter, first) == "issued"


def _ready(counter: Counter, draft: IntakeDraft) -> Accepted:
    services = counter.desk.shop.services
    order = services.intakes.receive(draft, more=draft.visit_id is not None)
    for stage in ("in_repair", "ready"):
        services.moves.move(order.order_id, stage)
    return order


def _go(counter: Counter, order: Accepted) -> None:
    counter.window.open_order(order.order_id)
    counter.settle()
    counter.parts.card.pages.go_to("handover")
    counter.settle()
    counter.settle()


def _facts(counter: Counter, order: Accepted) -> set[str]:
    counter.window.open_order(order.order_id)
    counter.settle()
    return {label.text() for label in counter.parts.card.facts.findChildren(QLabel)}


def _page(counter: Counter) -> HandoverPage:
    page = counter.parts.card.pages.page
    assert isinstance(page, HandoverPage)
    return page


def _state(counter: Counter, order: Accepted) -> HandoverState:
    return counter.desk.shop.services.handovers.state(order.order_id)


def _stage(counter: Counter, order: Accepted) -> str:
    return counter.desk.shop.services.orders.card(order.order_id).row.stage
