"""The table of actions holds what the product promises of its keys."""

from __future__ import annotations

import re
from collections import Counter as Count
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu

from intake_app.config import resources
from intake_app.ui.action_spec import ActionSpec, Scope
from intake_app.ui.actions import SPECS

if TYPE_CHECKING:
    from intake_app.i18n.translator import Translator
    from tests.ui.counter import Counter

# Only keys that are the same physical ones in every layout.
SAFE = re.compile(r"(Shift\+)?F\d{1,2}|(Ctrl|Alt)\+[A-Z0-9]|Ctrl\+(Return|Enter)|Esc|Ins|Del")


def test_ids_are_unique() -> None:
    assert [found for found, count in Count(row.id for row in SPECS).items() if count > 1] == []


@pytest.mark.parametrize("scope", [scope for scope in Scope if scope is not Scope.WINDOW])
def test_no_key_means_two_things_where_both_would_work(scope: Scope) -> None:
    together = {Scope.WINDOW, Scope.QUESTION, scope}
    keys = Count(key for row in SPECS if row.scope in together for key in row.keys)
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("row", SPECS, ids=lambda row: row.id)
def test_keys_are_safe_in_every_layout(row: ActionSpec) -> None:
    assert row.keys
    assert [key for key in row.keys if not SAFE.fullmatch(key)] == []
    assert all(QKeySequence(key).count() == 1 for key in row.keys)


def test_every_row_is_attached(counter: Counter) -> None:
    assert set(counter.parts.actions.made()) == {row.id for row in SPECS}


@pytest.mark.parametrize("row", SPECS, ids=lambda row: row.id)
def test_every_action_speaks_russian(row: ActionSpec, russian: Translator) -> None:
    assert russian(row.text) != row.text


def test_mnemonics_are_none(counter: Counter) -> None:
    """A Cyrillic one would be dead in the us layout; sections have Alt and a digit instead."""
    texts = [label.text() for label in counter.window.findChildren(QLabel)]
    texts += [button.text() for button in counter.window.findChildren(QAbstractButton)]
    assert [text for text in texts if re.search(r"&[^&\s]", text)] == []


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("Alt+1", "client.name"),
        ("Alt+2", "device.kind"),
        ("Alt+3", "fault"),
        ("Alt+4", "accessories.chips"),
        ("Alt+5", "repair_kind.paid"),
        ("Alt+6", "note"),
        ("F3", "address"),
        ("Ctrl+F", "address"),
        ("Ctrl+2", "orders.find"),
        ("Ctrl+B", "status.receipt"),
    ],
)
def test_keys_lead_to_their_place(counter: Counter, key: str, field: str) -> None:
    counter.press("Ctrl+2", "Ctrl+1", key)
    assert counter.focused() == field


def test_the_sheet_shows_the_keys_of_this_screen(counter: Counter) -> None:
    counter.press("F1")
    shown = {label.text() for label in counter.parts.keys.findChildren(QLabel)}
    assert {"F7", "Alt+3", "Сохранить без печати"} & shown == {"Alt+3", "Сохранить без печати"}
    counter.press("Escape")
    assert not counter.parts.keys.isVisible()
    assert counter.focused() == "client.name"


def test_the_palette_does_what_was_chosen(counter: Counter) -> None:
    counter.press("Ctrl+K")
    counter.type("заказы")
    counter.press("Return")
    assert counter.parts.in_sight(counter.parts.orders)
    assert counter.focused() == "orders.find"


def test_the_palette_closes_without_a_trace(counter: Counter) -> None:
    counter.press("Ctrl+K", "Escape")
    assert not counter.parts.palette.isVisible()
    assert counter.focused() == "client.name"


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # offscreen platform
def test_the_menu_holds_what_works_here(counter: Counter) -> None:
    counter.press("F10")
    menu = counter.window.findChild(QMenu)
    assert menu is not None
    texts = {action.text() for action in menu.actions()}
    assert "Сохранить без печати" in texts
    assert "Написать комментарий" not in texts
    within = {
        one.objectName() for found in counter.window.findChildren(QMenu) for one in found.actions()
    }
    usable = {row.id for row, _ in counter.parts.actions.usable()}
    assert usable - within == {"menu"}
    menu.close()


def test_exchange_is_asked_for_by_key(counter: Counter) -> None:
    with counter.qtbot.waitSignal(counter.window.sync_asked):
        counter.press("F5")


def test_the_side_pane_comes_and_goes(counter: Counter) -> None:
    assert counter.parts.pane.isVisible()
    counter.press("Ctrl+D")
    assert not counter.parts.pane.isVisible()
    counter.press("Ctrl+D")
    assert counter.parts.pane.isVisible()


def test_every_icon_named_in_the_table_is_there() -> None:
    there = {path.stem for path in (resources() / "icons").glob("*.svg")}
    assert {row.icon for row in SPECS if row.icon} <= there
