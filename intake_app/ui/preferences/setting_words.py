"""What the settings of one PC are called, and the words for their values."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.i18n.translator import N_
from intake_app.ui import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.i18n.translator import Translator

DESK: Mapping[str, str] = MappingProxyType(
    {
        "lang": N_("Language of the screen"),
        "paper_lang": N_("Language of papers"),
        "appearance": N_("Colours"),
        "font_points": N_("Size of letters, points"),
        "receipt_printer": N_("Receipt printer"),
        "label_printer": N_("Label printer"),
        "a4_printer": N_("Printer of whole pages"),
        "fallback_printer": N_("Stands in for a printer that is away"),
        "scanner": N_("Scanner"),
        "client_screen": N_("The client's screen"),
        "hub": N_("Address of the hub"),
        "sign_out_minutes": N_("Minutes without a key until nobody is signed in"),
        "photos_mb": N_("Room for photos on this PC, MB"),
        "cash_box": N_("Cash box"),
        "fiscal": N_("Fiscal register"),
        "operator": N_("Who is at the desk until somebody says his name"),
    }
)
SHOP: Mapping[str, str] = MappingProxyType(
    {
        "name": N_("Name on papers"),
        "legal_name": N_("Registered name"),
        "inn": N_("Tax number"),
        "kpp": N_("KPP"),
        "bank": N_("Bank"),
        "bik": N_("BIK"),
        "account": N_("Account"),
        "corr_account": N_("Corr. account"),
        "director": N_("Director"),
        "accountant": N_("Chief accountant"),
        "ogrn": N_("OGRN"),
        "vat": N_("VAT inside prices"),
        "warranty_days": N_("Days of warranty, as printed"),
        "address": N_("Address"),
        "phone": N_("Phone"),
        "hours": N_("Opening hours"),
        "currency": N_("Currency"),
        "region": N_("Country"),
        "legal_profile": N_("Whose law papers follow"),
        "timezone": N_("Time zone"),
        "repair_days": N_("Calendar days of a paid repair"),
    }
)
_APPEARANCES: Mapping[str, str] = MappingProxyType(
    {
        "system": N_("as in the system"),
        "light": N_("light"),
        "dark": N_("dark"),
        "contrast": N_("high contrast"),
    }
)
_VALUES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "lang": words.LANGUAGES,
        "paper_lang": words.LANGUAGES,
        "appearance": _APPEARANCES,
        "client_screen": MappingProxyType(
            {
                "off": N_("none"),
                "auto": N_("where there is a second monitor"),
                "window": N_("in a window"),
            }
        ),
        "fiscal": MappingProxyType(
            {
                "none": N_("none"),
                "manual": N_("its cheques are scanned"),
                "emulator": N_("EMULATOR, for training"),
            }
        ),
        "vat": MappingProxyType({"none": N_("without VAT"), "standard": N_("the usual rate")}),
        "legal_profile": MappingProxyType({"ru": N_("Russian"), "neutral": N_("neutral")}),
    }
)
_NOT_THERE = "none:"


def value(field: str, said: object, tr: Translator) -> str:
    """A setting as a person says it; what has no word stands as it is in the file."""
    text = str(said)
    if text in {"", _NOT_THERE}:
        return tr("none") if text else "–"
    known = _VALUES.get(field, {})
    return tr(known[text]) if text in known else text
