"""Adding a CRM: what it is, where it is, the key that opens it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from intake_app.i18n.translator import N_
from intake_app.sync.core.wire_crm import AddRequest
from intake_app.ui.preferences.choice_list import ChoiceList
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.field import LineField

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from intake_app.sync.core.wire_crm import CrmOffer
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_KEYS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "odoo": ("https://company.odoo.com", N_("login:API key (from Odoo 19 the key alone)")),
        "tryton": ("https://crm.company.ru", N_("login:password")),
        "bitrix24": ("https://company.bitrix24.ru", N_("address of the incoming webhook")),
        "amocrm": ("https://company.amocrm.ru", N_("long-lived token")),
        "webhook": ("https://company.ru/intake", N_("the secret both sides know")),
    }
)
_OPTION_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "database": N_("Database"),
        "orders": N_("Orders kept as"),
        "category": N_("Pipeline of deals (number)"),
        "entity_type": N_("Smart process (number)"),
        "pipeline": N_("Pipeline (number)"),
    }
)
_UNSEEN = (("orders", "repair.order"),)
_OPTIONS = 6
_FEW = 5


class CrmAdding(QWidget):
    """`asked` carries an AddRequest; nothing is sent to a CRM by adding it."""

    asked = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._offers: tuple[CrmOffer, ...] = ()
        self._shown: tuple[str, ...] = ()
        tr = desk.tr
        self.kind = ChoiceList(look, "crm.kind", tr("What it is"))
        self.unseen = QLabel(
            tr("Made by its documentation and not yet seen on the real service: try it with care")
        )
        self.name = self._field("name", tr("Name, as you call it"))
        self.address = self._field("address", tr("Address"))
        self.key = self._field("key", tr("Key"))
        self.key.line.setEchoMode(QLineEdit.EchoMode.Password)
        spare = tr("Option %s")
        self.options = tuple(self._field(f"option{at}", spare % at) for at in range(_OPTIONS))
        self._labels = tuple(QLabel() for _ in self.options)
        self.add = Button(look, tr("Add and test the connection"), role=Role.PRIMARY)
        self.add.setObjectName("crm.add")
        self._arrange()
        self.kind.chosen.connect(self._on_kind)
        self.add.clicked.connect(self._on_add)
        for field in self.options:
            field.line.textChanged.connect(self._warn)

    def offer(self, offers: Sequence[CrmOffer]) -> None:
        """Show what can be added; what was typed stays."""
        if tuple(offers) == self._offers:
            return
        self._offers = tuple(offers)
        choices = [(one.adapter, self._title(one)) for one in offers]
        self.kind.offer(choices, offers[0].adapter if offers else "")
        row = max(self.kind.list.sizeHintForRow(0), self._look.px(1.5))
        self.kind.list.setFixedHeight(row * min(_FEW, len(choices) or 1) + self._look.px(0.4))
        self._on_kind()

    def begin(self) -> None:
        """Ask from the beginning."""
        for field in (self.name, self.address, self.key, *self.options):
            field.show_text("")
        self.kind.list.setFocus()

    def mark(self, sentence: str) -> None:
        """Say what the hub does not take."""
        self.name.mark(sentence)
        self.name.line.setFocus()

    @property
    def _chosen(self) -> CrmOffer | None:
        place = self.kind.list.currentRow()
        return self._offers[place] if 0 <= place < len(self._offers) else None

    def _title(self, one: CrmOffer) -> str:
        return one.title if one.is_seen else f"{one.title} · {self._desk.tr('not yet seen')}"

    def _on_kind(self, _value: str = "") -> None:
        tr, one = self._desk.tr, self._chosen
        if one is None:
            return
        where, what = _KEYS.get(one.adapter, ("", ""))
        self.address.line.setPlaceholderText(where)
        self.key.line.setPlaceholderText(tr(what) if what else "")
        self._shown = (*one.needs, *one.may)[:_OPTIONS]
        for at, (label, field) in enumerate(zip(self._labels, self.options, strict=True)):
            is_shown = at < len(self._shown)
            label.setVisible(is_shown)
            field.setVisible(is_shown)
            if is_shown:
                name = self._shown[at]
                title = tr(_OPTION_NAMES.get(name, name))
                label.setText(title)
                field.line.setAccessibleName(title)
                needed = tr("needed") if name in one.needs else tr("may stay empty")
                field.line.setPlaceholderText(needed)
        self._warn()

    def _warn(self, _text: str = "") -> None:
        """A kind nobody has seen on the real service, or one way to use a kind."""
        one, given = self._chosen, self._given()
        if one is not None:
            is_unseen = any(given.get(name) == text for name, text in _UNSEEN)
            self.unseen.setVisible(not one.is_seen or is_unseen)

    def _given(self) -> dict[str, str]:
        return dict(zip(self._shown, (field.text() for field in self.options), strict=False))

    def _on_add(self) -> None:
        one = self._chosen
        if one is None or self._is_lacking(one):
            return
        given = self._given()
        self.asked.emit(
            AddRequest(
                name=self.name.text(),
                adapter=one.adapter,
                address=self.address.text(),
                key=self.key.text(),
                options={name: text for name, text in given.items() if text},
            )
        )
        self.key.show_text("")  # it is on its way, and stays nowhere on this PC

    def _is_lacking(self, one: CrmOffer) -> bool:
        needed = dict(zip(self._shown, self.options, strict=False))
        asked = [self.name, self.address, self.key]
        asked += [field for name, field in needed.items() if name in one.needs]
        empty = [field for field in asked if not field.text()]
        for field in empty:
            field.mark(self._desk.tr("Fill this in"))
        if empty:
            empty[0].line.setFocus()
        return bool(empty)

    def _field(self, name: str, title: str) -> LineField:
        made = LineField(self._look, f"crm.{name}")
        made.line.setAccessibleName(title)
        return made

    def _arrange(self) -> None:
        tr, look = self._desk.tr, self._look
        self.unseen.setWordWrap(True)
        self.unseen.setObjectName("crm.unseen")
        palette = self.unseen.palette()
        palette.setColor(self.unseen.foregroundRole(), look.colour("caution"))
        self.unseen.setPalette(palette)
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(0.75))
        grid.setVerticalSpacing(look.px(0.3))
        grid.setColumnStretch(1, 1)
        rows = [
            (QLabel(tr("Name, as you call it")), self.name),
            (QLabel(tr("Address")), self.address),
            (QLabel(tr("Key")), self.key),
            *zip(self._labels, self.options, strict=True),
        ]
        for line, (label, field) in enumerate(rows):
            grid.addWidget(label, line, 0)
            grid.addWidget(field, line, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.kind)
        column.addWidget(self.unseen)
        column.addLayout(grid)
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addStretch(1)
        column.addLayout(line)
