"""A photo as it came from a camera, made small and silent: no place, no camera, no owner in it.

A thumbnail travels with the fact, so that other desks show something before the bytes arrive.
"""

from __future__ import annotations

import base64
import binascii
import io
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from intake_app.errors import Problem, RejectedError
from intake_app.services.drafts import PhotoDraft

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image

    from intake_app.services.blobs import Blobs

LONGEST_SIDE = 2048
MIME = "image/jpeg"
MOST_BYTES, MOST_PIXELS = 64 * 1024 * 1024, 256_000_000
THUMB_SIDE, MOST_THUMB_BYTES = 256, 8 * 1024
_QUALITY = 80
_THUMBS = ((THUMB_SIDE, 70), (THUMB_SIDE, 45), (160, 45), (96, 30))
"""Side and quality, the best first; at the last one even noise is small enough."""
_FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF")
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error)


class Taken(NamedTuple):
    """A picture as it is kept, and as it is shown while it is not there yet."""

    content: bytes
    thumb: bytes


@dataclass(frozen=True, slots=True)
class Pictures:
    """Takes pictures into the blobs; runs in a lane, a second for a large one."""

    blobs: Blobs

    def keep_file(self, path: Path) -> PhotoDraft:
        """Take a file in. Raises RejectedError for no picture, UnavailableError for no room."""
        try:
            if path.stat().st_size > MOST_BYTES:
                raise RejectedError(Problem.PICTURE_TOO_LARGE)
            content = path.read_bytes()
        except OSError as error:
            raise RejectedError(Problem.PICTURE_UNREADABLE, error.strerror or "") from error
        return self.keep(content)

    def keep(self, content: bytes) -> PhotoDraft:
        """Take bytes in, as `keep_file`."""
        small, thumb = shrunk(content)
        return PhotoDraft(
            sha256=self.blobs.put(small),
            mime=MIME,
            size=len(small),
            thumb=base64.b64encode(thumb).decode(),
        )


def thumb_in(text: str) -> bytes:
    """The thumbnail of a photo; nothing where a desk of another make sent what is none."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


def shrunk(content: bytes) -> Taken:
    """The picture upright, at most `LONGEST_SIDE` a side, as JPEG without any metadata.

    Raises RejectedError: PICTURE_UNREADABLE, PICTURE_TOO_LARGE.
    """
    from PIL import Image  # noqa: PLC0415 - only a desk that takes photos pays for it

    Image.MAX_IMAGE_PIXELS = None  # its own limit warns on standard error; ours refuses
    if len(content) > MOST_BYTES:
        raise RejectedError(Problem.PICTURE_TOO_LARGE)
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise RejectedError(Problem.PICTURE_TOO_LARGE)
            bare = _bare(_small(picture))
            return Taken(_encoded(bare, _QUALITY), _thumb(bare))
    except _BROKEN as error:
        raise RejectedError(Problem.PICTURE_UNREADABLE) from error


def _small(picture: Image) -> Image:
    from PIL import Image, ImageOps  # noqa: PLC0415 - see `shrunk`

    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded small at once
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    if upright.mode in {"RGBA", "LA", "PA", "P"}:
        upright = upright.convert("RGBA")
        white = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(white, upright)
    return upright.convert("RGB")


def _bare(picture: Image) -> Image:
    """A new image of the bare pixels: whatever else the file said stays behind."""
    from PIL import Image  # noqa: PLC0415 - see `shrunk`

    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    return bare


def _thumb(picture: Image) -> bytes:
    """The best one that is small enough to travel with the fact."""
    made = (_encoded(_fitting(picture, side), quality) for side, quality in _THUMBS)
    return next(one for one in made if len(one) <= MOST_THUMB_BYTES)


def _fitting(picture: Image, side: int) -> Image:
    small = picture.copy()
    small.thumbnail((side, side), reducing_gap=2.0)
    return small


def _encoded(picture: Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
