"""Every action is refused to those who may not, by the services themselves, whatever menus show.

Each use case that writes stands in one of two tables: with the right it asks for, or among those
that everybody has. One that is new and in neither fails the test.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, get_type_hints
from uuid import UUID

import pytest

from intake_app.checks.rights import HELD_BY, KEY, ROLES, Right
from intake_app.checks.till import Move
from intake_app.errors import IntakeError, Problem
from intake_app.services import bench_reading, use_cases
from intake_app.services.agreement_rows import (
    Alternative,
    AnswerDraft,
    NoticeDraft,
    PromiseDraft,
    Verdict,
)
from intake_app.services.figures_rows import By, Span
from intake_app.services.handover_rows import HandoverDraft
from intake_app.services.loaner_rows import LendDraft, LoanerDraft, ReturnDraft
from intake_app.services.money_rows import Back, Part, Taking
from intake_app.services.outside_draft import OutsideDraft
from intake_app.services.work_rows import LineDraft, PriceDraft
from tests.rigs.drafts import INTAKE
from tests.rigs.road import send
from tests.rigs.watch import NOON

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from intake_app.services.use_cases import Services

    Action = Callable[[Services, UUID], object]

NO = UUID(int=7)  # of nothing that is here
PHONE = LoanerDraft(kind="смартфон", serial="R58")
DAY = NOON.date()
ACTIONS: Mapping[str, tuple[Right, Action]] = {
    "approvals.record": (
        Right.APPROVE,
        lambda s, o: s.approvals.record(o, AnswerDraft(Verdict.YES, "да")),
    ),
    "cheques.attach": (Right.TAKE_MONEY, lambda s, _: s.cheques.attach(NO, "1 2 3")),
    "estimates.make": (Right.APPROVE, lambda s, o: s.estimates.make(o, [Alternative(minor=100)])),
    "fiscal_jobs.again": (Right.TAKE_MONEY, lambda s, _: s.fiscal_jobs.again(NO)),
    "handovers.check": (Right.MOVE, lambda s, o: s.handovers.check(o, '{"экран":"works"}')),
    "handovers.foresee": (
        Right.ISSUE,
        lambda s, o: s.handovers.foresee(o, HandoverDraft(), lambda _: 0),
    ),
    "handovers.hand_over": (
        Right.ISSUE,
        lambda s, o: s.handovers.hand_over(o, HandoverDraft(printing=False)),
    ),
    "loaners.add": (Right.LEND, lambda s, _: s.loaners.add(PHONE)),
    "loaners.archive": (Right.LEND, lambda s, _: s.loaners.archive(NO)),
    "loaners.change": (Right.LEND, lambda s, _: s.loaners.change(NO, PHONE)),
    "loaners.demand": (Right.LEND, lambda s, o: s.loaners.demand(o)),
    "loaners.lend": (Right.LEND, lambda s, o: s.loaners.lend(o, NO, LendDraft())),
    "loaners.take_back": (Right.LEND, lambda s, _: s.loaners.take_back(NO, ReturnDraft())),
    "lines.add": (Right.WORK, lambda s, o: s.lines.add(o, LineDraft(text="x", price_minor=1))),
    "lines.bring_back": (Right.WORK, lambda s, _: s.lines.bring_back(NO)),
    "lines.edit": (Right.WORK, lambda s, _: s.lines.edit(NO, {"text": "x"})),
    "lines.edit of a cost": (Right.PRICES, lambda s, _: s.lines.edit(NO, {"cost_minor": 1})),
    "lines.find": (Right.DIAGNOSE, lambda s, o: s.lines.find(o, "diagnosis", "контроллер")),
    "lines.remove": (Right.WORK, lambda s, _: s.lines.remove(NO)),
    "lines.shift": (Right.WORK, lambda s, _: s.lines.shift(NO, 1)),
    "moves.move": (Right.MOVE, lambda s, o: s.moves.move(o, "cancelled", comment="x")),
    "moves.move into work": (Right.WORK, lambda s, o: s.moves.move(o, "testing")),
    "moves.move on hold": (Right.HOLD, lambda s, o: s.moves.move(o, "on_hold", comment="x")),
    "moves.move out": (Right.ISSUE, lambda s, o: s.moves.move(o, "issued_no_repair")),
    "moves.move away for good": (Right.DISPOSE, lambda s, o: s.moves.move(o, "disposed")),
    "notices.tell": (Right.APPROVE, lambda s, o: s.notices.tell(o, NoticeDraft("risk", "x"))),
    "outside.back": (Right.WORK, lambda s, _: s.outside.back(NO, DAY.isoformat())),
    "outside.expect": (Right.WORK, lambda s, _: s.outside.expect(NO, DAY.isoformat())),
    "outside.send": (
        Right.WORK,
        lambda s, o: s.outside.send(o, OutsideDraft(partner="Партнёр", eta=DAY.isoformat())),
    ),
    "passcodes.show": (Right.SEE_PASSCODE, lambda s, o: s.passcodes.show(o)),
    "payments.forget_account": (
        Right.TAKE_MONEY,
        lambda s, _: s.payments.forget_account(NO, NO, "x"),
    ),
    "payments.give_back": (Right.REFUND, lambda s, _: s.payments.give_back(Back(NO, NO, 1, "x"))),
    "payments.offset": (Right.TAKE_MONEY, lambda s, o: s.payments.offset(NO, NO, o, 1)),
    "payments.put_on_account": (
        Right.TAKE_MONEY,
        lambda s, o: s.payments.put_on_account(NO, o, 1),
    ),
    "payments.take": (
        Right.TAKE_MONEY,
        lambda s, o: s.payments.take(Taking(NO, o, (Part("card", 1),))),
    ),
    "placements.put": (Right.STORE, lambda s, o: s.placements.put(o, None)),
    "placements.put_by_label": (Right.STORE, lambda s, o: s.placements.put_by_label(o, "1")),
    "places.add_run": (Right.STOCK, lambda s, _: s.places.add_run(["А"])),
    "places.archive": (Right.STOCK, lambda s, _: s.places.archive(NO)),
    "places.change": (Right.STOCK, lambda s, _: s.places.change(NO, "А", None)),
    "places.move": (Right.STOCK, lambda s, _: s.places.move(NO, None)),
    "places.rename": (Right.STOCK, lambda s, _: s.places.rename(NO, "А")),
    "places.restore": (Right.STOCK, lambda s, _: s.places.restore(NO)),
    "preferences.choose": (Right.RULES, lambda s, _: s.preferences.choose(KEY, {})),
    "price_list.add": (Right.PRICES, lambda s, _: s.price_list.add(PriceDraft(text="x"))),
    "price_list.archive": (Right.PRICES, lambda s, _: s.price_list.archive(NO)),
    "price_list.bring_back": (Right.PRICES, lambda s, _: s.price_list.bring_back(NO)),
    "price_list.edit": (Right.PRICES, lambda s, _: s.price_list.edit(NO, PriceDraft(text="x"))),
    "promises.move": (
        Right.APPROVE,
        lambda s, o: s.promises.move(o, PromiseDraft(NOON + timedelta(days=9), "x")),
    ),
    "shifts.add_box": (Right.CASH_OUT, lambda s, _: s.shifts.add_box("Касса")),
    "shifts.archive_box": (Right.CASH_OUT, lambda s, _: s.shifts.archive_box(NO)),
    "shifts.close": (Right.SHIFT, lambda s, _: s.shifts.close(NO, NO, 0)),
    "shifts.move": (Right.SHIFT, lambda s, _: s.shifts.move(NO, NO, Move.IN, 1, "x")),
    "shifts.move out": (Right.CASH_OUT, lambda s, _: s.shifts.move(NO, NO, Move.OUT, 1, "x")),
    "shifts.open": (Right.SHIFT, lambda s, _: s.shifts.open(NO, NO, 0)),
    "shifts.register_alone": (
        Right.SHIFT,
        lambda s, _: s.shifts.register_alone(NO, closing=True),
    ),
    "shifts.rename_box": (Right.CASH_OUT, lambda s, _: s.shifts.rename_box(NO, "Касса")),
    "shifts.take_back": (Right.CASH_OUT, lambda s, _: s.shifts.take_back(NO, NO, "x")),
    "staff.add": (Right.RULES, lambda s, _: s.staff.add("Новый", "manager")),
    "staff.give_role": (Right.RULES, lambda s, _: s.staff.give_role(NO, "owner")),
    "stock.count": (Right.STOCK, lambda s, _: s.stock.count({NO: 1})),
    "stock.receive": (Right.STOCK, lambda s, _: s.stock.receive(NO)),
    "stock.write_off": (Right.STOCK, lambda s, _: s.stock.write_off(NO, 1000, "x")),
    "stocktakes.keep": (Right.STORE, lambda s, _: s.stocktakes.keep(None, ())),
    "taking.pass_over": (Right.TAKE_NEXT, lambda s, o: s.taking.pass_over(o, "no_part")),
    "taking.take_next": (Right.TAKE_NEXT, lambda s, _: s.taking.take_next()),
    "unclaimed.print_warning": (Right.APPROVE, lambda s, o: s.unclaimed.print_warning(o)),
    "figures.read": (
        Right.FIGURES,
        lambda s, _: s.figures.read(Span(DAY, DAY), lambda _done, _of: None),
    ),
    "figures.behind": (Right.FIGURES, lambda s, _: s.figures.behind(By.STAGE, "accepted")),
    "bench.passed": (Right.SEE_PASSED, lambda s, _: _passed(s)),
}
"""By what is done; what asks for another right by its values stands here once for each."""
EVERYBODY = frozenset(
    """
    intakes.receive intakes.receive_batch intakes.end_visit intakes.end_visits intakes.void
    clients.edit clients.add_phone clients.edit_phone clients.put_phone_away clients.confirm_phone
    clients.add_contact clients.edit_contact clients.put_contact_away clients.set_class
    clients.set_conflict clients.tell_apart clients.merge clients.unmerge clients.undo
    consents.grant consents.withdraw consents.print_paper catalogue.add catalogue.archive
    counts.add forgetting.forget hints.keep hints.archive
    orders.add_photos orders.add_files orders.reprint moves.undo lines.part price_list.set_low
    tasks.give tasks.finish tasks.reopen tasks.remark places.known payments.print_slip
    shifts.print_report desk_papers.print_staff desk_papers.print_places
    staff.rename staff.archive staff.restore staff.give_badge staff.set_pin
    """.split()  # noqa: SIM905 - read by people
)
"""The counter's own work, and what asks no more than to be one of the shop."""
MACHINERY = frozenset(
    {"cargo", "disputes", "drafts", "printouts", "replica", "vault", "desk_papers", "passcodes"}
)
_BY_THE_PROGRAM = frozenset({"fiscal_jobs.begin", "fiscal_jobs.end", "fiscal_jobs.recover"})


