"""What an operator has typed so far: plain values that may be incomplete.

Pure and light: the first painted window imports this module, so it must never import SQLAlchemy.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

UNWRITTEN = MappingProxyType({"unwritten": True})
"""Marks a field that `frozen.dump` must never write."""


class ClientKind(StrEnum):
    """A person or a company; decides which requisites are asked."""

    PERSON = "person"
    COMPANY = "company"


class RepairKind(StrEnum):
    """Who pays and which rules apply (codes are data; labels are words)."""

    PAID = "paid"
    WARRANTY = "warranty"
    OWN_WARRANTY = "own_warranty"
    ONSITE = "onsite"
    PRESALE = "presale"
    CONTRACT = "contract"
    TRADE_IN = "trade_in"
    DIAGNOSIS = "diagnosis"


class EstimateKind(StrEnum):
    """Whether the sum may still change; a consumer may refuse work above an approximate one."""

    APPROXIMATE = "approximate"
    FIRM = "firm"


class DataCopy(StrEnum):
    """What the client answered when asked for his data."""

    HAS_COPY = "has_copy"
    NOT_NEEDED = "not_needed"
    PAID_COPY = "paid_copy"
    REMOVED = "removed"  # he took the storage out


class PaymentMethod(StrEnum):
    """How money changed hands."""

    CASH = "cash"
    CARD = "card"
    TRANSFER = "transfer"
    QR = "qr"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientDraft:
    """`id` of a known client, or what is needed to make a new one.

    `name` is a name or an alias: a consumer may decline to give his data.
    `phone` is as typed; it becomes E.164 when the draft is received.
    """

    id: UUID | None = None
    kind: ClientKind = ClientKind.PERSON
    name: str = ""
    phone: str = ""
    email: str = ""
    inn: str = ""
    kpp: str = ""
    address: str = ""
    ogrn: str = ""
    bik: str = ""
    bank: str = ""
    account: str = ""
    corr_account: str = ""
    director: str = ""
    consignee: str = ""
    contract: str = ""
    contact_name: str = ""  # who speaks for a company here and now
    birthday: str = ""
    source: str = ""
    confirmed: str = ""  # "phone" or "email": the client said that it is still right


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceDraft:
    """`id` of a known device, or what is needed to make a new one."""

    id: UUID | None = None
    kind: str = ""  # free text, suggested: "смартфон", "ноутбук"
    brand: str = ""
    model: str = ""
    serial: str = ""
    imei: str = ""
    imei2: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A warning that somebody let stand: which field of the draft, and why."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoDraft:
    """A picture whose bytes are among the blobs already, and which belongs to no order yet."""

    sha256: str
    mime: str
    size: int  # bytes
    thumb: str = field(default="", repr=False)  # see `services.pictures`


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentDraft:
    """What the client answered on his own screen; a no is kept here and recorded nowhere."""

    purpose: str
    granted: bool
    text_version: str
    text_sha256: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureDraft:
    """What the client drew under a text; the picture is among the blobs.

    `content` is the sum of what he was shown beside the text: see `signing`.
    """

    sha256: str
    text_version: str
    text_sha256: str
    language: str
    content: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HandDraft:
    """What the client did himself, on his own screen.

    `phone` and `name` are what he typed where the form had something else; nobody took it yet.
    """

    phone: str = ""
    name: str = ""
    consents: tuple[ConsentDraft, ...] = ()
    signature: SignatureDraft | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeDraft:
    """Everything the intake form holds; amounts in minor units of the shop's currency."""

    client: ClientDraft = field(default_factory=ClientDraft)
    device: DeviceDraft = field(default_factory=DeviceDraft)
    fault: str = ""  # verbatim, as the client said it
    accessories: str = ""
    appearance: str = ""
    repair_kind: RepairKind = RepairKind.PAID
    urgent: bool = False
    promised_at: datetime | None = None  # aware; None: the shop's default term
    estimate_minor: int | None = None
    limit_minor: int | None = None
    agreed_value_minor: int | None = None
    prepayment_minor: int | None = None
    prepayment_method: PaymentMethod = PaymentMethod.CASH
    note: str = ""
    accessory_marks: str = ""  # JSON: chip to "yes", "no"; a chip nobody asked about is absent
    appearance_marks: str = ""
    estimate_kind: str = ""
    data_copy: str = ""
    technician_id: UUID | None = None
    seller: str = ""
    bought_on: str = ""  # ISO 8601 date
    warranty_until: str = ""
    warranty_card: str = ""
    claim_number: str = ""
    loaner_wanted: bool = False
    rework_of: UUID | None = None
    due_by_client: str = ""  # ISO 8601 date he named for the rework
    site_address: str = ""
    site_from: datetime | None = None
    site_to: datetime | None = None
    travel_minor: int | None = None
    article: str = ""
    grade: str = ""
    overrides: tuple[Override, ...] = ()
    visit_id: UUID | None = None  # shared by the orders of one client at one time
    photos: tuple[PhotoDraft, ...] = ()
    passcode_kind: str = ""
    # In clear only in memory: `frozen.dump` leaves it out, a saved draft has it sealed.
    passcode: str = field(default="", repr=False, metadata=UNWRITTEN)
    sealed_passcode: str = ""
    hand: HandDraft = field(default_factory=HandDraft)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft:
    """A draft as it stood in the form: also where the caret was, and what a draft cannot say.

    `raw` is what stood in fields whose text could not be understood, or was still a search.
    """

    slot: str
    draft: IntakeDraft = field(default_factory=IntakeDraft)
    in_form: bool = True
    focus: str = ""
    caret: int = 0
    is_listed: bool = False  # the list under the field was open: Enter would have taken a row
    raw: dict[str, str] = field(default_factory=dict[str, str])
    since: datetime | None = None  # when it was put aside, or saved last


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchItem:
    """One of many alike: what was scanned, and the known device it belongs to."""

    serial: str = ""
    imei: str = ""
    device_id: UUID | None = None


BATCH_CHUNK = 10
"""So many share a transaction: few commits, and nobody else's save waits for long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchDraft:
    """Many devices of one client: what they have in common, and their numbers."""

    common: IntakeDraft = field(default_factory=IntakeDraft)
    items: tuple[BatchItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What one intake took; counts only, never what was typed."""

    milliseconds: int
    keys: int
    corrections: int = 0
    scans: int = 0
    mouse: int = 0
