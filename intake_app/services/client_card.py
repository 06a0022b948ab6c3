"""What the screen of one client shows: plain frozen values. Light, like `rows`.

For staff only: `facts` hold the conflict level and its note, which never go on paper nor out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from intake_app.checks.consent_rules import ConsentFact, Standing
    from intake_app.money import Money
    from intake_app.services.client_classes import ClientClass
    from intake_app.services.rows import ClientFacts, ClientRow, DeviceRow, NearClient, OrderRow


@dataclass(frozen=True, slots=True)
class Trace:
    """Who gave a field the value it has, and when."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A merge that stands: `name` and `phone` as the merged card has them."""

    id: UUID
    merged_id: UUID
    name: str
    phone: str
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Orders, latest first; `before` is the order to ask for the page behind, None at the last."""

    rows: tuple[OrderRow, ...]
    before: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientCard:
    """A client with all cards merged into him."""

    facts: ClientFacts
    archived: bool
    order_count: int
    paid: Money
    computed_class: ClientClass
    chosen_class: str  # by hand and in force; empty where the rule decides
    consents: tuple[Standing, ...]
    ledger: tuple[ConsentFact, ...]  # latest first
    devices: tuple[DeviceRow, ...]
    orders: OrderPage
    merges: tuple[MergeRow, ...]
    near: tuple[NearClient, ...]
    changed: Mapping[str, Trace]  # field of the card to whoever changed it last
    calm_down: bool  # the conflict level has stood for a year: time to look at it again


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit did to one record, so that it can be taken back."""

    entity: str
    rec: UUID
    before: Mapping[str, object]
    after: Mapping[str, object]
    also: tuple[Change, ...] = ()  # of the cards that were merged into this one


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cards that may be one client, and by what."""

    one: ClientRow
    other: ClientRow
    why: str
