"""Programs that may read a shop and nothing else: BI tools, spreadsheets, own scripts."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID  # noqa: TC003 - NamedTuple reads its annotations

from sqlalchemy import delete, insert, select, update

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core.refusal import Why, refusal
from intake_hub.access import shops
from intake_hub.access.hashing import hash_of
from intake_hub.store.read_tables import ReadToken

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_hub.store.engine import HubStore

MAX_NAME = 60
_TOKEN_BYTES = 32
_HOUR_MS = 60 * 60 * 1000
_BEGINNING = "read-"
"""So that such a token is known at sight, by people and by those who look for leaked ones."""


class ReaderRow(NamedTuple):
    """One program, for a list."""

    shop: UUID
    name: str
    is_personal: bool
    made_ms: int
    used_ms: int


class Reader(NamedTuple):
    """Who holds a token: what he may see of which shop."""

    shop: UUID
    name: str
    is_personal: bool


@dataclass(frozen=True, slots=True)
class Readers:
    """Each method is one transaction."""

    store: HubStore
    now_ms: Callable[[], int]

    def add(self, name: str, shop: str | None, *, is_personal: bool) -> str:
        """Make a token; it is told only once. Raises RejectedError (MALFORMED, UNKNOWN_RECORD)."""
        wanted = name.strip()
        if not wanted or len(wanted) > MAX_NAME or not wanted.isprintable():
            raise RejectedError(Problem.MALFORMED, "bad name")
        token = _BEGINNING + secrets.token_urlsafe(_TOKEN_BYTES)
        with self.store.writing() as connection:
            of = shops.called(connection, shop)
            taken = select(ReadToken.name).where(ReadToken.shop == of, ReadToken.name == wanted)
            if connection.execute(taken).first() is not None:
                raise RejectedError(Problem.MALFORMED, "a token of that name is there")
            row = {
                "token_hash": hash_of(token),
                "shop": of,
                "name": wanted,
                "is_personal": is_personal,
                "made_ms": self.now_ms(),
                "used_ms": 0,
            }
            connection.execute(insert(ReadToken), row)
        return token

    def listing(self, shop: str | None) -> list[ReaderRow]:
        """Name every one, the oldest first."""
        with self.store.reading() as connection:
            of = shops.called(connection, shop)
            rows = select(
                ReadToken.shop,
                ReadToken.name,
                ReadToken.is_personal,
                ReadToken.made_ms,
                ReadToken.used_ms,
            )
            found = rows.where(ReadToken.shop == of).order_by(ReadToken.made_ms, ReadToken.name)
            return [ReaderRow(*row) for row in connection.execute(found)]

    def remove(self, name: str, shop: str | None) -> None:
        """End one, now. Raises RejectedError(UNKNOWN_RECORD)."""
        with self.store.writing() as connection:
            of = shops.called(connection, shop)
            gone = delete(ReadToken).where(ReadToken.shop == of, ReadToken.name == name.strip())
            if not connection.execute(gone).rowcount:
                raise RejectedError(Problem.UNKNOWN_RECORD, "no token of that name")

    def by_token(self, token: str) -> Reader:
        """Find who holds a token. Raises HubRejectedError(TOKEN)."""
        at_token = ReadToken.token_hash == hash_of(token)
        rows = select(ReadToken.shop, ReadToken.name, ReadToken.is_personal, ReadToken.used_ms)
        with self.store.reading() as connection:
            row = connection.execute(rows.where(at_token)).first()
        if row is None:
            raise refusal(Why.TOKEN)
        now_ms = self.now_ms()
        if now_ms - row.used_ms >= _HOUR_MS:
            with self.store.writing() as connection:
                connection.execute(update(ReadToken).where(at_token).values(used_ms=now_ms))
        return Reader(row.shop, row.name, row.is_personal)
