"""What screens show: plain frozen values read from the store. Light, like `drafts`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from intake_app.services.order_place import Place
from intake_app.services.papers import TermsData

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from intake_app.money import Money
    from intake_app.services.drafts import ClientKind
    from intake_app.services.handover_rows import Leaving
    from intake_app.services.order_watch import OrderWatch
    from intake_app.services.stage_rows import StageChoice


@dataclass(frozen=True, slots=True)
class ClientRow:
    """One suggestion under the client field."""

    id: UUID
    kind: ClientKind
    name: str
    phone: str  # E.164, empty when the client gave none
    orders: int
    last_device: str  # "Apple iPhone 13", empty for a client without orders


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One device a client has brought before."""

    id: UUID
    kind: str
    brand: str
    model: str
    serial: str
    imei: str
    last_fault: str
    last_seen: datetime | None
    imei2: str = ""
    colour: str = ""

    @property
    def title(self) -> str:
        """Brand and model, or the kind where neither is known."""
        return " ".join(part for part in (self.brand, self.model) if part) or self.kind


@dataclass(frozen=True, slots=True)
class ClientHit:
    """A client found by anything he may be known by.

    `device` and `order` are there when a number of theirs led to him; `why` is the mark that
    matched where the row does not show it by itself. A guess differs from what was typed by one
    letter or digit.
    """

    client: ClientRow
    device: DeviceRow | None = None
    order: str = ""
    why: str = ""
    guess: bool = False


@dataclass(frozen=True, slots=True)
class NearClient:
    """Somebody who may be the very client that is being typed."""

    client: ClientRow
    why: str  # "phone", "email", "inn" or "name", the surest of them


@dataclass(frozen=True, slots=True)
class PhoneRow:
    """One number of a client, and when he last said that it is right."""

    id: UUID
    e164: str
    label: str
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Someone who speaks for a company."""

    id: UUID
    name: str
    role: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientFacts:
    """All that is known of one client, those merged into him included; for staff only."""

    row: ClientRow
    phones: tuple[PhoneRow, ...]
    contacts: tuple[ContactRow, ...]
    created_at: datetime
    email: str
    email_confirmed_at: datetime | None
    inn: str
    kpp: str
    ogrn: str
    bik: str
    bank: str
    account: str
    corr_account: str
    director: str
    consignee: str
    contract: str
    address: str
    note: str
    birthday: str
    source: str
    client_class: str  # by hand, and only until that day
    class_reason: str
    class_until: str
    discount_bp: int
    conflict_level: int
    conflict_note: str
    language: str
    debt: Money | None  # estimates of what was issued and is not paid for
    to_pay: Money | None  # the same of what is ready and waits


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One line of the list of orders."""

    id: UUID
    number: str
    client: str
    phone: str
    device: str
    fault: str
    stage: str  # code of `checks.stages`
    accepted_at: datetime
    promised_at: datetime | None
    balance: Money  # paid so far minus estimate is not debt; this is the sum of payments


@dataclass(frozen=True, slots=True)
class EventRow:
    """One line of an order's story, oldest first."""

    at: datetime
    by: str
    kind: str  # "accepted", "stage", "comment", "payment" …: `order_story` names them all
    text: str  # free text of a comment or reason
    code: str = ""  # stage code, payment method, document name, kind of what was noted
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A picture of an order; its bytes may be on another PC."""

    id: UUID
    sha256: str
    caption: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class FileDraft:
    """A file that is safe among the blobs and belongs to nothing yet."""

    sha256: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of an order; its bytes may be on another PC."""

    id: UUID
    sha256: str
    name: str
    size: int
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ShownPasscode:
    """A passcode in clear: for the eyes of one person, for as long as a key is held."""

    kind: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """What the client signed; the bytes of the picture may be on another PC."""

    id: UUID
    sha256: str
    text_version: str
    language: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OrderCard:
    """Everything the card of one order shows."""

    row: OrderRow
    ticket: str  # the digits of the barcode on our papers
    client_id: UUID
    device: DeviceRow
    accessories: str
    appearance: str
    repair_kind: str
    urgent: bool
    estimate: Money | None
    limit: Money | None
    agreed_value: Money | None
    note: str
    accepted_by: str
    story: tuple[EventRow, ...]
    place: Place  # where it is safe by now
    accessory_marks: str = ""  # see `condition`
    appearance_marks: str = ""
    photos: tuple[PhotoRow, ...] = ()
    files: tuple[FileRow, ...] = ()
    passcode: str = ""  # its kind; empty when none was given or it has been wiped
    passcode_given: bool = False
    terms: TermsData = field(default_factory=TermsData)
    signature: SignatureRow | None = None
    diagnosis: str = ""  # the one that holds; empty before
    choices: tuple[StageChoice, ...] = ()
    watch: OrderWatch | None = None
    leaving: Leaving | None = None
    cheques: tuple[int, int] = (0, 0)  # fiscal: how many are there, how many are still due

    @property
    def next_stages(self) -> tuple[str, ...]:
        """The stages it may go to, whatever must be done before."""
        return tuple(choice.code for choice in self.choices)

    @property
    def at_hub(self) -> bool:
        """Whether every op of this order has been seen in the hub's feed."""
        return self.place is not Place.HERE


@dataclass(frozen=True, slots=True)
class Accepted:
    """What the form hears when an intake is durable."""

    order_id: UUID
    number: str
    ticket: str
    jobs: tuple[UUID, ...]  # print jobs written in the same transaction
    client_id: UUID
    device_id: UUID


@dataclass(frozen=True, slots=True)
class Voided:
    """What an order leaves behind that was taken back: its client and its device stay."""

    client_id: UUID
    device_id: UUID
    was_printed: bool  # papers of it are in the world and must be torn up


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast intakes went lately: the middle one, for the owner."""

    intakes: int
    seconds: float
    keys: float
    corrections: float
    scans: float
    with_mouse: int  # in how many the mouse was used
