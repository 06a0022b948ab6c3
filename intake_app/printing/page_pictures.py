"""Pages of a PDF as one picture, one below the other: what a printer of pages is given."""

from __future__ import annotations

import io
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator

_DPI = 150
_POINTS = 72
_BETWEEN = 12  # grey rows between two pages
_GREY = 160
_ONE_AT_A_TIME = threading.Lock()  # PDFium is not safe in two threads


def png(payload: bytes) -> bytes:
    """The picture as a file."""
    with _ONE_AT_A_TIME, closing(pypdfium2.PdfDocument(payload)) as document:
        pages = list(_drawn(document))
    width = max(page.width for page in pages)
    height = sum(page.height for page in pages) + _BETWEEN * (len(pages) - 1)
    whole, top = Image.new("L", (width, height), _GREY), 0
    for page in pages:
        whole.paste(page, ((width - page.width) // 2, top))
        top += page.height + _BETWEEN
    stream = io.BytesIO()
    whole.save(stream, "PNG", compress_level=1)
    return stream.getvalue()


def _drawn(document: pypdfium2.PdfDocument) -> Iterator[Image.Image]:
    for page in document:
        with closing(page):
            yield page.render(scale=_DPI / _POINTS, grayscale=True).to_pil()
