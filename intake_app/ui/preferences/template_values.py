"""The values a template may speak of, by group, each with what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem
from typing_extensions import override

from intake_app.ui.preferences.dress import dress

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from intake_app.i18n.translator import Translator
    from intake_app.printing.templating.variables import Variables
    from intake_app.ui.theme import Look

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TemplateValues(QListWidget):
    """Enter takes the row; `picked` carries what to put into the text."""

    picked = Signal(str)
    meant = Signal(str)  # what the current row means

    def __init__(self, look: Look, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._look = look
        self._shown: Variables | None = None
        self.setObjectName("templates.values")
        self.setAccessibleName(tr("Values for the text"))
        self.setMinimumHeight(look.px(9))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress(self, look)
        self.itemActivated.connect(self._on_activated)
        self.currentRowChanged.connect(self._on_row)

    def show_values(self, variables: Variables) -> None:
        """Groups first, then lists; a list is offered as its whole loop."""
        if variables is self._shown:
            return
        self._shown = variables
        self.clear()
        for group, names in variables.groups.items():
            for name, meaning in names.items():
                self._add(f"{group}.{name}", meaning, f"{{{{ {group}.{name} }}}}")
        for group, names in variables.lists.items():
            first = next(iter(names))
            loop = f"{{% for one in {group} %}}\n{{{{ one.{first} }}}}\n{{% endfor %}}\n"
            self._add(f"{group} …", ", ".join(names), loop)
        self.setCurrentRow(0)
        self.setMinimumWidth(self.sizeHintForColumn(0) + self._look.px(1.5))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.currentRow() >= 0:
            self._on_activated(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _on_row(self, row: int) -> None:
        self.meant.emit(self.item(row).toolTip() if row >= 0 else "")

    def _add(self, name: str, meaning: str, text: str) -> None:
        item = QListWidgetItem(name, self)
        item.setData(Qt.ItemDataRole.UserRole, text)
        item.setToolTip(self._tr(meaning))
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, self._tr(meaning))

    def _on_activated(self, item: QListWidgetItem) -> None:
        self.picked.emit(str(item.data(Qt.ItemDataRole.UserRole)))
