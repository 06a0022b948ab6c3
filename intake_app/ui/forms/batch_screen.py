"""Many alike devices of one client: all is said once, then number after number is scanned."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from intake_app.scanning.meaning import Kind
from intake_app.services.drafts import BATCH_CHUNK, BatchDraft, BatchItem, IntakeDraft
from intake_app.ui.forms.batch_lines import TAKEN, BatchLine, LineState, judge
from intake_app.ui.forms.batch_table import BatchTable
from intake_app.ui.scan_table import Context
from intake_app.ui.widgets.button import Button, Role
from intake_app.ui.widgets.field import LineField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_app.scanning.meaning import Meaning
    from intake_app.scanning.scan import Scan
    from intake_app.services.rows import Accepted
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class BatchScreen(QWidget):
    """`received` carries every Accepted of the batch.

    What is inside is made when it is shown first.
    """

    received = Signal(object)
    trouble = Signal(object)
    scan_context = Context.BATCH

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("batch")
        self._look = look
        self._desk = desk
        self._batch = BatchDraft()
        self._lines: tuple[BatchLine, ...] = ()
        self._taken: list[Accepted] = []
        self._late: list[str] = []
        self._removed: list[tuple[int, str]] = []  # where and what, the latest last
        self._is_busy = False
        self._parts: _Parts | None = None

    @property
    def lines(self) -> tuple[BatchLine, ...]:
        """What was scanned, in this order."""
        return self._lines

    def resume(self) -> IntakeDraft | None:
        """What the devices have in common, of a batch that was begun before."""
        return self._batch.common if self._batch.items else None

    def open(self) -> None:
        """Read the batch of the last run; called once when the store is open."""
        self._desk.jobs.store(partial(_kept, self._desk.shop), self._on_kept, self.trouble.emit)

    def begin(self, common: IntakeDraft) -> None:
        """Scan devices that have this in common; a number typed there is the first of them."""
        first, before = common.device, self._batch.common
        client = common.client
        if (client.name, client.phone) == (before.client.name, before.client.phone):
            client = replace(client, id=client.id or before.client.id)
        device = replace(first, id=None, serial="", imei="", imei2="")
        visit = before.visit_id or common.visit_id or uuid4()
        common = replace(common, client=client, device=device, visit_id=visit)
        self._batch = replace(self._batch, common=common)
        self._shown().head.setText(_summary(common))
        for number in filter(None, (first.imei, first.serial)):
            self.add(number)
        self._refresh()
        self._shown().code.line.setFocus()

    def add(self, code: str) -> None:
        """One more number."""
        if self._is_busy:
            self._late.append(code)
            return
        line = judge(code, self._lines, self._desk.shop.finder)
        self._lines = (*self._lines, line)
        self._keep()

    def take_code(self, scan: Scan, meaning: Meaning) -> bool:
        """A scanned IMEI or serial number is one more device."""
        number = next(iter(meaning.imeis), "") or meaning.serial or meaning.code or scan.text
        whole = meaning.kind is Kind.SERIAL and self._desk.shop.finder.device_by_code(meaning.code)
        self.add(meaning.code if whole else number)
        return True

    def remove(self) -> None:
        """Take the chosen line out."""
        chosen = self._shown().table.chosen()
        if chosen is not None and not self._is_busy:
            place = len(self._lines) - 1 - self._shown().table.currentIndex().row()
            self._removed.append((place, chosen.code))
            self._put(self._lines[:place] + self._lines[place + 1 :])

    def undo(self) -> None:
        """Put back the line that was taken out last."""
        if self._removed and not self._is_busy:
            place, code = self._removed.pop()
            line = judge(code, (), self._desk.shop.finder)
            self._put((*self._lines[:place], line, *self._lines[place:]))

    def accept(self) -> None:
        """Take all in: labels with each, one act at the end."""
        if self._is_busy or not self._batch.items:
            return
        self._is_busy = True
        self._taken.clear()
        bar = self._shown().progress
        bar.setMaximum(len(self._batch.items))
        bar.setValue(0)
        bar.show()
        self._next()

    def _put(self, lines: Sequence[BatchLine]) -> None:
        """Show other lines; what was a double may be the only one now, or the other way round."""
        finder = self._desk.shop.finder
        self._lines = ()
        for line in lines:
            was_seen = any(line.code == each.code for each in self._lines)
            is_doubtful = was_seen or line.state is LineState.DOUBLE
            again = judge(line.code, self._lines, finder) if is_doubtful else line
            self._lines = (*self._lines, again)
        self._keep()

    def _next(self) -> None:
        few = self._batch.items[:BATCH_CHUNK]
        last = len(few) == len(self._batch.items)
        work = partial(_receive, self._desk.shop, self._batch, few, last=last)
        self._desk.jobs.store(work, self._on_received, self._on_refused)

    def _on_received(self, answer: tuple[tuple[Accepted, ...], BatchDraft]) -> None:
        taken, self._batch = answer
        self._taken += taken
        self._shown().progress.setValue(len(self._taken))
        if self._batch.items:
            self._next()
            return
        self._stop()
        self._lines, self._batch = (), BatchDraft()
        self._removed.clear()
        self._refresh()
        self.received.emit(tuple(self._taken))

    def _on_refused(self, error: Exception) -> None:
        """What was taken in stays so; the rest can be accepted again."""
        self._stop()
        left = set(self._batch.items)
        self._lines = tuple(
            line for line in self._lines if line.item in left or line.state not in TAKEN
        )
        self._refresh()
        self.trouble.emit(error)

    def _stop(self) -> None:
        self._is_busy = False
        self._shown().progress.hide()
        late, self._late = self._late, []
        for code in late:
            self.add(code)

    def _keep(self) -> None:
        items = tuple(line.item for line in self._lines if line.state in TAKEN)
        self._batch = replace(self._batch, items=items)
        self._refresh()
        self._desk.jobs.store(partial(_keep, self._desk.shop, self._batch), None, self.trouble.emit)

    def _on_kept(self, batch: BatchDraft | None) -> None:
        if batch is not None and not self._lines:
            self._batch = batch
            finder = self._desk.shop.finder
            for item in batch.items:
                self._lines = (*self._lines, judge(item.imei or item.serial, self._lines, finder))

    def _refresh(self) -> None:
        parts, tr = self._shown(), self._desk.tr
        parts.table.show_lines(self._lines)
        count = len(self._batch.items)
        parts.count.setText(tr.plural("%d device", "%d devices", count) % count)
        others = len(self._lines) - count
        told = tr.plural("%d line is left out", "%d lines are left out", others) % others
        parts.others.setText(told if others else "")

    def _on_entered(self) -> None:
        field = self._shown().code
        if field.text():
            self.add(field.text())
            field.show_text("")

    def _shown(self) -> _Parts:
        if self._parts is None:
            self._parts = _Parts(self._look, self._desk, self)
            self._parts.code.line.entered.connect(self._on_entered)
            self._parts.code.line.stepped.connect(self._parts.table.step)
            self._parts.code.line.installEventFilter(self)
            self._parts.button.clicked.connect(self.accept)
        return self._parts

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Del takes a line out while there is no letter it could take."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Delete
            and not self._shown().code.text()
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class _Parts:
    """What stands on the screen."""

    def __init__(self, look: Look, desk: Desk, over: QWidget) -> None:
        tr = desk.tr
        self.head = QLabel()
        self.code = LineField(look, "batch.code", icon="search")
        self.table = BatchTable(look, tr)
        self.count = QLabel()
        self.others = QLabel()
        self.progress = QProgressBar()
        self.button = Button(look, tr("Accept all"), key="Ctrl+⏎", icon="check", role=Role.PRIMARY)
        self._name(look, desk)
        self._lay_out(look, desk, over)

    def _name(self, look: Look, desk: Desk) -> None:
        tr = desk.tr
        self.button.setObjectName("batch.accept.button")
        self.code.line.setAccessibleName(tr("Serial number or IMEI"))
        self.code.line.setPlaceholderText(tr("scan or type a serial number or IMEI"))
        self.head.setWordWrap(True)
        self.head.setFont(look.letters(1.15, strong=True))
        self.count.setFont(look.big)
        self.count.setObjectName("batch.count")
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(look.px(0.5))
        self.progress.hide()

    def _lay_out(self, look: Look, desk: Desk, over: QWidget) -> None:
        hint = QLabel(
            desk.tr("Del  take the line out     Ctrl+Z  put it back     Esc  back to the form")
        )
        for label, tone in ((hint, "muted"), (self.others, "caution")):
            label.setFont(look.small)
            palette = label.palette()
            palette.setColor(label.foregroundRole(), look.colour(tone))
            label.setPalette(palette)
        column = QVBoxLayout(over)
        column.setContentsMargins(look.margin, look.px(1.0), look.px(1.25), look.px(0.75))
        column.setSpacing(look.px(0.6))
        line, foot = QHBoxLayout(), QHBoxLayout()
        line.setSpacing(look.px(1.0))
        line.addWidget(self.code, 1)
        line.addWidget(self.count)
        foot.setSpacing(look.px(1.5))
        foot.addWidget(hint)
        foot.addWidget(self.others)
        foot.addStretch(1)
        foot.addWidget(self.button)
        column.addWidget(self.head)
        column.addLayout(line)
        column.addWidget(self.table, 1)
        column.addWidget(self.progress)
        column.addLayout(foot)


def _summary(common: IntakeDraft) -> str:
    device = common.device
    named = " ".join(filter(None, (device.kind, device.brand, device.model)))
    return "  ·  ".join(filter(None, (common.client.name, named, common.fault)))


def _kept(shop: Shop) -> BatchDraft | None:
    return shop.services.drafts.kept_batch()


def _keep(shop: Shop, batch: BatchDraft) -> None:
    shop.services.drafts.keep_batch(batch)


def _receive(
    shop: Shop, batch: BatchDraft, few: tuple[BatchItem, ...], *, last: bool
) -> tuple[tuple[Accepted, ...], BatchDraft]:
    return shop.services.intakes.receive_batch(batch, few, last=last)
