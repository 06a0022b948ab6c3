"""The hints a new shop starts with; their texts are msgids. Light, like `rows`."""

from __future__ import annotations

from uuid import UUID, uuid5

from intake_app.i18n.translator import N_
from intake_app.services.hint_rows import HintRow

_OURS = UUID("0c6b4b34-42f9-5b70-8f0c-0d5f5b0d4c55")


def _shipped(code: str, text: str, **fields: str) -> HintRow:
    return HintRow(uuid5(_OURS, code), text, shipped=True, **fields)


_FIND_MY = N_("Ask to turn off “Find My” before handing the device over")
_GOOGLE = N_("Ask to remove the Google account, or write down that it stays")
_WET = N_("Do not switch it on; ask when and with what it was wetted")

SHIPPED = (
    _shipped("find_my.phone", _FIND_MY, kind="смартфон", brand="Apple"),
    _shipped("find_my.tablet", _FIND_MY, kind="планшет", brand="Apple"),
    _shipped("find_my.laptop", _FIND_MY, kind="ноутбук", brand="Apple"),
    _shipped("find_my.watch", _FIND_MY, kind="смарт-часы", brand="Apple"),
    _shipped("sim.phone", N_("Give back the SIM and memory card"), kind="смартфон"),
    *(
        _shipped(f"google.{brand.lower()}", _GOOGLE, kind="смартфон", brand=brand)
        for brand in ("Samsung", "Xiaomi", "POCO", "HONOR", "realme", "TECNO", "Infinix")
    ),
    _shipped(
        "laptop.data",
        N_("Ask whether there is a copy of the data"),
        kind="ноутбук",
        fault="не включается",
    ),
    _shipped("liquid", _WET, fault="вода"),
    _shipped("liquid.spilt", _WET, fault="залит"),
    _shipped("ink", N_("Ask whether the ink is genuine, and note the page count"), kind="МФУ"),
    _shipped("tool.battery", N_("Ask for the battery and the charger"), kind="шуруповёрт"),
)
"""What a new shop starts with; one that was changed or archived here has its id in the store."""
