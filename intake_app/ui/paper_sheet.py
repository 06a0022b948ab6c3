"""Which paper of an order to print: a list found by letters, beside it the paper as it will be."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout
from typing_extensions import override

from intake_app.errors import IntakeError
from intake_app.ui import paper_proof, problem_texts, words
from intake_app.ui.paper_picture import PaperPicture
from intake_app.ui.paper_proof import Wanted
from intake_app.ui.preferences.dress import dress
from intake_app.ui.sheet import Panel, Sheet
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from intake_app.ui.desk import Desk
    from intake_app.ui.paper_proof import Shown
    from intake_app.ui.theme import Look

_WIDE_EM, _LIST_EM = 62, 22
_WIDEST_LIST_EM = 27
_NAME = Qt.ItemDataRole.UserRole
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class PaperSheet(Sheet):
    """`chosen` carries the name of a document and the language it shall speak, empty for the usual.

    Up and Down go through the papers, Page Up and Page Down through the one in sight.
    """

    chosen = Signal(str, str)

    def __init__(self, look: Look, desk: Desk, over: QWidget) -> None:
        super().__init__(look, over)
        self._desk = desk
        self._order: UUID | None = None
        self._wanted: Wanted | None = None
        self._busy = False
        self._panel = Panel(look, self)
        self.field = LineField(look, "paper", icon="printer")
        self.list = QListWidget()
        usual = [("", desk.tr("as usual")), *words.LANGUAGES.items()]
        self.language = Segments(look, "paper.language", usual)
        self.picture = PaperPicture(look, desk.tr)
        self.caption = QLabel()
        self.warning = QLabel()
        self._lay_out()
        self._connect()

    def open_for(self, order: UUID) -> None:
        """Ask which paper of an order, with all of them in sight."""
        self._order, self._wanted = order, None
        self.field.show_text("")
        self._fill("")
        self.open()
        self.field.line.setFocus()
        self._look_at()

    @override
    def open(self) -> None:
        look = self._look
        super().open()
        width = min(look.px(_WIDE_EM), self.width() - look.px(2))
        height = self.height() - look.px(3)
        left = (self.width() - width) // 2
        self._panel.setGeometry(QRect(left, look.px(1.5), width, height))
        self._panel.show()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that the line has no use for; none of them closes the sheet but Esc."""
        step = _PAGES.get(Qt.Key(event.key()))
        if step is not None:
            self.picture.page(step)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_sheet()

    def _fill(self, typed: str) -> None:
        """The papers whose names hold every word that was typed."""
        parts = typed.lower().split()
        self.list.clear()
        for name, title in self._titles(typed).items():
            if all(part in title.lower() for part in parts):
                QListWidgetItem(title, self.list).setData(_NAME, name)
        self.list.setCurrentRow(0)
        needed = self.list.sizeHintForColumn(0) + self._look.px(2)
        widest = min(needed, self._look.px(_WIDEST_LIST_EM))
        self.list.setMinimumWidth(max(widest, self.list.minimumWidth()))

    def _titles(self, _typed: str) -> Mapping[str, str]:
        """What can be printed here."""
        return paper_proof.titles(self._desk.tr)

    def _document(self) -> str:
        chosen = self.list.selectedItems()
        return str(chosen[0].data(_NAME)) if chosen else ""

    def _on_row(self, _row: int) -> None:
        if self.isVisible():
            self._look_at()

    def _on_step(self, step: int) -> None:
        last = self.list.count() - 1
        self.list.setCurrentRow(max(0, min(last, self.list.currentRow() + step)))

    def _on_entered(self) -> None:
        document = self._document()
        if document:
            self.close_sheet()
            self.chosen.emit(document, self.language.value())
        else:
            self.field.line.selectAll()

    def _look_at(self) -> None:
        """Ask for the picture; while one is being drawn only the last wish counts."""
        document = self._document()
        if not document:
            return
        self._wanted = Wanted(self._order, document, self.language.value())
        if not self._busy:
            self._draw(self._wanted)

    def _draw(self, wanted: Wanted) -> None:
        self._busy = True
        desk = self._desk
        work = partial(paper_proof.proofed, desk.shop.services, desk.settings, wanted)
        desk.jobs.device(paper_proof.LANE, work, self._on_drawn, self._on_failed, self._on_ended)

    def _on_drawn(self, shown: Shown) -> None:
        if shown.wanted != self._wanted:
            return
        self._wanted = None
        tr = self._desk.tr
        self.caption.setText(paper_proof.caption(tr, shown))
        self._warn(paper_proof.about_signs(tr, shown.proof))
        self.picture.show_png(shown.proof.png)

    def _on_failed(self, error: Exception) -> None:
        self._wanted = None
        self.picture.wipe()
        self.caption.clear()
        if isinstance(error, IntakeError):
            self._warn(problem_texts.explain(error, self._desk.tr))

    def _on_ended(self) -> None:
        self._busy = False
        if self._wanted is not None and self.isVisible():
            self._draw(self._wanted)

    def _warn(self, text: str) -> None:
        self.warning.setText(text)
        self.warning.setVisible(bool(text))

    def _connect(self) -> None:
        line = self.field.line
        line.textEdited.connect(self._fill)
        line.stepped.connect(self._on_step)
        line.entered.connect(self._on_entered)
        line.escaped.disconnect(self.field.wipe)
        line.escaped.connect(self.close_sheet)
        self.list.currentRowChanged.connect(self._on_row)
        self.list.itemActivated.connect(self._on_entered)
        self.language.chosen.connect(self._on_language)

    def _on_language(self, _language: str) -> None:
        self._look_at()

    def _name(self) -> None:
        tr = self._desk.tr
        self.setObjectName("paper.sheet")
        self.setFocusProxy(self.field)
        self.field.line.has_list = True
        self.field.line.keeps_escape = True
        self.field.line.setPlaceholderText(tr("which paper to print?"))
        self.field.line.setAccessibleName(tr("Paper to print"))
        self.list.setObjectName("paper.list")
        self.list.setAccessibleName(tr("Papers"))
        self.language.setAccessibleName(tr("Language of the paper"))
        self.caption.setObjectName("paper.caption")
        self.warning.setObjectName("paper.warning")

    def _lay_out(self) -> None:
        look = self._look
        self._name()
        dress(self.list, look)
        left = QVBoxLayout()
        left.setSpacing(look.px(0.5))
        for widget in (self.field, self.list, self.language, self._told()):
            left.addWidget(widget)
        self.caption.setFont(look.small)
        self.warning.setWordWrap(True)
        palette = self.warning.palette()
        palette.setColor(self.warning.foregroundRole(), look.colour("caution"))
        self.warning.setPalette(palette)
        right = QVBoxLayout()
        right.setSpacing(look.px(0.4))
        right.addWidget(self.caption)
        right.addWidget(self.warning)
        right.addWidget(self.picture, 1)
        whole = QHBoxLayout(self._panel)
        whole.setContentsMargins(look.margin, look.margin, look.margin, look.margin)
        whole.setSpacing(look.px(1.0))
        whole.addLayout(left, _LIST_EM)
        whole.addLayout(right, _WIDE_EM - _LIST_EM)

    def _told(self) -> QLabel:
        told = QLabel(
            self._desk.tr("Enter prints  ·  ↑ ↓ papers  ·  Page Up, Page Down the picture")
        )
        told.setFont(self._look.small)
        told.setWordWrap(True)
        return told
