"""An op of an older program is kept as it came and read as one of today: at the hub, at a desk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.clock import utc_now
from intake_app.config import Settings
from intake_app.services.shop import Shop
from intake_app.sync.core import upcasting
from intake_app.sync.core.ops import Op, decode, encode
from intake_app.sync.core.reading import parse
from intake_app.sync.core.upcasting import upcast
from intake_hub.feed import incoming
from tests.rigs.feed import AT, Feed, put

if TYPE_CHECKING:
    from pathlib import Path

OLD = put("client", created_at=AT, kind="person", fullname="Зоя", colour="синий")


def renamed(op: Op) -> Op:
    """In this made-up history `name` was once called `fullname`."""
    values = {("name" if name == "fullname" else name): value for name, value in op.values}
    return replace(op, values=tuple(sorted(values.items())))


@pytest.fixture
def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upcasting, "SCHEMA", 2)
    monkeypatch.setitem(upcasting.STEPS, 1, renamed)


def test_nothing_is_done_to_an_op_of_today() -> None:
    assert upcast(OLD) == OLD


@pytest.mark.usefixtures("_later")
def test_one_of_a_newer_program_stays_as_it_is() -> None:
    assert upcast(replace(OLD, schema=3)) == replace(OLD, schema=3)


@pytest.mark.usefixtures("_later")
def test_the_hub_reads_it_as_of_today_and_keeps_what_was_signed() -> None:
    read = incoming.read(encode(OLD))
    assert read.op is not None
    assert (read.op.schema, dict(read.op.values)["name"]) == (2, "Зоя")
    assert decode(parse(read.body.encode())) == OLD


@pytest.mark.usefixtures("_later")
def test_a_desk_reads_it_as_of_today(tmp_path: Path) -> None:
    shop = Shop(Settings(data=tmp_path), utc_now)
    shop.open()
    try:
        Feed(shop.services.replica).bring(OLD)
        with shop.services.replica.store.reading() as session:
            rows = session.driver.execute("SELECT name FROM client").fetchall()
            kept = session.driver.execute("SELECT raw FROM feed").fetchone()[0]
        assert rows == [("Зоя",)]
        assert decode(parse(kept.encode())) == OLD
    finally:
        shop.close()
