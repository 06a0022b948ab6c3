"""Which paper of an order to print: a list found by letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from intake_app.services.papers import DOCUMENTS
from intake_app.ui import paper_words
from intake_app.ui.sheet import Sheet
from intake_app.ui.widgets.suggest_field import SuggestField
from intake_app.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_WIDE_EM = 30


class PaperSheet(Sheet):
    """`chosen` carries the name of a document."""

    chosen = Signal(str)

    def __init__(self, look: Look, desk: Desk, over: QWidget) -> None:
        super().__init__(look, over)
        self._desk = desk
        self.field = SuggestField(look, "paper", self._rows, icon="printer")
        self.field.setParent(self)
        self.setObjectName("paper.sheet")
        self.setFocusProxy(self.field)
        self.field.line.setPlaceholderText(desk.tr("which paper to print?"))
        self.field.line.setAccessibleName(desk.tr("Paper to print"))
        self.field.lay_list_over(self)
        self.field.picked.connect(self._on_picked)
        self.field.entered.connect(self.field.line.selectAll)
        self.field.line.escaped.connect(self.close_sheet)

    @override
    def open(self) -> None:
        """Ask, with the whole list in sight."""
        self.field.show_text("")
        super().open()
        width = min(self._look.px(_WIDE_EM), self.width() - self._look.px(2))
        height = self.field.sizeHint().height()
        self.field.setGeometry((self.width() - width) // 2, self._look.px(3), width, height)
        self.field.open_list()

    def _rows(self, typed: str) -> tuple[Suggestion, ...]:
        tr, parts = self._desk.tr, typed.lower().split()
        titles = {name: tr(paper_words.PAPERS[name]) for name in DOCUMENTS}
        return tuple(
            Suggestion(title, icon="printer", value=name)
            for name, title in titles.items()
            if all(part in title.lower() for part in parts)
        )

    def _on_picked(self, document: object) -> None:
        self.close_sheet()
        if isinstance(document, str):
            self.chosen.emit(document)
