"""Orders move by the table: who may, what must be there, what is kept of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from intake_app.checks.gates import Gate
from intake_app.errors import Problem, RejectedError
from intake_app.models.agreeing import Approval, Estimate, Notice
from intake_app.models.orders import Order, StageMove
from intake_app.models.people import Staff
from intake_app.models.returning import Checkup, Loan, Loaner
from intake_app.models.work import Line
from intake_app.services import folding
from intake_app.services.drafts import ClientKind, RepairKind
from intake_app.services.moves import Wish, carry_out
from intake_app.services.papers import ReceiptData
from tests.rigs.drafts import INTAKE
from tests.rigs.road import send

if TYPE_CHECKING:
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch

WORK = {"kind": "work", "text": "пайка", "by": "Илья"}


@pytest.fixture
def order(services: Services) -> UUID:
    return services.intakes.receive(INTAKE).order_id


def hire(services: Services, name: str, role: str) -> UUID:
    with services.moves.store.writing() as session:
        return session.create(Staff, created_at=session.now, name=name, role=role)


def charge(services: Services, order: UUID, minor: int) -> None:
    with services.moves.store.writing() as session:
        made = {"order_id": order, "created_at": session.now, "price_minor": minor}
        session.create(Line, **WORK, **made)


def header(services: Services, order: UUID) -> Order:
    with services.moves.store.reading() as session:
        return session.query(Order).filter_by(id=order).one()


def refused(
    services: Services, order: UUID, to: str, comment: str = "", outcome: str = ""
) -> RejectedError:
    with pytest.raises(RejectedError) as caught:
        services.moves.move(order, to, comment=comment, outcome=outcome)
    return caught.value


def test_a_move_is_a_fact_with_who_when_where_and_why(services: Services, order: UUID) -> None:
    moved = services.moves.move(order, "diagnostics", comment=" на стол ")
    found = header(services, order)
    assert (moved.before, moved.to, moved.number) == ("accepted", "diagnostics", found.number)
    assert (found.stage, found.stage_at) == ("diagnostics", services.moves.store.recorder.now())
    with services.moves.store.reading() as session:
        facts = session.query(StageMove).order_by(StageMove.id).all()
    told = [(fact.to_stage, fact.by, fact.comment, fact.desk) for fact in facts]
    assert told == [("accepted", "Анна", "", "A"), ("diagnostics", "Анна", "на стол", "A")]


def test_a_refused_move_names_each_gate_and_changes_nothing(
    services: Services, order: UUID
) -> None:
    hire(services, "Илья", "technician")
    hire(services, "Анна", "manager")
    charge(services, order, 100_00)
    before = services.replica.standing().pending
    error = refused(services, order, "in_repair")
    assert error.problem is Problem.STAGE_GATE
    assert error.fields == {
        "technician": Problem.GATE_TECHNICIAN,
        "agreed": Problem.GATE_AGREED,
    }
    assert header(services, order).stage == "accepted"
    assert services.replica.standing().pending == before


def test_whoever_repairs_takes_it_with_the_move(services: Services, order: UUID) -> None:
    mine = hire(services, "Анна", "technician")
    services.moves.move(order, "diagnostics")
    assert header(services, order).technician_id == mine


def test_somebody_else_may_be_named(services: Services, order: UUID) -> None:
    hire(services, "Анна", "technician")
    other = hire(services, "Илья", "technician")
    services.moves.move(order, "diagnostics", technician=other)
    assert header(services, order).technician_id == other


def test_nobody_unknown_can_be_named(services: Services, order: UUID) -> None:
    with pytest.raises(RejectedError) as caught:
        services.moves.move(order, "diagnostics", technician=uuid4())
    assert caught.value.problem is Problem.NO_TECHNICIAN


def test_ready_means_repaired_and_the_way_back_forgets_it(services: Services, order: UUID) -> None:
    send(services, order, "in_repair")
    services.moves.move(order, "ready")
    assert header(services, order).outcome == "repaired"
    assert refused(services, order, "in_repair").fields == {"back": Problem.GATE_BACK}
    services.moves.move(order, "in_repair", comment="снова не заряжается")
    assert header(services, order).outcome == ""


def test_an_outcome_stays_when_the_device_leaves(services: Services, order: UUID) -> None:
    services.moves.move(order, "ready_no_repair", comment="дорого", outcome="refused_price")
    send(services, order, "issued_no_repair")
    found = header(services, order)
    assert (found.outcome, found.outcome_note) == ("refused_price", "дорого")


def test_an_outcome_that_is_asked_for_must_be_said(services: Services, order: UUID) -> None:
    services.preferences.choose("stages", {"ready": {"gates": ["outcome"]}})
    send(services, order, "in_repair")
    assert refused(services, order, "ready").fields == {"outcome": Problem.GATE_OUTCOME}
    error = refused(services, order, "ready", outcome="refused_price")
    assert error.fields == {"outcome": Problem.OUTCOME_UNFIT}
    services.moves.move(order, "ready", outcome="partly")
    assert header(services, order).outcome == "partly"


@pytest.mark.parametrize(
    ("to", "problem"), [("issued", Problem.STAGE_NOT_ALLOWED), ("on_hold", Problem.STAGE_GATE)]
)
def test_the_machine_comes_before_the_gates(
    services: Services, order: UUID, to: str, problem: Problem
) -> None:
    assert refused(services, order, to).problem is problem


def test_an_endless_comment_and_an_unknown_order_are_refused(
    services: Services, order: UUID
) -> None:
    assert refused(services, order, "on_hold", comment="x" * 4001).problem is Problem.TOO_LONG
    assert refused(services, uuid4(), "on_hold").problem is Problem.UNKNOWN_RECORD


def test_a_role_goes_only_where_it_may(services: Services, order: UUID) -> None:
    hire(services, "Анна", "reception")
    assert refused(services, order, "in_repair").problem is Problem.NOT_ALLOWED
    assert refused(services, order, "on_hold", comment="x").problem is Problem.NOT_ALLOWED
    hire(services, "Ольга", "owner")
    choices = {one.code: one for one in services.orders.card(order).choices}
    assert not choices["on_hold"].may
    assert choices["diagnostics"].may


def test_the_owner_says_who_goes_where(services: Services, order: UUID) -> None:
    services.preferences.choose("stages", {"on_hold": {"roles": ["reception"]}})
    services.preferences.choose("rights", {"move": ["reception", "manager"]})
    hire(services, "Анна", "reception")
    services.moves.move(order, "on_hold", comment="ждём")
    assert header(services, order).stage == "on_hold"
    hire(services, "Анна", "technician")  # a namesake: both must be allowed
    assert refused(services, order, "diagnostics").problem is Problem.NOT_ALLOWED


def test_who_may_change_the_rules(services: Services, order: UUID) -> None:
    hire(services, "Анна", "reception")
    services.preferences.choose("rights", {"hold": ["reception"]})  # nobody is the owner yet
    hire(services, "Ольга", "owner")
    for key in ("rights", "stages"):
        with pytest.raises(RejectedError) as caught:
            services.preferences.choose(key, None)
        assert caught.value.problem is Problem.NOT_ALLOWED
    services.preferences.choose("calendar", None)
    services.moves.move(order, "on_hold", comment="по новым правам")


def test_the_client_s_yes_opens_the_work(services: Services, order: UUID) -> None:
    charge(services, order, 5000_00)
    assert refused(services, order, "in_repair").fields == {"agreed": Problem.GATE_AGREED}
    with services.moves.store.writing() as session:
        made = {"order_id": order, "at": session.now, "by": "Анна", "currency": "RUB"}
        offer = session.create(
            Estimate, **made, version=1, lines="[]", minor=5000_00, estimate_kind="approximate"
        )
        session.create(
            Approval,
            **made,
            estimate_id=offer,
            agreed=True,
            minor=5000_00,
            channel="phone",
            said_at=session.now,
        )
    services.moves.move(order, "in_repair")


def test_work_within_the_limit_needs_no_call(services: Services) -> None:
    order = services.intakes.receive(replace(INTAKE, limit_minor=3000_00)).order_id
    charge(services, order, 3000_00)
    services.moves.move(order, "in_repair")


def test_a_debt_keeps_it_here_unless_the_role_may_let_it_go(services: Services) -> None:
    order = services.intakes.receive(replace(INTAKE, estimate_minor=100_00)).order_id
    send(services, order, "in_repair", "ready")
    hire(services, "Анна", "reception")
    services.preferences.choose("stages", {"issued": {"gates": ["paid", "loaner"]}})
    assert refused(services, order, "issued").fields == {"paid": Problem.GATE_PAID}
    hire(services, "Ольга", "manager")
    services.moves.store.recorder = replace(services.moves.store.recorder, operator="Ольга")
    services.moves.move(order, "issued")


def test_a_loaner_keeps_it_here_whoever_asks(services: Services, order: UUID) -> None:
    send(services, order, "in_repair", "ready")
    with services.moves.store.writing() as session:
        loaner = session.create(Loaner, created_at=session.now, kind="смартфон")
        session.write_created()
        lent = {"loaner_id": loaner, "order_id": order, "currency": "RUB"}
        session.create(Loan, **lent, at=session.now, by="Анна")
    assert refused(services, order, "issued").fields["loaner"] is Problem.GATE_LOANER


def test_the_checklist_counts_from_the_last_repair(
    services: Services, order: UUID, watch: Watch
) -> None:
    services.preferences.choose("stages", {"ready": {"gates": ["checklist"]}})

    def check() -> None:
        with services.moves.store.writing() as session:
            made = {"order_id": order, "at": session.now, "by": "Илья"}
            session.create(Checkup, **made, kind="testing", marks="{}")

    check()
    watch.forward(minutes=1)
    send(services, order, "in_repair")
    assert refused(services, order, "ready").fields == {"checklist": Problem.GATE_CHECKLIST}
    check()
    services.moves.move(order, "ready")


@pytest.mark.parametrize(("kind", "warnings"), [(ClientKind.PERSON, 1), (ClientKind.COMPANY, 2)])
def test_what_nobody_fetches_goes_by_the_ladder(
    services: Services, watch: Watch, kind: ClientKind, warnings: int
) -> None:
    client = replace(INTAKE.client, kind=kind)
    order = services.intakes.receive(replace(INTAKE, client=client)).order_id
    send(services, order, "ready_no_repair")
    watch.forward(days=70)
    assert refused(services, order, "unclaimed").fields == {"warned": Problem.GATE_WARNED}
    for _ in range(warnings):
        watch.forward(days=20)
        with services.moves.store.writing() as session:
            made = {"order_id": order, "at": session.now, "said_at": session.now, "by": "Анна"}
            session.create(
                Notice, **made, kind="unclaimed", channel="letter", text="…", proof="RU12"
            )
    services.moves.move(order, "unclaimed")
    assert refused(services, order, "disposed").fields == {"ladder": Problem.GATE_LADDER}
    watch.forward(days=70)
    services.moves.move(order, "disposed")


def test_a_move_may_be_part_of_more_and_waive_what_it_looked_after(
    services: Services, order: UUID
) -> None:
    charge(services, order, 100_00)
    with services.moves.store.writing() as session:
        carry_out(session, order, Wish(to="in_repair", waived=frozenset({Gate.AGREED})))
        carry_out(session, order, Wish(to="ready", waived=frozenset({Gate.AGREED})))
    assert header(services, order).stage == "ready"


def test_a_place_is_put_in_the_same_transaction(services: Services, order: UUID) -> None:
    cell = services.places.add("А-1")
    send(services, order, "in_repair")
    services.moves.move(order, "ready", place=cell.id)
    assert header(services, order).place_id == cell.id


def test_the_last_move_goes_back_within_a_minute(
    services: Services, order: UUID, watch: Watch
) -> None:
    hire(services, "Анна", "technician")
    services.moves.move(order, "diagnostics")
    watch.forward(seconds=59)
    assert services.moves.undo(order).to == "accepted"
    assert header(services, order).technician_id is None
    services.moves.move(order, "diagnostics")
    watch.forward(seconds=61)
    with pytest.raises(RejectedError) as caught:
        services.moves.undo(order)
    assert caught.value.problem is Problem.MOVE_OLD


def test_nothing_goes_back_where_the_table_has_no_way_or_somebody_else_moved(
    services: Services, order: UUID
) -> None:
    services.moves.move(order, "in_repair")
    with pytest.raises(RejectedError) as caught:
        services.moves.undo(order)
    assert caught.value.problem is Problem.STAGE_NOT_ALLOWED
    services.moves.store.recorder = replace(services.moves.store.recorder, operator="Илья")
    with pytest.raises(RejectedError) as other:
        services.moves.undo(order)
    assert other.value.problem is Problem.MOVE_OLD
    with pytest.raises(RejectedError) as nobody:
        services.moves.undo(uuid4())
    assert nobody.value.problem is Problem.UNKNOWN_RECORD


def test_the_choices_tell_what_is_asked_and_what_is_shut(services: Services, order: UUID) -> None:
    hire(services, "Илья", "technician")
    hire(services, "Анна", "owner")
    send(services, order, "diagnostics")
    charge(services, order, 100_00)
    choices = {one.code: one for one in services.orders.card(order).choices}
    assert tuple(choices)[-1] == "in_repair"
    assert choices["in_repair"].shut == (Gate.AGREED,)
    assert choices["in_repair"].asked == (Gate.TECHNICIAN,)
    assert not choices["in_repair"].is_open
    assert choices["on_hold"].asked == (Gate.REASON,)
    assert choices["ready_no_repair"].asked == (Gate.OUTCOME,)
    services.moves.store.recorder = replace(services.moves.store.recorder, operator="Илья")
    choices = {one.code: one for one in services.orders.card(order).choices}
    assert choices["in_repair"].asked == ()


def test_an_intake_knows_when_a_loaner_was_asked_for(shop: Shop, services: Services) -> None:
    draft = replace(INTAKE, repair_kind=RepairKind.WARRANTY, loaner_wanted=True)
    found = header(services, services.intakes.receive(draft).order_id)
    assert (found.loaner_wanted_on, found.stage_at) == ("2026-11-22", found.accepted_at)


def test_the_act_of_completed_work_says_how_it_ended(services: Services, order: UUID) -> None:
    send(services, order, "in_repair")
    services.moves.move(order, "ready", outcome="partly", comment="камера без стекла")
    paper = services.orders.paper(order, "completed")
    assert isinstance(paper, ReceiptData)
    assert (paper.outcome, paper.outcome_note) == ("partly", "камера без стекла")


def test_a_way_back_among_stages_of_work_keeps_the_technician(
    services: Services, order: UUID
) -> None:
    mine = hire(services, "Анна", "technician")
    send(services, order, "in_repair")
    services.moves.move(order, "testing")
    assert services.moves.undo(order).to == "in_repair"
    assert header(services, order).technician_id == mine


def test_a_late_move_of_another_desk_leaves_the_hour_alone(
    services: Services, order: UUID, watch: Watch
) -> None:
    watch.forward(hours=1)
    services.moves.move(order, "cancelled", comment="передумал")
    since = header(services, order).stage_at
    watch.forward(hours=1)
    with services.moves.store.writing() as session:
        late = {"order_id": order, "at": session.now, "by": "Илья", "desk": "B"}
        session.create(StageMove, **late, from_stage="accepted", to_stage="diagnostics")
        session.settle()
        with session.unrecorded({"order"}) as driver:
            assert folding.fold(driver, order.bytes)  # what to look at is new
            assert not folding.fold(driver, order.bytes)
    found = header(services, order)
    assert (found.stage, found.stage_at) == ("cancelled", since)


def test_a_move_that_counts_brings_its_own_hour(
    services: Services, order: UUID, watch: Watch
) -> None:
    watch.forward(hours=1)
    with services.moves.store.writing() as session:
        moved = {"order_id": order, "at": session.now, "by": "Илья"}
        session.create(StageMove, **moved, from_stage="accepted", to_stage="diagnostics")
        session.settle()
        with session.unrecorded({"order"}) as driver:
            assert folding.fold(driver, order.bytes)
    found = header(services, order)
    assert (found.stage, found.stage_at) == ("diagnostics", watch())


def test_the_finder_lists_the_places(shop: Shop, services: Services) -> None:
    services.places.add("Склад")
    assert [cell.path for cell in shop.finder.cells()] == ["Склад"]


def test_a_choice_can_be_asked_for_outside_the_screens(services: Services) -> None:
    services.preferences.choose("calendar", {"holidays": False})
    assert services.preferences.value("calendar") == {"holidays": False}
    services.preferences.choose("calendar", None)
    assert services.preferences.value("calendar") is None
