"""Why the next repair is passed over: one of a few reasons, or words of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from intake_app.checks.queue import REASONS
from intake_app.ui.sheet import Sheet
from intake_app.ui.widgets.suggest_field import SuggestField
from intake_app.ui.widgets.suggestions import Suggestion
from intake_app.ui.workshop import bench_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_WIDE_EM = 34


class SkipSheet(Sheet):
    """`said` carries the code of the reason, and what was typed besides."""

    said = Signal(str, str)

    def __init__(self, look: Look, desk: Desk, over: QWidget) -> None:
        super().__init__(look, over)
        self._desk = desk
        self.field = SuggestField(look, "skip", self._rows, icon="arrow-right")
        self.field.setParent(self)
        self.setObjectName("skip.sheet")
        self.setFocusProxy(self.field)
        self.field.line.setPlaceholderText(desk.tr("why is it passed over?"))
        self.field.line.setAccessibleName(desk.tr("Reason for passing over"))
        self.field.lay_list_over(self)
        self.field.picked.connect(self._on_picked)
        self.field.line.escaped.connect(self.close_sheet)

    @override
    def open(self) -> None:
        """Ask, with all reasons in sight."""
        self.field.show_text("")
        super().open()
        width = min(self._look.px(_WIDE_EM), self.width() - self._look.px(2))
        height = self.field.sizeHint().height()
        self.field.setGeometry((self.width() - width) // 2, self._look.px(3), width, height)
        self.field.open_list()

    def _rows(self, typed: str) -> tuple[Suggestion, ...]:
        """Reasons with the words typed; any words are a reason of their own."""
        tr, said = self._desk.tr, typed.strip()
        known = (code for code in REASONS if code != "other" or not said)
        rows = [Suggestion(tr(bench_words.REASONS[code]), value=code) for code in known]
        fits = [row for row in rows if said.casefold() in row.text.casefold()]
        own = [Suggestion(said, note=tr("in your own words"), value="other")] if said else []
        return (*fits, *own)

    def _on_picked(self, code: object) -> None:
        typed = self.field.text().strip()
        if code == "other" and not typed:
            self.field.line.setFocus()
            return
        self.close_sheet()
        self.said.emit(str(code), typed if code == "other" else "")
