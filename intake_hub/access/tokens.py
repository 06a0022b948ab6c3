"""Tokens: 32 random bytes each, changed every 90 days, the old one alive a while beside the new."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, update

from intake_hub.access.hashing import hash_of
from intake_hub.store.tables import Token

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection

_DAY_MS = 24 * 60 * 60 * 1000
TOKEN_LIFE_MS = 90 * _DAY_MS
"""After this a workstation is told to change its token; it is never locked out for its age."""

OVERLAP_MS = 7 * _DAY_MS
_TOKEN_BYTES = 32


def make(connection: Connection, shop: UUID, origin: UUID, now_ms: int) -> str:
    """Give one more token to a workstation; the others live until this one has been used."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    row = {
        "token_hash": hash_of(token),
        "shop": shop,
        "origin": origin,
        "made_ms": now_ms,
        "used_ms": 0,
        "ends_ms": 0,
    }
    connection.execute(insert(Token), row)
    return token


def forget(connection: Connection, shop: UUID, origin: UUID) -> None:
    """End every token of a workstation, now."""
    connection.execute(delete(Token).where(Token.shop == shop, Token.origin == origin))


def note_first_use(
    connection: Connection, token_hash: bytes, owner: tuple[UUID, UUID], now_ms: int
) -> None:
    """The new token has arrived at its owner: the ones before it end soon."""
    shop, origin = owner
    first = update(Token).where(Token.token_hash == token_hash, Token.used_ms == 0)
    if not connection.execute(first.values(used_ms=now_ms)).rowcount:
        return
    others = update(Token).where(
        Token.shop == shop,
        Token.origin == origin,
        Token.token_hash != token_hash,
        Token.ends_ms == 0,
    )
    connection.execute(others.values(ends_ms=now_ms + OVERLAP_MS))
    connection.execute(delete(Token).where(Token.ends_ms > 0, Token.ends_ms <= now_ms))
