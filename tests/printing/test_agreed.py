"""What a receipt says of the terms of each kind of repair."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any, cast

import pytest

from intake_app.money import Money
from intake_app.printing.document import Pair
from intake_app.printing.templating import shipped
from intake_app.services import terms
from intake_app.services.papers import TermsData
from tests.printing.samples import MOSCOW, RECEIPT, compose, words

FRIDAY = datetime(2026, 11, 27, 10, tzinfo=MOSCOW)
ODD: dict[str, Any] = {
    "estimate_kind": "firm",
    "data_copy": "paid_copy",
    "bought_on": "2025-12-25",
    "warranty_until": "2027-12-25",
    "loaner_wanted": True,
    "travel": Money(500_00),
    "storage_fee": Money(50_00),
    "due_by_client": "2026-12-01",
}
ON_THE_CARD_ONLY = {"version", "technician"}
WITH_ANOTHER = {"storage_free_days"}  # said in the words of the fee


def pairs(**changes: object) -> dict[str, str]:
    document = compose(replace(RECEIPT, **cast("Any", changes)), words("en"), repeat=False)
    return {block.label: block.value for block in document.blocks if isinstance(block, Pair)}


@pytest.mark.parametrize("name", [field.name for field in fields(TermsData)])
def test_every_term_is_said(name: str) -> None:
    if name in ON_THE_CARD_ONLY | WITH_ANOTHER or name.startswith("site_"):
        return
    said = TermsData(**{name: ODD.get(name, "zqzq")})
    assert pairs(terms=said) != pairs()


def test_a_visit_names_place_and_hours() -> None:
    visit = TermsData(
        site_address="ул. Новая, 5", site_from=FRIDAY, site_to=FRIDAY + timedelta(hours=4)
    )
    said = pairs(terms=visit)
    assert said["Where we come"] == "ул. Новая, 5"
    assert said["When we come"] == "27.11.2026 10:00–14:00"


def test_storage_is_free_at_first_and_then_costs() -> None:
    said = TermsData(storage_free_days=30, storage_fee=Money(50_00))
    assert pairs(terms=said)["Storage when ready"] == "free for 30 days, then 50\u00a0₽ a day"


def test_a_firm_price_is_called_so() -> None:
    assert "Firm price" in pairs(terms=TermsData(estimate_kind="firm"))
    assert "Estimate" in pairs(terms=TermsData(estimate_kind="approximate"))


@pytest.mark.parametrize("kind", ["warranty", "own_warranty"])
def test_what_the_client_does_not_pay_for_is_called_free(kind: str) -> None:
    assert pairs(repair_kind=kind, estimate=None)["Estimate"] == "free of charge"


def test_the_editions_of_papers_and_orders_are_the_same() -> None:
    for profile in ("ru", "neutral"):
        for language in ("ru", "en"):
            known = shipped.editions("receipt", profile, language)
            assert tuple(since for since, _ in known) == terms.EDITIONS[profile]
