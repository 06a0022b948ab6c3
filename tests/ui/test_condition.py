"""Accessories, condition, photos and passcode by keys through the window."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest

from intake_app.services import condition
from intake_app.services.condition import Mark
from intake_app.ui.photo_lane import LANE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.ui.counter import Counter


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "IMG_1.jpg"
    Image.new("RGB", (400, 300), "red").save(file)
    return file


def begin(counter: Counter) -> None:
    """A client, a device and a fault; the focus is in the fault."""
    for name, text in (("client.name", "Петров Пётр"), ("device.kind", "смартфон")):
        counter.parts.intake.fields[name].editor.setFocus()
        counter.type(text)
        counter.press("Tab")
    counter.press("Alt+3")
    counter.type("не заряжается")


def accept(counter: Counter) -> None:
    counter.press("Ctrl+Return")


def settle(counter: Counter) -> None:
    """Wait until no picture is under way."""
    photos = counter.parts.intake.condition.details.photos
    counter.qtbot.waitUntil(lambda: not photos.is_busy())


def go_to_photos(counter: Counter) -> None:
    for _ in range(3):
        counter.press("Alt+4")
    assert counter.focused() == "photos"


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


def test_a_file_that_is_dropped_belongs_to_the_order(counter: Counter, picture: Path) -> None:
    begin(counter)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    counter.parts.intake.condition.dropEvent(drop)
    settle(counter)
    accept(counter)

    (photo,) = counter.order().photos
    kept = counter.desk.settings.data / "blobs" / photo.sha256[:2] / photo.sha256
    with Image.open(kept) as stored:
        assert stored.size == (400, 300)


def test_a_picture_is_pasted(counter: Counter) -> None:
    begin(counter)
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.green)
    QGuiApplication.clipboard().setImage(image)
    go_to_photos(counter)
    counter.press("Ctrl+V")
    settle(counter)
    QGuiApplication.clipboard().clear()
    accept(counter)

    assert len(counter.order().photos) == 1


def test_del_takes_a_picture_out_and_undo_brings_it_back(counter: Counter, picture: Path) -> None:
    begin(counter)
    go_to_photos(counter)
    photos = counter.parts.intake.condition.details.photos
    photos.add_files([str(picture)])
    settle(counter)
    kept = photos.photos()
    counter.press("Delete")
    assert (len(kept), photos.photos()) == (1, ())
    counter.press("Ctrl+Z")
    assert photos.photos() == kept


def test_ins_asks_for_files(counter: Counter, picture: Path) -> None:
    go_to_photos(counter)
    photos = counter.parts.intake.condition.details.photos
    counter.press("Insert")
    dialog = photos.dialog
    assert dialog is not None
    assert dialog.isVisible()
    dialog.filesSelected.emit([str(picture)])
    dialog.close()
    settle(counter)
    assert len(photos.photos()) == 1


def test_what_is_no_picture_is_said_and_the_intake_goes_on(
    counter: Counter, tmp_path: Path
) -> None:
    begin(counter)
    file = tmp_path / "letter.jpg"
    file.write_text("Dear Peter")
    photos = counter.parts.intake.condition.details.photos
    photos.add_files([str(file), str(tmp_path / "none.jpg")])
    settle(counter)

    assert photos.is_marked()
    accept(counter)
    assert counter.order().photos == ()


def test_a_full_disk_keeps_the_photo_out_and_nothing_else(counter: Counter, picture: Path) -> None:
    begin(counter)
    (counter.desk.settings.data / "blobs").write_text("no folder can be made here")
    photos = counter.parts.intake.condition.details.photos
    photos.add_files([str(picture)])
    settle(counter)

    assert photos.is_marked()
    accept(counter)
    assert counter.order().photos == ()


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


@pytest.fixture
def slow_lane(counter: Counter) -> Iterator[Event]:
    """The lane of photos is held up until the event is set."""
    free = Event()
    counter.desk.jobs.device(LANE, partial(_hold_up, free))
    yield free
    free.set()


def test_an_intake_waits_for_its_photo_and_nobody_for_the_intake(
    counter: Counter, picture: Path, slow_lane: Event
) -> None:
    begin(counter)
    counter.parts.intake.condition.details.photos.add_files([str(picture)])
    accept(counter)
    assert counter.parts.intake.is_untouched()
    begin(counter)
    accept(counter)  # one without a photo keeps its turn
    counter.settle()
    assert counter.received == []
    slow_lane.set()

    counter.qtbot.waitUntil(lambda: len(counter.received) == 2)
    assert [len(counter.order(place).photos) for place in (0, 1)] == [1, 0]
    first, second = (found.number for found in counter.received)
    assert first < second


def test_while_an_intake_waits_its_draft_is_on_the_disk(
    counter: Counter, picture: Path, slow_lane: Event
) -> None:
    begin(counter)
    counter.parts.intake.condition.details.photos.add_files([str(picture)])
    accept(counter)
    counter.settle()
    drafts = counter.desk.shop.services.drafts
    assert [kept.draft.fault for kept in drafts.kept()] == ["не заряжается"]
    slow_lane.set()
    counter.qtbot.waitUntil(lambda: bool(counter.received))
    assert drafts.kept() == ()


def test_an_intake_goes_on_without_a_photo_that_cannot_be_read(
    counter: Counter, tmp_path: Path, slow_lane: Event
) -> None:
    begin(counter)
    counter.parts.intake.condition.details.photos.add_files([str(tmp_path / "none.jpg")])
    accept(counter)
    slow_lane.set()
    assert counter.order().photos == ()
    assert counter.said()
    assert counter.received[0].number not in counter.said()  # the photo has the last word


def test_a_photo_finds_its_draft_among_those_put_aside(
    counter: Counter, picture: Path, slow_lane: Event
) -> None:
    begin(counter)
    photos = counter.parts.intake.condition.details.photos
    photos.add_files([str(picture)])
    counter.press("F2")
    assert photos.strip.busy == 0
    slow_lane.set()
    counter.qtbot.waitUntil(lambda: bool(counter.parts.intake.keeper.waiting[0].draft.photos))
    counter.press("F2")
    assert len(photos.photos()) == 1


def test_the_receipt_of_a_visit_waits_for_its_devices(
    counter: Counter, picture: Path, slow_lane: Event
) -> None:
    begin(counter)
    counter.parts.intake.condition.details.photos.add_files([str(picture)])
    counter.press("Shift+F2")
    accept(counter)  # there is no further device: the visit ends
    slow_lane.set()
    counter.qtbot.waitUntil(lambda: bool(counter.received))
    counter.settle()
    queued = [state.queued for state in counter.desk.shop.services.printouts.states()]
    assert queued == [1, 1]


def _hold_up(free: Event) -> None:
    assert free.wait(10)


def test_a_photo_is_looked_at_large(counter: Counter, picture: Path) -> None:
    go_to_photos(counter)
    photos = counter.parts.intake.condition.details.photos
    photos.add_files([str(picture)])
    settle(counter)
    counter.press("Space")
    counter.qtbot.waitUntil(lambda: counter.focused() == "photo.viewer")
    counter.press("Right")
    counter.press("Escape")
    assert counter.focused() == "photos"


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
