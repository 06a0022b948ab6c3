"""Work is told to end between any two steps; what is left is done the next time, once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from intake_app.sync.core.wire_crm_work import MAX_ROWS
from intake_hub.crm.documents import Kind
from intake_hub.crm.engine.following import UNFILLED
from intake_hub.crm.engine.rehearsing import Rehearsal
from tests.crm.equal import hold_equal
from tests.crm.test_engine_killed import busy

if TYPE_CHECKING:
    from tests.crm.counter import Counter

MOST_MOMENTS = 200


@dataclass(slots=True)
class Patience:
    """Lets work go on so many times."""

    left: int

    @property
    def has_ended(self) -> bool:
        return self.left < 0

    def __call__(self) -> bool:
        self.left -= 1
        return self.left >= 0


@pytest.mark.parametrize("cursor", [UNFILLED, None], ids=["filling", "following"])
@pytest.mark.timeout(300)  # a dozen ends or more, each followed by a whole recovery
def test_ended_at_every_question_it_ends_equal(shop: Counter, cursor: int | None) -> None:
    """It sends, listens and sweeps in each of these turns, as far as it is let."""
    for at in range(MOST_MOMENTS):
        busy(shop, at)
        shop.say(swept_ms=0)
        if cursor is not None:
            shop.say(cursor=cursor)
        patience = Patience(at)
        engine = shop.new_engine()
        engine.world = replace(engine.world, goes_on=patience)
        engine.turn()
        shop.new_engine()
        shop.settle()
        hold_equal(shop)
        if not patience.has_ended:
            assert at > 7
            return
    pytest.fail("it never came to the end of a turn")


def test_a_dry_run_ended_at_every_question_writes_nothing(shop: Counter) -> None:
    shop.crm.make(Kind.CLIENT, {"name": "Орлова", "phone": "8 912 345-67-01"})
    shop.client()
    shop.order(shop.client("Белов", "+79120000001"))
    shop.say(state="new")
    for at in range(MOST_MOMENTS):
        patience = Patience(at)
        setting = replace(shop.new_engine().rehearsed(), pause=patience)
        found = Rehearsal(setting, lambda _done, _total: True).run()
        assert found.is_done is not patience.has_ended
        if found.is_done:
            assert (found.create, found.conflict, found.done) == (2, 1, 3)
            assert at > 2
            break
    assert "push" not in shop.crm.calls


def test_a_dry_run_lists_a_page_and_counts_all(shop: Counter) -> None:
    """Those a person must decide about are listed before all others."""
    shop.crm.make(Kind.CLIENT, {"name": "Я последний", "phone": "8 912 345-67-01"})
    for at in range(MAX_ROWS + 1):
        values = {"created_at": shop.at(), "kind": "person", "name": f"Клиент {at}"}
        shop.desk.put("client", values | {"email": "", "archived": False})
    shop.desk.push()
    alike = shop.client()
    shop.say(state="new")
    found = Rehearsal(shop.engine.rehearsed(), lambda _done, _total: True).run()
    assert (found.create, found.conflict, found.done) == (MAX_ROWS + 1, 1, MAX_ROWS + 2)
    assert len(found.rows) == MAX_ROWS
    assert (found.rows[0].uid, found.rows[0].what) == (alike, "conflict")
