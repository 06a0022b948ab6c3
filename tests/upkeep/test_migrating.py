"""A migration that goes wrong leaves the store of yesterday."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from intake_app.errors import Problem, UnavailableError
from intake_app.models import connection
from intake_app.upkeep import migrating

if TYPE_CHECKING:
    from tests.upkeep.conftest import Bench


def test_nothing_is_copied_when_nothing_is_due(pc: Bench) -> None:
    migrating.opened(pc.safety, pc.shop.open, pc.shop.close)
    assert pc.safety.backups() == ()
    pc.shop.close()
    pc.keys.store.unlink()
    migrating.opened(pc.safety, pc.shop.open, pc.shop.close)


def test_a_migration_is_backed_up_and_proven(pc: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    pc.shop.close()
    monkeypatch.setattr(connection, "SCHEMA_NUMBER", connection.SCHEMA_NUMBER + 1)
    migrating.opened(pc.safety, lambda: None, pc.shop.close)
    assert len(pc.safety.backups()) == 2
    assert not list(pc.settings.data.glob("migration*"))


def test_a_failed_one_leaves_what_was_there(pc: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    pc.shop.close()

    def half_done() -> None:
        with closing(pc.keys.open()) as store:
            store.execute("DROP TABLE comment")
        raise UnavailableError(Problem.STORE_CORRUPT)

    with monkeypatch.context() as newer:
        newer.setattr(connection, "SCHEMA_NUMBER", connection.SCHEMA_NUMBER + 1)
        with pytest.raises(UnavailableError):
            migrating.opened(pc.safety, half_done, pc.shop.close)
    pc.shop.open()
    assert pc.orders() == pc.numbers
    pc.take_in()
