"""What a backup is of: read before it is chosen, compared after it was restored."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, cast
from uuid import UUID

from intake_app.errors import Problem, RejectedError
from intake_app.upkeep import proving

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_STANDING = (
    "SELECT origin, inc, epoch, cursor,"
    " (SELECT count(*) FROM outbox WHERE state IN ('new', 'acked')),"
    ' (SELECT count(*) FROM "order"), (SELECT count(*) FROM client),'
    " coalesce((SELECT number FROM \"order\" ORDER BY no DESC LIMIT 1), '') FROM sync"
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Holds no personal data: counts, places in the exchange, and hashes."""

    made_at: str
    schema: int
    origin: str
    inc: int
    epoch: str
    cursor: int
    pending: int
    orders: int
    clients: int
    last_order: str
    digest: str
    encrypted: bool
    size: int

    def text(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self))


def of(copy: Connection, made_at: str, size: int, *, encrypted: bool) -> Manifest:
    """Read what a copy holds."""
    origin, inc, epoch, cursor, pending, orders, clients, last = copy.execute(_STANDING).fetchone()
    return Manifest(
        made_at=made_at,
        schema=copy.execute("PRAGMA user_version").fetchone()[0],
        origin=str(UUID(bytes=origin)),
        inc=inc,
        epoch="" if epoch is None else str(UUID(bytes=epoch)),
        cursor=cursor,
        pending=pending,
        orders=orders,
        clients=clients,
        last_order=last,
        digest=proving.digest(copy),
        encrypted=encrypted,
        size=size,
    )


def read(text: str | bytes) -> Manifest:
    """Read it back. Raises RejectedError(BACKUP_DAMAGED)."""
    names = [field.name for field in fields(Manifest)]
    try:
        found = cast("dict[str, object]", json.loads(text))
        values = {name: found[name] for name in names}
    except (ValueError, KeyError, TypeError) as error:
        raise RejectedError(Problem.BACKUP_DAMAGED, "its manifest") from error
    return Manifest(**cast("dict[str, str]", values))  # pyright: ignore[reportArgumentType] - as written by us
