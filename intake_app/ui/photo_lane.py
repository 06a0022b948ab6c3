"""What is done with pictures off the GUI thread: taken in, and read back at a size."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from intake_app.errors import IntakeError, Problem, RejectedError
from intake_app.services.pictures import Pictures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData

    from intake_app.services.blobs import Blobs
    from intake_app.services.drafts import PhotoDraft
    from intake_app.services.shop import Shop

LANE = "photos"
"""A lane of its own: a large picture delays no commit and no paper."""
ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff")
"""Of files that are pictures."""


class Kept(NamedTuple):
    """What came of one picture: its place among the blobs, or why it has none."""

    owner: str  # the draft or order it was meant for, which may not be in sight by now
    photo: PhotoDraft | None
    error: IntakeError | None


class Seen(NamedTuple):
    """One picture at the size asked for; nothing where its bytes are not on this PC.

    Then `thumb` is what came with the fact, if anything did.
    """

    sha256: str
    image: QImage
    thumb: QImage | None = None


def sorted_out(paths: Sequence[str]) -> tuple[list[str], list[Path]]:
    """Pictures, which are made small, and everything else, which stays as it is."""
    pictures = [path for path in paths if Path(path).suffix.casefold() in ENDINGS]
    return pictures, [Path(path) for path in paths if path not in pictures]


def files_of(mime: QMimeData) -> list[str]:
    """The local files in what was pasted or dropped."""
    return [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]


def keep_file(blobs: Blobs, path: Path, owner: str) -> Kept:
    """Take a file in. Runs in the lane."""
    try:
        return Kept(owner, Pictures(blobs).keep_file(path), None)
    except IntakeError as error:
        return Kept(owner, None, error)


def keep_image(blobs: Blobs, image: QImage, owner: str) -> Kept:
    """Take in what was pasted. Runs in the lane."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"PNG").write(image)
    try:
        return Kept(owner, Pictures(blobs).keep(bytes(content.data())), None)
    except IntakeError as error:
        return Kept(owner, None, error)


def want(shop: Shop, sha256: str) -> tuple[str, str]:
    """Have a picture fetched; give its name and the desk where it was taken, if known."""
    return sha256, shop.services.cargo.want((sha256,))


def show(shop: Shop, sha256: str, side: QSize) -> Seen:
    """Read a picture to fit into `side`, or what there is of it. Runs in the lane."""
    seen = look_at(shop.blobs, sha256, side)
    if not seen.image.isNull():
        return seen
    small = QImage.fromData(shop.services.cargo.thumb(sha256))
    return seen if small.isNull() else seen._replace(thumb=small)


def look_at(blobs: Blobs, sha256: str, side: QSize) -> Seen:
    """Read a picture to fit into `side`. Runs in the lane."""
    try:
        content = QByteArray(blobs.read(sha256))
    except RejectedError as error:
        if error.problem is not Problem.PHOTO_ELSEWHERE:
            raise
        return Seen(sha256, QImage())
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size().scaled(side, Qt.AspectRatioMode.KeepAspectRatio)
    reader.setScaledSize(size)  # a JPEG is decoded small, in a tenth of the time
    return Seen(sha256, reader.read())
