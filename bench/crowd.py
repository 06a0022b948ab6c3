"""A shop with many clients, each with a phone, a device and an order; the same for each seed."""

from __future__ import annotations

import random
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.clock import utc_now
from intake_app.models.connection import open_file
from intake_app.models.recording import Recorder
from intake_app.models.store import Store

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from sqlcipher3.dbapi2 import Connection

SEED = 20261122
_AT = "2026-11-22T07:42:00.000000Z"
_STEMS, _FIRST, _FATHERS = (
    line.split() for line in Path(__file__).with_name("names.txt").read_text("utf-8").splitlines()
)
_ENDS = ("ов", "ова", "ев", "ева", "ин", "ина", "ский", "ская", "ко", "енко", "ых", "ян")
_MODELS = (
    ("смартфон", "Apple", "iPhone 13"),
    ("смартфон", "Samsung", "Galaxy A52"),
    ("ноутбук", "Lenovo", "IdeaPad 3"),
    ("пылесос", "Dyson", "V11"),
    ("телевизор", "LG", "55UK6300"),
)
_INSERTS = {
    "client": "INSERT INTO client(no, id, created_at, kind, name, email, inn, kpp, ogrn, address,"
    " note, archived) VALUES (?, ?, ?, 'person', ?, '', '', '', '', '', '', 0)",
    "phone": "INSERT INTO phone(id, client_id, created_at, e164, label, archived)"
    " VALUES (?, ?, ?, ?, '', 0)",
    "device": "INSERT INTO device(no, id, client_id, created_at, kind, brand, model, serial, imei)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, '')",
    "order": 'INSERT INTO "order"(no, id, number, ticket, client_id, device_id, accepted_at,'
    " accepted_by, fault, accessories, appearance, repair_kind, urgent, currency, note, stage)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, '', 'не включается', '', '', 'paid', 0, 'RUB', '', 'accepted')",
}
_CHUNK = 20_000


def make(path: Path, clients: int) -> None:
    """Make a store of the current schema and put the crowd into it, its search words included."""
    Store(path, Recorder(utc_now)).close()
    with closing(open_file(path)) as store:
        store.execute("PRAGMA synchronous=OFF")
        store.execute("PRAGMA cache_size=-200000")
        with _without_triggers(store):
            for first in range(1, clients + 1, _CHUNK):
                _chunk(store, range(first, min(first + _CHUNK, clients + 1)))
            store.execute("INSERT INTO client_search(client_search) VALUES ('rebuild')")
            store.execute(
                "INSERT INTO device_model(kind, brand, model, uses)"
                " SELECT kind, brand, model, count(*) FROM device GROUP BY kind, brand, model"
            )
            store.execute("INSERT INTO model_search(model_search) VALUES ('rebuild')")
        store.execute("ANALYZE")
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def phone_of(number: int) -> str:
    """The phone of a client: spread over the digits, the same in each run."""
    return f"+79{(number * 618_033_989) % 1_000_000_000:09d}"


def beginning_of_a_name(chance: random.Random) -> str:
    """What somebody types who looks for a client: three letters or more of a word."""
    name = _name(chance).lower().replace("ё", "е").split()[chance.randrange(2)]
    return name[: chance.randint(3, len(name))]


def _chunk(store: Connection, numbers: range) -> None:
    chance = random.Random(f"{SEED}:{numbers.start}")  # noqa: S311 - a crowd, not a secret
    store.execute("BEGIN")
    for table, rows in (
        ("client", ((n, _id(1, n), _AT, _name(chance)) for n in numbers)),
        ("phone", ((_id(2, n), _id(1, n), _AT, phone_of(n)) for n in numbers)),
        ("device", ((n, _id(3, n), _id(1, n), _AT, *_device(n)) for n in numbers)),
        ("order", (_order(n) for n in numbers)),
    ):
        store.executemany(_INSERTS[table], rows)
    store.execute("COMMIT")


def _order(number: int) -> tuple[int | str | bytes, ...]:
    ticket = f"1100{number:08d}"
    return number, _id(4, number), f"A1-{number}", ticket, _id(1, number), _id(3, number), _AT


def _device(number: int) -> Iterator[str]:
    yield from _MODELS[number % len(_MODELS)]
    yield f"SN{number:09d}"


def _name(chance: random.Random) -> str:
    stem, end = chance.choice(_STEMS), chance.choice(_ENDS)
    return f"{stem}{end} {chance.choice(_FIRST)} {chance.choice(_FATHERS)}"


def _id(kind: int, number: int) -> bytes:
    """Ordered like UUIDv7, so that the indexes grow as they do in a shop."""
    return number.to_bytes(8, "big") + kind.to_bytes(8, "big")


@contextmanager
def _without_triggers(store: Connection) -> Generator[None]:
    triggers = store.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    for name, _ in triggers:
        store.execute(f'DROP TRIGGER "{name}"')
    yield
    for _, sql in triggers:
        store.execute(sql)
