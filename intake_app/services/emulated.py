"""What the emulator of a register prints: a paper that says in large letters that it is none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from intake_app.money import Money
from intake_app.services.papers import ChequeData
from intake_app.services.tendered_data import ChequeItem, MeansData

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.models.writing import Writing
    from intake_app.services.fiscal_rows import FiscalAct, Printed
    from intake_app.services.paperwork import Paperwork

REGISTRAR = "emulator"
PAPER = "emulator_cheque"
_MEANS = ("1031", "1081", "1215", "1216")


class Told(NamedTuple):
    """An operation that the emulator has carried out."""

    act: FiscalAct
    data: str
    done: Printed


def queue(session: Writing, paperwork: Paperwork, about: UUID, told: Told) -> None:
    """Put it into the queue of the receipts' printer, in the transaction that keeps the cheque."""
    if paperwork.has_printer(PAPER):
        paperwork.queue_new(session, about, (PAPER, data(session, paperwork, told)))


def data(session: Writing, paperwork: Paperwork, told: Told) -> ChequeData:
    """The cheque as its paper says it; no number of a fiscal drive stands on it."""
    said: dict[str, Any] = json.loads(told.data)
    currency = paperwork.settings.shop.currency
    return ChequeData(
        shop=paperwork.heading,
        act=told.act.value,
        number=told.done.fd,
        at=session.now.astimezone(paperwork.zone),
        by=said.get("1021", ""),
        sign=said.get("1054", 0),
        total=Money(said.get("1020", 0), currency),
        items=tuple(
            ChequeItem(
                name=one["1030"],
                quantity=round(one["1023"] * 1000),
                amount=Money(one["1043"], currency),
                vat=Money(one.get("1200", 0), currency),
                method=one["1214"],
            )
            for one in said.get("1059", ())
        ),
        means=tuple(
            MeansData(way=tag, amount=Money(said[tag], currency)) for tag in _MEANS if tag in said
        ),
        demo=paperwork.settings.demo,
    )
