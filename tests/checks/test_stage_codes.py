"""Codes of stages: the same in every shop, for as long as a sheet hangs on a wall."""

from __future__ import annotations

import pytest

from intake_app.checks import stage_codes, ticket
from intake_app.checks.stages import Stage
from intake_app.checks.ticket import TicketKind


@pytest.mark.parametrize("stage", stage_codes.ON_WALL)
def test_a_code_leads_to_its_stage_alone(stage: Stage) -> None:
    digits = stage_codes.digits_of(stage)
    assert digits.isdigit()
    assert ticket.kind_of(digits) is TicketKind.STAGE
    assert stage_codes.stage_of(digits) is stage
    assert ticket.kind_of(f"{digits[:-1]}{(int(digits[-1]) + 1) % 10}") is None


def test_printed_codes_never_change() -> None:
    assert stage_codes.digits_of(Stage.DIAGNOSTICS) == "750000000000000010"
    assert stage_codes.digits_of(Stage.READY) == "750000000000000093"


def test_a_code_of_a_newer_program_is_no_stage_of_ours() -> None:
    assert stage_codes.stage_of(ticket.stage_digits(999)) is None
