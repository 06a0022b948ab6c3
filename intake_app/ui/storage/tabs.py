"""The tabs of the storage screen, in the order of Alt+1, Alt+2, and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.ui.storage.page import TabRow
from intake_app.ui.storage_titles import TITLES

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
    from intake_app.ui.storage.loaners_page import LoanersPage  # noqa: PLC0415 - the same

    return LoanersPage(look, desk)


_MAKERS = {
    "stock": _stock,
    "prices": _prices,
    "wanted": _wanted,
    "places": _places,
    "loaners": _loaners,
}
TABS = tuple(TabRow(row.name, row.title, _MAKERS[row.name]) for row in TITLES)
