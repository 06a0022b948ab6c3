"""What the exchange noticed and could not settle: late moves, payments twice, numbers twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from intake_app.services.dispute_rows import Noticed
from intake_app.ui.exchange import trouble_words
from intake_app.ui.exchange.settle_page import SettlePage
from intake_app.ui.exchange.value_card import told
from intake_app.ui.tables.table_model import Column

if TYPE_CHECKING:
    from intake_app.services.dispute_rows import Whose
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class NoticedPage(SettlePage[Noticed]):
    """Each says what happened and what to do; then it is marked as seen."""

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        columns = (
            Column(tr("Of whom"), self._title),
            Column(tr("What"), self._kind),
            Column(tr("Who and where"), self._who),
        )
        ways = {"keep": tr("Settled"), "other": tr("Papers again"), "open": tr("Open")}
        super().__init__(look, desk, "noticed", columns, ways)

    @override
    def whose(self, row: Noticed) -> Whose:
        return row.whose

    @override
    def show_row(self, row: Noticed) -> None:
        self.heading.setText(" · ".join(filter(None, (self._kind(row), self._title(row)))))
        self.sentence.setText(trouble_words.noticed(row, self.words, self.desk.tr))
        self.buttons["other"].setVisible(row.kind == "number")

    def _title(self, row: Noticed) -> str:
        return row.whose.title

    def _kind(self, row: Noticed) -> str:
        tr = self.desk.tr
        return tr(trouble_words.NOTICED.get(row.kind, trouble_words.UNSHOWN))

    def _who(self, row: Noticed) -> str:
        known = row.said is not None and row.said.at
        return told(row.said, self.words, self.desk) if row.said is not None and known else ""
