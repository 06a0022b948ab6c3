"""What holds for every widget on every screen, the screens to come included."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QRadioButton, QWidget

from intake_app.ui.actions import SPECS
from intake_app.ui.preferences.pages import PAGES
from tests.ui import places
from tests.ui.cuts import cut_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.ui.desk import Desk
    from tests.ui.counter import Counter

SCREENS = [row.id for row in SPECS if row.id.startswith("screen.")]
"""Every screen has an action that leads there; a new one is tested from its first day."""
CARD = "card"
INNER = (
    "client_card",
    "company_card",
    "client_consents",
    "client_cards",
    "merge",
    "doubles",
    "conflicts",
    "put_aside",
    "story",
    "handover",
    "loan",
    "loaners",
    "page_hub_away",
    "page_hub_shared",
    "page_key",
)
"""What stands behind a screen: opened by keys from it."""
PLACES = [*SCREENS, CARD, *(f"page.{row.id}" for row in PAGES), *INNER]
LARGEST = 16


def arrive(counter: Counter, place: str) -> None:
    """Go to a screen, or to a page of the owner's choices, as its key does."""
    if place in INNER:
        places.PLACES[place](counter)
    elif place == CARD:
        counter.window.open_order(counter.give().order_id)
    elif place.startswith("page."):
        counter.parts.actions.made()["screen.preferences"].trigger()
        counter.parts.preferences.board.open_page(place.removeprefix("page."))
    else:
        counter.give()
        counter.parts.actions.made()[place].trigger()
    counter.settle()


@pytest.mark.parametrize("place", PLACES)
def test_whatever_takes_the_focus_has_a_name_for_people_and_for_us(
    counter: Counter, place: str
) -> None:
    arrive(counter, place)
    nameless = [
        widget.objectName() or repr(widget)
        for widget in _focusable(counter.window)
        if not widget.objectName() or not _spoken(widget)
    ]
    assert nameless == []


@pytest.mark.parametrize("place", PLACES)
def test_no_two_have_the_same_name(counter: Counter, place: str) -> None:
    arrive(counter, place)
    names = [widget.objectName() for widget in _focusable(counter.window)]
    assert [name for name in set(names) if names.count(name) > 1] == []


@pytest.mark.parametrize("place", PLACES)
def test_tab_reaches_whatever_is_in_sight(counter: Counter, place: str) -> None:
    arrive(counter, place)
    due = {widget.objectName() for widget in _focusable(counter.window) if _due(widget)}
    visited: set[str] = set()
    for _ in range(2 * len(due) + 5):
        visited.add(counter.focused())
        counter.press("Tab")
    assert due - visited == set()


@pytest.mark.parametrize("place", PLACES)
def test_no_word_is_cut_at_the_largest_letters(
    desk: Desk,
    at_size: Callable[[Desk, int], Desk],
    at_counter: Callable[[Desk], Counter],
    place: str,
) -> None:
    counter = at_counter(at_size(desk, LARGEST))
    counter.window.store_ready()
    arrive(counter, place)

    def nothing_is_cut() -> None:
        assert cut_words(counter.window) == []

    # What comes from a lane finds its room a turn later; what does not fit then never will.
    counter.qtbot.waitUntil(nothing_is_cut, timeout=2000)


def _focusable(window: QWidget) -> list[QWidget]:
    """What a person can put the focus on; containers that hand it on are not meant."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
    ]


def _spoken(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return str(interface.text(QAccessible.Text.Name)) if interface else ""


def _due(widget: QWidget) -> bool:
    """Arrows move between the choices of a row, Tab reaches the one that is made."""
    is_other_choice = isinstance(widget, QRadioButton) and not widget.isChecked()
    return widget.isVisible() and widget.isEnabled() and not is_other_choice
