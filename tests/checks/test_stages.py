"""The stage machine."""

from __future__ import annotations

from intake_app.checks.stages import MOVES, Stage, allows


def test_every_stage_is_in_the_table_and_leads_only_to_stages() -> None:
    assert set(MOVES) == set(Stage)
    assert {to for moves in MOVES.values() for to in moves} <= set(Stage)


def test_every_stage_but_the_first_can_be_reached() -> None:
    reached = {Stage.ACCEPTED}
    while (more := reached | {to for at in reached for to in MOVES[at]}) != reached:
        reached = more
    assert reached == set(Stage)


def test_moves_are_named_by_code_and_unknown_codes_allow_nothing() -> None:
    assert allows("accepted", "diagnostics")
    assert not allows("issued", "in_repair")
    assert not allows("nonsense", "in_repair")
    assert not allows("accepted", "nonsense")
