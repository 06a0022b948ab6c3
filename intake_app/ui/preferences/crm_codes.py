"""Our stages, kinds of repair, classes and outcomes in the words of a CRM."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidgetItem, QVBoxLayout, QWidget

from intake_app.ui import crm_fields
from intake_app.ui.preferences.dress import dress
from intake_app.ui.preferences.row_list import TallRowList
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class CrmCodes(QWidget):
    """A code that has no word of the CRM's own is sent as it is, where the CRM can take it."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._codes: dict[str, dict[str, str]] = {}
        tr = desk.tr
        said = [(name, tr(crm_fields.FIELDS[name])) for name in crm_fields.CODES]
        self.which = Segments(look, "crm.codes", said)
        self.rows = TallRowList(look)
        self.word = LineField(look, "crm.code")
        self._arrange()
        self.which.chosen.connect(self._on_which)
        self.rows.currentRowChanged.connect(self._on_row)
        self.rows.opened.connect(self.word.line.setFocus)
        self.word.line.editingFinished.connect(self._on_word)
        self.word.line.entered.connect(self._on_word)

    def show_codes(self, codes: Mapping[str, Mapping[str, str]]) -> None:
        """Show what is in force."""
        self._codes = {name: dict(words) for name, words in codes.items()}
        self._on_which()

    def codes(self) -> Mapping[str, Mapping[str, str]]:
        """What is typed by now, without what is empty."""
        self._on_word()
        return {name: words for name, words in self._codes.items() if words}

    @property
    def _listed(self) -> list[str]:
        return [str(code) for code in crm_fields.CODES[self.which.value()]]

    def _on_which(self, _name: str = "") -> None:
        with QSignalBlocker(self.rows):
            self.rows.clear()
            for code in self._listed:
                QListWidgetItem(self._line(code), self.rows)
            self.rows.setCurrentRow(0)
        self.rows.fit()
        self._on_row()

    def _line(self, code: str) -> str:
        name = self.which.value()
        ours = self._desk.tr(crm_fields.CODES[name][code])
        theirs = self._codes.get(name, {}).get(code, "")
        return f"{ours} → {theirs}" if theirs else f"{ours} · {self._desk.tr('sent as it is')}"

    def _on_row(self, _place: int = 0) -> None:
        code = self._listed[max(0, self.rows.currentRow())]
        self.word.show_text(self._codes.get(self.which.value(), {}).get(code, ""))

    def _on_word(self) -> None:
        name, place = self.which.value(), max(0, self.rows.currentRow())
        code, text = self._listed[place], self.word.text()
        words = self._codes.setdefault(name, {})
        if text == words.get(code, ""):
            return
        if text:
            words[code] = text
        else:
            del words[code]
        self.rows.item(place).setText(self._line(code))
        self.rows.fit()

    def _arrange(self) -> None:
        tr, look = self._desk.tr, self._look
        title = QLabel(tr("Stages and kinds in the words of the CRM"))
        title.setFont(look.letters(strong=True))
        self.rows.setObjectName("crm.code.rows")
        self.rows.setAccessibleName(tr("Our words"))
        dress(self.rows, look)
        self.rows.setMinimumHeight(look.px(9))
        said = tr("What the CRM calls it, as its own code; empty: as it is")
        self.word.line.setAccessibleName(said)
        self.word.line.setPlaceholderText(said)
        line = QHBoxLayout()
        line.addWidget(self.which)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(0.5), 0, look.px(0.5))
        column.addWidget(title)
        column.addLayout(line)
        column.addWidget(self.rows)
        column.addWidget(self.word)
