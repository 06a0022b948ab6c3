"""Who speaks for a company: name, role, phone and e-mail, each edited where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout
from typing_extensions import override

from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.services.rows import ContactRow
from intake_app.ui.clients import disputed
from intake_app.ui.clients.card_line import CardLine
from intake_app.ui.clients.kept_rows import KeptLine, KeptRows
from intake_app.ui.widgets.button import Button, Role

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_FIELDS = {
    "name": N_("Name"),
    "role": N_("Role"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
}


class ContactLine(KeptLine[ContactRow]):
    """One person."""

    edited = Signal(object, str, str)

    def __init__(self, look: Look, desk: Desk, row: ContactRow, place: int) -> None:
        super().__init__(row)
        self._desk = desk
        tr = desk.tr
        name = f"clients.contact{place}"
        self.lines = {
            field: CardLine(look, field, f"{name}.{field}", tr(title))
            for field, title in _FIELDS.items()
        }
        away = Button(look, tr("Put away"), icon="archive", role=Role.QUIET)
        away.setObjectName(f"{name}.away")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        for index, (field, line) in enumerate(self.lines.items()):
            line.line.setPlaceholderText(tr(_FIELDS[field]).lower())
            grid.addWidget(line, index // 2, index % 2)
            line.changed_to.connect(self._on_committed)
            line.left.connect(self.left)
        grid.addWidget(away, 2, 1, Qt.AlignmentFlag.AlignRight)
        away.clicked.connect(self.ask_away)

    @override
    def show_row(self, row: ContactRow) -> None:
        for field, line in self.lines.items():
            text = str(getattr(row, field))
            line.show_value(formats.phone(text) if field == "phone" else text)
        disputed.show(self._desk, row.id, self.lines.items())

    def _on_committed(self, field: str, text: str) -> None:
        self.edited.emit(self.id, field, text)


class ContactRows(KeptRows[ContactRow]):
    """`added` carries a name, `edited` a contact's id, a field and its text."""

    edited = Signal(object, str, str)

    def __init__(self, look: Look, desk: Desk) -> None:
        new = CardLine(look, "contact", "clients.contact", desk.tr("One more contact"))
        super().__init__(look, new)
        self._look = look
        self._desk = desk
        new.line.setPlaceholderText(desk.tr("name, Enter adds him"))

    @override
    def line(self, row: ContactRow, place: int) -> KeptLine[ContactRow]:
        line = ContactLine(self._look, self._desk, row, place)
        line.edited.connect(self.edited)
        return line
