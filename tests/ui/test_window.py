"""Scans, messages, questions, papers, the address line: what comes from outside the forms."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QRect, QSize

from intake_app.scanning.scan import Scan
from intake_app.scanning.scanner import ScannerState
from intake_app.services.spool import JobState, PrinterState
from intake_app.ui.message_bar import Message
from intake_app.ui.sheet import Panel
from intake_app.ui.window_layout import SMALLEST, USUAL, size_within

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from intake_app.ui.desk import Desk
    from tests.ui.counter import Counter


@pytest.mark.parametrize(
    ("screen", "size"),
    [
        (QRect(0, 0, 1920, 1080), USUAL),
        (QRect(0, 0, 1280, 720), (1264, 672)),
        (QRect(0, 27, 1366, 741), (1280, 693)),
        (QRect(0, 0, 800, 480), SMALLEST),
    ],
)
def test_the_window_opens_inside_the_screen_with_its_frame(
    screen: QRect, size: tuple[int, int]
) -> None:
    assert size_within(screen) == QSize(*size)


def test_a_screen_that_is_too_small_is_filled(counter: Counter) -> None:
    window = counter.window
    room = window.screen().availableGeometry().size()
    assert room.width() < USUAL[0]  # the platform of the tests has a small screen
    window.hide()
    window.appear()
    assert window.isMaximized()


def test_a_scan_opens_its_order_from_any_screen(counter: Counter) -> None:
    order = counter.give()
    counter.type("Анна")
    counter.window.scan(Scan(order.ticket))
    assert counter.parts.card.order == order.order_id
    assert counter.parts.intake.draft().client.name == "Анна"


@pytest.mark.parametrize(
    ("scan", "told"),
    [
        (Scan("4601234567890"), "4601234567890"),
        (Scan("12345", suspicious=True), "Код прочитан с ошибкой: отсканируйте ещё раз"),
    ],
)
def test_other_scans_say_so_in_one_line(counter: Counter, scan: Scan, told: str) -> None:
    counter.window.scan(scan)
    assert told in counter.said()
    assert counter.focused() == "client.name"


def test_the_address_line_opens_orders_and_clients(counter: Counter) -> None:
    order = counter.give()
    counter.press("F3")
    counter.type(order.number)
    counter.press("Return")
    assert counter.parts.card.order == order.order_id
    counter.press("F3")
    counter.type("Петров")
    assert counter.offered() == [order.number, "Петров Пётр"]
    counter.press("Down", "Return")
    counter.settle()
    assert counter.parts.in_sight(counter.parts.clients)
    card = counter.parts.clients.board.card
    assert card is not None
    assert card.facts.row.name == "Петров Пётр"


def test_a_ticket_typed_into_the_address_line_opens_its_order(counter: Counter) -> None:
    order = counter.give()
    counter.press("F3")
    counter.type(order.ticket)
    counter.press("Return")
    assert counter.parts.card.order == order.order_id


def test_what_is_not_found_is_said(counter: Counter) -> None:
    counter.press("F3")
    counter.type("ъъъ")
    counter.press("Return")
    assert counter.said() == "Ничего не найдено"
    counter.press("Escape", "Escape", "Escape")
    assert counter.focused() == "client.name"


def test_a_paper_nobody_knows_about_is_asked_for(counter: Counter) -> None:
    printouts = counter.desk.shop.services.printouts
    order = counter.give()
    _lose(counter, order.jobs[0])
    assert order.number in counter.said()
    assert counter.said().endswith("напечаталась?")
    counter.press("Alt+Y")
    counter.settle()
    assert printouts.unknown() == ()
    assert counter.said() == ""


def test_a_paper_that_is_not_there_is_printed_again(counter: Counter) -> None:
    printouts = counter.desk.shop.services.printouts
    order = counter.give()
    _lose(counter, order.jobs[0])
    counter.press("Alt+N")
    counter.settle()
    states = {state.printer: state.queued for state in printouts.states()}
    assert printouts.unknown() == ()
    assert sum(states.values()) == 2  # the label, and the repeat


def test_a_question_outlives_the_notices_before_it(counter: Counter) -> None:
    order = counter.give()
    _lose(counter, order.jobs[0])
    question = counter.said()
    counter.parts.messages.say(Message("готово", "good"))
    assert counter.said() == "готово"
    counter.press("Escape")
    assert counter.said() == question
    counter.press("Escape")
    assert counter.said() == question


def test_a_question_answered_elsewhere_goes_away(counter: Counter) -> None:
    order = counter.give()
    _lose(counter, order.jobs[0])
    counter.window.show_printer_states(
        (PrinterState("receipt", 0, 0, paused=False, problem="", last_printed_at=None),)
    )
    assert counter.said() == ""


def test_a_notice_goes_by_itself(counter: Counter) -> None:
    counter.parts.messages.say(Message("готово", "good", seconds=1))
    counter.qtbot.waitUntil(lambda: counter.said() == "", timeout=3000)


@pytest.mark.parametrize("points", [9, 12, 16])
@pytest.mark.parametrize("screen", ["intake", "orders", "card"])
def test_a_message_covers_nothing_that_is_worked_with(
    desk: Desk,
    at_counter: Callable[[Desk], Counter],
    at_size: Callable[[Desk, int], Desk],
    points: int,
    screen: str,
) -> None:
    counter = at_counter(at_size(desk, points))
    parts = counter.parts
    order = counter.give()
    if screen == "orders":
        counter.press("Ctrl+2")
    elif screen == "card":
        counter.window.open_order(order.order_id)
    actions = ("question.yes", "question.no")
    parts.messages.say(Message("напечаталась?", "caution", "Квитанция", seconds=0, actions=actions))
    needed = {
        "intake": parts.intake.accept,
        "orders": parts.orders.table,
        "card": parts.card.comment,
    }[screen]
    counter.qtbot.waitUntil(lambda: not _place(parts.messages).intersects(_place(needed)))
    parts.messages.dismiss()
    assert parts.foot.height() == 0


def test_a_question_has_keys_only_while_it_stands(counter: Counter) -> None:
    order = counter.give()
    counter.parts.messages.say(Message("готово", "good"))
    assert "question.yes" not in _usable(counter)
    _lose(counter, order.jobs[0])
    assert {"question.yes", "question.no"} <= _usable(counter)


@pytest.mark.parametrize("points", [9, 16])
@pytest.mark.parametrize("size", [SMALLEST, USUAL])
def test_the_sheet_of_keys_is_never_cut(
    desk: Desk,
    at_counter: Callable[[Desk], Counter],
    at_size: Callable[[Desk, int], Desk],
    points: int,
    size: tuple[int, int],
) -> None:
    counter = at_counter(at_size(desk, points))
    counter.window.resize(*size)
    _lose(counter, counter.give().jobs[0])
    counter.press("F1")
    sheet = counter.parts.keys
    (panel,) = (found for found in sheet.findChildren(Panel) if found.isVisible())
    assert panel.x() >= 0
    assert panel.geometry().right() <= sheet.rect().right()
    assert panel.y() >= 0
    counter.press("End")  # what is below the window comes into sight
    assert panel.geometry().bottom() <= sheet.rect().bottom()
    assert sheet.isVisible() or panel.height() <= sheet.height()


def test_the_title_says_what_is_in_sight(counter: Counter) -> None:
    order = counter.give()
    assert counter.window.windowTitle() == "Приёмка – Intake"
    counter.press("Ctrl+2")
    assert counter.window.windowTitle() == "Заказы – Intake"
    counter.window.open_order(order.order_id)
    counter.settle()
    assert counter.window.windowTitle() == f"Заказ {order.number} – Intake"


def test_columns_stay_when_nothing_is_found(counter: Counter) -> None:
    counter.give()
    counter.press("Ctrl+2")
    table = counter.parts.orders.table
    before = [table.columnWidth(place) for place in range(9)]
    counter.type("ъъъ")
    assert [table.columnWidth(place) for place in range(9)] == before


def test_papers_are_shown_side_by_side(counter: Counter) -> None:
    pane = counter.parts.pane
    assert pane.paper.is_empty()
    counter.window.show_paper("Квитанция", _png(576, 900))
    counter.window.show_paper("Этикетка", _png(464, 320))
    counter.window.show_paper("Квитанция", _png(576, 1200))
    assert set(pane.paper.titles()) == {"Квитанция", "Этикетка"}
    assert not pane.grab().isNull()


def test_what_is_no_picture_is_left_out(counter: Counter) -> None:
    counter.window.show_paper("Квитанция", b"torn")
    assert counter.parts.pane.paper.is_empty()


def test_the_bar_claims_nothing_before_it_is_known(counter: Counter) -> None:
    said = [cell.text() for cell in counter.parts.status.cells if not cell.isHidden()]
    assert said == ["Квитанции …", "Этикетки …", "Сканер …", "Хаб …", "Копия …"]
    assert {cell.tone for cell in counter.parts.status.cells} == {"muted"}


def test_a_cell_of_the_bar_says_more_on_enter(counter: Counter) -> None:
    counter.window.show_scanner(ScannerState.OFF)
    counter.parts.status.scanner.setFocus()
    counter.press("Return")
    assert counter.said() == "Сканер не задан"


def _usable(counter: Counter) -> set[str]:
    return {row.id for row, _ in counter.parts.actions.usable()}


def _place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def _png(width: int, height: int) -> bytes:
    file = BytesIO()
    Image.new("L", (width, height), 200).save(file, "PNG")
    return file.getvalue()


def _lose(counter: Counter, job: UUID) -> None:
    printouts = counter.desk.shop.services.printouts
    printouts.begin(job)
    printouts.end(job, JobState.UNKNOWN, "device_lost")
    counter.window.show_printer_states(printouts.states())
    counter.settle()
