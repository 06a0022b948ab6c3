"""How keyboard scanners of this shop are told from people, as the owner chose it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from intake_app.scanning.wedge import Timing

if TYPE_CHECKING:
    from intake_app.services.preferences import Json

KEY = "scanner.wedge"
STX = "STX"
LEAST_GAP_MS, MOST_GAP_MS = 10, 200
LEAST_LETTERS, MOST_LETTERS = 3, 30
_KEYS = re.compile(r"F(1[3-9]|2[0-4])")


@dataclass(frozen=True, slots=True)
class WedgeSetting:
    """`prefix` is a key no person has (`F13`…`F24`), `STX`, or the characters a scanner sends."""

    is_on: bool = True
    gap_ms: int = 50
    least: int = 6
    prefix: str = ""

    @classmethod
    def read(cls, value: object) -> WedgeSetting:
        """From a preference; what cannot be read is as it comes."""
        if not isinstance(value, dict):
            return cls()
        usual = cls()
        known: dict[object, object] = {**value}
        prefix = known.get("prefix", "")
        return cls(
            is_on=known.get("is_on", True) is not False,
            gap_ms=_within(known.get("gap_ms"), LEAST_GAP_MS, MOST_GAP_MS, usual.gap_ms),
            least=_within(known.get("least"), LEAST_LETTERS, MOST_LETTERS, usual.least),
            prefix=prefix if isinstance(prefix, str) else "",
        )

    @classmethod
    def of(cls, timing: Timing, key: int, *, stx: bool) -> WedgeSetting:
        """What stands in a machine and beside it."""
        named = STX if stx else timing.prefix
        if key:
            named = f"F{key - Qt.Key.Key_F1 + 1}"
        return cls(timing.is_on, timing.gap_ms, timing.least, named)

    def written(self) -> Json:
        """For a preference."""
        return {
            "is_on": self.is_on,
            "gap_ms": self.gap_ms,
            "least": self.least,
            "prefix": self.prefix,
        }

    @property
    def is_stx(self) -> bool:
        """Whether a scan begins with Ctrl+B."""
        return self.prefix.upper() == STX

    @property
    def prefix_key(self) -> int:
        """Qt's number of the key a scan begins with, 0 when it begins with none."""
        match = _KEYS.fullmatch(self.prefix.upper())
        return Qt.Key.Key_F1.value + int(match[1]) - 1 if match else 0

    @property
    def timing(self) -> Timing:
        """What the machine needs."""
        has_key = self.is_stx or bool(self.prefix_key)
        prefix = "" if has_key else self.prefix
        return Timing(self.gap_ms, self.least, prefix, is_on=self.is_on)


def _within(value: object, least: int, most: int, usual: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        return usual
    return min(most, max(least, value))
