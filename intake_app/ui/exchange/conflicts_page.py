"""Fields of which two desks gave two values without knowing of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from intake_app.services.dispute_rows import Conflict
from intake_app.ui.exchange import record_words
from intake_app.ui.exchange.settle_page import SettlePage
from intake_app.ui.exchange.value_card import ValueCard, told
from intake_app.ui.tables.table_model import Column

if TYPE_CHECKING:
    from intake_app.services.dispute_rows import Said, Whose
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class ConflictsPage(SettlePage[Conflict]):
    """Money stands first; each is settled by one key."""

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        columns = (
            Column(tr("Of whom"), self._title),
            Column(tr("Field"), self._field),
            Column(tr("Stands now"), self._standing),
            Column(tr("Other value"), self._lost),
        )
        ways = {
            "keep": tr("Keep this one"),
            "other": tr("Use the other"),
            "edit": tr("Another value"),
            "open": tr("Open"),
        }
        super().__init__(look, desk, "conflicts", columns, ways)
        self.chosen = ValueCard(look, tr("Stands now"), "exchange.conflicts.chosen")
        self.other = ValueCard(look, tr("Other value"), "exchange.conflicts.other")
        row = QHBoxLayout(self.values)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(0.75))
        row.addWidget(self.chosen, 1)
        row.addWidget(self.other, 1)
        self.values.show()
        self.sentence.hide()

    @override
    def whose(self, row: Conflict) -> Whose:
        return row.whose

    @override
    def show_row(self, row: Conflict) -> None:
        self.heading.setText(f"{self._title(row)} · {self._field(row)}")
        self.buttons["edit"].setVisible(record_words.is_typed(row.field))
        for card, said in ((self.chosen, row.chosen), (self.other, row.other)):
            card.show_said(self._value(row, said), told(said, self.words, self.desk))

    def begin_edit(self) -> None:
        """Ask for a third value, beginning with the one that stands."""
        row = self.table.chosen()
        if row is not None and record_words.is_typed(row.field):
            text = record_words.as_typed(row.field, row.chosen.value)
            self.begin_entry("edit", text, self.desk.tr("the right value, Enter saves it"))

    def _value(self, row: Conflict, said: Said) -> str:
        return self.words.value(row.field, said.value, row.names)

    def _title(self, row: Conflict) -> str:
        return row.whose.title or self.words.record(row.entity)

    def _field(self, row: Conflict) -> str:
        return self.words.field(row.field)

    def _standing(self, row: Conflict) -> str:
        return self._private(row, row.chosen)

    def _lost(self, row: Conflict) -> str:
        return self._private(row, row.other)

    def _private(self, row: Conflict, said: Said) -> str:
        """The list may be read across the counter; what is for the staff is shown when chosen."""
        return "…" if row.field == "conflict_note" else self._value(row, said)
