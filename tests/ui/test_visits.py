"""One client, several devices: orders at once, one receipt at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.services.papers import ReceiptData

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.services.spool import PrintJob
    from intake_app.ui.desk import Desk
    from tests.ui.counter import Counter


def _receipts(counter: Counter) -> list[list[str]]:
    """Numbers on each receipt that was queued."""
    printouts = counter.desk.shop.services.printouts
    found: list[list[str]] = []
    job: PrintJob | None
    while (job := printouts.next_for("receipt")) is not None:
        assert isinstance(job.data, ReceiptData)
        found.append([job.data.number, *(each.number for each in job.data.more)])
        printouts.begin(job.id)
    return found


def _device(counter: Counter, kind: str, fault: str) -> None:
    counter.press("Alt+2")
    counter.type(kind)
    counter.press("Alt+3")
    counter.type(fault)


def _two(counter: Counter) -> None:
    counter.type("Анна")
    counter.press("Tab")
    _device(counter, "утюг", "искрит")
    counter.press("Shift+F2")


def test_the_next_device_is_of_the_same_client_on_one_receipt(counter: Counter) -> None:
    _two(counter)
    assert counter.focused() == "device.kind"
    assert counter.parts.intake.draft().client.name == "Анна"
    _device(counter, "чайник", "течёт")
    counter.press("Ctrl+Return")  # ahead of the first commit
    assert counter.parts.intake.is_untouched()
    counter.qtbot.waitUntil(lambda: len(counter.received) == 2)
    first, second = counter.order(0), counter.order(1)
    assert first.client_id == second.client_id
    assert first.device.id != second.device.id
    assert _receipts(counter) == [[first.row.number, second.row.number]]


def test_a_visit_ends_by_accepting_nothing_more(counter: Counter) -> None:
    _two(counter)
    counter.press("Ctrl+Return")
    counter.settle()
    assert counter.parts.intake.is_untouched()
    assert _receipts(counter) == [[counter.order().row.number]]


def test_a_visit_ends_with_a_new_intake(counter: Counter) -> None:
    _two(counter)
    counter.press("F2")
    counter.settle()
    assert counter.parts.intake.is_untouched()
    assert counter.parts.intake.keeper.waiting == ()
    assert _receipts(counter) == [[counter.order().row.number]]


def test_a_visit_ends_by_itself_after_a_while(counter: Counter) -> None:
    _two(counter)
    counter.settle()
    assert _receipts(counter) == []
    counter.parts.intake.visit._timer.timeout.emit()
    counter.settle()
    assert _receipts(counter) == [[counter.order().row.number]]


def test_a_visit_of_another_client_is_another_visit(counter: Counter) -> None:
    _two(counter)
    counter.press("Alt+1")
    counter.type("Борис")
    counter.press("Tab")
    _device(counter, "чайник", "течёт")
    counter.press("Ctrl+Return")
    counter.qtbot.waitUntil(lambda: len(counter.received) == 2)
    counter.settle()
    numbers = [[counter.order(place).row.number] for place in (0, 1)]
    assert sorted(_receipts(counter)) == numbers
    assert counter.order(0).client_id != counter.order(1).client_id


def test_a_bad_device_stays_in_the_form(counter: Counter) -> None:
    counter.type("Анна")
    counter.press("Tab", "Shift+F2")
    assert counter.bad_fields() == ["device.kind", "fault"]
    assert counter.received == []


def test_an_empty_form_has_no_next_device(counter: Counter) -> None:
    counter.press("Shift+F2")
    counter.settle()
    assert counter.received == []


def test_the_last_device_of_a_visit_is_taken_back_alone(counter: Counter) -> None:
    _two(counter)
    _device(counter, "чайник", "течёт")
    counter.press("Ctrl+Return")
    counter.qtbot.waitUntil(lambda: len(counter.received) == 2)
    counter.press("Ctrl+Z")
    counter.qtbot.waitUntil(lambda: not counter.parts.intake.is_untouched())
    assert counter.parts.intake.draft().fault == "течёт"
    assert _receipts(counter) == [[counter.order(0).row.number]]


def test_papers_of_a_visit_cut_short_are_due_at_the_next_start(
    desk: Desk, at_counter: Callable[[Desk], Counter]
) -> None:
    counter = at_counter(desk)
    counter.window.store_ready()
    counter.settle()
    _two(counter)
    counter.settle()
    number = counter.order().row.number
    later = at_counter(desk)
    later.window.store_ready()
    later.settle()
    assert _receipts(later) == [[number]]
