"""How far the client agreed, and whether the work of an order stays within it; pure.

Law on consumer rights, articles 16 and 33; Civil Code, article 709.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Offer:
    """One alternative of one version of the estimate; a firm sum may not rise."""

    id: UUID
    version: int
    minor: int
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What the client said of an offer; without one, of the whole repair.

    `minor` is the sum up to which he agreed.
    """

    offer: UUID | None
    agreed: bool
    minor: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """Up to which sum the client agreed, what the work comes to, and how much of it is beyond.

    `chosen` is the offer that stands; `firm` tells that its sum may not rise.
    """

    agreed: int = 0
    needed: int = 0
    missing: int = 0
    chosen: UUID | None = None
    firm: bool = False


def at_intake(limit: int | None, estimate: int | None, *, firm: bool = False) -> int | None:
    """The sum the client signed for at the intake: up to which nobody calls, else the price.

    A firm price is the price, whatever he would have allowed beside it.
    """
    return estimate if limit is None or (firm and estimate is not None) else limit


def covered(
    limit: int | None,
    estimates: Sequence[Offer],
    approvals: Sequence[Answer],
    lines: int | None,
) -> Coverage:
    """Set what the work comes to against what was agreed; answers come oldest first.

    `limit` is what the intake allows, see `at_intake`; `lines` is the sum of works and parts,
    None while there are none: then the estimate says what is wanted.
    """
    offers = {offer.id: offer for offer in estimates}
    standing, allowed = _standing(limit or 0, approvals)
    chosen = offers.get(standing.offer) if standing and standing.offer else None
    firm = chosen is not None and chosen.firm
    if standing is None:
        agreed = allowed
    elif chosen is not None and chosen.firm:
        agreed = min(standing.minor, chosen.minor)
    else:
        agreed = max(allowed, standing.minor)
    needed = _wanted(estimates, approvals, chosen) if lines is None else lines
    missing = max(0, needed - agreed)
    return Coverage(agreed, needed, missing, chosen.id if chosen else None, firm)


def open_offers(estimates: Sequence[Offer], approvals: Sequence[Answer]) -> tuple[Offer, ...]:
    """The alternatives of the last version, while the client chose none of them and may yet."""
    last = max((offer.version for offer in estimates), default=0)
    latest = [offer for offer in estimates if offer.version == last]
    said = {answer.offer: answer.agreed for answer in approvals}
    if any(said.get(offer.id) for offer in latest):
        return ()
    return tuple(offer for offer in latest if offer.id not in said)


def firm_sum(
    estimates: Sequence[Offer], approvals: Sequence[Answer], signed: int | None = None
) -> int | None:
    """The firm sum that binds the shop, if there is one; `signed` is a firm price of the intake."""
    offers = {offer.id: offer for offer in estimates}
    standing, _ = _standing(0, approvals)
    if standing is None:
        return signed
    chosen = offers.get(standing.offer) if standing.offer else None
    return min(chosen.minor, standing.minor) if chosen is not None and chosen.firm else None


def _standing(limit: int, approvals: Sequence[Answer]) -> tuple[Answer | None, int]:
    """The yes that stands, and the sum the intake still allows.

    A yes takes the place of the one before; a no to an offer takes back only the yes to the same
    one, a no to everything takes back all.
    """
    standing: Answer | None = None
    for answer in approvals:
        if answer.agreed:
            standing = answer
        elif answer.offer is None:
            standing, limit = None, 0
        elif standing is not None and standing.offer == answer.offer:
            standing = None
    return standing, limit


def _wanted(estimates: Sequence[Offer], approvals: Sequence[Answer], chosen: Offer | None) -> int:
    """The cheapest alternative that waits for an answer, else the one that was chosen."""
    waiting = open_offers(estimates, approvals)
    if waiting:
        return min(offer.minor for offer in waiting)
    return chosen.minor if chosen is not None else 0
