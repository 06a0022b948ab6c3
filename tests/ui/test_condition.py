"""Accessories, condition and passcode by keys through the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from intake_app.services import condition
from intake_app.services.condition import Mark
from tests.ui.spoken import accept, begin

if TYPE_CHECKING:
    from tests.ui.counter import Counter


def test_the_fold_costs_no_key_where_it_is_not_wanted(counter: Counter) -> None:
    begin(counter)
    counter.press("Return")
    assert counter.focused() == "accessories"
    counter.press("Return")
    counter.press("Return")

    assert counter.focused().startswith("repair_kind")
    assert not counter.parts.intake.condition.details.accessories.isVisible()


def test_letters_jump_enter_marks_and_marks_are_kept(counter: Counter) -> None:
    begin(counter)
    counter.press("Alt+4")
    assert counter.focused() == "accessories.chips"
    counter.type("чех")
    counter.press("Return")
    counter.type("каб")
    counter.press("Return")
    counter.press("Space")
    counter.press("Return")
    assert counter.focused() == "appearance.chips"
    counter.type("экран")
    counter.press("Space")
    accept(counter)
    card = counter.order()

    marks = condition.checked(card.accessory_marks)
    assert marks == {"чехол": Mark.YES, "кабель": Mark.NO}
    assert condition.marks(card.accessory_marks)["стилус"] is Mark.UNCHECKED
    assert condition.checked(card.appearance_marks) == {"экран": Mark.WORKS}


def test_the_wrong_layout_finds_the_chip_as_well(counter: Counter) -> None:
    begin(counter)
    counter.press("Alt+4")
    counter.type("rf,tkm")

    counter.press("Space")
    assert counter.parts.intake.condition.details.accessories.marks() == {"кабель": "yes"}


def test_three_times_space_is_not_asked_again(counter: Counter) -> None:
    counter.press("Alt+4")
    chips = counter.parts.intake.condition.details.accessories
    seen = []
    for _ in range(3):
        counter.press("Space")
        seen.append(chips.marks().get(chips.current(), ""))
    assert seen == ["yes", "no", ""]


def test_letters_that_begin_no_chip_go_to_the_words(counter: Counter) -> None:
    begin(counter)
    counter.press("Alt+4")
    counter.type("чехол, без зарядки")
    accept(counter)

    assert counter.order().accessories == "чехол, без зарядки"


@pytest.mark.parametrize(
    ("typed", "words", "marked"),
    [
        ("чехол без зарядки", "без зарядки", ["чехол"]),
        ("без зарядки и чехла", "без зарядки и чехла", []),
        ("с трещиной на стекле", "с трещиной на стекле", []),
        ("карта чужая", "карта чужая", []),
        ("без", "без", []),
    ],
)
def test_a_space_inside_words_marks_nothing(
    counter: Counter, typed: str, words: str, marked: list[str]
) -> None:
    begin(counter)
    counter.press("Alt+4")
    counter.type(typed)
    accept(counter)
    card = counter.order()

    assert card.accessories == words
    assert list(condition.checked(card.accessory_marks)) == marked


def test_letters_that_took_no_chip_stay_when_the_focus_goes_on(counter: Counter) -> None:
    counter.press("Alt+4")
    counter.type("стил")
    counter.press("Tab")
    assert counter.focused() == "appearance"
    assert counter.parts.intake.draft().accessories == "стил"


def test_arrows_move_between_chips_and_lines(counter: Counter) -> None:
    begin(counter)
    counter.press("Alt+4")
    chips = counter.parts.intake.condition.details.accessories
    first = chips.current()
    counter.press("Right")
    second = chips.current()
    counter.press("Left")
    assert chips.current() == first != second
    counter.press("Down")
    below = chips.current()
    counter.press("Up")
    assert chips.current() == first != below


def test_escape_clears_the_letters_and_leaves_nothing(counter: Counter) -> None:
    counter.press("Alt+4")
    counter.type("че")
    chips = counter.parts.intake.condition.details.accessories
    counter.press("Escape")
    assert (chips.typed(), counter.focused()) == ("", "accessories.chips")


def test_what_is_usual_counts_only_when_it_was_taken(counter: Counter) -> None:
    begin(counter)
    counter.press("Alt+4")
    details = counter.parts.intake.condition.details
    details.accessories.propose(("чехол", "кабель"))
    assert details.marks() == ("", "")
    counter.press("Insert")

    assert details.accessories.marks() == {"кабель": "yes", "чехол": "yes"}


def test_the_section_says_how_much_was_filled_in(counter: Counter) -> None:
    section = counter.parts.intake.condition
    counter.press("Alt+4")
    counter.press("Space")
    assert "1" in section.appearance.frame.echo()
    counter.press("Space")
    counter.press("Space")
    assert section.appearance.frame.echo() == ""


def test_the_next_intake_begins_with_the_fold_closed(counter: Counter) -> None:
    begin(counter)
    counter.press("Alt+4")
    counter.press("Space")
    accept(counter)
    counter.order()

    details = counter.parts.intake.condition.details
    assert (details.count(), details.accessories.isVisible()) == (0, False)


def test_undo_of_the_form_takes_a_mark_back(counter: Counter) -> None:
    begin(counter)
    counter.press("Alt+4")
    counter.press("Space")
    chips = counter.parts.intake.condition.details.accessories
    assert chips.marks()
    counter.press("Ctrl+Z")
    assert chips.marks() == {}


@pytest.mark.parametrize(
    "keys", [("Alt+4",) * 5, ("Alt+4", "Escape"), ("Alt+4",) * 3 + ("Escape",)]
)
def test_the_fold_is_shut_by_its_own_key_and_by_escape(counter: Counter, keys: list[str]) -> None:
    begin(counter)
    counter.press(*keys)
    assert counter.focused() == "accessories"
    assert not counter.parts.intake.condition.details.photos.isVisible()
    counter.press("Alt+4")
    assert counter.focused() == "accessories.chips"


@pytest.mark.parametrize(
    ("steps", "kind", "code"), [(1, "pin", "4711"), (2, "password", "kot"), (3, "pattern", "1235")]
)
def test_a_passcode_is_typed_hidden_and_sealed(
    counter: Counter, steps: int, kind: str, code: str
) -> None:
    begin(counter)
    for _ in range(4):
        counter.press("Alt+4")
    for _ in range(steps):
        counter.press("Right")
    counter.press("Return")
    assert counter.focused() == "passcode"
    counter.type(code)
    assert code not in counter.parts.intake.condition.details.passcode.field.line.displayText()
    accept(counter)

    card = counter.order()
    shown = counter.desk.shop.services.passcodes.show(card.row.id)
    assert (shown.kind, shown.text) == (kind, code)


def test_a_pattern_is_drawn_with_the_mouse(counter: Counter) -> None:
    row = counter.parts.intake.condition.details.passcode
    counter.press("Alt+4")
    row.kind.show_value("pattern")
    row.show_value("pattern", "1235")
    pad = row.pad
    third = pad.width() // 3
    spots = [QPointF((n % 3 + 0.5) * third, (n // 3 + 0.5) * third).toPoint() for n in (0, 2, 8)]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=spots[0])
    for spot in spots[1:]:
        QTest.mouseMove(pad, spot)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=spots[-1])

    assert row.value() == ("pattern", "12369")  # the dots in between are taken along


def test_a_bad_passcode_is_marked_and_the_fold_opens(counter: Counter) -> None:
    begin(counter)
    section = counter.parts.intake.condition
    section.details.passcode.show_value("pin", "12")
    accept(counter)

    assert counter.bad_fields() == ["passcode"]
    assert counter.focused() == "passcode"


def test_a_code_of_no_kind_is_no_code(counter: Counter) -> None:
    row = counter.parts.intake.condition.details.passcode
    row.show_value("", "1234")
    assert row.value() == ("", "")
