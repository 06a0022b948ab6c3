"""Which characters a bundled font can show, read from the font itself; and where the fonts are."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from intake_app.errors import Problem, UnavailableError
from intake_app.printing.letters import clusters

if TYPE_CHECKING:
    from pathlib import Path

REPLACEMENT = "\u25a1"  # an empty box, in the fallback font


@dataclass(frozen=True, slots=True)
class Typeface:
    """A face and the one that steps in for characters it lacks."""

    main: Path
    fallback: Path


@dataclass(frozen=True, slots=True)
class Fonts:
    """The bundled faces."""

    folder: Path

    @property
    def regular(self) -> Typeface:
        """For reading."""
        return Typeface(self.folder / "PTSans-Regular.ttf", self.folder / "DejaVuSansMono.ttf")

    @property
    def bold(self) -> Typeface:
        """For what matters."""
        return Typeface(self.folder / "PTSans-Bold.ttf", self.folder / "DejaVuSansMono-Bold.ttf")


@lru_cache
def coverage(font: Path) -> frozenset[int]:
    """The code points a TrueType font maps to a glyph. Raises UnavailableError."""
    try:
        data = font.read_bytes()
        table = _table(data, b"cmap")
        points: set[int] = set()
        for offset in _subtables(table):
            (kind,) = struct.unpack_from(">H", table, offset)
            if kind == 4:  # noqa: PLR2004 - the two formats, as the standard numbers them
                points |= _segments(table, offset)
            elif kind == 12:  # noqa: PLR2004
                points |= _groups(table, offset)
    except (OSError, struct.error, StopIteration) as error:
        raise UnavailableError(Problem.GLYPH_MISSING, f"font {font.name}: {error}") from error
    return frozenset(points)


def runs(text: str, face: Typeface) -> tuple[list[tuple[Path, str]], frozenset[str]]:
    """Stretches of text by the font that shows them; and the characters that neither has.

    A letter and the accents on it stay in one font.
    """
    if _shows(face.main, text):  # nearly every text of a shop
        return [(face.main, text)] if text else [], frozenset()
    out: list[tuple[Path, str]] = []
    missing: set[str] = set()
    for cluster in clusters(text):
        font = next(
            (font for font in (face.main, face.fallback) if _shows(font, cluster)), face.fallback
        )
        lacking = {sign for sign in cluster if ord(sign) not in coverage(font)}
        missing |= lacking
        shown = "".join(REPLACEMENT if sign in lacking else sign for sign in cluster)
        if out and out[-1][0] == font:
            out[-1] = (font, out[-1][1] + shown)
        else:
            out.append((font, shown))
    return out, frozenset(missing)


def _shows(font: Path, cluster: str) -> bool:
    points = coverage(font)
    return points.issuperset(map(ord, cluster))


def codepoints(signs: frozenset[str]) -> tuple[str, ...]:
    """`U+1F600` for each, in order: fit for a log and for a set-up page."""
    return tuple(f"U+{ord(sign):04X}" for sign in sorted(signs))


def _table(data: bytes, name: bytes) -> bytes:
    (count,) = struct.unpack_from(">H", data, 4)
    entries = (struct.unpack_from(">4s4xII", data, 12 + 16 * place) for place in range(count))
    offset, length = next((start, size) for tag, start, size in entries if tag == name)
    return data[offset : offset + length]


def _subtables(table: bytes) -> set[int]:
    """Where the Unicode tables start (platform 0, and 3 with encodings 1 and 10)."""
    (count,) = struct.unpack_from(">H", table, 2)
    entries = (struct.unpack_from(">HHI", table, 4 + 8 * place) for place in range(count))
    return {
        offset
        for platform, encoding, offset in entries
        if platform == 0 or (platform, encoding) in {(3, 1), (3, 10)}
    }


def _segments(table: bytes, offset: int) -> set[int]:
    """Format 4: stretches of the basic plane with a shift or a list of glyphs each."""
    (double,) = struct.unpack_from(">H", table, offset + 6)
    count = double // 2
    ends, starts, shifts, lists = (
        struct.unpack_from(f">{count}H", table, offset + start)
        for start in (14, 16 + double, 16 + 2 * double, 16 + 3 * double)
    )
    points: set[int] = set()
    for place in range(count):
        at = offset + 16 + 3 * double + 2 * place + lists[place]
        for point in range(starts[place], min(ends[place], 0xFFFE) + 1):
            glyph = point
            if lists[place]:
                (glyph,) = struct.unpack_from(">H", table, at + 2 * (point - starts[place]))
                if not glyph:
                    continue
            if (glyph + shifts[place]) & 0xFFFF:
                points.add(point)
    return points


def _groups(table: bytes, offset: int) -> set[int]:
    """Format 12: stretches of all planes."""
    (count,) = struct.unpack_from(">I", table, offset + 12)
    points: set[int] = set()
    for place in range(count):
        first, last, glyph = struct.unpack_from(">III", table, offset + 16 + 12 * place)
        points.update(range(first + (glyph == 0), last + 1))
    return points
