"""Which stages an order may go to now, and what stands in the way of the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from intake_app.checks import gates, outcomes, stage_choices
from intake_app.checks.gates import ASKED, Gate
from intake_app.checks.stages import LEAVES, MOVES, Stage
from intake_app.services import allowed, order_state
from intake_app.services.chosen import chosen
from intake_app.services.stage_rows import StageChoice

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from intake_app.checks.gates import OrderFacts
    from intake_app.checks.stage_rules import StageRule
    from intake_app.services.order_state import Asker

_ON_ITS_PAGE = frozenset({Gate.PAID, Gate.LOANER, Gate.HANDOVER})
"""What is seen to on the page of the hand-over, where the choice of such a stage leads."""
_IS_TECHNICIAN = "SELECT count(*) FROM staff WHERE active AND role = 'technician' AND name = ?"


def choices(driver: Connection, order: bytes, asker: Asker) -> tuple[StageChoice, ...]:
    """Those that are open first, each in the order of the table."""
    operator = asker.operator
    facts = order_state.read(driver, order, asker)
    if driver.execute(_IS_TECHNICIAN, (operator,)).fetchone()[0] == 1:
        facts = replace(facts, has_technician=True)  # whoever moves it repairs it
    facts = replace(facts, outcome="")
    rules = stage_choices.read(chosen(driver, stage_choices.KEY))
    found = [
        _choice(rules[to], facts, to, may=allowed.may_move(driver, operator, rules[to]))
        for to in MOVES.get(Stage(facts.stage), ())
    ]
    return tuple(sorted(found, key=_is_shut))


def _choice(rule: StageRule, facts: OrderFacts, to: Stage, *, may: bool) -> StageChoice:
    missing = gates.missing(rule.on, facts, to)
    asked = {gate for gate in missing if gate in ASKED}
    if to.value in outcomes.FITTING:
        asked.add(Gate.OUTCOME)
    return StageChoice(
        to.value,
        may,
        tuple(gate for gate in missing if gate not in _seen_to(to)),
        tuple(gate for gate in ASKED if gate in asked),
    )


def _seen_to(to: Stage) -> frozenset[Gate]:
    on_its_page = _ON_ITS_PAGE if to in LEAVES else frozenset[Gate]()
    return frozenset(ASKED) | on_its_page


def _is_shut(choice: StageChoice) -> bool:
    return not choice.is_open
