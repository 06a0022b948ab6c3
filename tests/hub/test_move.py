"""Moving a hub into another database: everything, checked, or nothing."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select
from typing_extensions import override

from intake_app.errors import IntakeError, Problem
from intake_app.sync.fake_replica import MemoryReplica
from intake_hub.access import shops
from intake_hub.app import now_ms
from intake_hub.cli import main
from intake_hub.feed import incoming
from intake_hub.feed.author import Author
from intake_hub.feed.checking import faults
from intake_hub.feed.feed import Feed
from intake_hub.stations import Stations
from intake_hub.store.base import Base
from intake_hub.store.copying import Copying
from intake_hub.store.engine import HubStore
from tests.rigs.shopwork import intake
from tests.rigs.stations import asked, signed

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Table

    from tests.rigs.postgres import Postgres


@pytest.fixture
def old(tmp_path: Path) -> str:
    """A hub of two shops with work in it."""
    db = f"sqlite:///{tmp_path / 'old.db'}"
    with closing(HubStore(db)) as store:
        store.open(now_ms())
        shops.add(store, "Second", now_ms())
        for shop in ("", "Second"):
            desk, stations = MemoryReplica(), Stations(store, now_ms)
            reply = stations.enrol(asked(stations.new_code(shop), desk.origin))
            run = [incoming.read(one) for _ in range(30) for one in signed(intake(desk))]
            Feed(store, now_ms).push(Author(reply.shop, desk.origin), run, epoch=None)
    return db


def counts(db: str) -> dict[str, int]:
    with closing(HubStore(db)) as store, store.reading() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
        }


def test_everything_comes_along_to_postgresql_and_back(
    old: str, postgres: Postgres, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new, back = postgres.new_database(), f"sqlite:///{tmp_path / 'back.db'}"
    for source, target in ((old, new), (new, back)):
        assert main(["move", "--from", source, "--to", target, "--plain"]) == 0
        told = capsys.readouterr().err
        assert "[########################################]" in told
        assert counts(target) == counts(source)
        with closing(HubStore(target)) as store:
            assert faults(store) == []
    assert counts(back)["op"] == 240
    assert main(["stations", "--db", new, "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["name"], row["shop"]) for row in rows] == [("Counter", ""), ("Counter", "Second")]


def test_a_target_in_use_is_left_alone(
    old: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    used = f"sqlite:///{tmp_path / 'used.db'}"
    with closing(HubStore(used)) as store:
        store.open(now_ms())
    assert main(["move", "--from", old, "--to", used]) == 1
    assert "stands there already" in capsys.readouterr().err
    assert counts(used)["op"] == 0
    assert main(["move", "--from", f"sqlite:///{tmp_path / 'none.db'}", "--to", used]) == 1
    assert not (tmp_path / "none.db").exists()


def test_what_is_cut_off_leaves_nothing_and_is_begun_again(old: str, postgres: Postgres) -> None:
    new = postgres.new_database()

    def stop(done: int, _of: int) -> None:
        if done > 100:
            raise KeyboardInterrupt

    with closing(HubStore(old)) as source, closing(HubStore(new)) as target:
        with pytest.raises(KeyboardInterrupt):
            Copying(source, target, stop).run()
        Copying(source, target, lambda _done, _of: None).run()
    assert counts(new) == counts(old)


@pytest.mark.parametrize(
    "harm", ["DELETE FROM hub_head", "UPDATE hub_head SET seq = seq + 1"], ids=["count", "digest"]
)
def test_a_copy_that_differs_is_not_taken(old: str, tmp_path: Path, harm: str) -> None:
    class Careless(Copying):
        @override
        def _compare(self, old: Connection, new: Connection, table: Table) -> None:
            new.exec_driver_sql(harm)
            super()._compare(old, new, table)

    target = f"sqlite:///{tmp_path / 'new.db'}"
    with closing(HubStore(old)) as source, closing(HubStore(target)) as copy:
        with pytest.raises(IntakeError) as error:
            Careless(source, copy, lambda _done, _of: None).run()
        assert error.value.problem is Problem.STORE_CORRUPT


def test_shops_are_added_renamed_and_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = f"sqlite:///{tmp_path / 'hub.db'}"
    with closing(HubStore(db)) as store:
        store.open(now_ms())
    assert main(["shop", "--db", db, "add", "North"]) == 0
    assert main(["shop", "--db", db, "rename", "", "South"]) == 0
    capsys.readouterr()
    assert main(["shop", "list", "--db", db]) == 0
    names = [line.split("\t")[1] for line in capsys.readouterr().out.splitlines()]
    assert names == ["South", "North"]
    for refused in (["add", "north"], ["add", " "], ["rename", "West", "x"]):
        assert main(["shop", "--db", db, *refused]) == 1
    assert main(["code", "--db", db]) == 1
    assert "--shop NAME" in capsys.readouterr().err
    assert main(["code", "--db", db, "--shop", "North", "--qr", "--url", "https://hub:1"]) == 0
    assert "█" in capsys.readouterr().out
