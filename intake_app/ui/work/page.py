"""The page of an order where work is written down; it is read and kept in the store lane."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QLabel, QVBoxLayout
from typing_extensions import override

from intake_app.checks.line_sums import PART
from intake_app.errors import IntakeError
from intake_app.i18n import formats
from intake_app.scanning.meaning import Kind
from intake_app.services.work_rows import LineDraft, LineRow
from intake_app.ui import problem_texts
from intake_app.ui.order_page import OrderPage
from intake_app.ui.scan_table import Context
from intake_app.ui.work import keeping, typed_cell
from intake_app.ui.work.entry import WorkEntry
from intake_app.ui.work.findings_panel import FindingsPanel
from intake_app.ui.work.lines_table import LinesTable
from intake_app.ui.work.outside_panel import OutsidePanel
from intake_app.ui.work.part_field import PartField, PartStep
from intake_app.ui.work.technician_field import LineTechnician

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.scanning.meaning import Meaning
    from intake_app.scanning.scan import Scan
    from intake_app.services.outside_draft import OutsideDraft
    from intake_app.services.rows import OrderCard
    from intake_app.services.shop import Changes
    from intake_app.services.work_rows import WorkSheet
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_LANE = "prices"


class WorkPage(OrderPage):
    """One line to type into, the lines under it, what was found beside them."""

    scan_context = Context.WORK

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._tr = desk.tr
        self._order: UUID | None = None
        self._sheet: WorkSheet | None = None
        self._removed: UUID | None = None
        self.entry = WorkEntry(look, desk)
        self.table = LinesTable(look, desk)
        self.part = PartField(look, desk)
        self.technician = LineTechnician(look, desk)
        self.totals = QLabel()
        self.totals.setObjectName("work.totals")
        self.findings = FindingsPanel(look, desk)
        self.outside = OutsidePanel(look, desk)
        self._lay_out()
        self._connect()

    @property
    def sheet(self) -> WorkSheet | None:
        """What is on show."""
        return self._sheet

    @override
    def show_order(self, card: OrderCard) -> None:
        if card.row.id != self._order:
            self._order, self._sheet, self._removed = card.row.id, None, None
            self._desk.jobs.device(_LANE, partial(keeping.warm, self._desk.shop))
            self.findings.wipe()
            self.outside.wipe()
            self.leave()
        self._read()

    @override
    def notice(self, changes: Changes) -> None:
        if changes & self._desk.shop.services.lines.SHOWS:
            self._read()

    @override
    def take_focus(self) -> None:
        self.entry.line.setFocus()

    @override
    def leave(self) -> bool:
        for asked in (self.part, self.technician):
            if asked.isVisibleTo(self):
                asked.close_list()
                asked.hide()
                self.table.setFocus()
                return True
        if self.outside.leave():
            self.entry.line.setFocus()
            return True
        return False

    @override
    def add(self) -> None:
        self.entry.line.setFocus()

    @override
    def remove(self) -> None:
        row = self.table.chosen()
        if row is not None:
            self._removed = row.id
            self._do(partial(keeping.remove, self._desk.shop, row.id), self._on_removed)

    @override
    def undo(self) -> None:
        if self._removed is not None:
            line, self._removed = self._removed, None
            self._do(partial(keeping.bring_back, self._desk.shop, line), self._on_kept)

    def step_part(self) -> None:
        """Say how far the chosen part is."""
        row = self.table.chosen()
        if row is not None and row.kind == PART:
            self.part.begin(row)

    def name_technician(self) -> None:
        """Say who does the chosen line."""
        row = self.table.chosen()
        if row is not None:
            self.leave()
            self.technician.begin(row)

    def shift_up(self) -> None:
        """Move the chosen line up."""
        self._shift(-1)

    def shift_down(self) -> None:
        """Move the chosen line down."""
        self._shift(1)

    def begin_finding(self) -> None:
        """Write down what was seen."""
        self.findings.begin()

    def begin_outside(self) -> None:
        """Give the device to another workshop, or note that it came back."""
        self.outside.begin()

    def take_code(self, scan: Scan, meaning: Meaning) -> bool:
        """What bears the code goes on the order; a serial number goes to the chosen part."""
        code = meaning.article or scan.text.strip()
        found = self._desk.shop.finder.price_coded(code)
        if found is not None:
            self._on_drafted(LineDraft(kind=found.item.kind, item_id=found.id))
            return True
        row = self.table.chosen()
        if meaning.kind is not Kind.PART and row is not None and row.kind == PART:
            self._step(row, PartStep("used", serial=meaning.serial or code))
            return True
        return False

    def _shift(self, by: int) -> None:
        row = self.table.chosen()
        if row is not None:
            self._do(partial(keeping.shift, self._desk.shop, row.id, by), self._on_kept)

    def _on_drafted(self, draft: object) -> None:
        if self._order is not None and isinstance(draft, LineDraft):
            work = partial(keeping.add, self._desk.shop, self._order, draft)
            self._desk.jobs.store(work, self._on_added, self._on_not_added)

    def _on_not_added(self, error: Exception) -> None:
        self.entry.give_back()
        self._on_refused(error)

    def _on_added(self, line: UUID) -> None:
        self._forgive()
        self._read(line)

    def _on_typed(self, row: LineRow, field: str, text: str) -> None:
        value = typed_cell.read(field, text)
        if value is None:
            self.entry.mark(self._tr("«%s» is not understood: the line stays as it was") % text)
            return
        self._do(partial(keeping.edit, self._desk.shop, row.id, {field: value}), self._on_kept)

    def _on_step(self, step: object) -> None:
        row = self.table.chosen()
        if row is not None and isinstance(step, PartStep):
            self._step(row, step)

    def _step(self, row: LineRow, step: PartStep) -> None:
        self._do(partial(keeping.step, self._desk.shop, row.id, step), self._on_stepped)

    def _on_named(self, person: object) -> None:
        row = self.table.chosen()
        if row is not None and isinstance(person, str):
            values = {"technician_id": UUID(person) if person else None}
            self._do(partial(keeping.edit, self._desk.shop, row.id, values), self._on_stepped)

    def _on_stepped(self, _nothing: None) -> None:
        self.leave()
        self._on_kept(None)

    def _on_found(self, kind: str, text: str) -> None:
        if self._order is not None:
            work = partial(keeping.find, self._desk.shop, self._order, kind, text)
            self._desk.jobs.store(work, self._on_finding_kept, self._on_finding_refused)

    def _on_finding_kept(self, _finding: UUID) -> None:
        self.findings.wipe()
        self._read()

    def _on_finding_refused(self, error: Exception) -> None:
        self.findings.entry.mark(self._worded(error))

    def _on_given(self, draft: OutsideDraft) -> None:
        if self._order is not None:
            self._do(partial(keeping.give, self._desk.shop, self._order, draft), self._on_away)

    def _on_came(self, cost: int | None) -> None:
        away = self.outside.away
        if away is not None:
            day = self._desk.now().astimezone(self.outside.zone).date().isoformat()
            self._do(partial(keeping.back, self._desk.shop, away.id, day, cost), self._on_away)

    def _on_away(self, _nothing: object) -> None:
        self.outside.wipe()
        self._read()

    def _on_removed(self, _nothing: None) -> None:
        self.told.emit(self._tr("Taken off the order, Ctrl+Z brings it back"))
        self._read()

    def _on_kept(self, _nothing: object) -> None:
        self._forgive()
        self._read()

    def _forgive(self) -> None:
        """What was refused before is over; a doubt stands until the sums say otherwise."""
        if self.entry.is_marked():
            self.entry.mark("")

    def _worded(self, error: Exception) -> str:
        return (
            problem_texts.sentence(error.problem, self._tr)
            if isinstance(error, IntakeError)
            else str(error)
        )

    def _on_refused(self, error: Exception) -> None:
        """Said under the line, where the eyes are; nothing that was typed is lost by it."""
        sentence = self._worded(error)
        for asked in (self.part, self.technician):
            if asked.isVisibleTo(self):
                asked.mark(sentence)
                break
        else:
            self.entry.mark(sentence)

    def _do(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        self._desk.jobs.store(work, done, self._on_refused)

    def _read(self, chosen: UUID | None = None) -> None:
        if self._order is not None:
            work = partial(keeping.read, self._desk.shop, self._order, chosen)
            self._desk.jobs.store(work, self._on_read, self.trouble.emit)

    def _on_read(self, seen: keeping.Seen) -> None:
        sheet = seen.sheet
        if sheet.order != self._order:
            return  # another order was opened meanwhile
        self._sheet = sheet
        self.entry.show_kind(sheet.device_kind)
        self.table.show_sheet(sheet)
        if seen.chosen is not None:
            self.table.choose(seen.chosen)
        self.findings.show_sheet(sheet)
        self.outside.show_partners(seen.partners)
        self.outside.show_sheet(sheet)
        self.totals.setText(self._summed(sheet))
        self._show_beyond(seen.beyond)

    def _show_beyond(self, minor: int) -> None:
        """Say under the line how much of the work the client has not agreed to yet."""
        if minor:
            told = self._tr("%s beyond what the client agreed to: Ctrl+N offers it, Ctrl+Y notes")
            self.entry.warn(told % self._amount(minor))
        elif self.entry.is_warned():
            self.entry.mark("")

    def _summed(self, sheet: WorkSheet) -> str:
        tr, found = self._tr, sheet.totals
        both = bool(found.works and found.parts)
        off = f"{sheet.discount_bp / 100:g}% {self._amount(-found.discount)}"
        said = (
            tr("Works %s") % self._amount(found.works) if both else "",
            tr("parts %s") % self._amount(found.parts) if both else "",
            tr("discount %s") % off if found.discount else "",
            tr("To pay %s") % self._amount(found.due),
            tr("cost %s") % self._amount(found.cost) if found.cost else "",
        )
        return "   ·   ".join(filter(None, said))

    def _amount(self, minor: int) -> str:
        currency = self._desk.settings.shop.currency
        return formats.amount(minor, currency, self._tr.language)

    def _connect(self) -> None:
        self.entry.lay_list_over(self)
        self.part.lay_list_over(self)
        self.technician.lay_list_over(self)
        self.outside.lay_lists_over(self)
        self.entry.drafted.connect(self._on_drafted)
        self.entry.line.stepped.connect(self._on_entry_stepped)
        self.table.typed.connect(self._on_typed)
        self.table.asked.connect(self.part.begin)
        self.part.stepped_to.connect(self._on_step)
        self.part.line.escaped.connect(self.leave)
        self.technician.picked.connect(self._on_named)
        self.technician.line.escaped.connect(self.leave)
        self.findings.found.connect(self._on_found)
        self.outside.given.connect(self._on_given)
        self.outside.came.connect(self._on_came)

    def _on_entry_stepped(self, step: int) -> None:
        """Down from an empty line leads into the table."""
        if step > 0 and not self.entry.offered() and not self.entry.text() and self.table.rows:
            self.table.setFocus()

    def _lay_out(self) -> None:
        look = self._look
        self.part.hide()
        self.technician.hide()
        self.totals.setFont(look.letters(1.1, strong=True, tabular=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(0.5))
        below = (self.part, self.technician, self.totals, self.findings, self.outside)
        for widget in (self.entry, self.table, *below):
            column.addWidget(widget, 1 if widget is self.table else 0)
        self.totals.setWordWrap(True)
        self.table.setMinimumHeight(look.px(6))
        self.outside.hide()
