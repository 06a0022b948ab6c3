"""Photos from a camera: seen before they are taken, added like any other, and absent cleanly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage

from intake_app.errors import Problem, UnavailableError
from intake_app.ui import camera

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.ui.camera import Camera
    from intake_app.ui.photo_field import PhotoField
    from tests.ui.counter import Counter


class FakeCamera:
    """Sees what a test lays before it."""

    def __init__(self) -> None:
        self.is_on = False

    def __call__(
        self, seen: Callable[[QImage], None], failed: Callable[[UnavailableError], None]
    ) -> Camera:
        self.see, self.fail = seen, failed
        self.is_on = True
        return self

    def stop(self) -> None:
        self.is_on = False


def _picture(colour: int) -> QImage:
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(colour)
    return image


@pytest.fixture
def photos(counter: Counter) -> PhotoField:
    return counter.parts.intake.condition.details.photos


@pytest.fixture
def fake(photos: PhotoField) -> FakeCamera:
    found = FakeCamera()
    photos.cameras = found
    return found


def test_photos_are_taken_by_keys_and_stay_in_the_draft(
    counter: Counter, photos: PhotoField, fake: FakeCamera
) -> None:
    counter.press("Shift+F6", "Return")  # nothing is seen yet
    assert fake.is_on
    for colour in (0xFF0000, 0x00FF00):
        fake.see(_picture(colour))
        assert photos.viewfinder is not None
        assert not photos.viewfinder.grab().isNull()
        counter.press("Return")
    counter.press("Escape")
    assert not fake.is_on
    counter.qtbot.waitUntil(lambda: not photos.is_busy())
    assert len(counter.parts.intake.draft().photos) == 2
    assert counter.focused() == "photos"


def test_the_camera_is_let_go_when_the_window_closes(counter: Counter, fake: FakeCamera) -> None:
    counter.press("Shift+F6")
    counter.window.close()
    assert not fake.is_on


def test_a_camera_that_fails_says_so(
    counter: Counter, photos: PhotoField, fake: FakeCamera
) -> None:
    counter.press("Shift+F6")
    fake.fail(UnavailableError(Problem.CAMERA_ABSENT))
    assert not fake.is_on
    assert photos.sentence().startswith("Камера не отвечает")


def test_without_the_extra_one_sentence_says_how_to_get_it(
    counter: Counter, photos: PhotoField, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera, "_MULTIMEDIA", "intake_app.no_such_extra")
    counter.press("Shift+F6")
    assert "pip install PySide6-Addons" in photos.sentence()
    assert counter.focused() == "photos"
    assert photos.viewfinder is not None
    assert photos.viewfinder.isHidden()


def test_an_order_gets_its_photos_from_the_camera_too(counter: Counter) -> None:
    order = counter.give().order_id
    counter.window.open_order(order)
    counter.settle()
    fake = FakeCamera()
    counter.parts.card.extras.photos.cameras = fake
    counter.press("Shift+F6")
    fake.see(_picture(0x0000FF))
    counter.press("Space", "Escape")
    orders = counter.desk.shop.services.orders
    counter.qtbot.waitUntil(lambda: len(orders.card(order).photos) == 1)
