"""One-time codes: each lets one workstation into one shop, for ten minutes."""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from intake_app.sync.core.refusal import Why, refusal
from intake_hub.access.hashing import hash_of
from intake_hub.store.tables import Code

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection

CODE_LIFE_MS = 10 * 60 * 1000
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is read as something else
_LENGTH = 10


def make(connection: Connection, shop: UUID, now_ms: int) -> str:
    """Make a code; it is told only once, and codes long dead are forgotten."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    row = {
        "code_hash": hash_of(letters),
        "shop": shop,
        "expires_ms": now_ms + CODE_LIFE_MS,
        "used_ms": 0,
    }
    connection.execute(delete(Code).where(Code.expires_ms < now_ms - CODE_LIFE_MS))
    connection.execute(insert(Code), row)
    return f"{letters[:5]}-{letters[5:]}"


def spend(connection: Connection, typed: str, now_ms: int) -> UUID:
    """Use a code up and give its shop. Raises HubRejectedError(CODE).

    Compared with every living code, in constant time.
    """
    living = select(Code.code_hash, Code.shop).where(Code.used_ms == 0, Code.expires_ms > now_ms)
    asked = hash_of(_letters(typed))
    for code_hash, shop in connection.execute(living).all():
        if hmac.compare_digest(code_hash, asked):
            used = update(Code).where(Code.code_hash == code_hash, Code.used_ms == 0)
            if connection.execute(used.values(used_ms=now_ms)).rowcount == 1:
                return shop
    raise refusal(Why.CODE)


def _letters(typed: str) -> str:
    """Read a code as people type it."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())
