"""What the page of a hand-over shows and what is typed there. Light, like `drafts`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from intake_app.i18n.translator import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from intake_app.checks.warranty_terms import Done
    from intake_app.money import Money
    from intake_app.services.drafts import SignatureDraft


class ToWhom(StrEnum):
    """Who takes the device away."""

    CLIENT = "client"
    CONTACT = "contact"
    PROXY = "proxy"
    BEARER = "bearer"


class KnownBy(StrEnum):
    """What told that he may."""

    RECEIPT = "receipt"
    LABEL = "label"
    PHONE = "phone"
    CODE = "code"


class OldParts(StrEnum):
    """What became of the parts taken out; nothing is said where none were."""

    RETURNED = "returned"
    KEPT = "kept"
    NONE = "none"


TO_WHOM: Mapping[str, str] = {
    ToWhom.CLIENT: N_("Client himself"),
    ToWhom.CONTACT: N_("Contact person"),
    ToWhom.PROXY: N_("By power of attorney"),
    ToWhom.BEARER: N_("Bearer of the receipt"),
}
KNOWN_BY: Mapping[str, str] = {
    KnownBy.RECEIPT: N_("Receipt"),
    KnownBy.LABEL: N_("Label"),
    KnownBy.PHONE: N_("Phone and name"),
    KnownBy.CODE: N_("Code"),
}
OLD_PARTS: Mapping[str, str] = {
    OldParts.RETURNED: N_("Given back"),
    OldParts.KEPT: N_("Left with us"),
    OldParts.NONE: N_("Nothing was taken out"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Another device of the same visit that is still here; `ready` tells that it may go, too."""

    id: UUID
    number: str
    device: str
    stage: str
    due: Money
    ready: bool
    accessories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLoan:
    """A loaner that a client has now."""

    id: UUID
    loaner_id: UUID
    order_id: UUID
    number: str  # of the order
    client: str
    phone: str
    title: str
    serial: str
    appearance: str
    accessories: str
    deposit: Money
    due_on: str  # ISO 8601 day
    at: datetime
    by: str
    is_second: bool = False  # another desk had lent it already, by the order of the hub


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A device that left: when, to whom, and what was said of it."""

    at: datetime
    by: str
    to_whom: str
    name: str
    proxy: str
    known_by: str
    accessories: str
    old_parts: str
    remarks: str
    debt: Money
    allowed_by: str
    signed: bool = False  # on the client's screen


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """The questions of the intake asked again: `marks` as orders keep them."""

    kind: str  # testing, handover
    marks: str
    note: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What the card of an order tells of a loaner, of checks and of the hand-over."""

    loan: OpenLoan | None = None
    checks: tuple[CheckRow, ...] = ()
    handed: Handed | None = None
    done: tuple[Done, ...] = ()  # works and parts with their warranties, once it was handed over


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverState:
    """All that somebody at the counter must know before a device leaves.

    `to` is the stage it would go to; empty while it is not ready.
    """

    order_id: UUID
    number: str
    ticket: str
    stage: str
    to: str
    client: str
    phone: str
    contacts: tuple[str, ...]
    is_company: bool
    device_kind: str
    device: str
    total: Money | None  # none while no price is known
    paid: Money
    due: Money
    accessories: tuple[str, ...]  # what came along and must go back
    marks: str  # of the intake
    has_parts: bool
    checks: tuple[CheckRow, ...]  # the latest last
    loan: OpenLoan | None
    beside: tuple[Beside, ...]
    handed: Handed | None
    may_allow: bool  # whoever stands at the desk may let a debtor go


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverDraft:
    """What was ticked and typed; `also` names the other devices of the visit that go now."""

    to_whom: str = ToWhom.CLIENT
    name: str = ""
    proxy: str = ""
    known_by: str = KnownBy.RECEIPT
    accessories: tuple[str, ...] = ()
    old_parts: str = OldParts.NONE
    remarks: str = ""
    marks: str = ""
    allowed_by: str = ""
    also: tuple[UUID, ...] = ()
    also_given: tuple[tuple[str, ...], ...] = ()  # what goes back with each of them
    signature: SignatureDraft | None = None  # of whoever takes it, drawn on the client's screen
    printing: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What the page hears when the hand-over is durable."""

    order_id: UUID
    number: str
    stage: str
    jobs: tuple[UUID, ...]
    others: tuple[str, ...]  # numbers of the other devices that went
