"""What the screen of the exchange has done in the store lane: plain calls, no widgets."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias
    from uuid import UUID

    from intake_app.services.dispute_rows import Aside, Conflict, Decided, Noticed, Standings
    from intake_app.services.shop import Shop
    from intake_app.sync.core.ops import Scalar

    Back: TypeAlias = Callable[[], None]


def read(shop: Shop) -> Standings:
    """Read the whole screen."""
    return shop.services.disputes.standings()


def keep(shop: Shop, one: Conflict) -> Back:
    """What stands is right; gives the way back."""
    return _back(shop, shop.services.disputes.keep(one.loser))


def use_other(shop: Shop, one: Conflict) -> Back:
    """The other value is right; gives the way back."""
    return _back(shop, shop.services.disputes.use_other(one.loser))


def edit(shop: Shop, one: Conflict, value: Scalar) -> Back:
    """Neither is; gives the way back."""
    return _back(shop, shop.services.disputes.edit(one.loser, value))


def resend(shop: Shop, one: Aside, values: dict[str, Scalar]) -> None:
    """Send it again, corrected or as it was."""
    shop.services.disputes.resend(one.op_id, values)


def discard(shop: Shop, one: Aside, reason: str) -> None:
    """Give it up."""
    shop.services.disputes.discard(one.op_id, reason)


def seen(shop: Shop, one: Noticed) -> Back:
    """Somebody has looked at it; gives the way back."""
    shop.services.disputes.seen(one.kind, one.rec)
    return partial(shop.services.disputes.seen, one.kind, one.rec, is_seen=False)


def print_again(shop: Shop, order: UUID) -> None:
    """Queue label and receipt, which bear the number of now."""
    for document in ("label", "receipt"):
        shop.services.orders.reprint(order, document)


def _back(shop: Shop, done: Decided) -> Back:
    return partial(shop.services.disputes.reopen, done)
