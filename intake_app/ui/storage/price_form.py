"""One line of the price list as fields; Enter goes on, Ctrl+Enter saves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake_app.services.work_rows import PriceDraft
from intake_app.ui import problem_texts, work_words
from intake_app.ui.forms.amount_field import AmountField
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.field import LineField
from intake_app.ui.widgets.scrolled import Scrolled
from intake_app.ui.widgets.section import Section
from intake_app.ui.widgets.segments import Segments
from intake_app.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.errors import Problem
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_UNREADABLE = -1


class PriceForm(QWidget):
    """`saved` says that what stands here is to be kept, `left` that somebody goes away."""

    saved = Signal()
    left = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        tr = desk.tr
        self._tr = tr
        kinds = [(code, tr(word)) for code, word in work_words.KINDS.items()]
        units = [(code, tr(word)) for code, word in work_words.UNITS.items()]
        self.kind = Segments(look, "storage.price.kind", kinds)
        self.unit = Segments(look, "storage.price.unit", units)
        self.text = self._line(look, "text", tr("Work or part"))
        self.article = self._line(look, "article", tr("Article"))
        self.barcode = self._line(look, "barcode", tr("Barcode"))
        self.device_kind = self._line(look, "device_kind", tr("For devices"))
        self.warranty = self._line(look, "warranty", tr("Warranty, days"))
        self.low = self._line(look, "low", tr("Order when less than"))
        self.price = AmountField(look, desk, "storage.price.price", tr("Price"))
        self.cost = AmountField(look, desk, "storage.price.cost", tr("Cost"))
        self.by_serial = TickBox(look, "storage.price.by_serial", tr("Each piece has its number"))
        self.save = Button(look, tr("Save"), key="Ctrl+⏎", icon="check", role=Role.PRIMARY)
        self.save.setObjectName("storage.price.save")
        self._fields: Mapping[str, LineField] = {
            "text": self.text,
            "article": self.article,
            "barcode": self.barcode,
            "device_kind": self.device_kind,
            "price_minor": self.price,
            "cost_minor": self.cost,
            "warranty_days": self.warranty,
            "low": self.low,
        }
        self._lay_out(look)
        self._connect()

    def draft(self) -> PriceDraft:
        """What stands here; a number that cannot be read is below nothing, which is refused."""
        return PriceDraft(
            kind=self.kind.value(),
            text=self.text.text(),
            article=self.article.text(),
            barcode=self.barcode.text(),
            unit=self.unit.value(),
            device_kind=self.device_kind.text(),
            price_minor=self.price.minor(),
            cost_minor=self.cost.minor(),
            warranty_days=_days(self.warranty.text()),
            low=_low(self.low.text()),
            by_serial=self.by_serial.isChecked(),
        )

    def show_draft(self, draft: PriceDraft) -> None:
        """Fill all fields."""
        self.kind.show_value(draft.kind)
        self.unit.show_value(draft.unit if draft.unit in work_words.UNITS else "")
        for name in ("text", "article", "barcode", "device_kind"):
            self._fields[name].show_text(getattr(draft, name))
        self.price.show_minor(draft.price_minor)
        self.cost.show_minor(draft.cost_minor)
        self.warranty.show_text(str(draft.warranty_days or ""))
        low = work_words.quantity(draft.low, self._tr.language) if draft.low else ""
        self.low.show_text(low)
        self.by_serial.setChecked(draft.by_serial)

    def mark(self, fields: Mapping[str, Problem]) -> None:
        """Show what is wrong, and go to the first of it."""
        for name, field in self._fields.items():
            problem = fields.get(name)
            field.mark("" if problem is None else problem_texts.sentence(problem, self._tr))
        bad = next((field for name, field in self._fields.items() if name in fields), None)
        if bad is not None:
            bad.line.setFocus()

    def take_focus(self) -> None:
        """Begin with the name."""
        self.text.line.setFocus()
        self.text.line.selectAll()

    def _line(self, look: Look, name: str, title: str) -> LineField:
        made = LineField(look, f"storage.price.{name}")
        made.line.setAccessibleName(title)
        return made

    def _connect(self) -> None:
        for field in self._fields.values():
            field.line.entered.connect(self._go_on)
            field.line.escaped.disconnect(field.wipe)
            field.line.escaped.connect(self.left)
            field.line.keeps_escape = True
        self.kind.entered.connect(self._go_on)
        self.unit.entered.connect(self._go_on)
        self.by_serial.entered.connect(self.saved)
        self.save.clicked.connect(self.saved)

    def _go_on(self) -> None:
        self.focusNextChild()

    def _lay_out(self, look: Look) -> None:
        tr = self._tr
        section = Section(look, 1, "")
        section.add_row(tr("Work or part"), self.text)
        section.add_row(tr("What"), self.kind, stretches=(0,))
        section.add_row(tr("Price"), self.price, tr("cost"), self.cost)
        section.add_row(tr("Warranty, days"), self.warranty, tr("unit"), self.unit)
        section.add_row(tr("Article"), self.article, tr("barcode"), self.barcode)
        section.add_row(tr("For devices"), self.device_kind)
        section.add_row(tr("Order when less than"), self.low, self.by_serial, stretches=(1, 2))
        column = QVBoxLayout(self)
        column.setContentsMargins(look.margin, 0, look.px(1.0), look.px(0.5))
        column.setSpacing(look.px(0.5))
        column.addWidget(Scrolled(look, section), 1)
        column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)


def _days(text: str) -> int:
    if not text:
        return 0
    return int(text) if text.isdecimal() else _UNREADABLE


def _low(text: str) -> int:
    found = work_words.read_quantity(text) if text else 0
    return _UNREADABLE if found is None else found
