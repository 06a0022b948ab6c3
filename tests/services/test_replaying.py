"""Ops that were kept outside come back once, whatever they are."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.checks.stages import MOVES, Stage
from intake_app.config import Settings
from intake_app.errors import Problem, UnavailableError
from intake_app.models.base import new_id
from intake_app.services.shop import Shop
from intake_app.sync.core.ops import Op, Verb
from tests.rigs.drafts import INTAKE
from tests.rigs.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from intake_app.services.use_cases import Services

STAGE = MOVES[Stage.ACCEPTED][0].value


def made(services: Services) -> Sequence[Op]:
    """An order, moved on, its client renamed."""
    accepted = services.intakes.receive(INTAKE)
    services.moves.move(accepted.order_id, STAGE)
    return services.replica.unsent(1000)


@pytest.fixture
def twin(tmp_path: Path) -> Shop:
    shop = Shop(Settings(tmp_path / "twin"), Watch())
    shop.open()
    return shop


def test_everything_comes_back_once(services: Services, twin: Shop) -> None:
    ops = made(services)
    with closing(twin):
        assert twin.replay(ops) == len(ops)
        assert twin.replay(ops) == 0
        (row,) = twin.finder.orders("")
        assert row.stage == STAGE
        again = twin.services.replica.unsent(1000)
        assert [op.op_id for op in again] == [op.op_id for op in ops]
        assert [op.values for op in again] == [op.values for op in ops]
        counts = services.replica.counts()
        assert twin.services.replica.counts() == counts


def test_an_edit_comes_back_on_top(services: Services, twin: Shop) -> None:
    ops = made(services)
    client = next(op.rec for op in ops if op.entity == "client")
    edit = replace(
        ops[0],
        op_id=new_id(),
        verb=Verb.SET,
        entity="client",
        rec=client,
        field="name",
        values=(("name", "Иванова Вера"),),
        base=client,
    )
    lost = replace(edit, op_id=new_id(), rec=new_id())
    newer = replace(edit, op_id=new_id(), entity="of_a_newer_program")
    unknown = replace(edit, op_id=new_id(), field="colour", values=(("colour", "red"),))
    with closing(twin):
        twin.replay([*ops, edit, lost, newer, unknown])
        (row,) = twin.finder.orders("")
        assert row.client == "Иванова Вера"
        assert twin.services.replica.standing().pending == len(ops) + 4


def test_a_shop_that_is_not_open_takes_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError) as refused:
        Shop(Settings(tmp_path), Watch()).replay(())
    assert refused.value.problem is Problem.STORE_BUSY
