"""P5: a job through the spool, against raw appends with fsync. P6: the first receipt of a run."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import Goal, interleaved
from intake_app.config import DeskSettings, Settings, resources
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft
from intake_app.services.shop import Shop
from intake_app.services.spool import JobState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

    from bench.figures import Figure

_SPOOL = Goal("P5", "spool: bytes kept, sending, outcome", "three appends with fsync", 4.0)
_FIRST = Goal(
    "P6", "first receipt of a run, with its imports", "the same start of bare Pillow", 2.5
)
_JOBS, _STARTS = 60, 5
_PAYLOAD = os.urandom(20_000)
_DRAFT = IntakeDraft(
    client=ClientDraft(name="Петров Пётр", phone="9161234567"),
    device=DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13"),
    fault="не заряжается",
)
_OURS = """
from bench.receipt import first
assert first()
"""
_BARE = """
import sys
from PIL import Image, ImageDraw, ImageFont
picture = Image.new("1", (576, 1200), 1)
canvas = ImageDraw.Draw(picture)
for size in (20, 24, 30, 48):
    font = ImageFont.truetype(sys.argv[1], size)
    for line in range(12):
        canvas.text((0, line * size), "Квитанция о приёме в ремонт", fill=0, font=font)
assert picture.tobytes()
"""


def measure() -> Sequence[Figure]:
    """Both rows."""
    with tempfile.TemporaryDirectory() as folder:
        return (_spool(Path(folder)), _first())


def _spool(folder: Path) -> Figure:
    settings = Settings(folder, desk=DeskSettings(receipt_printer="tcp://127.0.0.1"))
    shop = Shop(settings, lambda: datetime.now(UTC))
    shop.open()
    for _ in range(_JOBS + 5):
        shop.services.intakes.receive(_DRAFT)
    with (folder / "raw").open("ab", buffering=0) as raw:
        goal = _SPOOL.judged(*interleaved(partial(_append, raw), partial(_job, shop), _JOBS, 5))
    shop.close()
    return goal


def _append(raw: BinaryIO, _: int) -> float:
    began = time.perf_counter()
    for data in (_PAYLOAD, b"sending", b"sent"):
        raw.write(data)
        os.fsync(raw.fileno())
    return (time.perf_counter() - began) * 1000


def _job(shop: Shop, _: int) -> float:
    spool = shop.services.printouts
    began = time.perf_counter()
    job = spool.next_for("receipt")
    if job is None:
        raise LookupError
    spool.keep_payload(job.id, _PAYLOAD, "receipt")
    spool.begin(job.id, "receipt")
    spool.end(job.id, JobState.SENT)
    return (time.perf_counter() - began) * 1000


def _first() -> Figure:
    font = str(resources() / "fonts" / "PTSans-Regular.ttf")
    return _FIRST.judged(
        *interleaved(partial(_run, _BARE, font), partial(_run, _OURS, font), _STARTS)
    )


def _run(script: str, font: str, _: int) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", script, font], check=True)
    return (time.perf_counter() - began) * 1000
