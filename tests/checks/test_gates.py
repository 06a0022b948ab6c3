"""What must be there before a stage: one question, one fact."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake_app.checks.gates import ASKED, FREE_KINDS, Gate, OrderFacts, missing
from intake_app.checks.outcomes import FITTING, Outcome, fits, usual
from intake_app.checks.stage_rules import DONE, SHIPPED, Clock
from intake_app.checks.stages import Stage
from intake_app.errors import Problem

BARE = OrderFacts(stage="diagnostics", has_bench=True, loans_out=1, lines_minor=500, beyond_minor=1)
OPENED = {
    Gate.TECHNICIAN: {"has_technician": True},
    Gate.DIAGNOSIS: {"has_diagnosis": True},
    Gate.ESTIMATE: {"has_estimate": True},
    Gate.PARTS: {"parts_waited": 2},
    Gate.AGREED: {"beyond_minor": 0},
    Gate.PARTNER: {"is_outside": True, "outside_dated": True},
    Gate.CHECKLIST: {"tested": True},
    Gate.REASON: {"comment": "так надо"},
    Gate.NOTICE: {"hold_notices": 1},
    Gate.OUTCOME: {"outcome": "repaired"},
    Gate.WORKS: {"works": 1},
    Gate.PLACE: {"in_place": True},
    Gate.PAID: {"paid_minor": 500},
    Gate.LOANER: {"loans_out": 0},
    Gate.HANDOVER: {"handed_over": True},
    Gate.WARNED: {"warned": True},
    Gate.LADDER: {"ladder_done": True},
}


@pytest.mark.parametrize("gate", OPENED)
def test_a_gate_is_shut_until_its_fact_is_there(gate: Gate) -> None:
    assert missing([gate], BARE, "issued") == (gate,)
    assert missing([gate], replace(BARE, **OPENED[gate]), "issued") == ()


@pytest.mark.parametrize("gate", Gate)
def test_every_gate_has_its_sentence(gate: Gate) -> None:
    assert Problem(f"gate_{gate.value}")


def test_a_shop_without_technicians_is_not_asked_for_one() -> None:
    assert missing([Gate.TECHNICIAN], replace(BARE, has_bench=False), "in_repair") == ()


def test_a_part_that_comes_nobody_knows_when_is_not_enough() -> None:
    facts = replace(BARE, parts_waited=2, parts_undated=1)
    assert missing([Gate.PARTS], facts, "awaiting_parts") == (Gate.PARTS,)


@pytest.mark.parametrize(
    ("facts", "is_open"),
    [
        ({"lines_minor": None}, False),
        ({"lines_minor": 1}, True),
        ({"lines_minor": None, "estimate_minor": 5}, True),
        ({"lines_minor": None, "has_estimate": True}, True),
    ],
)
def test_a_sum_is_known_by_lines_an_estimate_or_the_counter(
    facts: dict[str, object], is_open: bool
) -> None:
    found = missing([Gate.AMOUNT], replace(BARE, **facts), "awaiting_prepayment")
    assert (found == ()) is is_open


@pytest.mark.parametrize("stage", ["ready", "ready_no_repair", "unclaimed"])
def test_what_was_ready_comes_back_with_a_reason_only(stage: str) -> None:
    facts = replace(BARE, stage=stage)
    assert missing([Gate.BACK], BARE, "in_repair") == ()
    assert missing([Gate.BACK], facts, "in_repair") == (Gate.BACK,)
    assert missing([Gate.BACK], replace(facts, comment="не держит"), "in_repair") == ()


@pytest.mark.parametrize("kind", sorted(FREE_KINDS))
def test_a_free_repair_wants_neither_consent_nor_money(kind: str) -> None:
    facts = replace(BARE, repair_kind=kind)
    assert missing([Gate.AGREED, Gate.PAID], facts, "issued") == ()


@pytest.mark.parametrize(
    ("to", "lines", "due"),
    [("issued", 300, 300), ("issued", None, 900), ("issued_no_repair", None, 0)],
)
def test_what_is_due_are_the_lines_else_what_was_estimated(
    to: str, lines: int | None, due: int
) -> None:
    facts = replace(BARE, lines_minor=lines, estimate_minor=900)
    assert facts.due_minor(to) == due


def test_who_may_hand_out_in_debt_is_not_held_up() -> None:
    assert missing([Gate.PAID], replace(BARE, may_owe=True), "issued") == ()


def test_several_come_in_the_order_of_the_table() -> None:
    assert missing(reversed(Gate), BARE, "issued")[:3] == tuple(Gate)[:3]


def test_the_table_has_every_stage_and_asks_only_what_it_may() -> None:
    assert set(SHIPPED) == set(Stage)
    assert all(rule.on <= set(rule.gates) for rule in SHIPPED.values())
    assert {"ready", "issued", "cancelled"} <= DONE
    assert "on_hold" not in DONE


@pytest.mark.parametrize(
    ("stage", "kind", "runs"),
    [
        (Stage.AWAITING_APPROVAL, "paid", False),
        (Stage.AWAITING_APPROVAL, "warranty", True),
        (Stage.AWAITING_PARTS, "paid", True),
        (Stage.ON_HOLD, "own_warranty", True),
        (Stage.READY, "warranty", False),
        (Stage.ISSUED, "paid", False),
    ],
)
def test_the_clock_waits_for_the_client_but_not_under_warranty(
    stage: Stage, kind: str, runs: bool
) -> None:
    assert SHIPPED[stage].runs_for(kind) is runs


def test_a_simple_shop_is_asked_little() -> None:
    elsewhere = {gate for rule in SHIPPED.values() for gate in rule.on} - set(ASKED)
    leaving = {Gate.PAID, Gate.LOANER, Gate.HANDOVER}
    assert elsewhere == leaving | {Gate.AGREED, Gate.WARNED, Gate.LADDER}
    assert {rule.clock for rule in SHIPPED.values()} == set(Clock)


def test_a_result_fits_the_stage_it_is_said_of() -> None:
    assert {one for said in FITTING.values() for one in said} == set(Outcome)
    assert fits("repaired", "ready")
    assert not fits("repaired", "ready_no_repair")
    assert not fits("repaired", "issued")
    assert (usual("ready"), usual("ready_no_repair")) == ("repaired", "")
