"""What cannot be agreed: sums, days and hours that contradict themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from intake_app.errors import Problem
from intake_app.services.drafts import EstimateKind, RepairKind
from intake_app.services.finder import Finder
from intake_app.services.intake_checks import problems
from tests.rigs.drafts import INTAKE
from tests.rigs.watch import NOON

if TYPE_CHECKING:
    from pathlib import Path

HOUR = timedelta(hours=1)


def test_a_firm_sum_has_to_be_named() -> None:
    firm = replace(INTAKE, estimate_minor=None, estimate_kind=EstimateKind.FIRM)

    assert problems(firm, "RU", NOON)["estimate"] is Problem.MISSING


@pytest.mark.parametrize(
    ("start", "end", "problem"),
    [
        (NOON + HOUR, None, Problem.WINDOW_INVALID),
        (None, NOON + HOUR, Problem.WINDOW_INVALID),
        (NOON + HOUR, NOON + HOUR, Problem.WINDOW_INVALID),
        (NOON - 2 * HOUR, NOON - HOUR, Problem.DATE_PAST),
    ],
)
def test_a_visit_needs_hours_that_can_be_kept(start: object, end: object, problem: Problem) -> None:
    visit = {"site_from": start, "site_to": end, "site_address": "ул. Садовая, 1"}
    draft = replace(INTAKE, repair_kind=RepairKind.ONSITE, **visit)

    assert problem in problems(draft, "RU", NOON).values()


@pytest.mark.parametrize(
    ("day", "problem"),
    [("yesterday", Problem.DATE_UNREADABLE), ("2999-01-01", Problem.DATE_FUTURE)],
)
def test_a_day_of_purchase_was(day: str, problem: Problem) -> None:
    draft = replace(INTAKE, repair_kind=RepairKind.WARRANTY, bought_on=day)

    assert problem in problems(draft, "RU", NOON).values()


def test_a_shop_that_is_not_open_yet_knows_nothing(tmp_path: Path) -> None:
    finder = Finder(tmp_path / "none.db")

    assert finder.order(uuid4()) is None
    assert finder.similar(INTAKE) is None
    assert finder.client_facts(uuid4()) is None
