"""Another workshop: whom the device is given to and until when, and that it came back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intake_app.i18n import formats
from intake_app.services.outside_draft import OutsideDraft
from intake_app.ui.forms.amount_field import UNREADABLE, AmountField
from intake_app.ui.forms.day_field import DayField
from intake_app.ui.widgets.suggest_field import SuggestField
from intake_app.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from intake_app.services.work_rows import OutsideRow, WorkSheet
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class OutsidePanel(QWidget):
    """`given` carries an OutsideDraft, `came` the cost for which it came back, or None."""

    given = Signal(object)
    came = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        tr = desk.tr
        self._tr = tr
        self.zone = ZoneInfo(desk.settings.shop.timezone)
        self._partners: tuple[str, ...] = ()
        self._away: OutsideRow | None = None
        self.state = QLabel()
        self.state.setObjectName("work.outside.state")
        self.state.setWordWrap(True)
        self.partner = SuggestField(look, "work.outside.partner", self._rows, icon="truck")
        self.partner.line.setPlaceholderText(tr("another workshop"))
        self.partner.line.setAccessibleName(tr("Another workshop"))
        self.eta = DayField(look, desk, "work.outside.eta", tr("Back on"), past=False)
        self.eta.line.setPlaceholderText(tr("back on: +3, 25.12"))
        self.cost = AmountField(look, desk, "work.outside.cost", tr("Its price"))
        self.cost.line.setPlaceholderText(tr("its price"))
        self._lay_out(look)
        self._connect()

    @property
    def away(self) -> OutsideRow | None:
        """Where the device is now; None while it is here."""
        return self._away

    def begin(self) -> None:
        """Give it away; where it is away already, note that it came back."""
        self.show()
        self.cost.show()
        if self._away is None:
            self.partner.line.setFocus()
        else:
            self.cost.line.setFocus()

    def leave(self) -> bool:
        """Put the line away while nothing is there to be told; False when it stays."""
        was_open = not self.isHidden() and not self.cost.isHidden()
        self.cost.setVisible(self._away is None)
        self.setVisible(self._away is not None)
        return was_open

    def lay_lists_over(self, page: QWidget) -> None:
        """Name the widget the list of workshops may cover."""
        self.partner.lay_list_over(page)

    def show_partners(self, partners: tuple[str, ...]) -> None:
        """Who was asked before."""
        self._partners = partners

    def show_sheet(self, sheet: WorkSheet) -> None:
        """Where the device is, and where it was."""
        away = [one for one in sheet.outside if not one.returned_on]
        self._away = away[-1] if away else None
        self.state.setText("\n".join(self._told(one, sheet) for one in reversed(sheet.outside)))
        self.state.setVisible(bool(sheet.outside))
        self.setVisible(bool(self._away) or self._is_typed())
        self.partner.setVisible(self._away is None)
        self.eta.setVisible(self._away is None)
        self.cost.setVisible(self._away is None or self.cost.line.hasFocus())
        tr = self._tr
        hint = tr("its price") if self._away is None else tr("it came back: its price, Enter")
        self.cost.line.setPlaceholderText(hint)

    def wipe(self) -> None:
        """It is kept."""
        for field in (self.partner, self.eta, self.cost):
            field.show_text("")

    def _is_typed(self) -> bool:
        fields = (self.partner, self.eta, self.cost)
        return any(field.text() or field.line.hasFocus() for field in fields)

    def _told(self, one: OutsideRow, sheet: WorkSheet) -> str:
        tr = self._tr
        facts = {
            "partner": one.partner,
            "since": f"{one.at.astimezone(self.zone):%d.%m}",
            "until": formats.day(one.returned_on or one.eta),
        }
        words = (
            tr("%(partner)s had it from %(since)s to %(until)s")
            if one.returned_on
            else tr("At %(partner)s since %(since)s, back on %(until)s")
        )
        cost = (
            ""
            if one.cost_minor is None
            else formats.amount(one.cost_minor, sheet.currency, tr.language)
        )
        return " · ".join(filter(None, (words % facts, cost)))

    def _rows(self, typed: str) -> tuple[Suggestion, ...]:
        text = typed.strip().casefold()
        found = (name for name in self._partners if text in name.casefold() and name != typed)
        return tuple(Suggestion(name, icon="truck", value=name) for name in found)

    def _on_partner(self, name: object) -> None:
        self.partner.show_text(str(name))
        self.eta.line.setFocus()

    def _go_on(self) -> None:
        self.focusNextChild()

    def _on_done(self) -> None:
        minor = self.cost.minor()
        if minor == UNREADABLE:
            self.cost.mark(self._tr("This is no sum"))
        elif self._away is not None:
            self.came.emit(minor)
        elif self._is_whole():
            self.given.emit(
                OutsideDraft(partner=self.partner.text(), eta=self.eta.value(), cost_minor=minor)
            )

    def _is_whole(self) -> bool:
        tr = self._tr
        if not self.partner.text():
            self.partner.mark(tr("Say who repairs it"))
            self.partner.line.setFocus()
        elif self.eta.day() is None:
            self.eta.mark(tr("Say when it will be back"))
            self.eta.line.setFocus()
        else:
            return True
        return False

    def _connect(self) -> None:
        self.partner.picked.connect(self._on_partner)
        self.partner.entered.connect(self._go_on)
        self.eta.line.entered.connect(self._go_on)
        self.cost.line.entered.connect(self._on_done)

    def _lay_out(self, look: Look) -> None:
        row = QHBoxLayout()
        row.setSpacing(look.px(0.3))
        row.addWidget(self.partner, 3)
        row.addWidget(self.eta, 2)
        row.addWidget(self.cost, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(0.3))
        column.addWidget(self.state)
        column.addLayout(row)
