"""The reusable widgets by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.facts import FactList, FactRow
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.reveal import whole_rows
from intake_app.ui.widgets.segments import Segments
from intake_app.ui.widgets.suggestions import Suggestion, SuggestionList

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from intake_app.ui.theme import Look

ROWS = (
    Suggestion("Петров Пётр", "+7 916 …", "7 заказов", "user", 1),
    Suggestion("Новый", icon="user-plus", value=2),
)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    found = QWidget()
    qtbot.addWidget(found)
    found.resize(500, 300)
    QVBoxLayout(found)
    return found


@pytest.fixture
def offered(page: QWidget, look: Look) -> SuggestionList:
    field = LineField(look, "field")
    layout = page.layout()
    assert layout is not None
    layout.addWidget(field)
    found = SuggestionList(look, page)
    page.show()
    found.offer(ROWS, field)
    return found


def test_the_first_row_is_highlighted_and_the_ends_hold(offered: SuggestionList) -> None:
    assert offered.current == ROWS[0]
    offered.move_by(-1)
    assert offered.current == ROWS[0]
    offered.move_by(5)
    assert offered.current == ROWS[1]


def test_a_click_takes_the_row_under_it(offered: SuggestionList, qtbot: QtBot) -> None:
    lower = QPoint(offered.width() // 2, offered.height() - 10)
    QTest.mouseMove(offered, lower)
    with qtbot.waitSignal(offered.picked) as picked:
        QTest.mouseClick(offered, Qt.MouseButton.LeftButton, pos=lower)
    assert picked.args == [1]


def test_nothing_to_offer_closes_the_list(offered: SuggestionList, page: QWidget) -> None:
    offered.offer((), page)
    assert not offered.isVisible()
    assert (offered.rows, offered.current) == ((), None)


def test_a_list_without_room_below_stands_above(
    page: QWidget, look: Look, offered: SuggestionList
) -> None:
    field = LineField(look, "low")
    field.setParent(page)
    field.setGeometry(0, page.height() - 40, 300, 40)
    field.show()
    offered.offer(ROWS, field)
    assert offered.geometry().bottom() <= field.y()


@pytest.mark.parametrize("role", Role)
def test_a_button_is_as_wide_as_its_words_and_its_key(
    page: QWidget, look: Look, role: Role
) -> None:
    bare = Button(look, "Принять", role=role)
    full = Button(look, "Принять", key="Ctrl+⏎", icon="check", role=role)
    for button in (bare, full):
        button.setParent(page)
        button.show()
        button.setFocus()
        assert not button.grab().isNull()
    assert full.minimumSizeHint().width() > bare.minimumSizeHint().width()


def test_arrows_choose_a_segment(page: QWidget, look: Look, qtbot: QtBot) -> None:
    segments = Segments(look, "kind", [("a", "Один"), ("b", "Два")])
    layout = page.layout()
    assert layout is not None
    layout.addWidget(segments)
    with qtbot.waitActive(page):
        page.show()
    segments.take_focus()
    with qtbot.waitSignal(segments.chosen) as chosen:
        QTest.keyClick(page.windowHandle(), Qt.Key.Key_Right)
    assert chosen.args == ["b"]
    assert segments.value() == "b"
    QTest.mouseClick(segments.buttons[0], Qt.MouseButton.LeftButton)
    assert segments.value() == "a"


def test_facts_are_read_out_too(page: QWidget, look: Look) -> None:
    facts = FactList(look)
    facts.setParent(page)
    facts.show_rows((FactRow("А-00001", "iPhone", "10:42"),), "пусто")
    assert facts.accessibleDescription() == "А-00001 iPhone 10:42"
    facts.show_rows((), "пусто")
    assert facts.accessibleDescription() == "пусто"
    facts.show()
    assert not facts.grab().isNull()


@pytest.mark.parametrize(
    ("at", "kept", "wanted"),
    [
        (0, (0, 20), 0),
        (30, (60, 80), 30),  # at the upper edge of a row already
        (40, (90, 110), 30),  # the row cut is shown whole, what has the focus fits still
        (40, (100, 128), 60),  # or is left out whole
        (40, (45, 135), 40),  # what has the focus is larger than the room
    ],
)
def test_no_row_is_cut_in_two_at_the_upper_edge(
    at: int, kept: tuple[int, int], wanted: int
) -> None:
    rows = [(0, 30), (30, 60), (60, 90), (90, 130)]
    assert whole_rows(at, 100, kept, rows) == wanted
