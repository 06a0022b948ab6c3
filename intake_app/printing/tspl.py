"""TSPL: TSC, Xprinter and most cheap label printers. A 0 burns."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.printing.labelling import Taking
    from intake_app.printing.profile import PrinterProfile
    from intake_app.printing.raster import Raster

_MM_PER_INCH = 25.4
_TAKING: Mapping[Taking, tuple[str, ...]] = MappingProxyType(
    {
        "tear": ("SET PEEL OFF", "SET CUTTER OFF", "SET TEAR ON"),
        "peel": ("SET CUTTER OFF", "SET TEAR OFF", "SET PEEL ON"),
        "cut": ("SET PEEL OFF", "SET TEAR OFF", "SET CUTTER 1"),
    }
)


def label_job(raster: Raster, profile: PrinterProfile) -> bytes:
    """One label, once; whatever an earlier job has set and is said here is set anew."""
    width, height = raster.picture.size
    how = profile.labelling
    dots = raster.spares(how.right, how.down)
    size = f"SIZE {_mm(width, profile)} mm,{_mm(height, profile)} mm"
    lines = [
        size,
        _media(profile),
        f"DIRECTION {int(how.direction == 'turned')}",
        "REFERENCE 0,0",
        *([f"SPEED {how.speed}"] if how.speed is not None else []),
        *([f"DENSITY {how.darkness}"] if how.darkness is not None else []),
        *(_TAKING[how.take] if how.take else ()),
        "CLS",
        f"BITMAP 0,0,{(width + 7) // 8},{height},0,",
    ]
    return "\r\n".join(lines).encode("ascii") + dots + b"\r\nPRINT 1,1\r\n" + profile.after


def _media(profile: PrinterProfile) -> str:
    gap = _mm(profile.labelling.gap, profile)
    match profile.labelling.media:
        case "gap":
            return f"GAP {gap} mm,0 mm"
        case "mark":
            return f"BLINE {gap} mm,0 mm"
        case "endless":
            return "GAP 0 mm,0 mm"
        case _:
            assert_never(profile.labelling.media)


def _mm(dots: int, profile: PrinterProfile) -> str:
    """Heads sold as 203 dpi have 8 dots a millimetre to the dot, those of 300 have 11.8."""
    return f"{round(dots / round(profile.dpi / _MM_PER_INCH, 1), 2):g}"
