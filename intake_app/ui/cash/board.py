"""The cash box at work: how its shift stands, what is owed, what is not settled."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout
from typing_extensions import override

from intake_app.checks.till import Move
from intake_app.errors import RejectedError
from intake_app.scanning.meaning import Kind as Code
from intake_app.services.money_rows import new_act
from intake_app.ui.cash import work
from intake_app.ui.cash.head import CashHead
from intake_app.ui.cash.tables import CashTables
from intake_app.ui.late_screen import LateBoard
from intake_app.ui.money import work as money_work
from intake_app.ui.money.entry import Entry
from intake_app.ui.money.money_words import MoneyWords
from intake_app.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from intake_app.scanning.meaning import Meaning
    from intake_app.services.money_rows import BoxRow, CashBoard, DebtRow, JournalRow, PaymentRow
    from intake_app.services.shop import Changes
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.button import Button

SHIFT, CHEQUES, DEBTS, SHIFTS, BOXES = "shift", "cheques", "debts", "shifts", "boxes"
TABS = (SHIFT, CHEQUES, DEBTS, SHIFTS, BOXES)
REFUSED = frozenset({"refused", "expired"})
_MOVES = {Move.IN.value: Move.IN, Move.OUT.value: Move.OUT, Move.COLLECTED.value: Move.COLLECTED}


class CashDesk(LateBoard):
    """Read whole in the store lane after each change; `opened` carries the id of an order."""

    shift_asked = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._words = MoneyWords(desk)
        self._seen: CashBoard | None = None
        self.tables = CashTables(look, desk)
        self.tabs = Segments(look, "cash.tabs", [(tab, self._word(tab)) for tab in TABS])
        self._stack = QStackedWidget()
        self.head = CashHead(look, desk)
        self.entry = Entry(look, desk, "cash.entry")
        self._lay_out()
        self._connect()

    @override
    def add_button(self, button: Button) -> None:
        """Put what a key does in the head as well."""
        self.buttons.insertWidget(self.buttons.count() - 1, button)

    def begin(self) -> None:
        """Show the list that was shown last, up to date."""
        self.go_to(self.tabs.value())
        self._read()

    def notice(self, changes: Changes) -> None:
        """Read again what may have changed."""
        if changes & self._desk.shop.services.shifts.SHOWS:
            self._read()

    def go_to(self, tab: str) -> None:
        """Show a list and work in it."""
        self.entry.put_away()
        self.tabs.show_value(tab)
        self._stack.setCurrentIndex(TABS.index(tab))
        self._enter()

    def take_code(self, meaning: Meaning) -> bool:
        """The cheque of the payment that is chosen, or of the only one that waits."""
        seen = self._seen
        if meaning.kind is not Code.CHEQUE or seen is None:
            return False
        row = money_work.waiting_for(seen.cheques, self.tables.cheques.chosen())
        if row is None:
            return False
        self._attach(row, meaning.code)
        return True

    def put_in(self) -> None:
        """Ask what is put in; on the list of boxes: for the name of another one."""
        if self.tabs.value() == BOXES:
            tr = self._desk.tr
            self.entry.ask("add", tr("Another cash box"), tr("its name: Counter, Hall"))
        else:
            self._ask_move(Move.IN, self._desk.tr("Put cash in"))

    def take_out(self) -> None:
        """Ask what is taken out."""
        self._ask_move(Move.OUT, self._desk.tr("Take cash out"))

    def collect(self) -> None:
        """Ask what leaves for the bank."""
        self._ask_move(Move.COLLECTED, self._desk.tr("Collect: cash leaves for the bank"))

    def close_shift(self) -> None:
        """Ask what was counted; a difference is asked for its reason."""
        seen, tr = self._seen, self._desk.tr
        if seen is None or seen.shift is None:
            self._without_shift(seen, closing=True)
            return
        expected = self._words.sum(seen.shift.figures.expected)
        title = tr("Close the shift: %s must be in the box. Count it") % expected
        self.entry.ask("close", title, tr("reason, if the count differs"), 0)

    def report(self) -> None:
        """Print the report of the chosen shift, or of the one that goes on."""
        seen = self._seen
        chosen = self.tables.shifts.chosen() if self.tabs.value() == SHIFTS else None
        shift = chosen or (seen.shift if seen is not None else None)
        if shift is None:
            self._without_shift(seen, closing=False)
        else:
            told = self._desk.tr("The report is in the queue")
            self._do(partial(work.report, self._desk.shop, shift.id), told)

    def _without_shift(self, seen: CashBoard | None, *, closing: bool) -> None:
        """In a shop without a cash box the register has a shift all the same."""
        if seen is not None and not seen.till.has_boxes and work.drives_register(self._desk.shop):
            job = partial(work.register_alone, self._desk.shop, new_act(), closing)
            self._do(job, self._desk.tr("The register is asked"))
        elif closing:
            self.shift_asked.emit()
        else:
            self.told.emit(self._desk.tr("No shift is open"))

    def undo(self) -> None:
        """The chosen move was a mistake; the chosen box is put away."""
        tr, box, row = self._desk.tr, self.tables.boxes.chosen(), self.tables.journal.chosen()
        if self.tabs.value() == BOXES and box is not None:
            told = tr("Put away: %s") % box.name
            self._do(partial(work.archive_box, self._desk.shop, box.id), told)
        elif self.tabs.value() == SHIFT and row is not None and row.order is None:
            self.entry.ask("undo", tr("The move was a mistake"), tr("why"))
        elif self.tabs.value() == SHIFT and row is not None:
            self.told.emit(tr("Money of an order is taken back on its page: Enter opens it"))

    def send_again(self) -> None:
        """What the register refused is sent once more; in an open line: the same as Enter."""
        row = self.tables.cheques.chosen()
        if self.entry.purpose:
            self.entry.go.click()
        elif self.tabs.value() == CHEQUES and row is not None and row.job_state in REFUSED:
            job = partial(work.send_again, self._desk.shop, row.id)
            self._do(job, self._desk.tr("The register is asked once more"))

    def rename(self) -> None:
        """Ask how the chosen box is to be called."""
        box, tr = self.tables.boxes.chosen(), self._desk.tr
        if self.tabs.value() == BOXES and box is not None:
            self.entry.ask("rename", tr("Another name for %s") % box.name, tr("its name"))
            self.entry.text.show_text(box.name)

    def _ask_move(self, kind: Move, title: str) -> None:
        if self._seen is None or self._seen.shift is None:
            self.shift_asked.emit()
        else:
            self.go_to(SHIFT)
            self.entry.ask(kind.value, title, self._desk.tr("what for"), 0)

    def _on_entered(self, purpose: str, minor: int, text: str) -> None:
        shop, act, seen = self._desk.shop, self.entry.act, self._seen
        box, row = self.tables.boxes.chosen(), self.tables.journal.chosen()
        shift = seen.shift if seen is not None else None
        if purpose in _MOVES and shift is not None:
            job = partial(work.move, shop, act, shift.id, _MOVES[purpose], (minor, text))
            self._do(job, self._desk.tr("Noted"))
        elif purpose == "close" and shift is not None:
            job = partial(work.close, shop, act, shift.id, minor, text)
            self._do(job, self._desk.tr("The shift is closed"))
        elif purpose == "undo" and row is not None:
            self._do(partial(work.take_back, shop, act, row.id, text), self._desk.tr("Taken back"))
        elif purpose == "add":
            self._do(partial(work.add_box, shop, text), self._desk.tr("The shop keeps shifts now"))
        elif purpose == "rename" and box is not None:
            self._do(partial(work.rename_box, shop, box, text), self._desk.tr("Saved"))

    def _attach(self, row: PaymentRow, text: str) -> None:
        told = self._desk.tr("The fiscal cheque is put to the payment")
        self._do(partial(money_work.attach, self._desk.shop, row.id, text), told)

    def _do(self, job: partial[None], told: str) -> None:
        self._desk.jobs.store(job, partial(self._on_done, told), self._on_refused)

    def _on_done(self, told: str, _nothing: None) -> None:
        self.entry.put_away()
        self.told.emit(told)
        self._read()

    def _on_refused(self, error: Exception) -> None:
        if self.entry.purpose and isinstance(error, RejectedError) and error.fields:
            self.entry.refuse(error.problem)
        else:
            self.trouble.emit(error)

    def _on_box(self, box: BoxRow) -> None:
        """Enter on a box: this desk works with it."""
        told = self._desk.tr("This desk works with %s") % box.name
        self._do(partial(work.use_here, self._desk.shop, box), told)

    def _on_journal(self, row: JournalRow) -> None:
        if row.order is not None:
            self.opened.emit(row.order)

    def _on_order(self, row: PaymentRow | DebtRow) -> None:
        self.opened.emit(row.order)

    def _enter(self) -> None:
        """Work in the list in sight."""
        table = self._stack.currentWidget()
        if table is not None:
            table.setFocus()

    def _on_tab(self, tab: str) -> None:
        self.entry.put_away()
        self._stack.setCurrentIndex(TABS.index(tab))

    def _read(self) -> None:
        job = partial(work.read, self._desk.shop)
        self._desk.jobs.store(job, self._on_read, self.trouble.emit)

    def _on_read(self, seen: CashBoard) -> None:
        self._seen = seen
        self.tables.show_board(seen)
        counts = {CHEQUES: len(seen.cheques), DEBTS: len(seen.debts)}
        for button in self.tabs.buttons:
            count = counts.get(button.value, 0)
            button.setText(self._word(button.value) + (f"\u00a0({count})" if count else ""))
            button.updateGeometry()
        self.head.show_board(seen)

    def _word(self, tab: str) -> str:
        tr = self._desk.tr
        said = {
            SHIFT: tr("Shift"),
            CHEQUES: tr("Missing cheques"),
            DEBTS: tr("Debts"),
            SHIFTS: tr("Earlier shifts"),
            BOXES: tr("Cash boxes"),
        }[tab]
        return f"{said}  Alt+{TABS.index(tab) + 1}"

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._on_tab)
        self.tabs.entered.connect(self._enter)
        self.entry.entered.connect(self._on_entered)
        self.entry.closed.connect(self._enter)
        self.tables.journal.opened.connect(self._on_journal)
        self.tables.cheques.opened.connect(self._on_order)
        self.tables.debts.opened.connect(self._on_order)
        self.tables.boxes.opened.connect(self._on_box)

    def _lay_out(self) -> None:
        look = self._look
        title = QLabel(self._desk.tr("Cash box"))
        title.setFont(look.letters(1.25, strong=True))
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(look.px(0.1))
        self.buttons.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(look.margin, look.px(0.8), look.px(1.0), look.px(0.5))
        head.setSpacing(look.px(0.4))
        head.addWidget(title)
        head.addWidget(self.head)
        head.addLayout(self.buttons)
        head.addWidget(self.tabs)
        head.addWidget(self.entry)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        tables = self.tables
        for table in (tables.journal, tables.cheques, tables.debts, tables.shifts, tables.boxes):
            self._stack.addWidget(table)
