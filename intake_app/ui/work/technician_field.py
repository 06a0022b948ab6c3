"""Who does a work that is on the order: one of those who repair, by a few letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.checks import layout
from intake_app.ui.widgets.suggest_field import SuggestField
from intake_app.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from intake_app.services.work_rows import LineRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class LineTechnician(SuggestField):
    """`picked` carries the id of the person, or the empty text for nobody."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, "work.technician", self._rows, icon="user")
        self._desk = desk
        self.line.setAccessibleName(desk.tr("Who does it"))
        self.open_on_focus(opens=True)

    def begin(self, row: LineRow) -> None:
        """Ask for the technician of a line."""
        self.line.setPlaceholderText(self._desk.tr("who does it: %s") % row.text)
        self.show_text("")
        self.mark("")
        self.show()
        self.line.setFocus()
        self.open_list()

    def _rows(self, typed: str) -> tuple[Suggestion, ...]:
        people = self._desk.shop.finder.technicians()
        for text in layout.variants(typed.strip()):
            wanted = text.casefold()
            found = [one for one in people if wanted in one.name.casefold()]
            if found:
                rows = [Suggestion(one.name, icon="user", value=str(one.id)) for one in found[:8]]
                nobody = Suggestion(self._desk.tr("Nobody"), icon="x", value="")
                return (*rows, nobody) if not wanted else tuple(rows)
        return ()
