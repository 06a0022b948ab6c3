"""The words for codes: what they are, and the kinds of barcode that scanners name."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.i18n.translator import N_
from intake_app.scanning.meaning import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.ORDER: N_("our order"),
        Kind.CLIENT: N_("client's card"),
        Kind.PLACE: N_("shelf"),
        Kind.STAFF: N_("badge"),
        Kind.STAGE: N_("stage"),
        Kind.CHEQUE: N_("cheque of a shop"),
        Kind.IMEI: N_("IMEI"),
        Kind.SERIAL: N_("serial number"),
        Kind.PART: N_("article number"),
        Kind.PHONE: N_("phone number"),
        Kind.LINK: N_("link"),
        Kind.UNKNOWN: N_("not known"),
    }
)
SYMBOLOGIES: Mapping[str, str] = MappingProxyType(
    {
        "A0": "Code 39",
        "C0": "Code 128",
        "C1": "GS1-128",
        "E0": "EAN-13",
        "E4": "EAN-8",
        "I0": "ITF",
        "Q0": "QR",
        "Q1": "QR",
        "Q3": "GS1 QR",
        "d1": "Data Matrix",
        "d2": "GS1 Data Matrix",
        "e0": "GS1 DataBar",
    }
)
