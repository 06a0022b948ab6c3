"""What the screen of clients has done in the store lane: plain calls, no widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks.consent_rules import Purpose, Way

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from intake_app.services.client_card import Change, ClientCard, OrderPage, Pair
    from intake_app.services.rows import ClientRow
    from intake_app.services.shop import Shop


def card(shop: Shop, client: UUID) -> ClientCard:
    """Read a card."""
    return shop.services.clients.card(client)


def compared(shop: Shop, one: UUID, other: UUID) -> tuple[ClientCard, ClientCard]:
    """Read two cards."""
    clients = shop.services.clients
    return clients.card(one), clients.card(other)


def orders(shop: Shop, client: UUID, before: UUID) -> OrderPage:
    """Read the page of orders behind one."""
    return shop.services.clients.orders(client, before)


def recent(shop: Shop, limit: int) -> tuple[ClientRow, ...]:
    """Read who came last."""
    return shop.services.clients.recent(limit)


def doubles(shop: Shop) -> tuple[Pair, ...]:
    """Look for doubles all over the shop."""
    return shop.services.clients.doubles()


def edit(shop: Shop, client: UUID, field: str, value: object) -> Change:
    """Change one field."""
    return shop.services.clients.edit(client, {field: value})


def conflict(shop: Shop, client: UUID, level: int, fact: str) -> Change:
    """Change the conflict level."""
    return shop.services.clients.set_conflict(client, level, fact)


def set_class(shop: Shop, client: UUID, grade: str, reason: str, until: date | None) -> Change:
    """Say by hand what the client is."""
    return shop.services.clients.set_class(client, grade, reason, until)


def add_phone(shop: Shop, client: UUID, typed: str) -> Change:
    """Add a number."""
    return shop.services.clients.add_phone(client, typed)


def label_phone(shop: Shop, phone: UUID, label: str) -> Change:
    """Say whose number it is."""
    return shop.services.clients.edit_phone(phone, label=label)


def confirm_phone(shop: Shop, phone: UUID) -> Change:
    """Confirm a number."""
    return shop.services.clients.confirm_phone(phone)


def put_phone_away(shop: Shop, phone: UUID) -> Change:
    """Put a number away."""
    return shop.services.clients.put_phone_away(phone)


def add_contact(shop: Shop, client: UUID, name: str) -> Change:
    """Add a contact."""
    return shop.services.clients.add_contact(client, {"name": name})


def edit_contact(shop: Shop, contact: UUID, field: str, text: str) -> Change:
    """Change what is known of a contact."""
    return shop.services.clients.edit_contact(contact, {field: text})


def put_contact_away(shop: Shop, contact: UUID) -> Change:
    """Put a contact away."""
    return shop.services.clients.put_contact_away(contact)


def undo(shop: Shop, change: Change) -> None:
    """Take an edit back."""
    shop.services.clients.undo(change)


def merge(shop: Shop, one: UUID, other: UUID, reason: str) -> UUID | None:
    """Merge two cards."""
    return shop.services.clients.merge(one, other, reason)


def tell_apart(shop: Shop, one: UUID, other: UUID) -> Change:
    """Say that two cards are two clients."""
    return shop.services.clients.tell_apart(one, other)


def part(shop: Shop, merged: UUID) -> None:
    """Take a merge back."""
    shop.services.clients.unmerge(merged)


def grant(shop: Shop, client: UUID, purpose: str) -> UUID:
    """Write down a consent signed on paper."""
    return shop.services.consents.grant(client, Purpose(purpose), Way.PAPER)


def withdraw(shop: Shop, client: UUID, purpose: str) -> UUID:
    """Write down that a consent was taken back."""
    return shop.services.consents.withdraw(client, Purpose(purpose), Way.PAPER)


def print_paper(shop: Shop, client: UUID, purpose: str) -> UUID:
    """Queue a consent for the client to sign."""
    return shop.services.consents.print_paper(client, Purpose(purpose))
