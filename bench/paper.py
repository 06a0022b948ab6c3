"""P1: a receipt from its data to the bytes of a raster printer, against bare Pillow."""

from __future__ import annotations

import struct
import tempfile
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PIL import Image, ImageDraw

from bench.figures import Goal, interleaved
from intake_app.config import resources
from intake_app.i18n.translator import translator
from intake_app.money import Money
from intake_app.printing import escpos, raster
from intake_app.printing.composing import composed
from intake_app.printing.faces import Faces
from intake_app.printing.glyphs import Fonts
from intake_app.printing.profile import RECEIPT
from intake_app.services.papers import ReceiptData, ShopData

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.figures import Figure

_GOAL = Goal("P1", "receipt: data → bytes, raster", "the same content by bare Pillow", 1.5)
_RUNS = 30
_BAND = 120

_DATA = ReceiptData(
    shop=ShopData(
        name="Ремонт техники",
        legal_name="ООО «Ремонт»",
        inn="7707083893",
        address="Москва, Ленина, 1",
        phone="+74951234567",
        hours="10–20",
    ),
    legal_profile="ru",
    number="A1-000123-7",
    ticket="11000001237",
    accepted_at=datetime(2026, 11, 22, 10, 42, tzinfo=UTC),
    promised_at=datetime(2026, 12, 7, 18, 0, tzinfo=UTC),
    accepted_by="Анна",
    client="Петров Пётр Петрович",
    client_phone="+79161234567",
    client_inn="",
    repair_kind="paid",
    urgent=False,
    device_kind="смартфон",
    device="Apple iPhone 13",
    serial="F17XK0ABCD",
    imei="490154203237518",
    fault="Не заряжается, греется у разъёма; «после воды», экран цел",
    accessories="чехол, без зарядки",
    appearance="царапины на корпусе, скол у камеры",
    estimate=Money(450_000, "RUB"),
    limit=Money(500_000, "RUB"),
    agreed_value=Money(3_500_000, "RUB"),
    prepayment=Money(100_000, "RUB"),
    prepayment_method="cash",
    demo=False,
)


class _Recorder:
    """Stands in for a canvas and keeps the calls, so that Pillow can repeat them barely."""

    def __init__(self) -> None:
        self.calls: list[Callable[[ImageDraw.ImageDraw], None]] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        def keep(*values: object, **named: object) -> None:
            self.calls.append(lambda canvas: getattr(canvas, name)(*values, **named))

        return keep


def measure() -> Sequence[Figure]:
    """Render the same receipt in turn."""
    fonts = Fonts(resources() / "fonts")
    with tempfile.TemporaryDirectory() as cache:
        ours = partial(_ours, fonts, Path(cache))
        size, calls = _content(fonts)
        bare = partial(_bare, size, calls)
        return (_GOAL.judged(*interleaved(_timed(bare), _timed(ours), _RUNS, warm_up=3)),)


def first_receipt(cache: Path) -> bytes:
    """The receipt of a process that has printed nothing yet."""
    return _ours(Fonts(resources() / "fonts"), cache)


def _ours(fonts: Fonts, cache: Path) -> bytes:
    document = composed("receipt", _DATA, translator("ru", resources() / "locale"))
    return escpos.raster_job(raster.render(document, RECEIPT, fonts), RECEIPT, cache)


def _content(
    fonts: Fonts,
) -> tuple[tuple[int, int], Sequence[Callable[[ImageDraw.ImageDraw], None]]]:
    """What our renderer draws, taken down once, and the size of the picture."""
    document = composed("receipt", _DATA, translator("ru", resources() / "locale"))
    recorder = _Recorder()
    setter = raster.Setter(RECEIPT, Faces(fonts, RECEIPT.dpi))
    top = RECEIPT.margin
    for block in document.blocks:
        for piece in setter.block(block):
            if not isinstance(piece, raster.Cut):
                raster.paint(piece, cast("ImageDraw.ImageDraw", recorder), top)
                top += piece.height
    return (RECEIPT.width, top + RECEIPT.margin), recorder.calls


def _bare(size: tuple[int, int], calls: Sequence[Callable[[ImageDraw.ImageDraw], None]]) -> bytes:
    """Draw with the fonts at hand and wrap the rows, nothing else."""
    picture = Image.new("1", size, 1)
    canvas = ImageDraw.Draw(picture)
    canvas.fontmode = "1"
    for call in calls:
        call(canvas)
    width, rows = (size[0] + 7) // 8, picture.tobytes()
    inverted = bytes(255 - byte for byte in rows)
    bands = [inverted[at : at + width * _BAND] for at in range(0, len(inverted), width * _BAND)]
    return b"".join(
        b"\x1dv0\x00" + struct.pack("<HH", width, len(band) // width) + band for band in bands
    )


def _timed(work: Callable[[], bytes]) -> Callable[[int], float]:
    def run(_: int) -> float:
        began = time.perf_counter()
        work()
        return (time.perf_counter() - began) * 1000

    return run
