"""F7 by keys: the stage, then only what that stage wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.models.work import Line
from intake_app.services.drafts import IntakeDraft
from tests.rigs.road import send
from tests.ui.counter import IPHONE, PETER

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.preferences import Json
    from intake_app.services.rows import OrderCard
    from tests.ui.counter import Counter

DRAFT = IntakeDraft(client=PETER, device=IPHONE, fault="не заряжается")


@pytest.fixture
def order(counter: Counter) -> UUID:
    found = counter.give(DRAFT).order_id
    _open(counter, found)
    return found


def test_ready_asks_how_it_ended_and_repaired_is_one_enter_away(
    counter: Counter, order: UUID
) -> None:
    _at(counter, order, "in_repair")
    counter.press("F7")
    counter.type("готов к")
    counter.press("Return")
    assert counter.offered()[0] == "Отремонтировано"
    assert counter.parts.card.stage.line.placeholderText() == "чем закончился ремонт?"
    counter.press("Return")
    counter.settle()
    assert _card(counter, order).row.stage == "ready"
    assert counter.parts.card.close_stages() is False


def test_a_hold_wants_its_reason_and_enter_goes_on(counter: Counter, order: UUID) -> None:
    counter.press("F7")
    counter.type("приост")
    counter.press("Return", "Return")
    assert counter.parts.card.stage.is_marked()
    counter.type("клиент думает")
    counter.press("Return")
    counter.settle()
    card = _card(counter, order)
    assert card.row.stage == "on_hold"
    assert "клиент думает" in {event.text for event in card.story}


def test_escape_leaves_at_any_line_and_nothing_is_moved(counter: Counter, order: UUID) -> None:
    counter.press("F7")
    counter.type("без рем")
    counter.press("Return", "Escape")
    counter.settle()
    assert not counter.parts.card.stage.isVisible()
    assert counter.focused() == "card.comment"
    assert _card(counter, order).row.stage == "accepted"
    counter.press("F7")
    assert counter.offered()[0] == "На диагностике"


def test_a_technician_is_asked_for_where_nobody_is_named(counter: Counter, order: UUID) -> None:
    counter.desk.shop.services.staff.add("Илья", "technician")
    counter.desk.shop.services.staff.add("Анна", "manager")
    counter.parts.card.notice(frozenset({"order"}))
    counter.settle()
    counter.press("F7", "Return")
    assert counter.offered() == ["Илья"]
    counter.type("я")
    counter.press("Return")
    counter.settle()
    card = _card(counter, order)
    assert (card.row.stage, card.terms.technician) == ("diagnostics", "Илья")


def test_what_is_shut_stands_last_with_its_reason_and_cannot_be_taken(
    counter: Counter, order: UUID
) -> None:
    _at(counter, order, "diagnostics")
    _work_for(counter, order, 500_00)
    counter.parts.card.notice(frozenset({"order"}))
    counter.settle()
    counter.press("F7")
    assert counter.offered()[-1] == "В ремонте"
    last = counter.parts.card.stage.offered()[-1]
    assert last.shut
    assert last.note.startswith("Работа дороже согласованного")
    counter.type("в рем")
    counter.press("Return")
    assert counter.parts.card.stage.is_warned()
    counter.settle()
    assert _card(counter, order).row.stage == "diagnostics"


def test_a_role_that_may_not_go_there_is_told_so(counter: Counter, order: UUID) -> None:
    counter.desk.shop.services.staff.add("Илья", "technician")
    _open(counter, order)
    counter.press("F7")
    rows = {row.text: row for row in counter.parts.card.stage.offered()}
    assert rows["Приостановлен"].shut
    assert rows["Приостановлен"].note == "не для вашей роли"


def test_a_gate_shut_meanwhile_is_told_in_one_sentence(counter: Counter, order: UUID) -> None:
    _at(counter, order, "diagnostics")
    counter.press("F7")
    _work_for(counter, order, 500_00)
    counter.press("Return")
    counter.settle()
    assert counter.said() == "Работа дороже согласованного: сначала согласуйте с клиентом"


def test_a_place_is_asked_for_where_the_owner_wants_one(counter: Counter, order: UUID) -> None:
    services = counter.desk.shop.services
    services.preferences.choose("stages", {"ready": {"gates": ["place"]}})
    cell = services.places.add("А-1", "cell")
    _at(counter, order, "in_repair")
    counter.press("F7")
    counter.type("готов к")
    counter.press("Return", "Return")
    assert counter.offered() == ["А-1"]
    counter.press("Return")
    counter.settle()
    with services.orders.store.reading() as session:
        lies = session.driver.execute('SELECT place_id, stage FROM "order"').fetchone()
    assert lies == (cell.id.bytes, "ready")


def test_the_last_move_is_taken_back_by_a_key(counter: Counter, order: UUID) -> None:
    counter.press("F7", "Return")
    counter.settle()
    counter.press("Ctrl+Z")
    counter.settle()
    assert _card(counter, order).row.stage == "accepted"
    counter.desk.now.forward(minutes=2)  # type: ignore[attr-defined]
    counter.press("Ctrl+Z")
    counter.settle()
    assert counter.said().startswith("Отменить переход можно в течение минуты")


def test_the_owner_s_word_for_a_stage_is_shown_everywhere(counter: Counter, order: UUID) -> None:
    called: dict[str, Json] = {"diagnostics": {"label": {"ru": "На столе"}, "tint": "problem"}}
    counter.desk.shop.services.preferences.choose("stages", called)
    counter.press("F7")
    assert counter.offered()[0] == "На столе"
    counter.press("Return")
    counter.settle()
    counter.settle()
    assert counter.parts.card._chip.accessibleName() == "На столе"
    assert "На столе" in counter.said()


def _at(counter: Counter, order: UUID, *stages: str) -> None:
    send(counter.desk.shop.services, order, *stages)
    _open(counter, order)


def _work_for(counter: Counter, order: UUID, minor: int) -> None:
    with counter.desk.shop.services.orders.store.writing() as session:
        made = {"order_id": order, "created_at": session.now, "by": "Илья"}
        session.create(Line, **made, kind="work", text="пайка", price_minor=minor)


def _open(counter: Counter, order: UUID) -> None:
    counter.window.open_order(order)
    counter.settle()


def _card(counter: Counter, order: UUID) -> OrderCard:
    return counter.desk.shop.services.orders.card(order)
