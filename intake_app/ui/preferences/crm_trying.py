"""What "Test connection" found: what it is, what is missing, and who can mend it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from intake_app.ui import backup_words, crm_words
from intake_app.ui.widgets.button import Button
from intake_app.ui.widgets.field import LineField

if TYPE_CHECKING:
    from intake_app.sync.core.wire_crm import ProbeReply
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class CrmTrying(QWidget):
    """Each signal carries a key that was typed; it stays in no field."""

    schema_asked = Signal(str)  # an administrator's, for once
    key_asked = Signal(str)  # the one to go on with

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        tr = desk.tr
        self.told = QLabel()
        self.told.setObjectName("crm.found")
        self.admin = self._secret("admin", tr("Administrator's key, used once and not kept"))
        self.schema = Button(look, tr("Add the missing fields"))
        self.schema.setObjectName("crm.schema")
        self.key = self._secret("newkey", tr("Another key for this CRM"))
        self.change = Button(look, tr("Change the key"))
        self.change.setObjectName("crm.changekey")
        self._arrange()
        self.schema.clicked.connect(self._on_schema)
        self.change.clicked.connect(self._on_key)

    def show_found(self, found: ProbeReply) -> None:
        """Say it in words, good or bad."""
        tr = self._desk.tr
        lines = [crm_words.why(found.why, found.words, self._desk)] if found.why else []
        product = " ".join(filter(None, (found.product, found.version)))
        if product:
            lines.append(" · ".join(filter(None, (product, found.account))))
        if found.key_ends_ms:
            ends = datetime.fromtimestamp(found.key_ends_ms / 1000, UTC)
            lines.append(tr("The key works until %s") % backup_words.day(self._desk, ends))
        lines += [f"– {one}" for one in found.lacks]
        if found.fields:
            lines.append(tr("Missing fields: %s") % ", ".join(found.fields))
        is_well = not (found.why or found.lacks or found.fields)
        if is_well:
            lines.append(tr("Nothing is missing. Look at a dry run before you start"))
        self.say("\n".join(lines), "good" if is_well else "caution")
        self._show_schema(is_shown=bool(found.fields) or found.why == "schema_changed")

    def say(self, text: str, tone: str = "text") -> None:
        """Tell something else about it."""
        palette = self.told.palette()
        palette.setColor(self.told.foregroundRole(), self._look.colour(tone))
        self.told.setPalette(palette)
        self.told.setText(text)

    def clear(self) -> None:
        """Forget the last answer."""
        self.say("")
        self._show_schema(is_shown=False)
        for field in (self.admin, self.key):
            field.show_text("")

    def _show_schema(self, *, is_shown: bool) -> None:
        for part in (self.admin, self.schema):
            part.setVisible(is_shown)

    def _on_schema(self) -> None:
        typed = self._taken(self.admin)
        if typed:
            self.schema_asked.emit(typed)

    def _on_key(self) -> None:
        typed = self._taken(self.key)
        if typed:
            self.key_asked.emit(typed)

    def _taken(self, field: LineField) -> str:
        typed = field.text()
        field.show_text("")
        if not typed:
            field.mark(self._desk.tr("Fill this in"))
            field.line.setFocus()
        return typed

    def _secret(self, name: str, title: str) -> LineField:
        made = LineField(self._look, f"crm.{name}")
        made.line.setEchoMode(QLineEdit.EchoMode.Password)
        made.line.setAccessibleName(title)
        made.line.setPlaceholderText(title)
        return made

    def _arrange(self) -> None:
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.told)
        for field, button in ((self.admin, self.schema), (self.key, self.change)):
            row = QHBoxLayout()
            row.addWidget(field, 1)
            row.addWidget(button)
            column.addLayout(row)
