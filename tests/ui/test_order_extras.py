"""Photos and passcode on the card of an order."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtTest import QTest

from intake_app.services.drafts import PhotoDraft
from intake_app.services.pictures import Pictures
from intake_app.sync.carrying import Errand
from intake_app.sync.core.wire_files import Piece
from intake_app.ui.photo_viewer import PhotoViewer
from intake_app.ui.window_layout import SMALLEST
from tests.rigs.drafts import INTAKE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from intake_app.ui.desk import Desk
    from tests.ui.counter import Counter


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "IMG_1.jpg"
    Image.new("RGB", (400, 300), "red").save(file)
    return file


def hold(counter: Counter, key: Qt.Key) -> Callable[[], None]:
    """Press Ctrl and a key at the window; what is returned lets go."""
    handle = counter.window.windowHandle()
    QTest.keyPress(handle, key, Qt.KeyboardModifier.ControlModifier)
    return lambda: QTest.keyRelease(handle, key, Qt.KeyboardModifier.ControlModifier)


def open_locked(counter: Counter, kind: str = "pin", code: str = "4711") -> None:
    order = counter.give(replace(INTAKE, passcode_kind=kind, passcode=code)).order_id
    counter.window.open_order(order)
    counter.settle()


@pytest.mark.parametrize(("kind", "code"), [("pin", "4711"), ("pattern", "1235")])
def test_the_card_shows_it_while_a_key_is_held(counter: Counter, kind: str, code: str) -> None:
    open_locked(counter, kind, code)
    panel = counter.parts.card.extras.passcode
    assert panel.isVisible()
    assert panel.code.text() == ""
    let_go = hold(counter, Qt.Key.Key_E)
    counter.qtbot.waitUntil(lambda: panel.code.text() == code)
    assert panel.pad.isVisible() == (kind == "pattern")
    let_go()

    assert (panel.code.text(), panel.code.isVisible(), panel.pad.pattern()) == ("", False, "")


def test_a_key_let_go_too_soon_shows_nothing(counter: Counter) -> None:
    open_locked(counter)
    hold(counter, Qt.Key.Key_E)()
    counter.settle()
    assert counter.parts.card.extras.passcode.code.text() == ""


def test_the_mouse_may_hold_it_too(counter: Counter) -> None:
    open_locked(counter)
    panel = counter.parts.card.extras.passcode
    panel.button.pressed.emit()
    counter.qtbot.waitUntil(lambda: panel.code.text() == "4711")
    panel.button.released.emit()
    assert panel.code.text() == ""


def test_another_order_takes_it_from_the_screen(counter: Counter) -> None:
    open_locked(counter)
    panel = counter.parts.card.extras.passcode
    panel.button.pressed.emit()
    counter.qtbot.waitUntil(lambda: panel.code.text() == "4711")
    counter.window.open_order(counter.give().order_id)
    assert panel.code.text() == ""
    counter.settle()
    assert not panel.isVisible()


def test_a_wiped_one_is_said_to_be_wiped(counter: Counter) -> None:
    open_locked(counter)
    order = counter.parts.card.order
    assert order is not None
    panel = counter.parts.card.extras.passcode
    counter.desk.shop.services.moves.move(order, "cancelled", comment="передумал")
    panel.button.pressed.emit()
    counter.qtbot.waitUntil(lambda: bool(counter.said()))
    panel.button.released.emit()
    counter.parts.card.notice(frozenset({"order"}))
    counter.settle()
    assert not panel.button.isVisible()


def test_photos_are_added_to_an_order_and_shown(counter: Counter, picture: Path) -> None:
    counter.window.open_order(counter.give().order_id)
    counter.settle()
    extras = counter.parts.card.extras
    counter.press("Ctrl+G")
    assert counter.focused() == "card.photos"
    extras.photos.add_files([str(picture)])
    counter.qtbot.waitUntil(lambda: not extras.photos.is_busy())
    counter.settle()
    counter.parts.card.notice(frozenset({"photo"}))
    counter.settle()

    assert len(extras.photos.strip.names) == 1
    counter.press("Return")
    assert counter.focused() == "photo.viewer"
    counter.press("Escape")
    assert counter.focused() == "card.photos"


def test_a_photo_still_under_way_goes_to_the_order_it_was_for(
    counter: Counter, picture: Path
) -> None:
    first, second = counter.give(), counter.give()
    counter.window.open_order(first.order_id)
    counter.settle()
    counter.parts.card.extras.photos.add_files([str(picture)])
    counter.window.open_order(second.order_id)
    card = counter.desk.shop.services.orders.card
    counter.qtbot.waitUntil(lambda: bool(card(first.order_id).photos))
    assert card(second.order_id).photos == ()


def test_a_look_at_it_stands_in_the_story_at_once(counter: Counter) -> None:
    open_locked(counter)
    panel = counter.parts.card.extras.passcode
    panel.button.pressed.emit()
    counter.qtbot.waitUntil(lambda: bool(panel.code.text()))
    panel.button.released.emit()

    orders = counter.desk.shop.services.orders
    order = counter.parts.card.order
    assert order is not None
    assert "passcode_view" in orders.SHOWS
    assert [event.kind for event in orders.card(order).story][-1] == "passcode"


@pytest.mark.parametrize("points", [10, 16])
def test_what_to_do_for_a_photo_is_said_whole_in_the_narrow_card(
    desk: Desk,
    at_size: Callable[[Desk, int], Desk],
    at_counter: Callable[[Desk], Counter],
    points: int,
) -> None:
    counter = at_counter(at_size(desk, points))
    counter.window.resize(*SMALLEST)
    counter.window.store_ready()
    counter.window.open_order(counter.give().order_id)
    counter.settle()
    strip = counter.parts.card.extras.photos.strip
    needed = QFontMetrics(counter.parts.look.letters()).horizontalAdvance(strip.hint())
    assert strip.isVisible()
    assert needed <= strip.width()


def test_a_photo_still_at_another_desk_is_shown_small_until_it_comes(counter: Counter) -> None:
    shop = counter.desk.shop
    content = io.BytesIO()
    Image.new("RGB", (1200, 900), "red").save(content, "JPEG")
    photo = Pictures(shop.blobs).keep(content.getvalue())
    bytes_of_it = shop.blobs.read(photo.sha256)
    shop.blobs.drop(photo.sha256)  # as if another desk had made it
    counter.window.open_order(counter.give(replace(INTAKE, photos=(photo,))).order_id)
    counter.settle()
    strip = counter.parts.card.extras.photos.strip

    def pixel() -> QColor:
        return strip.grab().toImage().pixelColor(strip.side // 2, strip.side // 2)

    counter.qtbot.waitUntil(lambda: bool(strip._thumbs), timeout=10_000)
    counter.settle()
    assert (pixel().red() > 200, pixel().green() < 60) == (True, True)
    badge = strip.grab().toImage().pixelColor(strip.side - 2, strip.side - 2)
    assert badge.green() > 200  # told from a picture that is here
    counter.parts.card.extras.photos.opened.emit(0)
    viewer = counter.window.findChild(PhotoViewer)
    assert viewer is not None
    counter.qtbot.waitUntil(lambda: viewer.shown == photo.sha256, timeout=10_000)
    middle = viewer.grab().toImage().pixelColor(viewer.rect().center())
    assert (middle.red() > 200, middle.green() < 60) == (True, True)
    viewer.close_sheet()
    shop.services.cargo.next()  # finds out that it is not here
    shop.services.cargo.take(photo.sha256, Piece(0, bytes_of_it, len(bytes_of_it)))
    counter.window.show_changes(frozenset({"blob"}))
    counter.qtbot.waitUntil(lambda: photo.sha256 in strip._images, timeout=10_000)
    assert not strip._images[photo.sha256].isNull()


def test_a_photo_still_at_another_desk_says_where_and_comes_by_itself(counter: Counter) -> None:
    shop = counter.desk.shop
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(content, "JPEG")
    name = hashlib.sha256(content.getvalue()).hexdigest()
    absent = PhotoDraft(sha256=name, mime="image/jpeg", size=len(content.getvalue()))
    counter.window.open_order(counter.give(replace(INTAKE, photos=(absent,))).order_id)
    counter.settle()
    cargo, strip = shop.services.cargo, counter.parts.card.extras.photos.strip
    assert cargo.next() == Errand(name, 0, is_ours=False)  # wanted by whoever looks at the gap
    strip.tell(name, "ещё на «Приёмка 2»")
    assert strip.places == {name: "ещё на «Приёмка 2»"}
    cargo.take(name, Piece(0, content.getvalue(), len(content.getvalue())))
    counter.window.show_changes(frozenset({"blob"}))
    counter.qtbot.waitUntil(lambda: name in strip._images and not strip._images[name].isNull())
