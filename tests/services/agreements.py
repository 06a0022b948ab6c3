"""An order about which something is agreed, and hands for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.models.work import Line
from intake_app.services.agreement_rows import (
    AnswerDraft,
    Channel,
    Verdict,
)
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.models.store import Store
    from intake_app.services.agreement_rows import Agreement
    from intake_app.services.use_cases import Services

PHONE = IntakeDraft(
    client=ClientDraft(name="Петров Пётр", phone="+79161234567"),
    device=DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13"),
    fault="не заряжается",
    limit_minor=3_000_00,
)
SAID = "да, делайте"


def yes(estimate: UUID | None, minor: int | None = None) -> AnswerDraft:
    return AnswerDraft(Verdict.YES, SAID, Channel.PHONE, estimate_id=estimate, minor=minor)


def seen(services: Services, order: UUID) -> Agreement:
    return services.estimates.agreement(order)


def add_line(store: Store, order: UUID, minor: int, *, kind: str = "work") -> None:
    with store.writing() as session:
        session.create(
            Line,
            order_id=order,
            created_at=session.now,
            by="Анна",
            kind=kind,
            text="замена дисплея",
            price_minor=minor,
        )
