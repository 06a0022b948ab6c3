"""What an operator has typed so far: plain values that may be incomplete.

Pure and light: the first painted window imports this module, so it must never import SQLAlchemy.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID


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


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceDraft:
    """`id` of a known device, or what is needed to make a new one."""

    id: UUID | None = None
    kind: str = ""  # free text, suggested: "смартфон", "ноутбук"
    brand: str = ""
    model: str = ""
    serial: str = ""
    imei: str = ""


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
