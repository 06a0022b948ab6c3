"""What keeping a finished device costs: only what was on the receipt."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from intake_app.money import Money
from intake_app.services import storage_terms
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft
from intake_app.services.papers import ReceiptData
from intake_app.services.storage_terms import StorageTerms

if TYPE_CHECKING:
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch

TODAY = date(2026, 11, 22)
TOMORROW = TODAY + timedelta(1)
DRAFT = IntakeDraft(
    client=ClientDraft(name="Петров Пётр", phone="+79161234567"),
    device=DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13"),
    fault="не заряжается",
)


@pytest.mark.parametrize("chosen", [None, 5, {}, {"minor": 5000}, {"since": "2026-11-24"}])
def test_what_nobody_chose_costs_nothing(chosen: object) -> None:
    assert storage_terms.agreed(chosen, TOMORROW).minor == 0


def test_a_choice_holds_from_the_next_day() -> None:
    chosen = storage_terms.dated({"free_days": 30, "minor": 5000}, None, TODAY)
    assert storage_terms.agreed(chosen, TODAY).minor == 0
    assert storage_terms.agreed(chosen, TOMORROW) == StorageTerms(30, 5000)


def test_another_choice_leaves_the_earlier_one_to_those_who_came_under_it() -> None:
    first = storage_terms.dated({"minor": 5000}, None, TODAY)
    later = storage_terms.dated({"minor": 9000}, first, TODAY + timedelta(10))
    assert storage_terms.agreed(later, TODAY + timedelta(5)) == StorageTerms(45, 5000)
    assert storage_terms.agreed(later, TODAY + timedelta(11)).minor == 9000


def test_a_choice_mended_on_the_same_day_replaces_it() -> None:
    first = storage_terms.dated({"minor": 5000}, None, TODAY)
    mended = storage_terms.dated({"minor": "много"}, first, TODAY)
    assert storage_terms.agreed(mended, TOMORROW).minor == 0
    assert mended == {"minor": "много", "since": TOMORROW.isoformat(), "before": []}


def test_the_receipt_says_it_and_the_notice_counts_it(services: Services, watch: Watch) -> None:
    early = services.intakes.receive(DRAFT).order_id
    chosen = storage_terms.dated({"free_days": 10, "minor": 5000}, None, watch().date())
    services.preferences.choose(storage_terms.KEY, chosen)
    watch.forward(days=2)
    late = services.intakes.receive(DRAFT).order_id
    for order, per_day in ((early, None), (late, Money(5000))):
        services.moves.move(order, "in_repair")
        services.moves.move(order, "ready")
        receipt = services.orders.paper(order, "receipt")
        assert isinstance(receipt, ReceiptData)
        assert receipt.terms.storage_fee == per_day
    watch.forward(days=60)
    for order, costs in ((early, False), (late, True)):
        notice = services.orders.paper(order, "unclaimed")
        assert isinstance(notice, ReceiptData)
        assert (notice.unfetched.fee is not None) == costs
