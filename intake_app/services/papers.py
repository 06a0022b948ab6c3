"""All that a document says, frozen when it is ordered; a reprint shows exactly this again."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from intake_app.money import Money
from intake_app.services.leaving_data import HandedData, LentData
from intake_app.services.tendered_data import ChequeItem, CountData, MeansData, TenderedData

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from intake_app.config import ShopSettings


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
    accountant: str = ""
    ogrn: str = ""

    @classmethod
    def of(cls, shop: ShopSettings) -> Self:
        """The shop as it is set now: each field here is one of its settings."""
        return cls(**{each.name: getattr(shop, each.name) for each in fields(cls)})


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
    due_by_client: str = ""
    site_address: str = ""
    site_from: datetime | None = None
    site_to: datetime | None = None
    travel: Money | None = None
    article: str = ""
    grade: str = ""
    storage_free_days: int = 0
    storage_fee: Money | None = None  # a day, after those that are free


@dataclass(frozen=True, slots=True, kw_only=True)
class LineData:
    """One line of a bill. Without a name it is the repair of the device, which each paper words.

    `vat` is the rate in per cent that is inside `total`, empty without the tax.
    """

    name: str = ""
    device: str = ""
    kind: str = "work"  # or "part", "travel"
    code: str = ""
    serial: str = ""
    unit: str = "piece"
    quantity: int = 1000  # thousandths
    price: Money
    discount: Money | None = None
    total: Money
    vat: str = ""
    warranty_until: str = ""  # ISO 8601


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferData:
    """One alternative of an estimate: its name is a letter, empty where there is only one."""

    name: str = ""
    title: str = ""
    lines: tuple[LineData, ...] = ()
    total: Money
    ready_by: str = ""  # ISO 8601 day


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedData:
    """The estimate that is offered, and how far the client has agreed by now."""

    version: int = 0
    firm: bool = False
    offers: tuple[OfferData, ...] = ()
    total: Money | None = None  # up to which he agreed
    said_by: str = ""
    said_at: datetime | None = None
    channel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfetchedData:
    """A device nobody fetches: which warning this is, until when, what its keeping costs."""

    warning: int = 0
    of: int = 0  # so many the law wants
    fetch_by: str = ""  # ISO 8601 day
    fee: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundData:
    """What the technician saw, a line each; the diagnosis is the one that holds."""

    diagnosis: str = ""
    findings: str = ""
    recommendation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerData:
    """What only papers between companies say of the client."""

    kpp: str = ""
    address: str = ""
    consignee: str = ""
    contract: str = ""
    director: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedData:
    """Which words a drawn signature was put under: an edition of the conditions."""

    version: str
    language: str


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
    signed: SignedData | None = None
    language: str = ""  # of the client's papers; empty: the shop's
    lines: tuple[LineData, ...] = ()
    found: FoundData = field(default_factory=FoundData)
    buyer: BuyerData = field(default_factory=BuyerData)
    finished_at: datetime | None = None  # when the repair was done
    warranty_days: int = 0  # of our work; 0: written in by hand
    paid: Money | None = None  # all that was paid by that day, less what was given back
    agreed: AgreedData = field(default_factory=AgreedData)
    unfetched: UnfetchedData = field(default_factory=UnfetchedData)
    outcome: str = ""  # code of `checks.outcomes`, and what was said with it
    outcome_note: str = ""
    handed: HandedData | None = None
    lent: LentData | None = None
    tendered: TenderedData | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelData:
    """A label stuck on a device or what came along; no personal data beyond a short name."""

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
    item: str = ""  # one accessory
    nth: int = 0  # of so many; 0 where nothing is counted
    total: int = 0
    more: tuple[LabelData, ...] = ()  # the next labels of the same job


@dataclass(frozen=True, slots=True, kw_only=True)
class TagData:
    """A label of ours that no order has: a shelf, a badge, a client's card."""

    shop: str
    title: str
    note: str
    digits: str  # of the barcode, as `checks.ticket` writes them
    at: datetime
    demo: bool
    more: tuple[TagData, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCodeData:
    """One stage of the sheet; `label` is the owner's own word for it, if he has one."""

    code: str
    digits: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCodesData:
    """The codes of the stages, for the wall of the workshop."""

    shop: str
    stages: tuple[StageCodeData, ...]
    at: datetime
    demo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingData:
    """One payment of a day; a refund is below nothing."""

    at: datetime
    order: str
    kind: str
    method: str
    by: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftData:
    """What was taken in one day or one shift, by everybody or by one person."""

    shop: ShopData
    number: str
    day: datetime  # its first moment
    at: datetime  # when it was counted
    by: str
    of: str  # whose takings; empty: everybody's
    closing: bool  # Z, else X
    takings: tuple[TakingData, ...]
    currency: str
    demo: bool
    count: CountData | None = None  # of a shift of a cash box


@dataclass(frozen=True, slots=True, kw_only=True)
class ChequeData:
    """What the emulator of a fiscal register prints: no cheque, and it says so."""

    shop: ShopData
    act: str  # cheque, open, report, close
    number: str
    at: datetime
    by: str
    sign: int  # tag 1054
    total: Money
    items: tuple[ChequeItem, ...]
    means: tuple[MeansData, ...]
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


PaperData: TypeAlias = (
    ReceiptData | LabelData | ConsentData | TagData | ShiftData | StageCodesData | ChequeData
)
DocumentName: TypeAlias = Literal[
    "receipt",
    "label",
    "accessory_label",
    "batch_label",
    "estimate",
    "work_order",
    "handover",
    "diagnosis",
    "completed",
    "warranty_slip",
    "refusal",
    "loaner",
    "unclaimed",
    "invoice",
    "vat_invoice",
    "upd",
    "waybill",
    "goods_receipt",
    "cash_slip",
]
"""The papers of an order."""
OtherName: TypeAlias = Literal[
    "consent",
    "draft_label",
    "client_label",
    "place_label",
    "staff_label",
    "shift_report",
    "stage_codes",
    "emulator_cheque",
]
PaperName: TypeAlias = DocumentName | OtherName
"""Everything that the spool knows how to print."""
DOCUMENTS: tuple[DocumentName, ...] = get_args(DocumentName)
PAPERS: tuple[PaperName, ...] = (*DOCUMENTS, *get_args(OtherName))
LABELS = frozenset(name for name in PAPERS if name == "label" or name.endswith("_label"))
WIDE = frozenset({"vat_invoice", "upd", "waybill"})
"""Papers whose tables need the long side of the page."""
FOR_THE_SHOP = LABELS | {"work_order", "shift_report", "stage_codes"}
"""Papers that no client keeps: they speak the language of the shop."""

_DATA: Mapping[str, type[PaperData]] = MappingProxyType(
    {
        "consent": ConsentData,
        "client_label": TagData,
        "place_label": TagData,
        "staff_label": TagData,
        "shift_report": ShiftData,
        "stage_codes": StageCodesData,
        "emulator_cheque": ChequeData,
    }
)


def data_of(name: str) -> type[PaperData]:
    """What a paper is made of."""
    return _DATA.get(name, LabelData if name in LABELS else ReceiptData)
