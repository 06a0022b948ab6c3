"""A keyboard scanner at the window: codes come out, and no letter of them stays in a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from intake_app.scanning.scan import Scan, Source
from intake_app.ui.wedge import WedgeKeys
from intake_app.ui.wedge_setting import WedgeSetting
from tests.rigs.wedge import FakeWedge

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CODE = "SC-000123;Ab/x.y"


class Page(QWidget):
    """Two fields, a scanner and whoever hears of its codes."""

    def __init__(self, qtbot: QtBot, layout: str = "us") -> None:
        super().__init__()
        self.line, self.text = QLineEdit(), QPlainTextEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(self.text)
        self.submitted: list[None] = []
        self.line.returnPressed.connect(self._on_return)
        self.keys = WedgeKeys(self)
        self.scans: list[Scan] = []
        self.keys.scanned.connect(self.scans.append)
        qtbot.addWidget(self)
        with qtbot.waitActive(self):
            self.show()
        self.windowHandle().installEventFilter(self.keys)
        self.line.setFocus()
        self.wedge = FakeWedge(self.windowHandle(), layout)

    def codes(self) -> list[str]:
        return [scan.text for scan in self.scans]

    def _on_return(self) -> None:
        self.submitted.append(None)


@pytest.mark.parametrize("layout", ["us", "ru"])
@pytest.mark.parametrize("end", ["Return", "Tab"])
def test_a_code_comes_out_whole_in_any_layout(qtbot: QtBot, layout: str, end: str) -> None:
    page = Page(qtbot, layout)
    page.wedge.scan(CODE, end)
    assert page.codes() == [CODE]
    assert (page.line.text(), page.submitted, page.line.hasFocus()) == ("", [], True)


def test_a_scan_tells_how_it_came(qtbot: QtBot) -> None:
    page = Page(qtbot, "ru")
    page.wedge.scan("]C0SC-0001", gap_ms=10)
    (scan,) = page.scans
    assert (scan.text, scan.symbology, scan.source) == ("SC-0001", "C0", Source.WEDGE)
    assert scan.pace_ms == pytest.approx(10)
    assert scan.typed == "ъС0ЫС-0001"


def test_typing_reaches_the_field(qtbot: QtBot) -> None:
    page = Page(qtbot)
    page.wedge.type("hello world", gap_ms=90)
    page.wedge.pause(90)
    page.wedge.key("Return")
    assert (page.line.text(), len(page.submitted)) == ("hello world", 1)
    assert page.scans == []


def test_a_shortcut_never_overtakes_what_was_typed(qtbot: QtBot) -> None:
    page = Page(qtbot)
    page.wedge.type("abc", gap_ms=5)
    assert page.line.text() == ""
    page.wedge.override(Qt.Key.Key_F2, "F2")
    assert page.line.text() == "abc"


def test_keys_of_a_code_are_no_shortcuts(qtbot: QtBot) -> None:
    page = Page(qtbot)
    page.wedge.type("abcdef", gap_ms=5)
    page.wedge.override(Qt.Key.Key_G, "g")
    page.wedge.override(Qt.Key.Key_Return, "Return")
    page.wedge.key("Return")
    assert (page.codes(), page.line.text()) == (["abcdef"], "")


def test_a_busy_program_judges_keys_by_their_own_times(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Page(qtbot)
    page.wedge.type("123", gap_ms=5)
    page.keys._since.start()
    qtbot.waitUntil(lambda: page.keys._since.elapsed() > 5)
    monkeypatch.setattr("intake_app.ui.wedge._LATE_MS", -1000)
    page.keys._on_idle()
    assert page.line.text() == ""
    page.wedge.type("456", gap_ms=5)
    page.wedge.key("Return")
    assert page.codes() == ["123456"]


def test_a_field_that_is_gone_is_not_looked_after(qtbot: QtBot) -> None:
    page = Page(qtbot)
    page.wedge.type("q", gap_ms=400)
    qtbot.waitUntil(lambda: page.line.text() == "q")
    page.wedge.type("x", gap_ms=30)
    before = page.keys._before
    page.wedge.type("12345", gap_ms=30)
    shiboken6.delete(page.line)
    page.wedge.key("Return")
    assert before is not None
    assert len(page.codes()) == 1


def test_a_quick_roll_of_keys_is_only_late(qtbot: QtBot) -> None:
    page = Page(qtbot)
    page.wedge.type("abc", gap_ms=20)
    qtbot.waitUntil(lambda: page.line.text() == "abc")
    assert page.scans == []


def test_a_slow_scanners_first_letter_is_taken_back(qtbot: QtBot) -> None:
    page = Page(qtbot)
    page.line.setText("Иванов")
    page.line.setSelection(1, 3)
    page.wedge.type("q", gap_ms=400)  # a person, just now
    qtbot.waitUntil(lambda: page.line.text() == "Иqов")
    page.line.undo()
    page.line.setSelection(1, 3)
    page.wedge.type(CODE, gap_ms=30)
    page.wedge.key("Return")
    assert page.codes() == [CODE]
    assert (page.line.text(), page.line.selectedText()) == ("Иванов", "ван")
    page.line.undo()
    assert page.line.text() == "Иsов".replace("s", "S")


def test_a_letter_in_a_text_is_taken_back(qtbot: QtBot) -> None:
    page = Page(qtbot)
    page.text.setPlainText("не включается")
    page.text.setFocus()
    page.wedge.type("q", gap_ms=400)
    qtbot.waitUntil(lambda: page.text.toPlainText().startswith("q"))
    page.text.undo()
    page.wedge.type(CODE, gap_ms=30)
    page.wedge.key("Return")
    assert page.codes() == [CODE]
    assert page.text.toPlainText() == "не включается"
    page.text.undo()
    assert page.text.toPlainText() == "Sне включается"


def test_a_prefix_key_keeps_slow_codes_out_as_well(qtbot: QtBot) -> None:
    page = Page(qtbot)
    page.keys.adjust(WedgeSetting(prefix="F13"))
    page.wedge.key("F13")
    page.wedge.type("42", gap_ms=90)
    page.wedge.key("Return")
    assert (page.codes(), page.line.text(), page.submitted) == (["42"], "", [])


def test_stx_begins_a_code(qtbot: QtBot) -> None:
    page = Page(qtbot)
    page.keys.adjust(WedgeSetting(prefix="stx"))
    page.wedge.chord("b", Qt.KeyboardModifier.ControlModifier)
    page.wedge.type("42", gap_ms=90)
    page.wedge.key("Tab")
    assert (page.codes(), page.line.text()) == (["42"], "")


def test_a_prefixed_code_without_an_end_ends_by_itself(qtbot: QtBot) -> None:
    page = Page(qtbot)
    page.keys.adjust(WedgeSetting(prefix="F13"))
    page.wedge.key("F13")
    page.wedge.type("4242", gap_ms=5)
    qtbot.waitUntil(lambda: page.codes() == ["4242"])


def test_the_same_code_twice_at_once_counts_once(qtbot: QtBot) -> None:
    page = Page(qtbot)
    for _ in range(2):
        page.wedge.type("1234567", gap_ms=5)
        page.wedge.key("Return")
    assert page.codes() == ["1234567"]
    assert page.line.text() == ""


def test_keys_that_no_keyboard_made_pass(qtbot: QtBot) -> None:
    page = Page(qtbot)
    qtbot.keyClicks(page.line, "1234567890")
    qtbot.keyClick(page.line, Qt.Key.Key_Return)
    assert (page.line.text(), len(page.submitted)) == ("1234567890", 1)


@pytest.mark.parametrize(
    ("value", "setting"),
    [
        (None, WedgeSetting()),
        ("?", WedgeSetting()),
        (
            {"gap_ms": 1, "least": 99, "is_on": False},
            WedgeSetting(is_on=False, gap_ms=10, least=30),
        ),
        ({"gap_ms": True, "prefix": 7}, WedgeSetting()),
        (WedgeSetting(prefix="F14").written(), WedgeSetting(prefix="F14")),
    ],
)
def test_a_setting_is_read_whatever_stands_there(value: object, setting: WedgeSetting) -> None:
    assert WedgeSetting.read(value) == setting


@pytest.mark.parametrize("prefix", ["", "F13", "F24", "STX", "`"])
def test_a_setting_survives_the_machine(qtbot: QtBot, prefix: str) -> None:
    keys = WedgeKeys(Page(qtbot))
    keys.adjust(WedgeSetting(prefix=prefix))
    assert keys.setting == WedgeSetting(prefix=prefix)
