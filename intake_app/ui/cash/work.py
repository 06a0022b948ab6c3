"""What is done with cash boxes in the store lane: plain calls, no widgets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from intake_app import settings_file
from intake_app.config import FILE_NAME

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.checks.till import Move
    from intake_app.services.money_rows import BoxRow, CashBoard
    from intake_app.services.shop import Shop


def read(shop: Shop) -> CashBoard:
    """The whole screen."""
    return shop.services.shifts.board()


def use_here(shop: Shop, box: BoxRow) -> None:
    """This desk works with such a box from now on; its setting says so after a restart, too."""
    if shop.settings.desk.cash_box != box.name:
        settings_file.prepared(shop.settings.data / FILE_NAME, "desk", "cash_box", box.name)()
        shop.adopt(replace(shop.settings, desk=replace(shop.settings.desk, cash_box=box.name)))


def open_shift(shop: Shop, act: UUID, box: BoxRow, minor: int) -> str:
    """Open it; where there are several boxes this one is the desk's. Returns its name."""
    shop.services.shifts.open(act, box.id, minor)
    if not box.is_here:
        use_here(shop, box)
    return box.name


def move(shop: Shop, act: UUID, shift: UUID, kind: Move, sum_and_reason: tuple[int, str]) -> None:
    """Put cash in, take it out."""
    shop.services.shifts.move(act, shift, kind, *sum_and_reason)


def take_back(shop: Shop, act: UUID, one: UUID, reason: str) -> None:
    """A move was a mistake."""
    shop.services.shifts.take_back(act, one, reason)


def close(shop: Shop, act: UUID, shift: UUID, counted: int, reason: str) -> None:
    """Count and close."""
    shop.services.shifts.close(act, shift, counted, reason)


def drives_register(shop: Shop) -> bool:
    """Whether the program tells a register what to do here."""
    return shop.settings.desk.fiscal not in {"none", "manual"}


def register_alone(shop: Shop, act: UUID, closing: bool) -> None:
    """X or Z of the register where no cash box is kept."""
    shop.services.shifts.register_alone(act, closing=closing)


def report(shop: Shop, shift: UUID) -> None:
    """Print X, or Z again."""
    shop.services.shifts.print_report(shift)


def add_box(shop: Shop, name: str) -> None:
    """Keep another box."""
    shop.services.shifts.add_box(name)


def rename_box(shop: Shop, box: BoxRow, name: str) -> None:
    """Call it otherwise; a desk that works with it goes on working with it."""
    shop.services.shifts.rename_box(box.id, name)
    if box.is_here and shop.settings.desk.cash_box:
        use_here(shop, replace(box, name=name))


def archive_box(shop: Shop, box: UUID) -> None:
    """Put a box away."""
    shop.services.shifts.archive_box(box)


def send_again(shop: Shop, payment: UUID) -> None:
    """Let the register try once more what it refused."""
    shop.services.fiscal_jobs.again(payment)
