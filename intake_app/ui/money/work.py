"""What is done with money in the store lane: plain calls, no widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.services.money_rows import new_act

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.money_rows import Back, OrderMoney, PaymentRow, Taking
    from intake_app.services.shop import Shop


def read(shop: Shop, order: UUID) -> OrderMoney:
    """The page of an order."""
    return shop.services.payments.of(order)


def take(shop: Shop, taking: Taking) -> None:
    """Take money."""
    shop.services.payments.take(taking)


def give_back(shop: Shop, back: Back) -> None:
    """Give money back, or take an entry back."""
    shop.services.payments.give_back(back)


def put_on_account(shop: Shop, act: UUID, order: UUID, sum_and_note: tuple[int, str]) -> None:
    """A company pays later."""
    shop.services.payments.put_on_account(act, order, *sum_and_note)


def forget_account(shop: Shop, act: UUID, payment: UUID, reason: str) -> None:
    """It is not on account any more."""
    shop.services.payments.forget_account(act, payment, reason)


def attach(shop: Shop, payment: UUID, text: str) -> None:
    """Put a fiscal cheque to its payment."""
    shop.services.cheques.attach(payment, text)


def bring_over(shop: Shop, seen: OrderMoney) -> None:
    """Let what other orders of the client hold too much of count here, as far as it is needed."""
    left = seen.account.rest or 0
    for other in seen.elsewhere:
        if left > 0:
            part = min(left, other.minor)
            shop.services.payments.offset(new_act(), other.order, seen.order, part)
            left -= part


def slip(shop: Shop, order: UUID) -> None:
    """Print what was paid."""
    shop.services.payments.print_slip(order)


def waiting_for(rows: tuple[PaymentRow, ...], chosen: PaymentRow | None) -> PaymentRow | None:
    """The payment a scanned cheque is meant for: the chosen one, or the only one that waits."""
    if chosen is not None and chosen.wants_cheque:
        return chosen
    waiting = [row for row in rows if row.wants_cheque]
    return waiting[-1] if waiting else None
