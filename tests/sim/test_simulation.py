"""The shipped code in seeded worlds: nothing lost, doubled, overwritten, torn or left waiting."""

from __future__ import annotations

import os
import random

import pytest

from tests.sim.faults import Fault, ProtocolState
from tests.sim.hunt import Catch, hunting
from tests.sim.mutants import COMMON
from tests.sim.run import Report, verdicts
from tests.sim.workshop import Workshop
from tests.sim.world import lived

SEEDS = int(os.environ.get("SEEDS", "500"))  # on two cores at rest, three to four minutes
MOST = 400
"""Worlds in which one of the commonest planted bugs must have struck."""

_LOG = "."  # what a world does to its desks is worth many a warning
AIMED = {
    f"{fault.value} | {state.value}"
    for fault in (Fault.PARTED_ONE, Fault.HUB_RESTARTED, Fault.DESK_KILLED_IDLE, Fault.REPLY_LOST)
    for state in (ProtocolState.PULLING, ProtocolState.BOTH, ProtocolState.WAITING)
} - {f"{Fault.REPLY_LOST.value} | {ProtocolState.WAITING.value}"}


@pytest.mark.timeout(3600)
def test_no_world_breaks_a_promise() -> None:
    report = Report()
    for verdict in verdicts(range(SEEDS)):
        report.take(verdict)
    assert not report.failed, report.text()
    unmet = [fault.value for fault in Fault if not report.tally.faults[fault.value]]
    assert not unmet, f"no world met these: {unmet}"
    undone = {deed.__name__ for deed in Workshop(random.Random()).deeds} - report.tally.deeds.keys()
    assert not undone, f"nobody did these: {undone}"
    assert report.tally.pairs.keys() >= AIMED, AIMED - report.tally.pairs.keys()


@pytest.mark.expects_log(_LOG)
def test_the_same_seed_is_the_same_world() -> None:
    assert lived(77).trace.digest() == lived(77).trace.digest()


@pytest.fixture(scope="module")
def catches() -> dict[str, Catch]:
    """Hunt for all at once, in processes that nothing measures or slows down."""
    with hunting(COMMON, MOST) as found:
        return {one.mutant: one for one in found}


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("mutant", COMMON)
def test_a_planted_bug_is_found(mutant: str, catches: dict[str, Catch]) -> None:
    assert not catches[mutant].trouble, catches[mutant].text
