"""ZPL II: Zebra, and many others by emulation. A 1 burns."""

from __future__ import annotations

import base64
import binascii
import zlib
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.printing.labelling import Media, Taking
    from intake_app.printing.profile import PrinterProfile
    from intake_app.printing.raster import Raster

_MEDIA: Mapping[Media, str] = MappingProxyType({"gap": "Y", "mark": "M", "endless": "N"})
_TAKING: Mapping[Taking, str] = MappingProxyType({"tear": "T", "peel": "P", "cut": "C"})


def label_job(raster: Raster, profile: PrinterProfile) -> bytes:
    """One label, once, as a graphic field over the whole of it.

    No `^PQ`: one copy is what every format starts with.
    """
    width, height = raster.picture.size
    how = profile.labelling
    dots = raster.burns(how.right, how.down)
    size, across = len(dots), (width + 7) // 8
    graphic = _z64(dots) if how.packed else dots.hex().upper()
    lines = [
        *([f"~SD{how.darkness:02}"] if how.darkness is not None else []),
        "^XA",
        f"^MN{_MEDIA[how.media]}",
        *([f"^MM{_TAKING[how.take]}"] if how.take else []),
        *([f"^PR{how.speed}"] if how.speed is not None else []),
        f"^PW{width}^LL{height}^LH0,0",
        "^POI" if how.direction == "turned" else "^PON",
        f"^FO0,0^GFA,{size},{size},{across},{graphic}^FS",
        "^XZ",
    ]
    return "\n".join([*lines, ""]).encode("ascii") + profile.after


def _z64(data: bytes) -> str:
    packed = base64.b64encode(zlib.compress(data, 9))
    return f":Z64:{packed.decode('ascii')}:{binascii.crc_hqx(packed, 0):04X}"
