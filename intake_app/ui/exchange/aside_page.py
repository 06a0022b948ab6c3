"""Changes of this desk that the hub did not take: what, why, and three ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from intake_app.services.dispute_rows import Aside
from intake_app.ui.exchange import record_words, trouble_words
from intake_app.ui.exchange.settle_page import SettlePage
from intake_app.ui.tables.table_model import Column

if TYPE_CHECKING:
    from intake_app.services.dispute_rows import Whose
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class AsidePage(SettlePage[Aside]):
    """Nothing of these is lost: they wait here until somebody decides."""

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        columns = (
            Column(tr("Of whom"), self._title),
            Column(tr("What"), self._record),
            Column(tr("Says"), self._said),
            Column(tr("Made"), self._made),
        )
        ways = {
            "keep": tr("Send again"),
            "edit": tr("Correct"),
            "discard": tr("Give up"),
            "open": tr("Open"),
        }
        super().__init__(look, desk, "aside", columns, ways)

    @override
    def whose(self, row: Aside) -> Whose:
        return row.whose

    @override
    def show_row(self, row: Aside) -> None:
        said = self._said(row)
        parts = (self._record(row), said, self._title(row))
        self.heading.setText(" · ".join(filter(None, dict.fromkeys(parts))))
        why = trouble_words.why(row, self.desk.tr)
        self.sentence.setText(f"{why}\n{' · '.join(filter(None, (row.by, self._made(row))))}")
        self.buttons["edit"].setVisible(bool(trouble_words.correctable(row)))

    def begin_edit(self) -> None:
        """Ask for the right value."""
        row = self.table.chosen()
        field = trouble_words.correctable(row) if row is not None else ""
        if row is not None and field:
            text = record_words.as_typed(field, row.values[field])
            hint = self.desk.tr("%s, Enter sends it") % self.words.field(field).lower()
            self.begin_entry("edit", text, hint)

    def begin_discard(self) -> None:
        """Ask for the reason."""
        if self.table.chosen() is not None:
            self.begin_entry("discard", "", self.desk.tr("why it is given up, Enter gives it up"))

    def _title(self, row: Aside) -> str:
        return row.whose.title

    def _record(self, row: Aside) -> str:
        return self.words.record(row.entity)

    def _said(self, row: Aside) -> str:
        return trouble_words.said(row, self.words)

    def _made(self, row: Aside) -> str:
        return self.words.when(row.at)
