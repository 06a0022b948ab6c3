"""The tabs of the storage screen, in the order of Alt+1, Alt+2, and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.i18n.translator import N_
from intake_app.ui.storage.page import TabRow

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk
    from intake_app.ui.storage.page import StoragePage
    from intake_app.ui.theme import Look


def _stock(look: Look, desk: Desk) -> StoragePage:
    from intake_app.ui.storage.stock_page import StockPage  # noqa: PLC0415 - a start is short

    return StockPage(look, desk)


def _prices(look: Look, desk: Desk) -> StoragePage:
    from intake_app.ui.storage.prices_page import PricesPage  # noqa: PLC0415 - the same

    return PricesPage(look, desk)


def _wanted(look: Look, desk: Desk) -> StoragePage:
    from intake_app.ui.storage.wanted_page import WantedPage  # noqa: PLC0415 - the same

    return WantedPage(look, desk)


def _places(look: Look, desk: Desk) -> StoragePage:
    from intake_app.ui.storage.places_page import PlacesPage  # noqa: PLC0415 - the same

    return PlacesPage(look, desk)


def _loaners(look: Look, desk: Desk) -> StoragePage:
    from intake_app.ui.handover.loaners_page import LoanersPage  # noqa: PLC0415 - the same

    return LoanersPage(look, desk)


TABS: tuple[TabRow, ...] = (
    TabRow("stock", N_("Stock"), _stock),
    TabRow("prices", N_("Price list"), _prices),
    TabRow("wanted", N_("Waited for"), _wanted),
    TabRow("places", N_("Places"), _places),
    TabRow("loaners", N_("Loaners"), _loaners),
)
