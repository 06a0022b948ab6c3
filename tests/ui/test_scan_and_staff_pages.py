"""The pages of the owner on which scanners are tried, people kept and keys read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pypdfium2
import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel

from intake_app.scanning.scan import Scan, Source
from intake_app.ui.preferences.scan_page import ScanPage
from intake_app.ui.preferences.staff_page import StaffPage
from intake_app.ui.wedge_setting import KEY, WedgeSetting
from tests.rigs.wedge import FakeWedge

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.ui.desk import Desk
    from intake_app.ui.preferences.page import PreferencePage
    from tests.ui.counter import Counter

MARKED = "0104601234567893\x1d21ABC123"


def page(counter: Counter, name: str) -> PreferencePage:
    counter.press("Ctrl+9")
    board = counter.parts.preferences.board
    board.open_page(name)
    counter.settle()
    return board.page()


def text(counter: Counter, name: str) -> str:
    label = counter.window.findChild(QLabel, name)
    assert label is not None
    return label.text()


@pytest.fixture
def scan_page(counter: Counter) -> ScanPage:
    found = page(counter, "scan")
    assert isinstance(found, ScanPage)
    return found


@pytest.fixture
def staff_page(counter: Counter) -> StaffPage:
    found = page(counter, "staff")
    assert isinstance(found, StaffPage)
    return found


def test_a_code_is_taken_apart_and_does_nothing(counter: Counter, scan_page: ScanPage) -> None:
    order = counter.give()
    counter.window.scan(Scan(order.ticket, "C0"))
    assert counter.parts.in_sight(counter.parts.preferences)
    assert text(counter, "scan.code") == order.ticket
    assert order.ticket in text(counter, "scan.kind")
    assert text(counter, "scan.symbology") == "Code 128"
    assert text(counter, "scan.pace") == "–"


def test_a_keyboard_scanner_shows_speed_and_layout(counter: Counter, scan_page: ScanPage) -> None:
    FakeWedge(counter.window.windowHandle(), "ru").scan("SC-000123", gap_ms=10)
    assert text(counter, "scan.code") == "SC-000123"
    assert "10" in text(counter, "scan.pace")
    assert "ЫС-000123" in text(counter, "scan.layout")
    FakeWedge(counter.window.windowHandle()).scan("000123")
    assert "000123" not in text(counter, "scan.layout")


def test_signs_nobody_sees_are_written_out(counter: Counter, scan_page: ScanPage) -> None:
    counter.window.scan(Scan(MARKED, "d2", source=Source.WEDGE))
    counter.window.scan(Scan("x\x00y", suspicious=True))
    assert text(counter, "scan.code") == "x<00>y  ?"
    assert "<GS>21ABC123" in text(counter, "scan.earlier")


def test_timing_is_set_where_it_is_seen(counter: Counter, scan_page: ScanPage) -> None:
    scan_page.gap.line.setFocus()
    scan_page.gap.line.selectAll()
    counter.type("80")
    counter.press("Return")
    scan_page.prefix.line.setFocus()
    counter.type("F13")
    counter.press("Tab")
    scan_page.on.click()
    counter.settle()
    expected = WedgeSetting(is_on=False, gap_ms=80, prefix="F13")
    assert WedgeSetting.read(counter.desk.shop.finder.preference(KEY)) == expected
    counter.parts.preferences.board.reset()
    counter.settle()
    assert counter.desk.shop.finder.preference(KEY) is None
    assert scan_page.gap.text() == "50"


@pytest.mark.parametrize("typed", ["", "x", "٣"])
def test_a_figure_that_is_none_leaves_what_was(
    counter: Counter, scan_page: ScanPage, typed: str
) -> None:
    scan_page.least.line.setFocus()
    scan_page.least.line.selectAll()
    counter.press("Backspace")
    counter.type(typed)
    counter.press("Return")
    assert scan_page.least.text() == "6"


def test_people_are_added_by_keys(counter: Counter, staff_page: StaffPage) -> None:
    staff_page.list.setFocus()
    counter.press("Insert")
    counter.type("Илья")
    counter.press("Return")
    counter.settle()
    (ilya,) = counter.desk.shop.services.staff.all()
    assert ilya.name == "Илья"
    counter.settle()
    assert staff_page.list.count() == 1


def test_a_role_and_a_badge_are_given(counter: Counter, staff_page: StaffPage) -> None:
    anna = _add(counter, staff_page, "Анна К.")
    staff_page.role.buttons[2].click()
    counter.settle()
    staff_page.fresh.click()
    counter.settle()
    (now,) = counter.desk.shop.services.staff.all()
    assert (now.role, now.badge != anna) == ("technician", True)
    assert text(counter, "staff.badge") == now.badge


def test_whoever_left_is_kept_and_may_come_back(counter: Counter, staff_page: StaffPage) -> None:
    _add(counter, staff_page, "Анна К.")
    staff_page.list.setFocus()
    counter.press("Delete")
    counter.settle()
    assert counter.desk.shop.services.staff.all() == ()
    staff_page.leave.click()
    counter.settle()
    assert len(counter.desk.shop.services.staff.all()) == 1


def test_a_name_twice_is_marked(counter: Counter, staff_page: StaffPage) -> None:
    _add(counter, staff_page, "Анна К.")
    staff_page.begin_new()
    counter.type("Анна К.")
    counter.press("Return")
    counter.settle()
    assert staff_page.name.is_marked()
    assert counter.focused() == "staff.name"


def test_a_new_name_is_given_on_enter(counter: Counter, staff_page: StaffPage) -> None:
    _add(counter, staff_page, "Анна К.")
    staff_page.list.setFocus()
    counter.press("Return")
    staff_page.name.line.selectAll()
    counter.type("Анна М.")
    counter.press("Return")
    counter.settle()
    assert counter.desk.shop.services.staff.all()[0].name == "Анна М."


def test_f12_asks_who_is_here(counter: Counter) -> None:
    for name in ("Анна К.", "Илья"):
        counter.desk.shop.services.staff.add(name)
    counter.press("F12")
    counter.settle()
    assert counter.offered() == ["Анна К.", "Илья"]
    counter.type("ил")
    counter.press("Return")
    counter.settle()
    assert counter.desk.shop.operator.name == "Илья"
    assert text(counter, "status.operator") == "Илья"
    assert counter.focused() == "client.name"


def test_f12_tells_where_people_are_entered(counter: Counter) -> None:
    counter.press("F12")
    counter.settle()
    assert len(counter.offered()) == 1
    counter.press("Return")
    counter.settle()
    assert counter.desk.shop.operator.name == "Анна"
    counter.press("F12")
    counter.type("ъъъ")
    counter.press("Return")
    assert counter.focused() == "person"
    counter.press("Escape", "Escape", "Escape")
    assert counter.focused() == "client.name"


def test_without_a_store_nobody_can_come(
    closed_desk: Desk, at_counter: Callable[[Desk], Counter]
) -> None:
    counter = at_counter(closed_desk)
    counter.press("F12")
    counter.settle()
    assert counter.said()
    assert counter.focused() == "client.name"


def test_f11_takes_the_whole_screen_and_gives_it_back(counter: Counter) -> None:
    counter.press("F11")
    assert counter.window.isFullScreen()
    counter.press("F11")
    assert not counter.window.isFullScreen()


class Viewer(QObject):
    """Stands in for the program that shows pages."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


