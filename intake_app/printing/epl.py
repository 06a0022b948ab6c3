"""EPL2: the older Zebra and Eltron printers, and what speaks as they do. A 0 burns."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.printing.labelling import Taking
    from intake_app.printing.profile import PrinterProfile
    from intake_app.printing.raster import Raster

# `O` alone takes every option back, and so means: torn off by hand.
_TAKING: Mapping[Taking, str] = MappingProxyType({"tear": "O", "peel": "OP", "cut": "OC"})


def label_job(raster: Raster, profile: PrinterProfile) -> bytes:
    """One label, once; the empty line ends what another program may have left unfinished.

    No `R`: it would undo the centring that `q` does on printers with centred rolls.
    """
    width, height = raster.picture.size
    how = profile.labelling
    dots = raster.spares(how.right, how.down)
    lines = [
        "",
        f"q{width}",
        f"Q{height},{_media(profile)}",
        "ZB" if how.direction == "turned" else "ZT",
        *([_TAKING[how.take]] if how.take else []),
        *([f"S{how.speed}"] if how.speed is not None else []),
        *([f"D{how.darkness}"] if how.darkness is not None else []),
        "N",
        f"GW0,0,{(width + 7) // 8},{height},",
    ]
    return "\n".join(lines).encode("ascii") + dots + b"\nP1\n" + profile.after


def _media(profile: PrinterProfile) -> str:
    match profile.labelling.media:
        case "gap":
            return f"{profile.labelling.gap}"
        case "mark":
            return f"B{profile.labelling.gap}+0"
        case "endless":
            return "0"
        case _:
            assert_never(profile.labelling.media)
