"""Which printer of this desk a paper goes to, and which one stands in for another. Light."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from intake_app.config import NOT_THERE
from intake_app.errors import Problem, RejectedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.config import Settings

RECEIPT, LABEL, A4, FALLBACK = "receipt", "label", "a4", "fallback"
BUILT_IN = (RECEIPT, LABEL, A4, FALLBACK)
"""Printers that have a setting of their own; more stand under `[printers]`."""

_OF_LABELS = frozenset({"tspl", "zpl", "epl"})
_SMALL = frozenset(
    {"receipt", "consent", "cash_slip", "goods_receipt", "shift_report", "emulator_cheque"}
)
"""Papers that fit a receipt printer; every other is a page, where there is a printer of pages."""


def is_label(document: str) -> bool:
    """Whether a paper is stuck onto something."""
    return document == LABEL or document.endswith("_label")


def addresses(settings: Settings) -> Mapping[str, str]:
    """Every printer of the desk by its name, in the order of the status bar."""
    desk = settings.desk
    found = {RECEIPT: desk.receipt_printer, LABEL: desk.label_printer}
    if not desk.a4_printer.startswith(NOT_THERE):
        found[A4] = desk.a4_printer
    found.update(settings.printers)
    if ":" in desk.fallback_printer and not desk.fallback_printer.startswith(NOT_THERE):
        found[FALLBACK] = desk.fallback_printer
    return MappingProxyType(found)


def printer_of(settings: Settings, document: str) -> str:
    """The printer of a paper: as the owner routed it, else by its size."""
    if document in settings.routes:
        return settings.routes[document]
    if is_label(document):
        return LABEL
    return RECEIPT if document in _SMALL or A4 not in addresses(settings) else A4


def is_there(settings: Settings, document: str) -> bool:
    """Whether paper of that kind can ever come out here."""
    address = addresses(settings).get(printer_of(settings, document), NOT_THERE)
    return not address.startswith(NOT_THERE)


def fallback_of(settings: Settings, printer: str) -> str:
    """The printer that stands in for this one; empty where none does."""
    wanted = settings.desk.fallback_printer
    name = FALLBACK if ":" in wanted else wanted
    address = addresses(settings).get(name, NOT_THERE)
    return "" if name == printer or address.startswith(NOT_THERE) else name


def language_of(address: str) -> str:
    """What a printer speaks, as its address says."""
    return dict(parse_qsl(address.partition("?")[2])).get("language", "escpos").lower()


def takes_labels_only(settings: Settings, printer: str) -> bool:
    """Whether nothing but labels can be given to a printer."""
    return language_of(addresses(settings).get(printer, NOT_THERE)) in _OF_LABELS


def role_of(settings: Settings, printer: str) -> str:
    """What a printer is built for: `receipt`, `label` or `a4`; its usual measures follow."""
    if printer in {RECEIPT, LABEL, A4}:
        return printer
    if takes_labels_only(settings, printer):
        return LABEL
    if language_of(addresses(settings)[printer]) == "pdf":
        return A4
    routed = [document for document, name in settings.routes.items() if name == printer]
    return LABEL if routed and all(map(is_label, routed)) else RECEIPT


def check(settings: Settings) -> None:
    """Refuse names that lead nowhere. Raises RejectedError(SETTINGS_BROKEN)."""
    desk = settings.desk
    for name in settings.printers:
        if name in BUILT_IN:
            raise _broken(f"[printers] {name}: this name is taken")
    known = {*BUILT_IN[:3], *settings.printers}
    for document, name in settings.routes.items():
        if name not in known:
            raise _broken(f"[routes] {document}: there is no printer {name!r}")
    wanted = desk.fallback_printer
    if wanted and ":" not in wanted and wanted not in known:
        raise _broken(f"fallback_printer: there is no printer {wanted!r}")


def _broken(detail: str) -> RejectedError:
    return RejectedError(Problem.SETTINGS_BROKEN, detail)
