"""A photo as it came from a camera, made small and silent: no place, no camera, no owner in it."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError
from intake_app.services.drafts import PhotoDraft

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image

    from intake_app.services.blobs import Blobs

LONGEST_SIDE = 2048
MIME = "image/jpeg"
MOST_BYTES, MOST_PIXELS = 64 * 1024 * 1024, 256_000_000
_QUALITY = 80
_FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "GIF", "TIFF")
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error)


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
        small = shrunk(content)
        return PhotoDraft(sha256=self.blobs.put(small), mime=MIME, size=len(small))


def shrunk(content: bytes) -> bytes:
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
            return _encoded(_small(picture))
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


def _encoded(picture: Image) -> bytes:
    """A new image of the bare pixels: whatever else the file said stays behind."""
    from PIL import Image  # noqa: PLC0415 - see `shrunk`

    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
