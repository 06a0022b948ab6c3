"""The page of the agreement: what was offered at the left, what was said at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from intake_app.i18n import formats
from intake_app.ui import words as plain_words
from intake_app.ui.agreement import words
from intake_app.ui.agreement.answer_panel import AnswerPanel
from intake_app.ui.agreement.estimate_panel import EstimatePanel
from intake_app.ui.agreement.history import History, Told
from intake_app.ui.agreement.promise_panel import PromisePanel
from intake_app.ui.agreement.tell_panel import TellPanel
from intake_app.ui.clients.lines import TallLines
from intake_app.ui.order_page import OrderPage
from intake_app.ui.tables.table_model import Column
from intake_app.ui.widgets.button import Button

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QResizeEvent

    from intake_app.services.agreement_rows import Agreement, EstimateRow
    from intake_app.services.rows import OrderCard
    from intake_app.services.shop import Changes, Shop
    from intake_app.ui.agreement.panel import Panel
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_LISTS_EM = 9
_WAYS = {
    "estimate": ("Ctrl+N", "receipt"),
    "answer": ("Ctrl+Y", "message"),
    "tell": ("Alt+I", "alert-triangle"),
    "promise": ("Alt+D", "calendar-due"),
}


class AgreementPage(OrderPage):
    """Ctrl+Enter records what stands in the open lines; Esc puts them away."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._order: UUID | None = None
        self._wanted = ""  # asked for before the order was read
        self.agreement: Agreement | None = None
        self._history = History(desk)
        tr = desk.tr
        self.head = QLabel()
        self.offers: TallLines[EstimateRow] = TallLines(
            look,
            "agreement.offers",
            tr("Estimates"),
            (
                Column(tr("No."), _name),
                Column(tr("Sum"), self._sum, right=True),
                Column(tr("What"), self._what, grows=True),
                Column(tr("State"), self._standing),
            ),
        )
        self.parts = QLabel()
        self.told_rows: TallLines[Told] = TallLines(
            look,
            "agreement.history",
            tr("Answers, warnings, promises"),
            (
                Column(tr("What was said"), _what_said, grows=True),
                Column(tr("When and how"), _how),
            ),
        )
        self.panels: dict[str, Panel] = {
            "estimate": EstimatePanel(look, desk),
            "answer": AnswerPanel(look, desk),
            "tell": TellPanel(look, desk),
            "promise": PromisePanel(look, desk),
        }
        self._foot, self._lists = QWidget(), QWidget()
        self._fill_foot()
        self._lay_out()
        self._connect()

    @override
    def show_order(self, card: OrderCard) -> None:
        if self._order is not None and card.row.id != self._order:
            self.await_order("")
        self._order = card.row.id
        self._read()

    @override
    def notice(self, changes: Changes) -> None:
        if changes & self._desk.shop.services.estimates.SHOWS:
            self._read()

    @override
    def take_focus(self) -> None:
        panel = self._open()
        if panel is not None:
            panel.take_focus()
        else:
            self.offers.setFocus()

    @override
    def leave(self) -> bool:
        panel = self._open()
        if panel is None:
            return False
        panel.close_panel()
        self._foot.show()
        self._fit()
        self.offers.setFocus()
        return True

    @override
    def done(self) -> None:
        panel = self._open()
        if panel is not None:
            panel.done()

    def await_order(self, way: str) -> None:
        """Forget the order on show; the lines of `way` open as soon as the next one is read."""
        self.leave()
        self.agreement, self._order, self._wanted = None, None, way

    @override
    def add(self) -> None:
        self.begin("estimate")

    def begin(self, way: str) -> None:
        """Open the lines for one of the ways; while the order is still read, as soon as it is."""
        if self.agreement is None:
            self._wanted = way
            return
        for panel in self.panels.values():
            panel.close_panel()
        panel = self.panels[way]
        self._foot.hide()
        if isinstance(panel, AnswerPanel):
            panel.answer(self.agreement, self.offers.chosen())
        else:
            panel.open_for(self.agreement)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Large letters in a low window leave room for the open lines alone."""
        panel = self._open()
        needed = panel.sizeHint().height() if panel is not None else 0
        self._lists.setVisible(self.height() - needed > self._look.px(_LISTS_EM))

    def _open(self) -> Panel | None:
        return next((panel for panel in self.panels.values() if panel.is_open()), None)

    def _read(self) -> None:
        if self._order is not None:
            work = partial(_agreement, self._desk.shop, self._order)
            self._desk.jobs.store(work, self._on_agreement, self.trouble.emit)

    def _on_agreement(self, found: Agreement) -> None:
        if found.order_id != self._order:
            return
        self.agreement = found
        tr = self._desk.tr
        self._show_head(found)
        self.offers.show_rows(_latest_first(found), tr("No estimate yet: Ctrl+N makes one"))
        self.told_rows.show_rows(
            self._history.rows(found), tr("Nothing was asked or told yet: Ctrl+Y, Alt+I")
        )
        self._show_parts()
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self.begin(wanted)

    def _show_head(self, found: Agreement) -> None:
        """How far the client agreed, what the work comes to, and what is to be done."""
        tr, covered = self._desk.tr, found.coverage
        agreed, needed = (self._written(sum_) for sum_ in (covered.agreed, covered.needed))
        said = tr("Agreed up to %(agreed)s, the work comes to %(needed)s")
        parts = [said % {"agreed": agreed, "needed": needed}]
        tone = "text"
        if found.open_risk is not None:
            parts.append(tr("warned of a risk: wait for the answer"))
            tone = "caution"
        elif covered.missing:
            parts.append(tr("%s beyond: ask the client first") % self._written(covered.missing))
            tone = "bad"
        if covered.firm:
            parts.append(tr("firm, it may not rise"))
        self.head.setText(" · ".join(parts))
        palette = self.head.palette()
        palette.setColor(self.head.foregroundRole(), self._look.colour(tone))
        self.head.setPalette(palette)

    def _show_parts(self) -> None:
        """What the chosen alternative is made of."""
        row = self.offers.chosen()
        lines = row.lines if row is not None else ()
        told = [f"{line.text} – {self._written(line.minor)}" for line in lines]
        self.parts.setText("\n".join(told))
        self.parts.setVisible(bool(told))

    def _on_chosen(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self._show_parts()

    def _on_offer(self, _row: EstimateRow) -> None:
        self.begin("answer")

    def _on_closed(self) -> None:
        self._foot.show()
        self._fit()
        self._read()
        self.offers.setFocus()

    def _on_pressed(self) -> None:
        self.begin(self.sender().property("way"))

    def _written(self, minor: int) -> str:
        found = self.agreement
        currency = found.currency if found is not None else self._desk.settings.shop.currency
        return formats.amount(minor, currency, self._desk.tr.language)

    def _sum(self, row: EstimateRow) -> str:
        return formats.amount(row.sum.minor, row.sum.currency, self._desk.tr.language)

    def _what(self, row: EstimateRow) -> str:
        kind = self._desk.tr(plain_words.ESTIMATE_KINDS.get(row.kind, row.kind))
        until = self._desk.tr("by %s") % formats.day(row.ready_by) if row.ready_by else ""
        return ", ".join(filter(None, (row.title, kind, until)))

    def _standing(self, row: EstimateRow) -> str:
        return self._desk.tr(words.STANDINGS[row.standing])

    def _connect(self) -> None:
        self.offers.opened.connect(self._on_offer)
        self.offers.selectionModel().selectionChanged.connect(self._on_chosen)
        for panel in self.panels.values():
            panel.told.connect(self.told)
            panel.trouble.connect(self.trouble)
            panel.closed.connect(self._on_closed)

    def _lay_out(self) -> None:
        look = self._look
        self.head.setObjectName("agreement.head")
        self.head.setFont(look.letters(strong=True))
        self.parts.setFont(look.small)
        for label in (self.head, self.parts):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        left = QVBoxLayout()
        left.setSpacing(look.px(0.4))
        left.addWidget(self.offers, 1)
        left.addWidget(self.parts)
        lists = QHBoxLayout(self._lists)
        lists.setContentsMargins(0, 0, 0, 0)
        lists.setSpacing(look.px(1.0))
        lists.addLayout(left, 1)
        lists.addWidget(self.told_rows, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(0.5))
        column.addWidget(self.head)
        column.addWidget(self._lists, 1)
        for panel in self.panels.values():
            column.addWidget(panel)
        column.addStretch(0)
        column.addWidget(self._foot)
        tell = self.panels["tell"]
        if isinstance(tell, TellPanel):
            tell.lay_list_over(self)

    def _fill_foot(self) -> None:
        """The buttons, each with its key; they make room for the lines of a panel."""
        tr, row = self._desk.tr, QHBoxLayout(self._foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._look.px(0.4))
        for way, title in (
            ("estimate", tr("Offer")),
            ("answer", tr("Answer")),
            ("tell", tr("Tell the client")),
            ("promise", tr("Another date")),
        ):
            key, icon = _WAYS[way]
            button = Button(self._look, title, key=key, icon=icon)
            button.setObjectName(f"agreement.{way}.button")
            button.setProperty("way", way)
            button.clicked.connect(self._on_pressed)
            row.addWidget(button)
        row.addStretch(1)


def _agreement(shop: Shop, order: UUID) -> Agreement:
    return shop.services.estimates.agreement(order)


def _latest_first(found: Agreement) -> tuple[EstimateRow, ...]:
    """The last version at the top, its options in their order."""
    return tuple(sorted(found.estimates, key=_place_of))


def _place_of(row: EstimateRow) -> tuple[int, str]:
    return -row.version, row.variant


def _name(row: EstimateRow) -> str:
    return row.name


def _what_said(row: Told) -> str:
    return row.what


def _how(row: Told) -> str:
    return row.how
