"""The workstations of the shops: how they come in, who they are, how they are turned away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID  # noqa: TC003 - NamedTuple reads its annotations

from sqlalchemy import bindparam, func, insert, select, update

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.sync.core.prefixes import number_prefix, station_prefix
from intake_app.sync.core.refusal import Why, refusal
from intake_app.sync.core.wire_enrol import EnrolReply, StationInfo, StationsReply
from intake_hub.access import codes, shops, tokens, vault_keys
from intake_hub.access.hashing import hash_of
from intake_hub.store.engine import CollidedError
from intake_hub.store.tables import Head, Shop, Station, StationKey, Token

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import ColumnElement, Connection

    from intake_app.sync.core.wire_enrol import EnrolRequest, HandedKey
    from intake_hub.store.engine import HubStore

_TRIES = 5
_FIELDS = (
    Station.shop,
    Station.origin,
    Station.name,
    Station.prefix,
    Station.inc,
    Station.seal_key,
    Station.enrolled_ms,
    Station.greeted_ms,
    Station.revoked_ms,
)


class StationRow(NamedTuple):
    """A workstation as the hub knows it."""

    shop: UUID
    origin: UUID
    name: str
    prefix: str
    inc: int
    seal_key: bytes
    enrolled_ms: int
    greeted_ms: int
    revoked_ms: int


class Caller(NamedTuple):
    """Who holds a token: one workstation of one shop, and the key it signs with."""

    shop: UUID
    origin: UUID
    name: str
    prefix: str
    key: bytes
    token_made_ms: int


@dataclass(frozen=True, slots=True)
class Stations:
    """Each method is one transaction."""

    store: HubStore
    now_ms: Callable[[], int]

    def new_code(self, shop: str | None = None) -> str:
        """Make a code that lets one workstation in within ten minutes; it is told only once.

        Raises RejectedError(UNKNOWN_RECORD) for a shop that is not there, or not named.
        """
        with self.store.writing() as connection:
            return codes.make(connection, shops.called(connection, shop), self.now_ms())

    def enrol(self, request: EnrolRequest) -> EnrolReply:
        """Let a workstation in, or in again: then as a new life of the same one.

        Raises HubRejectedError(CODE), RejectedError(MALFORMED), UnavailableError.
        """
        if not _is_name(request.name):
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
        shop, origin = codes.spend(connection, request.code, now_ms), request.origin
        _take_turn(connection, shop)
        known = connection.execute(
            select(Station.prefix, Station.inc).where(_at(shop, origin)).with_for_update()
        ).first()
        name = _free_name(connection, shop, origin, request.name)
        row = {
            "name": name,
            "key": request.key,
            "seal_key": request.seal_key,
            "enrolled_ms": now_ms,
            "revoked_ms": 0,
        }
        if known is None:
            prefix, inc = station_prefix(_count(connection, shop)), 0
            ids = {"shop": shop, "origin": origin, "greeted_ms": 0}
            connection.execute(insert(Station), row | ids | {"prefix": prefix, "inc": inc})
        else:
            prefix, inc = known.prefix, known.inc + 1
            connection.execute(update(Station).where(_at(shop, origin)).values(row | {"inc": inc}))
            tokens.forget(connection, shop, origin)
            vault_keys.forget(connection, shop, origin)
        _note_key(connection, shop, request, now_ms)
        return EnrolReply(
            token=tokens.make(connection, shop, origin, now_ms),
            shop=shop,
            epoch=connection.execute(select(Head.epoch).where(Head.shop == shop)).scalar_one(),
            inc=inc,
            prefix=number_prefix(prefix, inc),
            name=name,
        )

    def by_token(self, token: str) -> Caller:
        """Find who holds a token. Raises HubRejectedError (TOKEN, REVOKED), UnavailableError."""
        token_hash, now_ms = hash_of(token), self.now_ms()
        with self.store.reading() as connection:
            row = connection.execute(_BY_TOKEN, {"token_hash": token_hash}).first()
        if row is None or (row.ends_ms and row.ends_ms <= now_ms):
            raise refusal(Why.TOKEN)
        if row.revoked_ms:
            raise refusal(Why.REVOKED)
        if not row.used_ms:
            with self.store.writing() as connection:
                tokens.note_first_use(connection, token_hash, (row.shop, row.origin), now_ms)
        return Caller(row.shop, row.origin, row.name, row.prefix, row.key, row.made_ms)

    def new_token(self, caller: Caller) -> str:
        """Give a workstation another token; the one it asked with lives on for a while."""
        with self.store.writing() as connection:
            return tokens.make(connection, caller.shop, caller.origin, self.now_ms())

    def greet(self, caller: Caller, inc: int, *, is_forked: bool) -> tuple[int, str]:
        """Note that a workstation is there; grant it a new life when its last one has forked."""
        at_station = _at(caller.shop, caller.origin)
        with self.store.writing() as connection:
            top = connection.execute(
                select(Station.inc).where(at_station).with_for_update()
            ).scalar_one()
            granted = max(top, inc) + 1 if is_forked else inc
            now = {"inc": max(top, granted), "greeted_ms": self.now_ms()}
            connection.execute(update(Station).where(at_station).values(now))
        return granted, number_prefix(caller.prefix, granted)

    def listing(self, shop: str | None = None) -> list[StationRow]:
        """Name every workstation, of one shop or of all, in the order of their enrolment."""
        with self.store.reading() as connection:
            where = () if shop is None else (Station.shop == shops.called(connection, shop),)
            return _rows(connection, *where)

    def told(self, caller: Caller) -> StationsReply:
        """Tell a workstation of its shop: who else is there, and whether its token is old."""
        with self.store.reading() as connection:
            rows = _rows(connection, Station.shop == caller.shop)
            ready = vault_keys.ids(connection, caller.shop)
            shop_name = connection.execute(
                select(Shop.name).where(Shop.id == caller.shop)
            ).scalar_one()
        return StationsReply(
            shop_name=shop_name,
            token_made_ms=caller.token_made_ms,
            is_token_old=self.now_ms() - caller.token_made_ms >= tokens.TOKEN_LIFE_MS,
            stations=tuple(_info(row, ready) for row in rows),
        )

    def rename(self, caller: Caller, name: str) -> str:
        """Call a workstation otherwise; a name that is taken gets a number. Return the name."""
        if not _is_name(name):
            raise RejectedError(Problem.MALFORMED, "bad name")
        with self.store.writing() as connection:
            _take_turn(connection, caller.shop)
            free = _free_name(connection, caller.shop, caller.origin, name)
            at_station = _at(caller.shop, caller.origin)
            connection.execute(update(Station).where(at_station).values(name=free))
        return free

    def revoke(self, name: str, shop: str | None = None) -> None:
        """Turn a workstation away from now on, and drop what was sealed to it.

        Raises RejectedError(UNKNOWN_RECORD), also when two shops have one of that name.
        """
        with self.store.writing() as connection:
            where = [Station.name == name]
            if shop is not None:
                where.append(Station.shop == shops.called(connection, shop))
            found = _rows(connection, *where)
            if len(found) != 1:
                many = "several shops have one of that name: say --shop NAME"
                none = "no workstation of that name"
                raise RejectedError(Problem.UNKNOWN_RECORD, many if found else none)
            one = found[0]
            now = update(Station).where(_at(one.shop, one.origin))
            connection.execute(now.values(revoked_ms=self.now_ms()))
            vault_keys.forget(connection, one.shop, one.origin)

    def hand_over(self, caller: Caller, keys: Sequence[HandedKey]) -> None:
        """Take vault keys for other desks of the caller's shop."""
        for _ in range(_TRIES):
            try:
                with self.store.writing() as connection:
                    giver = (caller.shop, caller.origin)
                    return vault_keys.post(connection, giver, keys, self.now_ms())
            except CollidedError:  # another desk handed over the same
                continue
        raise UnavailableError(Problem.STORE_BUSY, "collisions")

    def handed(self, caller: Caller) -> tuple[HandedKey, ...]:
        """Give a workstation the vault keys that were sealed to it."""
        with self.store.reading() as connection:
            return vault_keys.of(connection, caller.shop, caller.origin)


