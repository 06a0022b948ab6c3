from __future__ import annotations

import io
from contextlib import suppress
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from intake_app.errors import Problem, RejectedError
from intake_app.services import pictures
from intake_app.services.blobs import Blobs
from intake_app.services.pictures import (
    LONGEST_SIDE,
    MIME,
    MOST_THUMB_BYTES,
    THUMB_SIDE,
    Pictures,
    thumb_in,
)

if TYPE_CHECKING:
    from pathlib import Path

GPS, ORIENTATION, MODEL = 0x8825, 0x0112, 0x0110
PLACE = b"N55.7558"


# Pillow says by a warning what it found odd; what it makes of it is what counts.
mutters = pytest.mark.filterwarnings("ignore::UserWarning:PIL")


def encoded(picture: Image.Image, kind: str = "JPEG", **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def from_a_phone(size: tuple[int, int] = (3000, 1500)) -> bytes:
    picture = Image.new("RGB", size, "blue")
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # lies on its side
    exif[MODEL] = "Telephone of Peter"
    exif.get_ifd(GPS)[29] = PLACE.decode()
    return encoded(picture, exif=exif, comment=b"Peter's own")


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def shrunk(content: bytes) -> bytes:
    return pictures.shrunk(content).content


def test_a_photo_becomes_small_and_stands_upright() -> None:
    small = opened(shrunk(from_a_phone()))
    assert small.size == (LONGEST_SIDE // 2, LONGEST_SIDE)


def test_a_photo_keeps_no_place_no_camera_and_no_comment() -> None:
    before, after = from_a_phone(), shrunk(from_a_phone())

    assert all(secret in before for secret in (PLACE, b"Telephone of Peter", b"Peter's own"))
    assert not any(secret in after for secret in (PLACE, b"Telephone", b"Peter", b"Exif"))
    assert dict(opened(after).getexif()) == {}


def test_a_small_picture_is_not_blown_up() -> None:
    assert opened(shrunk(encoded(Image.new("RGB", (40, 30))))).size == (40, 30)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "CMYK", "I;16"])
def test_every_kind_of_pixels_becomes_colour(mode: str) -> None:
    kind = "TIFF" if mode in {"CMYK", "I;16"} else "PNG"
    small = opened(shrunk(encoded(Image.new(mode, (20, 20)), kind)))
    assert (small.format, small.mode) == ("JPEG", "RGB")


def test_what_was_see_through_becomes_white() -> None:
    small = opened(shrunk(encoded(Image.new("RGBA", (9, 9), (0, 0, 0, 0)), "PNG")))
    assert small.getpixel((4, 4)) == (255, 255, 255)


@mutters
@pytest.mark.expects_log(r"^PIL\.")
@given(st.binary(max_size=300))
def test_bytes_that_are_no_picture_are_refused(content: bytes) -> None:
    with pytest.raises(RejectedError) as refused:
        shrunk(content)
    assert refused.value.problem is Problem.PICTURE_UNREADABLE


@mutters
@pytest.mark.expects_log(r"^PIL\.")
@given(st.data())
def test_a_damaged_picture_is_refused_or_read_and_never_more(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP"]))
    content = bytearray(encoded(Image.new("RGB", (32, 32), "red"), kind))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    content = content[: data.draw(st.integers(len(content) // 2, len(content)))]
    small = b""
    with suppress(RejectedError):
        small = shrunk(bytes(content))
    assert not small or opened(small).format == "JPEG"


def test_too_many_pixels_are_refused_before_they_are_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 99)
    with pytest.raises(RejectedError) as refused:
        shrunk(encoded(Image.new("RGB", (10, 10)), "PNG"))
    assert refused.value.problem is Problem.PICTURE_TOO_LARGE


def test_a_picture_is_taken_in_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "IMG_1.jpg"
    file.write_bytes(from_a_phone())
    blobs = Blobs(tmp_path / "blobs")
    photo = Pictures(blobs).keep_file(file)

    assert photo.mime == MIME
    assert len(blobs.read(photo.sha256)) == photo.size


def test_a_file_that_is_not_there_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(RejectedError) as refused:
        Pictures(Blobs(tmp_path)).keep_file(tmp_path / "none.jpg")
    assert refused.value.problem is Problem.PICTURE_UNREADABLE


def test_a_file_that_is_far_too_large_is_not_even_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "IMG_1.jpg"
    file.write_bytes(b"x" * 11)
    monkeypatch.setattr(pictures, "MOST_BYTES", 10)
    for take in (
        lambda: Pictures(Blobs(tmp_path)).keep_file(file),
        lambda: shrunk(b"x" * 11),
    ):
        with pytest.raises(RejectedError) as refused:
            take()
        assert refused.value.problem is Problem.PICTURE_TOO_LARGE


def noise(side: int) -> Image.Image:
    return Image.frombytes("RGB", (side, side), Random(1).randbytes(3 * side * side))


@pytest.mark.parametrize(
    ("content", "side"),
    [
        (from_a_phone(), THUMB_SIDE),
        (encoded(noise(256), "PNG"), THUMB_SIDE - 1),
        (encoded(Image.new("L", (9, 3))), 9),
    ],
)
def test_a_thumbnail_is_small_enough_to_travel_with_the_fact(content: bytes, side: int) -> None:
    thumb = pictures.shrunk(content).thumb
    assert len(thumb) <= MOST_THUMB_BYTES
    assert max(opened(thumb).size) <= side
    assert opened(thumb).format == "JPEG"
    assert b"Exif" not in thumb


def test_even_noise_has_a_thumbnail() -> None:
    worst = noise(96)  # nothing is lost by making it smaller
    assert 0 < len(pictures.shrunk(encoded(worst, "PNG")).thumb) <= MOST_THUMB_BYTES


def test_a_photo_brings_its_thumbnail_as_text(tmp_path: Path) -> None:
    photo = Pictures(Blobs(tmp_path)).keep(from_a_phone())
    assert max(opened(thumb_in(photo.thumb)).size) == THUMB_SIDE
    assert photo.thumb not in repr(photo)


@pytest.mark.parametrize("text", ["", "A", "кот", "!!!!"])
def test_what_is_no_thumbnail_shows_nothing(text: str) -> None:
    assert thumb_in(text) == b""
