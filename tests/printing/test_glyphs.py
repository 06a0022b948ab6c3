from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from intake_app.errors import Problem, UnavailableError
from intake_app.printing.glyphs import REPLACEMENT, Fonts, codepoints, coverage, runs
from tests.printing.samples import FONTS

if TYPE_CHECKING:
    from pathlib import Path

BUNDLED = sorted(FONTS.glob("*.ttf"))


@pytest.mark.parametrize("font", BUNDLED, ids=lambda font: font.stem)
def test_our_reading_of_a_font_agrees_with_reportlab(font: Path) -> None:
    theirs = set(TTFont(font.stem, str(font)).face.charToGlyph) - {0xFFFF}
    assert set(coverage(font)) == theirs


@pytest.mark.parametrize("font", BUNDLED, ids=lambda font: font.stem)
def test_every_font_shows_what_our_papers_say(font: Path) -> None:
    said = "АЯаяЁёAZaz09₽«»—–№…−·•×%+/()\u00a0"
    assert [sign for sign in said if ord(sign) not in coverage(font)] == []


def test_every_font_comes_with_its_licence() -> None:
    licences = [file.read_text("utf-8-sig") for file in FONTS.glob("LICENSE*")]
    assert len(licences) == 2
    assert any("SIL OPEN FONT LICENSE" in text for text in licences)
    assert any("Bitstream Vera" in text for text in licences)


def test_another_font_steps_in_and_the_rest_is_boxed_and_reported() -> None:
    face = Fonts(FONTS).regular
    pieces, missing = runs("да→😀", face)
    assert pieces == [(face.main, "да"), (face.fallback, f"→{REPLACEMENT}")]
    assert codepoints(missing) == ("U+1F600",)


def test_letter_and_accent_stay_in_one_font() -> None:
    face = Fonts(FONTS).regular
    pieces, missing = runs("x\u0336y", face)
    assert pieces == [(face.fallback, "x\u0336"), (face.main, "y")]
    assert not missing


def test_tables_of_other_kinds_are_passed_over(tmp_path: Path) -> None:
    table = struct.pack(">HHHHI", 0, 1, 3, 1, 12) + struct.pack(">HHHHH", 6, 10, 0, 65, 0)
    font = tmp_path / "old.ttf"
    font.write_bytes(
        struct.pack(">IHHHH4sIII", 0x10000, 1, 0, 0, 0, b"cmap", 0, 28, len(table)) + table
    )
    assert coverage(font) == frozenset()


@pytest.mark.parametrize("content", [b"", b"not a font at all", bytes(400)])
def test_a_spoilt_font_is_named(tmp_path: Path, content: bytes) -> None:
    font = tmp_path / "spoilt.ttf"
    font.write_bytes(content)
    with pytest.raises(UnavailableError, match=r"spoilt\.ttf") as caught:
        coverage(font)
    assert caught.value.problem is Problem.GLYPH_MISSING
