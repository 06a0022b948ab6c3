"""The chips of the intake: what to ask about each kind of device, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout
from typing_extensions import override

from intake_app.i18n.translator import N_
from intake_app.services import chips
from intake_app.services.chips import EVERY_KIND, Group
from intake_app.ui.preferences.chip_list import ChipList
from intake_app.ui.preferences.dress import dress
from intake_app.ui.preferences.page import PreferencePage
from intake_app.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from intake_app.services.preferences import Json
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_GROUPS = {
    Group.ACCESSORIES.value: N_("Accessories"),
    Group.SIGNS.value: N_("Appearance"),
    Group.FUNCTIONS.value: N_("Functions"),
}
_LINES = 10


class ChipsPage(PreferencePage):
    """A kind's own list stands before the one that belongs to every kind."""

    def __init__(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        about = tr(
            "What is asked by Alt+4 of the intake. Ins adds a chip, Enter changes it, Del takes it"
            " away, Ctrl with an arrow moves it."
        )
        super().__init__(look, desk, tr("Chips of the intake"), about)
        self.group = Segments(look, "chips.group", [(key, tr(t)) for key, t in _GROUPS.items()])
        self.kinds = QListWidget()
        self.list = ChipList()
        self._arrange()
        self.group.chosen.connect(self._on_group)
        self.group.entered.connect(self.kinds.setFocus)
        self.kinds.currentRowChanged.connect(self._on_kind)
        self.kinds.itemActivated.connect(self._on_kind_taken)
        self.list.edited.connect(self._on_edited)

    @override
    def refresh(self) -> None:
        """Show what is chosen now."""
        if self.choices is None:
            return
        kinds = self._lists().kinds()
        if self.kinds.count() != len(kinds):
            with QSignalBlocker(self.kinds):
                self.kinds.clear()
                for kind in kinds:
                    item = QListWidgetItem(kind or self.desk.tr("every kind"))
                    item.setData(Qt.ItemDataRole.UserRole, kind)
                    self.kinds.addItem(item)
                self.kinds.setCurrentRow(0)
        self._show()

    @override
    def reset(self) -> None:
        """Bring the shipped lists of this group back."""
        if self.choices is not None:
            self.choices.choose(self.group.value(), None)

    def kind(self) -> str:
        """Whose list is being changed."""
        if self.kinds.currentRow() < 0:
            return EVERY_KIND
        return str(self.kinds.currentItem().data(Qt.ItemDataRole.UserRole))

    def _lists(self) -> chips.ChipLists:
        chosen = None if self.choices is None else self.choices.value(self.group.value())
        lang = self.desk.settings.desk.lang
        return chips.lists(Group(self.group.value()), chosen, lang)

    def _show(self) -> None:
        own = self._lists().own(self.kind())
        if own != tuple(self.list.texts()):
            self.list.show_texts(own)

    def _on_group(self, _group: str) -> None:
        self.kinds.clear()
        self.refresh()

    def _on_kind(self, _row: int) -> None:
        self._show()

    def _on_kind_taken(self, _item: QListWidgetItem) -> None:
        self.list.setFocus()

    def _on_edited(self) -> None:
        if self.choices is None:
            return
        chosen = self._lists().chosen
        kept = {kind: list(listed) for kind, listed in chosen.items()}
        kept[self.kind()] = self.list.texts()
        self.choices.choose(self.group.value(), cast("Json", kept))

    def _arrange(self) -> None:
        look, tr = self.look, self.desk.tr
        self.kinds.setObjectName("chips.kinds")
        self.kinds.setAccessibleName(tr("Kind of device"))
        self.list.setAccessibleName(tr("Chips of the intake"))
        for listed in (self.kinds, self.list):
            dress(listed, look)
            listed.setMinimumHeight(round(look.px(1.9) * _LINES))
        row = QHBoxLayout()
        row.setSpacing(look.px(0.75))
        row.addWidget(self.kinds, 2)
        row.addWidget(self.list, 3)
        column = QVBoxLayout()
        column.addWidget(self.group)
        column.addLayout(row, 1)
        self.body.addLayout(column)
