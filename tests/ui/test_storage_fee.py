"""What keeping costs is chosen on the page of terms."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from intake_app.services import storage_terms
from intake_app.services.storage_terms import StorageTerms

if TYPE_CHECKING:
    from intake_app.ui.preferences.terms_page import TermsPage
    from tests.ui.counter import Counter


def test_a_fee_holds_from_tomorrow(counter: Counter) -> None:
    counter.press("Ctrl+9")
    board = counter.parts.preferences.board
    board.open_page("terms")
    counter.settle()
    page = cast("TermsPage", board.page())
    for name, number in (("storage_fee.free_days", "30"), ("storage_fee.minor", "50")):
        page.numbers[name].line.setFocus()
        page.numbers[name].line.selectAll()
        counter.type(number)
        counter.press("Return")
        counter.settle()
    chosen = counter.desk.shop.services.preferences.value(storage_terms.KEY)
    today = counter.desk.now().date()
    assert storage_terms.agreed(chosen, today).minor == 0
    tomorrow = date.fromordinal(today.toordinal() + 1)
    assert storage_terms.agreed(chosen, tomorrow) == StorageTerms(30, 5000)
