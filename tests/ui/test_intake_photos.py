"""Photos of an intake by keys through the window; nobody waits for them."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage

from intake_app.ui.photo_lane import LANE
from tests.ui.spoken import accept, begin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.ui.counter import Counter


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "IMG_1.jpg"
    Image.new("RGB", (400, 300), "red").save(file)
    return file


def settle(counter: Counter) -> None:
    """Wait until no picture is under way."""
    photos = counter.parts.intake.condition.details.photos
    counter.qtbot.waitUntil(lambda: not photos.is_busy())


def go_to_photos(counter: Counter) -> None:
    for _ in range(3):
        counter.press("Alt+4")
    assert counter.focused() == "photos"


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
