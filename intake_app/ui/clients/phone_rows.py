"""The numbers of a client: whose, when confirmed, one key to confirm, one to put away."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout
from typing_extensions import override

from intake_app.i18n import formats
from intake_app.services.rows import PhoneRow
from intake_app.ui.clients import disputed
from intake_app.ui.clients.card_line import CardLine
from intake_app.ui.clients.kept_rows import KeptLine, KeptRows
from intake_app.ui.widgets.button import Button, Role

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class PhoneLine(KeptLine[PhoneRow]):
    """One number."""

    labelled = Signal(object, str)
    confirmed = Signal(object)

    def __init__(self, look: Look, desk: Desk, row: PhoneRow, place: int) -> None:
        super().__init__(row)
        self._desk = desk
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        tr = desk.tr
        self._number = QLabel(formats.phone(row.e164))
        name = f"clients.phone{place}"
        self._label = CardLine(look, "label", f"{name}.label", tr("Whose number"))
        self._label.line.setPlaceholderText(tr("whose"))
        self._confirm = Button(look, tr("Confirm"), icon="check", role=Role.QUIET)
        self._away = Button(look, tr("Put away"), icon="archive", role=Role.QUIET)
        self._when = QLabel()
        self._when.setFont(look.small)
        self._when.setWordWrap(True)
        self._confirm.setObjectName(f"{name}.confirm")
        self._away.setObjectName(f"{name}.away")
        self._lay_out(look)
        self._label.changed_to.connect(self._on_label)
        self._label.left.connect(self.left)
        self._confirm.clicked.connect(self._on_confirm)
        self._away.clicked.connect(self.ask_away)

    @override
    def show_row(self, row: PhoneRow) -> None:
        """Show whose it is and when that was said last."""
        tr = self._desk.tr
        self._label.show_value(row.label)
        disputed.show(self._desk, row.id, (("label", self._label),))
        at = row.confirmed_at
        said = tr("confirmed %s") % f"{at.astimezone(self._zone):%d.%m.%Y}" if at else ""
        self._when.setText(said or tr("never confirmed"))

    def _on_label(self, _field: str, text: str) -> None:
        self.labelled.emit(self.id, text)

    def _on_confirm(self) -> None:
        self.confirmed.emit(self.id)

    def _lay_out(self, look: Look) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for line in (first, second):
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(look.px(0.3))
        first.addWidget(self._number)
        first.addWidget(self._label, 1)
        second.addWidget(self._when, 1)
        second.addWidget(self._confirm)
        second.addWidget(self._away)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(first)
        column.addLayout(second)
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)


class PhoneRows(KeptRows[PhoneRow]):
    """`added` carries what was typed; the other signals name a number by its id."""

    labelled = Signal(object, str)
    confirmed = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        new = CardLine(look, "phone", "clients.phone", desk.tr("One more phone"))
        super().__init__(look, new)
        self._look = look
        self._desk = desk
        new.line.setPlaceholderText(desk.tr("one more, Enter adds it"))

    @override
    def line(self, row: PhoneRow, place: int) -> KeptLine[PhoneRow]:
        line = PhoneLine(self._look, self._desk, row, place)
        line.labelled.connect(self.labelled)
        line.confirmed.connect(self.confirmed)
        return line