def _passed(services: Services) -> object:
    store = services.moves.store
    with store.reading() as session:
        return bench_reading.passed(session.driver, store.recorder.operator, 9)


LOCKED = replace(INTAKE, passcode_kind="pin", passcode="4711")
WAYS = {
    "moves.move into work": ("in_repair",),
    "moves.move out": ("ready_no_repair",),
    "moves.move away for good": ("in_repair", "ready", "unclaimed"),
}
"""Where an order must stand for a move to be one of the table's."""


def asked(services: Services, name: str) -> str:
    """The right that an action asks for and Anna has not; nothing where it went beyond that."""
    store = services.moves.store
    anna, store.recorder = store.recorder, replace(store.recorder, operator="Вера")
    order = services.intakes.receive(LOCKED, printing=False).order_id
    send(services, order, *WAYS.get(name, ()))
    store.recorder = anna
    try:
        ACTIONS[name][1](services, order)
    except IntakeError as error:
        if error.problem is Problem.PASSCODE_ROLE:
            return Right.SEE_PASSCODE.value
        return error.detail if error.problem is Problem.NOT_ALLOWED else ""
    return ""


@pytest.mark.parametrize("role", ROLES)
def test_each_role_does_what_it_may_and_nothing_else(services: Services, role: str) -> None:
    services.staff.add("Анна", role)
    services.staff.add("Вера", "owner")  # without an owner everybody may change the rules
    expected = {
        name: "" if role in HELD_BY[right] else right.value for name, (right, _) in ACTIONS.items()
    }
    assert {name: asked(services, name) for name in ACTIONS} == expected


