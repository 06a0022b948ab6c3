"""The owner changes what the intake asks, by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from intake_app.services.chips import Group
from intake_app.ui.preferences.chips_page import ChipsPage
from intake_app.ui.preferences.choices import Choices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


@pytest.fixture
def page(look: Look, desk: Desk, qtbot: QtBot) -> Iterator[ChipsPage]:
    made = ChipsPage(look, desk)
    qtbot.addWidget(made)
    made.choices = Choices(desk, made)
    made.resize(900, 600)
    with qtbot.waitActive(made):
        made.show()
    made.refresh()
    yield made
    made.choices = None


def chosen(page: ChipsPage, group: Group = Group.ACCESSORIES) -> object:
    assert page.choices is not None
    return page.choices.value(group.value)


def go_to(page: ChipsPage, kind: str) -> None:
    found = page.kinds.findItems(kind, Qt.MatchFlag.MatchExactly)
    page.kinds.setCurrentItem(found[0])
    page.list.setFocus()


def press(page: ChipsPage, key: Qt.Key, *, ctrl: bool = False) -> None:
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(page.list, key, held)


def test_the_lists_of_a_kind_are_shown_as_shipped(page: ChipsPage) -> None:
    go_to(page, "ноутбук")
    assert page.list.texts()[:2] == ["блок питания", "АКБ"]
    assert chosen(page) is None


def test_del_takes_a_chip_away_for_this_kind_alone(page: ChipsPage) -> None:
    go_to(page, "ноутбук")
    press(page, Qt.Key.Key_Delete)

    assert chosen(page) == {"ноутбук": page.list.texts()}
    assert page.list.texts()[0] == "АКБ"


def test_ctrl_and_an_arrow_move_a_chip(page: ChipsPage) -> None:
    go_to(page, "ноутбук")
    press(page, Qt.Key.Key_Up, ctrl=True)  # the first one stays
    assert chosen(page) is None
    press(page, Qt.Key.Key_Down, ctrl=True)

    assert page.list.texts()[:2] == ["АКБ", "блок питания"]
    assert page.list.currentRow() == 1
    assert chosen(page) == {"ноутбук": page.list.texts()}


def test_ins_adds_a_chip_under_the_current_one(page: ChipsPage) -> None:
    go_to(page, "ноутбук")
    press(page, Qt.Key.Key_Insert)
    page.list.currentItem().setText("флешка")

    assert page.list.texts()[:2] == ["блок питания", "флешка"]
    assert chosen(page) == {"ноутбук": page.list.texts()}


def test_a_chip_without_a_word_is_none(page: ChipsPage) -> None:
    go_to(page, "ноутбук")
    before = page.list.texts()
    press(page, Qt.Key.Key_Insert)
    page.list.currentItem().setText("  ")
    assert page.list.texts() == before


def test_enter_changes_the_words(page: ChipsPage) -> None:
    go_to(page, "ноутбук")
    press(page, Qt.Key.Key_Return)
    assert page.list.isPersistentEditorOpen(page.list.currentItem()) or page.list.state()
    page.list.currentItem().setText("зарядка")
    assert page.list.texts()[0] == "зарядка"


def test_each_group_has_lists_of_its_own(page: ChipsPage) -> None:
    page.group.buttons[1].setChecked(True)
    go_to(page, "ноутбук")
    press(page, Qt.Key.Key_Delete)
    assert chosen(page) is None
    assert chosen(page, Group.SIGNS) == {"ноутбук": page.list.texts()}


def test_as_shipped_brings_the_lists_back(page: ChipsPage) -> None:
    go_to(page, "ноутбук")
    press(page, Qt.Key.Key_Delete)
    page.reset()
    page.refresh()
    assert page.list.texts()[0] == "блок питания"
