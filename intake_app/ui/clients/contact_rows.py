"""Who speaks for a company: name, role, phone and e-mail, each edited where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.ui.clients.card_line import CardLine
from intake_app.ui.widgets.button import Button, Role

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from intake_app.services.rows import ContactRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_FIELDS = {
    "name": N_("Name"),
    "role": N_("Role"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
}


class ContactLine(QWidget):
    """One person."""

    edited = Signal(object, str, str)
    put_away = Signal(object)
    left = Signal()

    def __init__(self, look: Look, desk: Desk, row: ContactRow, place: int) -> None:
        super().__init__()
        tr = desk.tr
        self.id = row.id
        name = f"clients.contact{place}"
        self.lines = {
            field: CardLine(look, field, f"{name}.{field}", tr(title))
            for field, title in _FIELDS.items()
        }
        self._away = Button(look, tr("Put away"), icon="archive", role=Role.QUIET)
        self._away.setObjectName(f"{name}.away")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        for index, (field, line) in enumerate(self.lines.items()):
            line.line.setPlaceholderText(tr(_FIELDS[field]).lower())
            grid.addWidget(line, index // 2, index % 2)
            line.changed_to.connect(self._on_committed)
            line.left.connect(self.left)
        grid.addWidget(self._away, 2, 1, Qt.AlignmentFlag.AlignRight)
        self._away.clicked.connect(self._on_away)

    def show_row(self, row: ContactRow) -> None:
        """Show what is stored."""
        for field, line in self.lines.items():
            text = str(getattr(row, field))
            line.show_value(formats.phone(text) if field == "phone" else text)

    def _on_committed(self, field: str, text: str) -> None:
        self.edited.emit(self.id, field, text)

    def _on_away(self) -> None:
        self.put_away.emit(self.id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del puts the person away, unless a letter of a line is meant."""
        if event.key() == Qt.Key.Key_Delete:
            self._on_away()
        else:
            super().keyPressEvent(event)


class ContactRows(QWidget):
    """`added` carries a name; the other signals name a contact by its id."""

    added = Signal(str)
    edited = Signal(object, str, str)
    put_away = Signal(object)
    left = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._rows: list[ContactLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.px(0.2))
        self.new = CardLine(look, "contact", "clients.contact", desk.tr("One more contact"))
        self.new.line.setPlaceholderText(desk.tr("name, Enter adds him"))
        self.new.changed_to.connect(self._on_new)
        self.new.left.connect(self.left)
        self._column.addWidget(self.new)

    def show_contacts(self, contacts: tuple[ContactRow, ...]) -> None:
        """Build rows anew only when there are other people than before."""
        if [row.id for row in contacts] != [line.id for line in self._rows]:
            self._rebuild(contacts)
        for line, row in zip(self._rows, contacts, strict=True):
            line.show_row(row)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ins asks for one more."""
        if event.key() == Qt.Key.Key_Insert:
            self.new.line.setFocus()
        else:
            super().keyPressEvent(event)

    def take_new(self) -> None:
        """Whoever was typed is one of the rows now."""
        self.new.forget()

    def forget(self) -> None:
        """Another client comes."""
        self.new.forget()

    def _rebuild(self, contacts: tuple[ContactRow, ...]) -> None:
        for line in self._rows:
            line.hide()
            line.deleteLater()
        self._rows = []
        for place, row in enumerate(contacts, 1):
            line = ContactLine(self._look, self._desk, row, place)
            line.edited.connect(self.edited)
            line.put_away.connect(self.put_away)
            line.left.connect(self.left)
            self._column.insertWidget(place - 1, line)
            self._rows.append(line)
            QWidget.setTabOrder(line, self.new.line)

    def _on_new(self, _field: str, text: str) -> None:
        self.added.emit(text)
