"""How SQLite goes about a question in a shop it knows to be large: never through a whole table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from intake_app.models.connection import open_file
from intake_app.services.finder import Finder
from intake_app.services.shop import FILE_NAME
from tests.rigs.drafts import INTAKE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intake_app.config import Settings
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services

ROWS = {"client": 1_000_000, "phone": 1_000_000, "device": 3_000_000, "order": 5_000_000}
TYPED = (
    *("4567", "6123", "89161234567", "89161234568", "77012", "00001", "A-1", "F17ABC"),
    *("490154203237518", "ёлкин", "ёлкин п", "елкни", "tkrby", "office@ex"),
)
# The newest orders are read from the end of the table until there are enough.
ALLOWED = re.compile(r"SCAN (o|f|\(subquery-\d+\)|\S+_config|\S+ VIRTUAL TABLE .*)")


@pytest.fixture
def large(shop: Shop, services: Services, settings: Settings) -> Iterator[Finder]:
    """The finder on a small store that takes itself for a large one."""
    services.intakes.receive(INTAKE)
    shop.close()
    path = settings.data / FILE_NAME
    store = open_file(path)
    store.execute("ANALYZE")
    store.execute("DELETE FROM sqlite_stat4")
    for table, rows in ROWS.items():
        store.execute(
            "UPDATE sqlite_stat1 SET stat = ?1 || substr(stat, instr(stat, ' ')) WHERE tbl = ?2",
            (rows, table),
        )
    store.close()
    found = Finder(path)
    yield found
    found.close()


def test_no_question_reads_a_whole_table(large: Finder) -> None:
    large.clients("0000")
    connection = large._open
    assert connection is not None
    asked: set[str] = set()
    connection.set_trace_callback(asked.add)
    (client,) = large.clients("4567")
    for typed in TYPED:
        large.hits(typed)
        large.orders(typed)
    large.orders("")
    large.client_facts(client.id)
    large.devices_of(client.id)
    large.near_clients(name="Ёлкин Пётр", e164="+79161234567", email="a@b.ru", inn="7701234560")
    large.order_by_ticket("000000000013")
    large.client_facts(UUID(int=1))
    connection.set_trace_callback(None)

    scans = {
        step
        for sql in asked
        if sql.startswith("SELECT")
        for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {sql}")
        if step.startswith("SCAN") and not ALLOWED.fullmatch(step)
    }
    assert scans == set()
    assert len(asked) > len(TYPED)
