"""How the events of an order are told, one sentence each."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.ui import paper_words, stage_words, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from intake_app.services.rows import EventRow
    from intake_app.ui.desk import Desk

ICONS: Mapping[str, str] = MappingProxyType(
    {
        "accepted": "clipboard-plus",
        "stage": "arrow-right",
        "comment": "message",
        "payment": "coin",
        "cheque": "receipt",
        "print": "printer",
        "passcode": "eye",
        "photo": "plus",
        "file": "clipboard-text",
        "finding": "stethoscope",
        "line": "tool",
        "outside": "truck",
        "estimate": "list-details",
        "approval": "check",
        "notice": "message",
        "checkup": "checkup-list",
        "handover": "package-export",
        "loan": "device-mobile",
        "loan_return": "device-mobile",
        "placement": "package",
        "task": "user",
        "task_done": "circle-check",
        "skip": "hand-stop",
    }
)
_PLAIN: Mapping[str, str] = MappingProxyType(
    {"accepted": N_("Taken in"), "passcode": N_("Looked at the passcode")}
)
_NAMED: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("finding", "diagnosis"): N_("Diagnosis"),
        ("finding", "finding"): N_("Found"),
        ("finding", "recommendation"): N_("Recommended"),
        ("line", "work"): N_("Work"),
        ("line", "part"): N_("Part"),
        ("approval", "yes"): N_("The client agreed"),
        ("approval", "no"): N_("The client refused"),
        ("notice", "risk"): N_("The client was warned of a risk"),
        ("notice", "delay"): N_("The client was warned of a delay"),
        ("notice", "ready"): N_("The client knows that it is ready"),
        ("notice", "promise"): N_("Another promised date"),
        ("notice", "unclaimed"): N_("Warning that the device is not fetched"),
        ("checkup", "testing"): N_("Tested by the checklist"),
        ("checkup", "handover"): N_("Checked at the hand-over"),
    }
)
_OF_KIND: Mapping[str, str] = MappingProxyType(
    {
        "file": N_("File"),
        "finding": N_("Found"),
        "line": N_("Work or part"),
        "outside": N_("Given to another workshop"),
        "estimate": N_("Estimate"),
        "notice": N_("The client was told"),
        "checkup": N_("Checklist"),
        "handover": N_("Handed over"),
        "loan": N_("Loaner given out"),
        "loan_return": N_("Loaner brought back"),
        "task_done": N_("Task is done"),
        "skip": N_("Passed over in the queue"),
        "cheque": N_("Fiscal cheque"),
    }
)


def told(event: EventRow, desk: Desk) -> str:
    """One event in the operator's language; a kind of a newer program is told by its text."""
    return _TELL.get(event.kind, _of_kind)(event, desk)


def _plain(event: EventRow, desk: Desk) -> str:
    return desk.tr(_PLAIN[event.kind])


def _stage(event: EventRow, desk: Desk) -> str:
    return _joined(stage_words.label(desk, event.code), event.text)


def _print(event: EventRow, desk: Desk) -> str:
    tr = desk.tr
    return tr("Printed: %s") % tr(paper_words.PAPERS.get(event.code, event.code))


def _photos(event: EventRow, desk: Desk) -> str:
    many = int(event.code)
    return desk.tr.plural("%d photo", "%d photos", many) % many


def _placed(event: EventRow, desk: Desk) -> str:
    tr, place = desk.tr, event.text
    return tr("Lies in: %s") % place if place else tr("Taken out of its place")


def _asked(event: EventRow, desk: Desk) -> str:
    whom = desk.tr("Task for %s") % event.code if event.code else desk.tr("Task")
    return _joined(whom, event.text)


def _of_kind(event: EventRow, desk: Desk) -> str:
    named = _NAMED.get((event.kind, event.code)) or _OF_KIND.get(event.kind)
    if named is None:
        return event.text
    return _joined(desk.tr(named), _sum(event, desk), event.text)


_WITHOUT_MONEY: Mapping[str, str] = MappingProxyType(
    {"account": N_("On account: the company pays later"), "offset": N_("Settled at the hand-over")}
)


def _payment(event: EventRow, desk: Desk) -> str:
    tr = desk.tr
    method = tr(words.PAYMENT_METHODS.get(event.code, event.code)).lower()
    if event.amount is None:
        return method
    if not event.amount.minor:  # no money: what was agreed of it
        return _joined(tr(_WITHOUT_MONEY.get(event.code, event.code)), event.text)
    is_back = event.amount.minor < 0
    said = tr("Given back %(sum)s, %(method)s") if is_back else tr("Paid %(sum)s, %(method)s")
    return _joined(
        said % {"sum": _sum(event, desk).lstrip("-\u2212"), "method": method}, event.text
    )


def _sum(event: EventRow, desk: Desk) -> str:
    if event.amount is None:
        return ""
    return formats.amount(event.amount.minor, event.amount.currency, desk.tr.language)


def _joined(*parts: str) -> str:
    return " – ".join(filter(None, parts))


_TELL: Mapping[str, Callable[[EventRow, Desk], str]] = MappingProxyType(
    {
        "accepted": _plain,
        "passcode": _plain,
        "stage": _stage,
        "payment": _payment,
        "print": _print,
        "photo": _photos,
        "placement": _placed,
        "task": _asked,
    }
)
