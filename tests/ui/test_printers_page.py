"""Setting a printer up by steps, against a folder that stands for it."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from intake_app.config import DeskSettings, Settings
from intake_app.printing import finding
from intake_app.printing.finding import Found
from intake_app.ui.preferences.printers_page import PrintersPage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    printers = DeskSettings(
        receipt_printer=f"folder://{tmp_path}/receipt",
        label_printer=f"folder://{tmp_path}/label?language=tspl",
    )
    return Settings(data=tmp_path / "shop", desk=printers)


@pytest.fixture
def page(qtbot: QtBot, look: Look, desk: Desk) -> PrintersPage:
    page = PrintersPage(look, desk)
    qtbot.addWidget(page)
    page.show()
    return page


def test_each_step_prints_asks_and_notes_the_answer(
    page: PrintersPage, qtbot: QtBot, tmp_path: Path
) -> None:
    for trial, answer, expected in (
        (0, 0, "width=384"),
        (1, 0, "slot=17"),
        (2, 1, "cut=tear"),
        (3, 1, "drawer=5"),
    ):
        press(page, f"trials.{trial}")
        qtbot.waitUntil(lambda: bool(answers(page)))
        press(page, f"answers.{answer}")
        assert expected in page.address.text()
        assert not answers(page)
    assert len(list((tmp_path / "receipt").glob("*.bin"))) == 4


def test_a_label_is_moved_until_it_lies_well(page: PrintersPage, qtbot: QtBot) -> None:
    page.choose("label")
    for answer, expected in ((2, "right=8"), (2, "right=16"), (1, "right=8"), (1, "tspl")):
        press(page, "trials.2")
        qtbot.waitUntil(lambda: bool(answers(page)))
        press(page, f"answers.{answer}")
        assert page.address.text().endswith(expected)


def test_what_is_saved_stands_in_the_file(
    page: PrintersPage, qtbot: QtBot, settings: Settings
) -> None:
    page.address.line.setText("tcp://10.0.0.5?width=384")
    before = page.told.text()
    press(page, "save")
    qtbot.waitUntil(lambda: page.told.text() != before)
    written = tomllib.loads((settings.data / "settings.toml").read_text("utf-8"))
    assert written == {"desk": {"receipt_printer": "tcp://10.0.0.5?width=384"}}
    assert page.desk.settings.desk.receipt_printer == "tcp://10.0.0.5?width=384"
    assert page.printers.item(0).text().endswith("tcp://10.0.0.5?width=384")


def test_a_printer_of_one_s_own_comes_and_goes_by_keys(page: PrintersPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.printers, Qt.Key.Key_Insert)
    assert page.name.isVisibleTo(page)
    page.name.line.setText("два слова")
    press(page, "save")
    assert page.name.is_marked()
    page.name.line.setText("полка")
    page.address.line.setText("tcp://10.0.0.6?language=zpl")
    press(page, "save")
    qtbot.waitUntil(lambda: page.chosen == "полка")
    assert page.desk.settings.printers == {"полка": "tcp://10.0.0.6?language=zpl"}
    assert not page.name.isVisibleTo(page)
    qtbot.keyClick(page.printers, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.printers.count() == 3)
    assert not page.desk.settings.printers


def test_one_of_the_three_is_only_taken_away(page: PrintersPage, qtbot: QtBot) -> None:
    page.choose("label")
    qtbot.keyClick(page.printers, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.desk.settings.desk.label_printer == "none:")
    assert page.printers.count() == 3
    assert page.options.rows["language"].isHidden()


def test_how_paper_leaves_is_chosen_by_name(page: PrintersPage) -> None:
    for option, value, expected in (
        ("cut", "tear", "cut=tear"),
        ("drawer", "2", "drawer=2"),
        ("after", "1d0c", "after=1d0c"),
        ("mode", "text", "mode=text"),
        ("width", "384", "width=384"),
    ):
        choose(page, option, value)
        assert expected in page.address.text()
    choose(page, "language", "tspl")
    assert page.address.text().endswith("/receipt?language=tspl")
    assert page.options.rows["cut"].isHidden()


def test_how_a_label_leaves_is_chosen_by_name(page: PrintersPage) -> None:
    page.choose("label")
    for option, value in (("take", "peel"), ("media", "mark"), ("direction", "turned")):
        choose(page, option, value)
        assert f"{option}={value}" in page.address.text()
    assert page.options.rows["drawer"].isHidden()


def test_a_printer_of_pages_has_a_sheet(page: PrintersPage) -> None:
    choose(page, "language", "pdf")
    choose(page, "page", "a5")
    assert page.address.text().endswith("?language=pdf&page=a5")


def test_a_value_that_was_set_by_hand_is_left_alone(page: PrintersPage) -> None:
    page.address.line.setText("tcp://10.0.0.5?width=512")
    page.address.line.editingFinished.emit()
    assert page.options.rows["width"].value() == "512"


def test_who_stands_in_is_chosen_and_holds(page: PrintersPage, qtbot: QtBot) -> None:
    page.choose("label")
    page.fallback.click()
    qtbot.waitUntil(lambda: page.desk.settings.desk.fallback_printer == "label")
    qtbot.waitUntil(
        lambda: (
            "stands in" in page.printers.item(1).text() or "запас" in page.printers.item(1).text()
        )
    )
    page.choose("receipt")
    assert not page.fallback.isChecked()
    page.choose("label")
    page.fallback.click()
    qtbot.waitUntil(lambda: page.desk.settings.desk.fallback_printer == "")


def test_a_wrong_address_is_told_and_not_written(
    page: PrintersPage, qtbot: QtBot, settings: Settings
) -> None:
    page.address.line.setText("tcp://10.0.0.5?width=wide")
    press(page, "save")
    qtbot.waitUntil(lambda: bool(page.told.text()))
    assert not (settings.data / "settings.toml").exists()


def test_a_printer_that_is_away_is_told(page: PrintersPage, qtbot: QtBot) -> None:
    page.address.line.setText("file:///dev/usb/no-such-printer")
    page.address.line.editingFinished.emit()
    press(page, "trials.0")
    printing = page.told.text()
    qtbot.waitUntil(lambda: page.told.text() != printing)
    assert page.told.text()
    assert not answers(page)


def test_guesses_are_shown_and_taken_by_a_key(
    page: PrintersPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    guess = Found("file:///dev/usb/lp0?language=zpl", "Zebra GK420d ZPL")
    monkeypatch.setattr(finding, "look", lambda: (guess,))
    press(page, "find")
    qtbot.waitUntil(lambda: button(page, "found.0") is not None)
    press(page, "found.0")
    assert page.address.text() == guess.address


def test_a_printer_is_asked_what_it_answers(page: PrintersPage, qtbot: QtBot) -> None:
    page.address.line.setText("file:///dev/null")
    page.address.line.editingFinished.emit()
    press(page, "trials.4")
    printing = page.told.text()
    qtbot.waitUntil(lambda: page.told.text() != printing)
    assert page.address.text() == "file:///dev/null"


def choose(page: PrintersPage, option: str, value: str) -> None:
    segments = page.options.rows[option].segments
    assert segments is not None
    next(button for button in segments.buttons if button.value == value).click()


def button(page: PrintersPage, name: str) -> QPushButton | None:
    found = page.findChildren(QPushButton, f"printers.{name}")
    return next((one for one in found if one.isVisibleTo(page)), None)


def press(page: PrintersPage, name: str) -> None:
    found = button(page, name)
    assert found is not None, name
    found.click()


def answers(page: PrintersPage) -> list[QPushButton]:
    return [
        one
        for one in page.findChildren(QPushButton)
        if one.objectName().startswith("printers.answers") and one.isVisibleTo(page)
    ]
