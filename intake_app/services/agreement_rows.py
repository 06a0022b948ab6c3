"""What was offered to a client, what he said, what he was told. Light, like `drafts`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from intake_app.checks.coverage_of_work import Coverage
    from intake_app.checks.unclaimed_ladder import Ladder
    from intake_app.money import Money


class Channel(StrEnum):
    """How something was said."""

    PHONE = "phone"
    COUNTER = "counter"
    MESSAGE = "message"
    PAGE = "page"
    LETTER = "letter"


ANSWERS = (Channel.PHONE, Channel.COUNTER, Channel.MESSAGE, Channel.PAGE)
"""How a client may answer."""
TOLD = (Channel.PHONE, Channel.COUNTER, Channel.MESSAGE, Channel.LETTER)
"""How the shop may tell him something."""


class Verdict(StrEnum):
    """What the client decided: go on, give the repair up, or not so."""

    YES = "yes"
    GIVES_UP = "gives_up"
    NOT_SO = "not_so"


class NoticeKind(StrEnum):
    """What a client may be told that must be kept."""

    RISK = "risk"
    DELAY = "delay"
    READY = "ready"
    UNCLAIMED = "unclaimed"
    PROMISE = "promise"


class Cause(StrEnum):
    """For whose sake a promise was moved; the owner counts only his own."""

    SHOP = "shop"
    PARTS = "parts"
    CLIENT = "client"


class Standing(StrEnum):
    """How an alternative of an estimate stands."""

    OPEN = "open"
    AGREED = "agreed"
    DECLINED = "declined"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class FrozenLine:
    """A work or a part as it stood when the estimate was made; `quantity` in thousandths."""

    text: str
    minor: int
    kind: str = "work"
    quantity: int = 1000
    price_minor: int = 0


@dataclass(frozen=True, slots=True)
class FrozenLines:
    """All of one alternative, as the record keeps them."""

    lines: tuple[FrozenLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """What is offered; without lines the sum is a typed one. `ready_by` is an ISO 8601 day."""

    minor: int
    title: str = ""
    ready_by: str = ""
    lines: tuple[FrozenLine, ...] = ()


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """One alternative of one version."""

    id: UUID
    version: int
    variant: str
    title: str
    sum: Money
    kind: str
    ready_by: str
    lines: tuple[FrozenLine, ...]
    at: datetime
    by: str
    standing: Standing = Standing.OPEN

    @property
    def name(self) -> str:
        """How people call it: `2`, or `2B` where there are several."""
        return f"{self.version}{self.variant}"


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What was answered, how, in which words, by whom, and who took it."""

    id: UUID
    estimate_id: UUID | None
    notice_id: UUID | None
    agreed: bool
    sum: Money
    channel: str
    said_by: str
    said_at: datetime
    text: str
    at: datetime
    by: str
    about: str = ""  # the name of the estimate


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """What the client was told; `is_open` while he owes an answer."""

    id: UUID
    kind: str
    channel: str
    text: str
    said_at: datetime
    proof: str
    cause: str
    before: datetime | None
    until: datetime | None
    at: datetime
    by: str
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Everything the page of an order's agreement shows."""

    order_id: UUID
    number: str
    stage: str
    repair_kind: str
    currency: str
    client: str
    is_company: bool
    estimate: Money | None  # of the intake
    estimate_kind: str
    limit: Money | None
    promised_at: datetime | None
    first_promise: datetime | None
    estimates: tuple[EstimateRow, ...]
    answers: tuple[AnswerRow, ...]
    notices: tuple[NoticeRow, ...]
    coverage: Coverage
    lines_minor: int | None
    ladder: Ladder | None  # while the device waits to be fetched

    @property
    def open_estimates(self) -> tuple[EstimateRow, ...]:
        """What the client may still choose from."""
        return tuple(row for row in self.estimates if row.standing is Standing.OPEN)

    @property
    def open_risk(self) -> NoticeRow | None:
        """The warning that waits for an answer."""
        found = [row for row in self.notices if row.is_open]
        return found[-1] if found else None

    @property
    def promises(self) -> tuple[NoticeRow, ...]:
        """How the promised date was moved."""
        return tuple(row for row in self.notices if row.kind == NoticeKind.PROMISE)


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What the client said; of nothing named, it is said of the whole repair."""

    verdict: Verdict
    text: str
    channel: str = Channel.PHONE
    estimate_id: UUID | None = None
    notice_id: UUID | None = None
    minor: int | None = None  # up to which he agreed; none: as offered
    said_by: str = ""
    said_at: datetime | None = None  # none: now


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """What the client was told."""

    kind: str
    text: str
    channel: str = Channel.PHONE
    proof: str = ""
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PromiseDraft:
    """A new promised moment; no channel while the client does not know of it yet."""

    until: datetime
    reason: str
    cause: str = Cause.SHOP
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of it: the stage the order went to, and how far the work is covered now."""

    coverage: Coverage
    stage: str = ""
    record: UUID | None = None


@dataclass(frozen=True, slots=True)
class WaitRow:
    """An order that waits for its client, and what is to be done about it.

    `step`: answer, risk, prepayment, tell, warn, sell, dispose; `number` counts warnings.
    """

    order_id: UUID
    number: str
    client: str
    phone: str
    device: str
    stage: str
    since: datetime
    step: str
    due: str  # ISO 8601 day
    step_number: int = 0
    is_due: bool = False
    amount: Money | None = None