def test_the_owner_may_take_each_right_away(services: Services) -> None:
    services.staff.add("Анна", "manager")
    services.staff.add("Вера", "owner")
    recorder = services.moves.store.recorder
    found: dict[str, str] = {}
    rules = Right.RULES  # nobody else ever has that one
    wanted = {name: right.value for name, (right, _) in ACTIONS.items() if right is not rules}
    for name, right in wanted.items():
        services.moves.store.recorder = replace(recorder, operator="Вера")
        services.preferences.choose(KEY, {right: []})
        services.moves.store.recorder = recorder
        found[name] = asked(services, name)
    assert found == wanted


def test_every_right_is_asked_for_by_some_action() -> None:
    elsewhere = {Right.ISSUE_IN_DEBT, Right.CRM}  # of a debtor's head; in the tests of the CRM
    assert {right for right, _ in ACTIONS.values()} == set(Right) - elsewhere


def test_every_use_case_that_writes_has_its_place() -> None:
    known = {name.split(" ")[0] for name in ACTIONS} | EVERYBODY | _BY_THE_PROGRAM
    kinds: dict[str, Any] = get_type_hints(use_cases.Services)
    writing = {
        f"{service}.{name}"
        for service, kind in kinds.items()
        if service not in MACHINERY
        for name, method in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_") and re.search(r"\.writing\(\)", inspect.getsource(method))
    }
    assert writing - known == set()