_BY_TOKEN = (
    select(
        Token.shop,
        Token.origin,
        Token.made_ms,
        Token.used_ms,
        Token.ends_ms,
        Station.name,
        Station.prefix,
        Station.revoked_ms,
        Station.key,
    )
    .join(Station, (Station.shop == Token.shop) & (Station.origin == Token.origin))
    .where(Token.token_hash == bindparam("token_hash"))
)


def _is_name(name: str) -> bool:
    """Printable: names are listed in terminals, and read by people."""
    return bool(name.strip()) and name.isprintable()


def _at(shop: UUID, origin: UUID) -> ColumnElement[bool]:
    return (Station.shop == shop) & (Station.origin == origin)


def _rows(connection: Connection, *where: ColumnElement[bool]) -> list[StationRow]:
    query = select(*_FIELDS).where(*where).order_by(Station.enrolled_ms)
    return [StationRow(*row) for row in connection.execute(query)]


def _info(row: StationRow, ready: Sequence[tuple[UUID, str]]) -> StationInfo:
    return StationInfo(
        origin=row.origin,
        name=row.name,
        prefix=row.prefix,
        enrolled_ms=row.enrolled_ms,
        greeted_ms=row.greeted_ms,
        is_revoked=bool(row.revoked_ms),
        revoked_ms=row.revoked_ms,
        seal_key=row.seal_key,
        vault_keys=tuple(sorted(key_id for origin, key_id in ready if origin == row.origin)),
    )


def _note_key(connection: Connection, shop: UUID, request: EnrolRequest, now_ms: int) -> None:
    at_key = (
        (StationKey.shop == shop)
        & (StationKey.origin == request.origin)
        & (StationKey.public == request.key)
    )
    again = update(StationKey).where(at_key).values(since_ms=now_ms)
    if not connection.execute(again).rowcount:
        row = {"shop": shop, "origin": request.origin, "public": request.key, "since_ms": now_ms}
        connection.execute(insert(StationKey), row)


def _take_turn(connection: Connection, shop: UUID) -> None:
    """Enrolments of one shop go one after the other: each takes the next free letter."""
    connection.execute(select(Shop.id).where(Shop.id == shop).with_for_update()).all()


def _free_name(connection: Connection, shop: UUID, origin: UUID, asked: str) -> str:
    taken = select(Station.name).where(Station.shop == shop, Station.origin != origin)
    names = set(connection.execute(taken).scalars())
    wanted = asked.strip()
    name, number = wanted, 1
    while name in names:
        number += 1
        name = f"{wanted} {number}"
    return name


def _count(connection: Connection, shop: UUID) -> int:
    stations = select(func.count()).select_from(Station).where(Station.shop == shop)
    return connection.execute(stations).scalar_one()
