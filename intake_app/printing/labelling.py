"""How a label printer finds its labels and burns them, as data."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias, cast, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.printing.options import Options

LabelLanguage: TypeAlias = Literal["tspl", "zpl", "epl"]
Media: TypeAlias = Literal["gap", "mark", "endless"]
Direction: TypeAlias = Literal["normal", "turned"]
Taking: TypeAlias = Literal["tear", "peel", "cut"]

OPTIONS = frozenset(
    {"media", "gap", "darkness", "speed", "direction", "right", "down", "take", "after"}
)
"""Names of an address that only label printers know."""

_DARKNESS: Mapping[LabelLanguage, tuple[int, int]] = MappingProxyType(
    {"tspl": (0, 15), "zpl": (0, 30), "epl": (0, 15)}
)
_SPEED: Mapping[LabelLanguage, tuple[int, int]] = MappingProxyType(
    {"tspl": (1, 14), "zpl": (1, 14), "epl": (0, 6)}
)
_GAP_MM = 2.0
_MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelling:
    """Lengths are dots; `darkness` and `speed` count as the manual of the printer does.

    `right` and `down` move the picture on its label, for a roll that does not lie quite true;
    what leaves the label is lost, so keep them within the margin.
    """

    media: Media = "gap"
    gap: int = 16  # between two labels, or the thickness of the mark
    darkness: int | None = None  # None leaves what is set at the printer
    speed: int | None = None
    direction: Direction = "normal"
    take: Taking | None = None  # how a label leaves the printer; None leaves what is set
    right: int = 0
    down: int = 0
    packed: bool = False  # ZPL only: a tenth of the bytes, for printers that unpack Z64


def read(options: Options, language: LabelLanguage, dpi: int) -> Labelling:
    """The labelling part of a profile. Raises RejectedError(ADDRESS_INVALID)."""
    gap = round(_GAP_MM * dpi / _MM_PER_INCH)
    return Labelling(
        media=cast("Media", options.one_of("media", get_args(Media), "gap")),
        gap=options.number("gap", gap, (gap, 12 * gap)),
        darkness=options.number_or_none("darkness", _DARKNESS[language]),
        speed=options.number_or_none("speed", _SPEED[language]),
        direction=cast("Direction", options.one_of("direction", get_args(Direction), "normal")),
        take=cast("Taking | None", options.one_of("take", ("", *get_args(Taking)), "") or None),
        right=options.number("right", 0, (-64, 64)),
        down=options.number("down", 0, (-64, 64)),
        packed=options.flag("packed"),
    )
