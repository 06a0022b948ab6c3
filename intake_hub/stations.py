"""Who may ask: one-time codes, workstations, their tokens and number prefixes."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.sync.core.prefixes import number_prefix, station_prefix
from intake_app.sync.core.refusal import Why, refusal
from intake_app.sync.core.wire import EnrolReply
from intake_hub.store.engine import CollidedError
from intake_hub.store.tables import Code, Head, Shop, Station

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from sqlalchemy import Connection

    from intake_app.sync.core.wire import EnrolRequest
    from intake_hub.store.engine import HubStore

CODE_LIFE_MS = 10 * 60 * 1000
_CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is read as something else
_CODE_LENGTH = 10
_TRIES = 5


@dataclass(frozen=True, slots=True)
class StationRow:
    """A workstation as the hub knows it."""

    shop: UUID
    origin: UUID
    name: str
    prefix: str
    inc: int
    enrolled_ms: int
    greeted_ms: int
    revoked_ms: int


@dataclass(frozen=True, slots=True)
class Stations:
    """Each method is one transaction."""

    store: HubStore
    now_ms: Callable[[], int]

    def new_code(self) -> str:
        """Make a code that lets one workstation in within ten minutes; it is told only once."""
        letters = "".join(secrets.choice(_CODE_LETTERS) for _ in range(_CODE_LENGTH))
        with self.store.writing() as connection:
            row = {
                "code_hash": _hash(letters),
                "shop": connection.execute(select(Shop.id).limit(1)).scalar_one(),
                "expires_ms": self.now_ms() + CODE_LIFE_MS,
                "used_ms": 0,
            }
            connection.execute(insert(Code), row)
        return f"{letters[:5]}-{letters[5:]}"

    def enrol(self, request: EnrolRequest) -> EnrolReply:
        """Let a workstation in, or in again: then as a new life of the same one.

        Raises HubRejectedError(CODE), RejectedError(MALFORMED), UnavailableError.
        """
        if not request.name.strip():
            raise RejectedError(Problem.MALFORMED, "bad name")
        for _ in range(_TRIES):
            try:
                with self.store.writing() as connection:
                    return self._enrol(connection, request)
            except CollidedError:
                continue
        raise UnavailableError(Problem.STORE_BUSY, "collisions")

    def _enrol(self, connection: Connection, request: EnrolRequest) -> EnrolReply:
        now_ms = self.now_ms()
        shop = _spend_code(connection, _letters(request.code), now_ms)
        _take_turn(connection, shop)
        token = secrets.token_urlsafe(32)
        at_station = (Station.shop == shop) & (Station.origin == request.origin)
        known = connection.execute(
            select(Station.prefix, Station.inc).where(at_station).with_for_update()
        ).first()
        row = {
            "name": _free_name(connection, shop, request),
            "token_hash": _hash(token),
            "enrolled_ms": now_ms,
            "revoked_ms": 0,
        }
        if known is None:
            prefix, inc = station_prefix(_count(connection, shop)), 0
            ids = {"shop": shop, "origin": request.origin, "greeted_ms": 0}
            connection.execute(insert(Station), row | ids | {"prefix": prefix, "inc": inc})
        else:
            prefix, inc = known.prefix, known.inc + 1
            connection.execute(update(Station).where(at_station).values(row | {"inc": inc}))
        epoch = connection.execute(select(Head.epoch).where(Head.shop == shop)).scalar_one()
        prefix = number_prefix(prefix, inc)
        return EnrolReply(token=token, shop=shop, epoch=epoch, inc=inc, prefix=prefix)

    def by_token(self, token: str) -> StationRow:
        """Find who holds a token. Raises HubRejectedError (TOKEN, REVOKED), UnavailableError."""
        with self.store.reading() as connection:
            rows = _rows(connection, Station.token_hash == _hash(token))
        if not rows:
            raise refusal(Why.TOKEN)
        if rows[0].revoked_ms:
            raise refusal(Why.REVOKED)
        return rows[0]

    def greet(self, station: StationRow, inc: int, *, is_forked: bool) -> tuple[int, str]:
        """Note that a workstation is there; grant it a new life when its last one has forked."""
        at_station = (Station.shop == station.shop) & (Station.origin == station.origin)
        with self.store.writing() as connection:
            top = connection.execute(
                select(Station.inc).where(at_station).with_for_update()
            ).scalar_one()
            granted = max(top, inc) + 1 if is_forked else inc
            now = {"inc": max(top, granted), "greeted_ms": self.now_ms()}
            connection.execute(update(Station).where(at_station).values(now))
        return granted, number_prefix(station.prefix, granted)

    def listing(self) -> list[StationRow]:
        """Name every workstation, in the order of their enrolment."""
        with self.store.reading() as connection:
            return _rows(connection)

    def revoke(self, name: str) -> None:
        """Turn a workstation away from now on. Raises RejectedError(UNKNOWN_RECORD)."""
        with self.store.writing() as connection:
            now = update(Station).where(Station.name == name).values(revoked_ms=self.now_ms())
            if connection.execute(now).rowcount == 0:
                raise RejectedError(Problem.UNKNOWN_RECORD, "no workstation of that name")


def _rows(connection: Connection, *where: object) -> list[StationRow]:
    query = select(
        Station.shop,
        Station.origin,
        Station.name,
        Station.prefix,
        Station.inc,
        Station.enrolled_ms,
        Station.greeted_ms,
        Station.revoked_ms,
    )
    for condition in where:
        query = query.where(condition)  # pyright: ignore[reportArgumentType] - an expression
    return [StationRow(*row) for row in connection.execute(query.order_by(Station.enrolled_ms))]


def _spend_code(connection: Connection, letters: str, now_ms: int) -> UUID:
    """Compare with every living code, in constant time, and use the one that fits up."""
    living = select(Code.code_hash, Code.shop).where(Code.used_ms == 0, Code.expires_ms > now_ms)
    asked = _hash(letters)
    for code_hash, shop in connection.execute(living).all():
        if hmac.compare_digest(code_hash, asked):
            used = update(Code).where(Code.code_hash == code_hash, Code.used_ms == 0)
            if connection.execute(used.values(used_ms=now_ms)).rowcount == 1:
                return shop
    raise refusal(Why.CODE)


def _take_turn(connection: Connection, shop: UUID) -> None:
    """Enrolments of one shop go one after the other: each takes the next free letter."""
    connection.execute(select(Shop.id).where(Shop.id == shop).with_for_update()).all()


def _letters(typed: str) -> str:
    """Read a code as people type it."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def _free_name(connection: Connection, shop: UUID, request: EnrolRequest) -> str:
    taken = select(Station.name).where(Station.shop == shop, Station.origin != request.origin)
    names = set(connection.execute(taken).scalars())
    wanted = request.name.strip()
    name, number = wanted, 1
    while name in names:
        number += 1
        name = f"{wanted} {number}"
    return name


def _count(connection: Connection, shop: UUID) -> int:
    stations = select(func.count()).select_from(Station).where(Station.shop == shop)
    return connection.execute(stations).scalar_one()


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
