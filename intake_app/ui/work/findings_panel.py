"""What the technician saw: one line to write it, all of it to read, the diagnosis first."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intake_app.i18n import formats
from intake_app.services.work_rows import DIAGNOSIS
from intake_app.ui import work_words
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from intake_app.services.work_rows import FindingRow, WorkSheet
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class FindingsPanel(QWidget):
    """`found` carries a kind and the words."""

    found = Signal(str, str)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        tr = desk.tr
        self._tr = tr
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        kinds = [(code, tr(word)) for code, word in work_words.FINDINGS.items()]
        self.kind = Segments(look, "work.findings", kinds)
        self.entry = LineField(look, "work.finding", icon="stethoscope")
        self.entry.line.setPlaceholderText(tr("what was seen, Enter keeps it"))
        self.entry.line.setAccessibleName(tr("What was seen"))
        self.told = QLabel()
        self.told.setObjectName("work.found")
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout()
        row.setSpacing(look.px(0.3))
        row.addWidget(self.kind)
        row.addWidget(self.entry, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(0.3))
        column.addLayout(row)
        column.addWidget(self.told)
        self.entry.line.entered.connect(self._on_entered)
        self.kind.entered.connect(self.take_focus)

    def begin(self) -> None:
        """Write the next one; a diagnosis comes first."""
        self.kind.take_focus()

    def take_focus(self) -> None:
        """Go to the line."""
        self.entry.line.setFocus()

    def wipe(self) -> None:
        """It is kept."""
        self.entry.show_text("")

    def show_sheet(self, sheet: WorkSheet) -> None:
        """The diagnosis that holds stands first, then the rest, newest first."""
        holds = sheet.diagnosis
        others = [one for one in reversed(sheet.findings) if one is not holds]
        told = [self._told(one) for one in (*((holds,) if holds else ()), *others)]
        self.told.setText("\n".join(told) or self._tr("Nothing was written down yet"))
        if holds is None:
            self.kind.show_value(DIAGNOSIS)

    def _told(self, one: FindingRow) -> str:
        when = formats.moment(one.at, self._tr.language, self._zone)
        kind = self._tr(work_words.FINDINGS.get(one.kind, one.kind))
        return f"{kind}: {one.text} ({one.by}, {when})"

    def _on_entered(self) -> None:
        if self.entry.text():
            self.found.emit(self.kind.value(), self.entry.text())