BOTH_SIDES = 2


def test_the_keys_are_one_sheet_to_print(counter: Counter) -> None:
    viewer = Viewer()
    QDesktopServices.setUrlHandler("file", viewer, cast("Any", "show"))  # the stub says bytes
    try:
        counter.press("Ctrl+J")
        counter.qtbot.waitUntil(lambda: bool(viewer.opened))
    finally:
        QDesktopServices.unsetUrlHandler("file")
    found = pypdfium2.PdfDocument(Path(viewer.opened[0]).read_bytes())
    assert len(found) <= BOTH_SIDES
    said = "".join(side.get_textpage().get_text_bounded() for side in found)
    found.close()
    assert "Сохранить без печати" in said
    assert "Ctrl+Enter" in said
    for row in counter.parts.actions.rows():
        assert counter.desk.tr(row.text).split()[-1] in said.replace("\r\n", " ")


def test_a_page_that_cannot_be_written_is_told(counter: Counter) -> None:
    (counter.desk.settings.data / "keys.pdf").mkdir()
    counter.press("Ctrl+J")
    counter.settle()
    assert counter.said()


def test_every_key_is_on_its_page(counter: Counter) -> None:
    (counter.desk.settings.data / "keys.toml").write_text('foo = ["F9"]')
    shown = page(counter, "keys")
    said = {label.text() for label in shown.findChildren(QLabel)}
    assert {row.id for row in counter.parts.actions.rows()} <= said
    assert "foo" in text(counter, "keys.complaint")


def _add(counter: Counter, staff_page: StaffPage, name: str) -> str:
    """Somebody new, chosen in the list; his badge."""
    found = counter.desk.shop.services.staff.add(name)
    staff_page.refresh()
    counter.settle()
    staff_page.list.setCurrentRow(0)
    return found.badge
