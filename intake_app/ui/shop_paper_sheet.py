"""Which paper of the shop to print: the day's payments, labels of places, badges."""

from __future__ import annotations

import re
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from typing_extensions import override

from intake_app.i18n.translator import N_
from intake_app.ui.paper_sheet import PaperSheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from intake_app.services.operators import StaffRow
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_REPORTS: Mapping[str, str] = MappingProxyType(
    {
        "shift_x": N_("Report of the day so far (X)"),
        "shift_z": N_("Report that closes the day (Z)"),
        "shift_mine": N_("Report of what I took today (X)"),
        "stages": N_("Codes of the stages for the wall"),
    }
)
_NUMBERED = re.compile(r"\d")
_FIRST_PLACES = "1-12"


class ShopPaperSheet(PaperSheet):
    """Numbers that are typed are those of places: `7`, `1-20`, `Rack A 1-20`."""

    def __init__(self, look: Look, desk: Desk, over: QWidget) -> None:
        super().__init__(look, desk, over)
        self._people: tuple[StaffRow, ...] = ()
        self.setObjectName("shop_paper.sheet")
        self.field.line.setPlaceholderText(desk.tr("a report, a name, or places 1-20"))

    def open_here(self) -> None:
        """Ask which paper, with all of them in sight."""
        self._desk.jobs.store(partial(_people, self._desk.shop), self._on_people)
        self.field.show_text("")
        self._fill("")
        self.open()
        self.field.line.setFocus()
        self._look_at()

    @override
    def _titles(self, typed: str) -> Mapping[str, str]:
        tr = self._desk.tr
        places = typed.strip() if _NUMBERED.search(typed) else _FIRST_PLACES
        found = {name: tr(title) for name, title in _REPORTS.items()}
        found[f"places:{places}"] = tr("Labels of places: %s") % places
        for person in self._people:
            found[f"badge:{person.id}"] = tr("Badge of %s") % person.name
        return found

    def _on_people(self, people: tuple[StaffRow, ...]) -> None:
        self._people = people
        self._fill(self.field.text())


def _people(shop: Shop) -> tuple[StaffRow, ...]:
    """Runs in the store lane."""
    return shop.services.staff.all()
