"""A shop of a million clients, three million devices and five million orders, made in minutes.

It is kept outside the repository and made anew only when the schema or this file says otherwise.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sys
import tempfile
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.checks.ticket import Ticket
from intake_app.clock import utc_now
from intake_app.models import name_search
from intake_app.models.connection import open_file
from intake_app.models.recording import Recorder
from intake_app.models.store import Store

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from sqlcipher3.dbapi2 import Connection

CLIENTS, DEVICES, ORDERS = 1_000_000, 3_000_000, 5_000_000
FAITHFUL = 777_777
"""The client of five hundred orders more than the others have."""

LIVELY = 100_000
"""So many of the latest orders have payments and whole numbers; nobody asks for the older ones."""

SEED = 20261122
_AT = "2026-11-22T07:42:00.000000Z"
_STEMS, _FIRST, _FATHERS = (
    line.split() for line in Path(__file__).with_name("names.txt").read_text("utf-8").splitlines()
)
_ENDS = ("ов", "ова", "ев", "ева", "ин", "ина", "ский", "ская", "ко", "енко", "ых", "ян")
_SYLLABLES = tuple(one + two for one in "бвгджзклмнпрстфхчш" for two in "аеиоуыяю")
_RARE = 20_000  # stems of surnames that few people have
_LATIN = ("anna", "ivan", "petr", "olga", "max", "alex", "info", "office", "shop", "maria", "sales")
_HOSTS = ("mail.example", "post.example", "firm.example", "home.example", "box.example")
_FORMS = ("ООО", "ООО", "ООО", "АО", "ИП")
_TRADES = ("Сервис", "Торг", "Строй", "Плюс", "Инвест", "Групп", "Маркет", "Логистик")
_COMPANY_EVERY, _EMAIL_EVERY = 12, 4

# Rows are made by SQLite itself from the numbers of a series: a Python loop would take as long
# again. Ids are ordered like UUIDv7, so that the indexes stand as they do in a shop.
_SERIES = "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) {})"
_MODELS = (
    '[["смартфон","Apple","iPhone 13"],["смартфон","Samsung","Galaxy A52"],'
    '["ноутбук","Lenovo","IdeaPad 3"],["пылесос","Dyson","V11"],["телевизор","LG","55UK6300"]]'
)
_LATE = f'(SELECT max(no) FROM "order") - {LIVELY}'  # noqa: S608 - ours
_SEARCHES = ("client_search", "phone_search", "email_search")


def kept() -> Path:
    """The store of the great shop; made when missing, or when it is not what would be made now."""
    folder = Path(os.environ.get("INTAKE_BENCH", Path.home() / ".cache" / "intake-bench"))
    store = folder / _mark() / "intake.db"
    if not store.exists():
        shutil.rmtree(folder, ignore_errors=True)  # of an older schema
        store.parent.mkdir(parents=True)
        with tempfile.TemporaryDirectory(dir=folder) as half:
            make(Path(half) / "intake.db")
            (Path(half) / "intake.db").rename(store)
    return store


def make(path: Path, clients: int = CLIENTS) -> None:
    """Make a store of the current schema and put a crowd into it, its search words included."""
    Store(path, Recorder(utc_now)).close()
    with closing(open_file(path)) as store:
        store.execute("PRAGMA journal_mode=OFF")
        store.execute("PRAGMA synchronous=OFF")
        store.execute("PRAGMA cache_size=-1000000")
        with _bare_tables(store):
            store.execute("BEGIN")
            _fill(store, clients)
            store.execute("COMMIT")
        store.execute("PRAGMA analysis_limit=1000")
        store.execute("ANALYZE")
        store.execute("PRAGMA journal_mode=WAL")


def phone_of(client: int) -> str:
    """The phone of a client: spread over the digits, the same in each run."""
    return f"+79{client * 618_033_989 % 1_000_000_000:09d}"


def imei_of(device: int) -> str:
    """The IMEI of every third device."""
    return f"35{device * 618_033_989 % 10_000_000_000_000:013d}"


def serial_of(device: int) -> str:
    """The serial of the others."""
    return f"SN{device * 618_033_989 % 1_000_000_000:09d}"


def inn_of(client: int) -> str:
    """The tax number of a company."""
    return f"{7_700_000_000 + client * 618_033 % 100_000_000:010d}"


def _fill(store: Connection, clients: int) -> None:
    for what, make_rows in (
        ("clients", partial(_people, store, clients)),
        ("phones", partial(_phones, store)),
        ("devices", partial(_devices, store, clients)),
        ("orders", partial(_orders, store, clients)),
        ("payments", partial(_payments, store)),
        ("numbers", partial(_numbers, store)),
        ("search words", partial(store.execute, name_search.LEARN_ALL)),
    ):
        _tell(clients, what)
        make_rows()
    for table in _SEARCHES:
        _tell(clients, table)
        store.execute(f"INSERT INTO {table}({table}) VALUES ('rebuild')")  # noqa: S608 - ours
    counted = {"kind": "kind", "brand": "brand", "model": "model", "uses": "count(*)"}
    models = _insert(store, "device_model", counted, "FROM device GROUP BY kind, brand, model")
    store.execute(models)


def _tell(clients: int, what: str) -> None:
    """Say where the building of the great shop stands; a small one takes no time."""
    if clients == CLIENTS:
        print(f"building the great shop, once: {what}", file=sys.stderr, flush=True)


def _people(store: Connection, clients: int) -> None:
    columns = ("no", "id", "created_at", "kind", "name", "email", "inn")
    given = {name: f"?{place}" for place, name in enumerate(columns, 1)}
    chance = random.Random(SEED)  # noqa: S311 - a crowd, not a secret
    rows = ((no, _id(1, no), _AT, *_person(chance, no)) for no in range(1, clients + 1))
    store.executemany(_insert(store, "client", given, ""), rows)


def _phones(store: Connection) -> None:
    given = {
        "no": "no",
        "id": "unhex(printf('%016x%016x', no, 2))",
        "client_id": "id",
        "created_at": "created_at",
        "e164": "printf('+79%09d', no * 618033989 % 1000000000)",
    }
    store.execute(_insert(store, "phone", given, "FROM client"))


def _devices(store: Connection, clients: int) -> None:
    given = {
        "no": "i",
        "id": "unhex(printf('%016x%016x', i, 3))",
        "client_id": "unhex(printf('%016x%016x', (i - 1) % ?2 + 1, 1))",
        "created_at": "?1",
        "kind": "k.value ->> 0",
        "brand": "k.value ->> 1",
        "model": "k.value ->> 2",
        "serial": "iif(i % 3, printf('SN%09d', i * 618033989 % 1000000000), '')",
        "imei": "iif(i % 3, '', printf('35%013d', i * 618033989 % 10000000000000))",
    }
    series = _SERIES.format(clients * DEVICES // CLIENTS, "SELECT i FROM n")
    source = f"FROM {series} JOIN json_each(?3) k ON k.key = i % json_array_length(?3)"
    store.execute(_insert(store, "device", given, source), (_AT, clients, _MODELS))


def _orders(store: Connection, clients: int) -> None:
    devices, orders = clients * DEVICES // CLIENTS, clients * ORDERS // CLIENTS
    faithful, every = min(FAITHFUL, clients), max(8, orders // 500)
    given = {
        "no": "i",
        "id": "unhex(printf('%016x%016x', i, 4))",
        "number": "printf('A-%05d-0', i % 1000000)",
        "ticket": "printf('%05d%06d0', i / 1000000, i % 1000000)",
        "client_id": "unhex(printf('%016x%016x', (d - 1) % ?2 + 1, 1))",
        "device_id": "unhex(printf('%016x%016x', d, 3))",
        "accepted_at": "?1",
        "fault": "'не включается'",
        "repair_kind": "'paid'",
        "currency": "'RUB'",
        "estimate_minor": "350000",
        "stage": "iif(i > ?3, 'accepted', 'issued')",
    }
    whose = f"iif(i % {every} = 7, {faithful}, i * 7919 % {devices} + 1)"
    series = _SERIES.format(orders, f"SELECT i, {whose} AS d FROM n")  # noqa: S608 - ours
    source = f"FROM {series}"
    store.execute(_insert(store, "order", given, source), (_AT, clients, orders - 2000))


def _payments(store: Connection) -> None:
    given = {
        "id": "unhex(printf('%016x%016x', no, 5))",
        "order_id": "id",
        "kind": "'final'",
        "method": "'cash'",
        "minor": "350000",
        "currency": "'RUB'",
        "at": "accepted_at",
    }
    store.execute(_insert(store, "payment", given, f'FROM "order" WHERE no > {_LATE}'))


def _numbers(store: Connection) -> None:
    """Numbers as desk A gives them; SQLite alone cannot make their check digits."""
    rows = store.execute(f'SELECT no FROM "order" WHERE no > {_LATE}').fetchall()  # noqa: S608 - ours
    made = ((no, Ticket("A", no % 1_000_000)) for (no,) in rows)
    store.executemany(
        'UPDATE "order" SET number = ?, ticket = ? WHERE no = ?',
        ((ticket.number, ticket.digits, no) for no, ticket in made),
    )


def _insert(store: Connection, table: str, given: Mapping[str, str], source: str) -> str:
    """Fill a table from expressions; columns of no interest get what their type calls nothing."""
    values = dict(given)
    for _, name, kind, needed, _, key in store.execute(f'PRAGMA table_info("{table}")'):
        if needed and not key and name not in values:
            values[name] = "''" if kind == "VARCHAR" else "0"
    columns = ", ".join(f'"{name}"' for name in values)
    return f'INSERT INTO "{table}"({columns}) SELECT {", ".join(values.values())} {source}'


def _person(chance: random.Random, number: int) -> tuple[str, str, str, str]:
    """Kind, name, e-mail and tax number."""
    email = ""
    if number % _EMAIL_EVERY == 0:
        email = (
            f"{chance.choice(_LATIN)}.{chance.choice(_LATIN)}{number % 997}@{_HOSTS[number % 5]}"
        )
    if number % _COMPANY_EVERY == 0:
        name = f"{chance.choice(_FORMS)} «{_rare(chance).capitalize()} {chance.choice(_TRADES)}»"
        return "company", name, email, inn_of(number)
    return "person", _name(chance), email, ""


def _name(chance: random.Random) -> str:
    """Half of all people share a thousand surnames."""
    stem = chance.choice(_STEMS) if chance.getrandbits(1) else _rare(chance)
    return (
        f"{stem.capitalize()}{chance.choice(_ENDS)}"
        f" {chance.choice(_FIRST)} {chance.choice(_FATHERS)}"
    )


def _rare(chance: random.Random) -> str:
    """One of many thousand stems, the first ones commoner."""
    place = int(_RARE * chance.random() ** 2)
    word = ""
    while place or len(word) < 4:
        place, syllable = divmod(place, len(_SYLLABLES))
        word += _SYLLABLES[syllable]
    return word


def _id(kind: int, number: int) -> bytes:
    return number.to_bytes(8, "big") + kind.to_bytes(8, "big")


def _mark() -> str:
    """What the great shop is made of, as one word."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "intake.db"
        Store(path, Recorder(utc_now)).close()
        with closing(open_file(path, readonly=True)) as store:
            # Indexes are made in the order of a set, another one in each process.
            found = store.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
            schema = found.fetchall()
    made_by = (Path(__file__), Path(__file__).with_name("names.txt"))
    text = repr(schema).encode() + b"".join(path.read_bytes() for path in made_by)
    return hashlib.sha256(text).hexdigest()[:16]


@contextmanager
def _bare_tables(store: Connection) -> Generator[None]:
    """Triggers and indexes are made when the rows are there."""
    found = store.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'index')"
        " AND sql IS NOT NULL"
    ).fetchall()
    for kind, name, _ in found:
        store.execute(f'DROP {kind} "{name}"')
    yield
    for _, _, sql in found:
        store.execute(sql)
