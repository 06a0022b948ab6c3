"""What the page of work asks of the services, for the store lane; values in, values out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from intake_app.services.outside_draft import OutsideDraft
    from intake_app.services.shop import Shop
    from intake_app.services.work_rows import LineDraft, WorkSheet
    from intake_app.ui.work.part_field import PartStep


@dataclass(frozen=True, slots=True)
class Seen:
    """All that the page shows; `chosen` is the line that is to be highlighted."""

    sheet: WorkSheet
    partners: tuple[str, ...]
    chosen: UUID | None = None
    beyond: int = 0  # of the work, what the client has not agreed to


def read(shop: Shop, order: UUID, chosen: UUID | None) -> Seen:
    """Read everything."""
    services = shop.services
    sheet, partners = services.lines.sheet(order), services.outside.partners()
    return Seen(sheet, partners, chosen, services.estimates.beyond(order))


def warm(shop: Shop) -> None:
    """Make the price list ready for the first key."""
    shop.services.price_list.warm()


def add(shop: Shop, order: UUID, draft: LineDraft) -> UUID:
    """Put a line on the order."""
    return shop.services.lines.add(order, draft)


def edit(shop: Shop, line: UUID, values: Mapping[str, object]) -> None:
    """Change a line."""
    shop.services.lines.edit(line, values)


def remove(shop: Shop, line: UUID) -> None:
    """Take a line off."""
    shop.services.lines.remove(line)


def bring_back(shop: Shop, line: UUID) -> None:
    """Put it on again."""
    shop.services.lines.bring_back(line)


def shift(shop: Shop, line: UUID, by: int) -> None:
    """Move it among the others."""
    shop.services.lines.shift(line, by)


def step(shop: Shop, line: UUID, to: PartStep) -> None:
    """Say how far a part is."""
    shop.services.lines.part(line, to.state, eta=to.eta, serial=to.serial)


def find(shop: Shop, order: UUID, kind: str, text: str) -> UUID:
    """Write down what was seen."""
    return shop.services.lines.find(order, kind, text)


def give(shop: Shop, order: UUID, draft: OutsideDraft) -> UUID:
    """Give the device to another workshop."""
    return shop.services.outside.send(order, draft)


def back(shop: Shop, job: UUID, day: str, cost: int | None) -> None:
    """It came back."""
    shop.services.outside.back(job, day, cost)
