"""All that a document says, frozen when it is ordered; a reprint shows exactly this again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias, get_args

from intake_app.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopData:
    """Who signs the paper."""

    name: str
    legal_name: str
    inn: str
    address: str
    phone: str
    hours: str
    kpp: str = ""
    bank: str = ""
    bik: str = ""
    account: str = ""
    corr_account: str = ""
    director: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsData:
    """What was agreed beside the usual, by kind of repair; empty where it was not asked.

    Days are ISO 8601; codes are those of the draft.
    """

    version: str = ""  # of the conditions: `ru 2026-01-01`
    technician: str = ""
    estimate_kind: str = ""
    data_copy: str = ""
    seller: str = ""
    bought_on: str = ""
    warranty_until: str = ""
    warranty_card: str = ""
    claim_number: str = ""
    loaner_wanted: bool = False
    rework_number: str = ""  # the order whose work is done again
    site_address: str = ""
    site_from: datetime | None = None
    site_to: datetime | None = None
    travel: Money | None = None
    article: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptData:
    """The acceptance receipt. Moments are in the shop's own time zone."""

    shop: ShopData
    legal_profile: Literal["ru", "neutral"]
    number: str
    ticket: str  # digits of the barcode
    accepted_at: datetime
    promised_at: datetime | None
    accepted_by: str
    client: str
    client_phone: str
    client_inn: str
    repair_kind: str
    urgent: bool
    device_kind: str
    device: str
    serial: str
    imei: str
    fault: str
    accessories: str
    appearance: str
    estimate: Money | None
    limit: Money | None
    agreed_value: Money | None
    prepayment: Money | None
    prepayment_method: str
    demo: bool  # marks the paper as an exercise
    accessory_marks: str = ""  # see `condition`
    appearance_marks: str = ""
    passcode_given: bool = False  # that it was, and never what it is
    more: tuple[ReceiptData, ...] = ()  # the other devices of this visit; they share its head
    terms: TermsData = field(default_factory=TermsData)
    is_batch: bool = False  # devices so much alike that a line says all of each
    at: datetime | None = None  # the day of a paper that was made later
    signature: str = ""  # of the client, drawn on his screen: a PNG file in base64


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelData:
    """The label stuck on the device; no personal data beyond a short name."""

    shop: str
    number: str
    ticket: str
    client: str
    device: str
    fault: str
    accepted_at: datetime
    promised_at: datetime | None
    urgent: bool
    demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentData:
    """A consent to one purpose, for the client to sign or not; `body` has a paragraph a line."""

    shop: ShopData
    purpose: str
    text_version: str
    text_sha256: str
    language: str  # of the text, whatever language the rest of the paper speaks
    title: str
    body: str
    client: str
    client_phone: str
    at: datetime
    by: str
    demo: bool


PaperData: TypeAlias = ReceiptData | LabelData | ConsentData
DocumentName: TypeAlias = Literal[
    "receipt",
    "label",
    "work_order",
    "handover",
    "diagnosis",
    "completed",
    "warranty_slip",
    "refusal",
    "loaner",
    "unclaimed",
    "invoice",
    "cash_slip",
]
"""The papers of an order."""
PaperName: TypeAlias = DocumentName | Literal["consent"]
"""Everything that the spool knows how to print."""
LABELS = frozenset({"label"})
DOCUMENTS: tuple[DocumentName, ...] = get_args(DocumentName)


def data_of(name: str) -> type[PaperData]:
    """What a paper is made of."""
    if name == "consent":
        return ConsentData
    return LabelData if name in LABELS else ReceiptData
