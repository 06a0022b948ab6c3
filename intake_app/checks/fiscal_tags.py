"""The tags of a fiscal cheque (54-ФЗ) by what a payment is, as data a register's driver is given.

Which cheque is due when: an individual gets one for every payment; a company for cash and card that
its agent presents, and none for a transfer between accounts.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks import vat
from intake_app.checks.account import CASH, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

SALE, SALE_BACK = 1, 2
"""1054: a sale, a sale given back."""
FULL_PREPAYMENT, PART_PREPAYMENT, ADVANCE, FULL_SETTLEMENT = 1, 2, 3, 4
PART_CREDIT, CREDIT, CREDIT_PAID = 5, 6, 7
"""1214: how the thing and the money hang together."""
GOODS, WORK, SERVICE, PAYMENT, MARKED_GOODS = 1, 3, 4, 10, 33
"""1212: what is paid for."""
CASH_TAG, CASHLESS_TAG, PREPAID_TAG, CREDIT_TAG = 1031, 1081, 1215, 1216
BEFORE = frozenset({FULL_PREPAYMENT, PART_PREPAYMENT, ADVANCE})
"""Money that comes before the work: taxed by the rate in parts."""
WHOLE = frozenset({FULL_PREPAYMENT, FULL_SETTLEMENT, PART_CREDIT, CREDIT})
"""Cheques that speak of the whole price, and so of every line of the work."""
NO_VAT = 6
_INSIDE: Mapping[str, int] = MappingProxyType({"20": 1, "10": 2, "0": 5, "5": 7, "7": 8, "22": 11})
_OF_PREPAYMENT: Mapping[str, int] = MappingProxyType({"20": 3, "10": 4, "5": 9, "7": 10, "22": 12})
_COMPANY_FREE = frozenset({"transfer"})
_NO_CHEQUE = frozenset({"offset", "account"})


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of an order when money comes; sums in minor units."""

    kind: str  # as `account.Kind`
    method: str
    minor: int
    due: int | None  # None: the work or its price is not known yet
    paid_before: int = 0
    is_back: bool = False  # money goes back
    is_on_credit: bool = False  # the device went out, and the cheque of that said on credit


@dataclass(frozen=True, slots=True)
class Tags:
    """One cheque: numbers are those of the order on formats of documents (ФФД)."""

    sign: int  # 1054
    method: int  # 1214
    subject: int  # 1212
    vat: int  # 1199
    total: int  # 1020
    means: Mapping[int, int]  # 1031, 1081, 1215, 1216 and the sum of each


def is_due(case: Case, *, is_company: bool) -> bool:
    """Whether such a payment, or such a hand-over, has a cheque at all.

    A company that takes its device away unpaid settles by transfer, for which none is printed.
    """
    if case.kind == Kind.SETTLEMENT:
        return bool(case.due) and not is_company
    if not case.minor or case.method in _NO_CHEQUE:
        return False
    return not (is_company and case.method in _COMPANY_FREE)


def settlement(case: Case) -> int:
    """Tag 1214 by the table of 54-ФЗ."""
    if case.kind == Kind.SETTLEMENT:
        return _at_issue(case)
    if case.is_on_credit:
        return CREDIT_PAID
    if case.due is None:
        return ADVANCE
    is_whole = case.paid_before + abs(case.minor) >= case.due
    if case.kind != Kind.PREPAYMENT and is_whole:
        return FULL_SETTLEMENT
    return FULL_PREPAYMENT if is_whole and not case.paid_before else PART_PREPAYMENT


def _at_issue(case: Case) -> int:
    """The device goes out, and no money comes: all was paid before, or some is to come later."""
    if case.paid_before >= (case.due or 0):
        return FULL_SETTLEMENT
    return PART_CREDIT if case.paid_before > 0 else CREDIT


def vat_code(rate: str, *, prepaid: bool) -> int:
    """Tag 1199 of a rate in per cent; for money that comes before the work the rate in parts.

    A rate that the order of tags does not know is told to nobody.
    """
    table = _OF_PREPAYMENT if prepaid and rate != "0" else _INSIDE
    return table.get(rate, NO_VAT)


def vat_of(kind: str, day: date, *, prepaid: bool) -> int:
    """The same by how a shop pays the tax, and the day."""
    return vat_code(vat.rate(kind, day), prepaid=prepaid)


def tags(case: Case, vat_kind: str, day: date) -> Tags:
    """The whole cheque. A settlement after prepayments has the whole price, and how it was paid."""
    method = settlement(case)
    paid = _means(case, method)
    return Tags(
        sign=SALE_BACK if case.is_back else SALE,
        method=method,
        subject=PAYMENT if method in {ADVANCE, CREDIT_PAID} else WORK,
        vat=vat_of(vat_kind, day, prepaid=method in BEFORE),
        total=sum(paid.values()),
        means=MappingProxyType(paid),
    )


def _means(case: Case, method: int) -> dict[int, int]:
    """1031, 1081: money now; 1215: paid before; 1216: to be paid later."""
    if case.kind == Kind.SETTLEMENT:
        due = case.due or 0
        before = min(due, max(0, case.paid_before))
        found = {PREPAID_TAG: before, CREDIT_TAG: due - before}
        return {tag: minor for tag, minor in found.items() if minor}
    paid = {CASH_TAG if case.method == CASH else CASHLESS_TAG: abs(case.minor)}
    if method == FULL_SETTLEMENT and case.paid_before > 0 and not case.is_back:
        paid[PREPAID_TAG] = case.paid_before
    return paid
