"""The papers as they are, kept; a change of any letter or dot must be meant."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from intake_app.printing import plain, raster
from intake_app.printing.document import Document, Text
from intake_app.printing.glyphs import Fonts
from intake_app.printing.printer import printer
from intake_app.printing.profile import LABEL as LABEL_PROFILE
from intake_app.printing.profile import RECEIPT as RECEIPT_PROFILE
from tests.printing.samples import FONTS, PAPERS, compose, job, named, words
from tests.printing.test_pdf import text

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

    from intake_app.printing.press import Press
    from intake_app.printing.profile import PrinterProfile

WAYS: dict[str, PrinterProfile] = {
    "raster-576": RECEIPT_PROFILE,
    "raster-384": replace(RECEIPT_PROFILE, width=384),
    "cp866": replace(RECEIPT_PROFILE, mode="text"),
    "cp1251": replace(RECEIPT_PROFILE, mode="text", encoding="cp1251", slot=46),
    "cp866-384": replace(RECEIPT_PROFILE, mode="text", width=384),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", PAPERS)
def test_bytes_for_the_printer(
    press: Press, name: str, way: str, snapshot: SnapshotAssertion
) -> None:
    profile = WAYS[way]
    if name == "label" and profile.mode == "raster":
        width = LABEL_PROFILE.width if profile.width > 384 else 384
        profile = replace(LABEL_PROFILE, width=width)
    rendered = press.rendered(job(PAPERS[name]), profile)
    kept = rendered.payload if profile.mode == "text" else sha256(rendered.payload).hexdigest()
    assert (kept, rendered.changed) == snapshot


@pytest.mark.parametrize("language", ["escpos", "tspl", "zpl", "epl"])
def test_bytes_of_a_label(press: Press, language: str, snapshot: SnapshotAssertion) -> None:
    """All of it as a hash, and its start to see what the printer is told."""
    able = printer(f"none:?language={language}", "label").profile
    payload = press.rendered(job(PAPERS["label"]), able).payload
    told = payload[:100].rstrip(b"\xff\x000")  # the margin above is blank
    assert (told, len(payload), sha256(payload).hexdigest()) == snapshot


@pytest.mark.parametrize("columns", [48, 32])
@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", PAPERS)
def test_plain_text(name: str, language: str, columns: int, snapshot: SnapshotAssertion) -> None:
    assert plain.render(compose(PAPERS[name], words(language)), columns) == snapshot


@pytest.mark.parametrize("name", PAPERS)
def test_text_of_the_pages(press: Press, name: str, snapshot: SnapshotAssertion) -> None:
    assert (
        text(press.pdf(named(PAPERS[name]), PAPERS[name], "ru").payload).replace("\r\n", "\n")
        == snapshot
    )


def test_letters_dot_by_dot(snapshot: SnapshotAssertion) -> None:
    """Small enough to see the difference; halved across, since signs are taller than wide."""
    document = Document("", (Text("Ёж №5 «₽» —"),))
    drawn = raster.render(document, replace(RECEIPT_PROFILE, width=192), Fonts(FONTS)).picture
    rows = (drawn.crop((0, y, 192, y + 1)).tobytes() for y in range(drawn.height))
    dots = ("".join(f"{byte:08b}" for byte in row).translate({48: "#", 49: " "}) for row in rows)
    assert "\n".join(row.rstrip() for row in dots) == snapshot
