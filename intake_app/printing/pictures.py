"""Pictures inside a document: small PNG files in base64."""

from __future__ import annotations

import base64
import binascii
import io

from PIL import Image, ImageOps

from intake_app.errors import Problem, RejectedError

_MOST_PIXELS = 4_000_000


def opened(png: str) -> Image.Image:
    """The picture on white, in shades of grey. Raises RejectedError(MALFORMED) for all else."""
    try:
        picture = Image.open(io.BytesIO(base64.b64decode(png, validate=True)), formats=["PNG"])
        if picture.width * picture.height > _MOST_PIXELS:
            raise RejectedError(Problem.MALFORMED, "picture too large")
        coloured = picture.convert("RGBA")
    except (binascii.Error, OSError, ValueError) as error:
        raise RejectedError(Problem.MALFORMED, "picture") from error
    white = Image.new("RGBA", coloured.size, "white")
    return Image.alpha_composite(white, coloured).convert("L")


def ink(png: str, height: int, widest: int) -> Image.Image:
    """The picture as one bit at a height in dots; where it is dark, ones. Raises as `opened`."""
    picture = ImageOps.invert(opened(png))
    width = min(widest, max(1, picture.width * height // picture.height))
    # Pillow's stub of `resize` names a numpy type that is not there.
    sized = picture.resize((width, height))  # pyright: ignore[reportUnknownMemberType]
    return sized.convert("1", dither=Image.Dither.NONE)
