"""How records look in a CRM: each field's name there, whose word holds, whether it is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from intake_app.ui import crm_fields, crm_words
from intake_app.ui.preferences.crm_codes import CrmCodes
from intake_app.ui.preferences.dress import dress
from intake_app.ui.preferences.row_list import TallRowList
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.segments import Segments
from intake_app.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from intake_app.sync.core.wire_crm_work import CrmMap, MapRule
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class CrmMapping(QWidget):
    """`saved` carries the whole CrmMap; nothing holds before that."""

    saved = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._fields: CrmMap | None = None
        tr = desk.tr
        self.rows = TallRowList(look)
        self.remote = LineField(look, "crm.remote")
        said = [(owner, tr(text)) for owner, text in crm_words.OWNERS.items()]
        self.owner = Segments(look, "crm.owner", said)
        self.sent = TickBox(look, "crm.sent", tr("Told to the CRM"))
        self.bare = Button(look, tr("Tell no personal data"), role=Role.QUIET)
        self.bare.setObjectName("crm.bare")
        self.save = Button(look, tr("Save the fields"), role=Role.PRIMARY)
        self.save.setObjectName("crm.save")
        self.codes = CrmCodes(look, desk)
        self._arrange()
        self._connect()

    def show_map(self, fields: CrmMap) -> None:
        """Show what is in force; what was not saved is gone."""
        self._fields = fields
        self.codes.show_codes(fields.codes)
        self._list(0)

    @property
    def _rule(self) -> MapRule | None:
        place = self.rows.currentRow()
        found = self._fields.rules if self._fields is not None else ()
        return found[place] if 0 <= place < len(found) else None

    def _list(self, place: int) -> None:
        with QSignalBlocker(self.rows):
            self.rows.clear()
            for rule in self._fields.rules if self._fields is not None else ():
                QListWidgetItem(self._line(rule), self.rows)
            self.rows.setCurrentRow(place)
        self.rows.fit()
        self._on_row()

    def _line(self, rule: MapRule) -> str:
        tr = self._desk.tr
        kind, field = crm_fields.KINDS.get(rule.kind, ""), crm_fields.FIELDS.get(rule.field, "")
        title = f"{tr(kind)}: {tr(field)}" if kind and field else f"{rule.kind}: {rule.field}"
        if not rule.remote:
            return f"{title} · {tr('not exchanged')}"
        said = [title, rule.remote, tr(crm_words.OWNERS.get(rule.owner, rule.owner))]
        if rule.owner != "theirs":
            said.append(tr("told") if rule.is_sent else tr("not told"))
        if rule.is_personal:
            said.append(tr("personal"))
        return " · ".join(said)

    def _on_row(self, _place: int = 0) -> None:
        rule = self._rule
        for part in (self.remote, self.owner, self.sent):
            part.setEnabled(rule is not None)
        if rule is not None:
            self.remote.show_text(rule.remote)
            self.owner.show_value(rule.owner)
            with QSignalBlocker(self.sent):
                self.sent.setChecked(rule.is_sent)
            self.sent.setEnabled(rule.owner != "theirs" and bool(rule.remote))

    def _on_remote(self) -> None:
        rule, text = self._rule, self.remote.text()
        if rule is not None and text != rule.remote:
            self._put(replace(rule, remote=text, is_sent=rule.is_sent and bool(text)))

    def _on_owner(self, owner: str) -> None:
        rule = self._rule
        if rule is not None:
            is_sent = owner != "theirs" and (rule.is_sent or rule.owner == "theirs")
            self._put(replace(rule, owner=owner, is_sent=is_sent and bool(rule.remote)))

    def _on_sent(self, is_sent: bool) -> None:
        rule = self._rule
        if rule is not None:
            self._put(replace(rule, is_sent=is_sent))

    def _put(self, rule: MapRule) -> None:
        place = self.rows.currentRow()
        if self._fields is not None:
            rules = (*self._fields.rules[:place], rule, *self._fields.rules[place + 1 :])
            self._fields = replace(self._fields, rules=rules)
            self.rows.item(place).setText(self._line(rule))
            self.rows.fit()
            self._on_row()

    def _on_bare(self) -> None:
        if self._fields is not None:
            rules = tuple(
                replace(one, is_sent=False) if one.is_personal else one
                for one in self._fields.rules
            )
            self._fields = replace(self._fields, rules=rules)
            self._list(self.rows.currentRow())

    def _on_save(self) -> None:
        self._on_remote()
        if self._fields is not None:
            self.saved.emit(replace(self._fields, codes=self.codes.codes()))

    def _connect(self) -> None:
        self.rows.currentRowChanged.connect(self._on_row)
        self.rows.opened.connect(self.remote.line.setFocus)
        self.remote.line.editingFinished.connect(self._on_remote)
        self.remote.line.entered.connect(self._on_remote)
        self.owner.chosen.connect(self._on_owner)
        self.sent.toggled.connect(self._on_sent)
        self.bare.clicked.connect(self._on_bare)
        self.save.clicked.connect(self._on_save)

    def _arrange(self) -> None:
        tr, look = self._desk.tr, self._look
        self.rows.setObjectName("crm.fields")
        self.rows.setAccessibleName(tr("Fields"))
        dress(self.rows, look)
        self.rows.setMinimumHeight(look.px(14))
        self.remote.line.setAccessibleName(tr("Its name in the CRM; empty: not exchanged"))
        self.remote.line.setPlaceholderText(tr("Its name in the CRM; empty: not exchanged"))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(look.px(0.75))
        grid.addWidget(QLabel(tr("In the CRM")), 0, 0)
        grid.addWidget(self.remote, 0, 1)
        grid.addWidget(QLabel(tr("Whose word holds")), 1, 0)
        owners = QHBoxLayout()
        owners.addWidget(self.owner)
        owners.addStretch(1)
        grid.addLayout(owners, 1, 1)
        grid.addWidget(self.sent, 2, 1)  # beside the owner it is wider than a page
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.bare)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.rows)
        column.addLayout(grid)
        column.addWidget(self.codes)
        column.addLayout(buttons)
