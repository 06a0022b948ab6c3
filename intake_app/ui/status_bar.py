"""The state of everything around this desk: text, icon and age; a click says what to do."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from intake_app.config import NOT_THERE
from intake_app.i18n.translator import N_
from intake_app.services import routes
from intake_app.sync.core.status import Receiving
from intake_app.ui import crm_words
from intake_app.ui.actions import spec, written
from intake_app.ui.status_words import StatusWords

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShowEvent

    from intake_app.errors import IntakeError
    from intake_app.scanning.scanner import ScannerState
    from intake_app.services.operators import Operator
    from intake_app.services.spool import PrinterState
    from intake_app.sync.core.status import SyncStatus
    from intake_app.ui.cell_text import CellText
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.upkeep.safety import SafetyState

REFRESH_MS = 20_000
_ICONS = {routes.RECEIPT: "receipt", routes.LABEL: "tag"}
_NAMES = {
    routes.RECEIPT: N_("Receipts"),
    routes.LABEL: N_("Labels"),
    routes.A4: N_("Pages"),
    routes.FALLBACK: N_("Fallback"),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class StatusCell(QAbstractButton):
    """One device or partner."""

    def __init__(self, look: Look, name: str, icon: str, printer: str = "") -> None:
        super().__init__()
        self.printer = printer  # whose state it tells, if it is one
        self._look = look
        self._icon = icon
        self._tone = "muted"
        self._progress = 0.0
        self.detail = ""
        self.setObjectName(f"status.{name}")
        self.setFont(look.small)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def tone(self) -> str:
        """The token in force."""
        return self._tone

    def tell(self, said: CellText) -> None:
        """Show a new state."""
        self._tone, self.detail = said.tone, said.detail
        self._icon = said.icon or self._icon
        self.setText(said.text)
        self.setAccessibleName(said.text)
        self.setToolTip(said.detail)
        self.updateGeometry()
        self.update()

    def show_progress(self, part: float) -> None:
        """Draw how far a long work is, from 0 to 1; both ends show nothing."""
        self._progress = part % 1.0
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        look = self._look
        width = self.fontMetrics().horizontalAdvance(self.text()) + look.px(2.6)
        return QSize(width, look.px(2.1))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(2.4), self._look.px(2.1))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QRectF(self.rect()).adjusted(1, 2, -1, -2)
        if self.underMouse() or self.hasFocus():
            painter.setBrush(look.colour("hover"))
            ring = look.colour("accent") if self.hasFocus() else look.colour("hover")
            painter.setPen(QPen(ring, 2 if self.hasFocus() else 1))
            painter.drawRoundedRect(edge, look.radius, look.radius)
        size = look.px(1.15)
        place = QRectF(look.px(0.6), round((self.height() - size) / 2), size, size)
        colour = str(getattr(look.tokens, self._tone))
        look.icons.paint(painter, self._icon, colour, place)
        loud = self._tone in {"bad", "caution"}
        painter.setPen(look.colour(self._tone if loud else "muted"))
        painter.setFont(self.font())
        words = self.rect().adjusted(look.px(2.1), 0, -look.px(0.3), 0)
        text = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if self._progress:
            line = QRectF(edge.left(), edge.bottom() - 2, edge.width() * self._progress, 3)
            painter.fillRect(line, look.colour("accent"))


class StatusBar(QWidget):
    """`asked` carries the cell a person wants to know more of."""

    asked = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._words = StatusWords(desk)
        self._printers: dict[str, PrinterState] = {}
        # Nothing is claimed of what nobody has asked yet.
        self._scanner: ScannerState | None = None
        self._sync: SyncStatus | None = None
        self._backup: SafetyState | None = None
        self._backup_trouble: IntakeError | None = None
        self.printers: dict[str, StatusCell] = {}
        self._row = QHBoxLayout(self)
        self.scanner = StatusCell(look, "scanner", "barcode")
        self.hub = StatusCell(look, "hub", "arrows-exchange")
        self.crm = StatusCell(look, "crm", "building")
        self.crm.setAccessibleName(desk.tr("CRM"))
        self.crm.hide()
        self.backup = StatusCell(look, "backup", "database")
        self.tasks = StatusCell(look, "tasks", "user")
        self.tasks.hide()
        self._who = QLabel()
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()
        self._lay_out()
        self.renew_printers()

    @property
    def receipt(self) -> StatusCell:
        """The printer of receipts, which every shop has a cell for."""
        return self.printers[routes.RECEIPT]

    @property
    def label(self) -> StatusCell:
        """That of labels."""
        return self.printers[routes.LABEL]

    def renew_printers(self) -> None:
        """A cell for each printer in force, in its place; the focus stays where it can."""
        addresses = routes.addresses(self._desk.settings)
        for name in [name for name in self.printers if name not in addresses]:
            self.printers.pop(name).deleteLater()
        for place, name in enumerate(addresses):
            if name not in self.printers:
                cell = StatusCell(self._look, name, _ICONS.get(name, "printer"), name)
                cell.clicked.connect(self._on_clicked)
                self.printers[name] = cell
                self._row.insertWidget(place, cell)
        self.printers = {name: self.printers[name] for name in addresses}
        self._lead_tab()
        self.refresh()

    @property
    def cells(self) -> tuple[StatusCell, ...]:
        """From left to right."""
        others = (self.scanner, self.hub, self.crm, self.backup, self.tasks)
        return (*self.printers.values(), *others)

    def begin(self) -> None:
        """Take the focus; Enter on a cell says more."""
        self.receipt.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def state_of(self, printer: str) -> PrinterState | None:
        """What the spool knew of a printer when it was asked last."""
        return self._printers.get(printer)

    def show_printers(self, states: tuple[PrinterState, ...]) -> None:
        """Take in what the spool knows."""
        self._printers = {state.printer: state for state in states}
        self.refresh()

    def show_scanner(self, state: ScannerState) -> None:
        """Take in whether the scanner is there."""
        self._scanner = state
        self.refresh()

    def show_sync(self, status: SyncStatus) -> None:
        """Take in how the exchange stands."""
        self._sync = status
        done = status.done / status.total if isinstance(status, Receiving) and status.total else 0.0
        self.hub.show_progress(done)
        self.refresh()

    @property
    def exchange(self) -> SyncStatus | None:
        """How the exchange stood when it was told last."""
        return self._sync

    @property
    def safety(self) -> SafetyState | None:
        """How the backups stood when that was told last."""
        return self._backup

    def show_operator(self, operator: Operator) -> None:
        """Name who works here; the shop where nobody is named."""
        who = operator.name or self._desk.settings.shop.name
        key = written(spec("person").keys)
        self._who.setText(who)
        self._who.setToolTip(f"{self._desk.tr('Person at the desk')}  {key}")

    def show_backup(self, state: SafetyState) -> None:
        """Take in when the last backup was made, and where it is missing."""
        self._backup, self._backup_trouble = state, None
        self.refresh()

    def show_backup_trouble(self, error: IntakeError) -> None:
        """Take in why none could be made."""
        self._backup_trouble = error
        self.refresh()

    def refresh(self) -> None:
        """Say everything again; ages grow by themselves."""
        tr, desk, words = self._desk.tr, self._desk.settings.desk, self._words
        addresses = routes.addresses(self._desk.settings)
        for name, cell in self.printers.items():
            state, address = self._printers.get(name), addresses.get(name, NOT_THERE)
            cell.tell(words.printer(tr(_NAMES.get(name, name)), address, state))
            # Only the two every shop has are in sight while all is well: the bar is short.
            busy = state is not None and (state.queued or state.unknown or state.problem)
            cell.setVisible(name in {routes.RECEIPT, routes.LABEL} or bool(busy))
        self.scanner.tell(words.scanner(desk.scanner, self._scanner))
        self.hub.tell(words.sync(self._sync, self._desk.shop.finder.owed()))
        crms = self._desk.shop.crms
        if crms:
            self.crm.tell(crm_words.cell(crms, self._desk))
        self.crm.setVisible(bool(crms))
        self.backup.tell(words.backup(self._backup, self._backup_trouble))
        waiting = self._desk.shop.finder.task_count(self._desk.shop.operator.id, self._desk.now())
        self.tasks.tell(words.tasks(waiting))
        self.tasks.setVisible(bool(waiting.open))

    def _lay_out(self) -> None:
        look = self._look
        row = self._row
        row.setContentsMargins(look.px(0.5), 1, look.px(1.0), 0)
        row.setSpacing(look.px(0.4))
        for cell in (self.scanner, self.hub, self.crm, self.backup, self.tasks):
            row.addWidget(cell)
            cell.clicked.connect(self._on_clicked)
        row.addStretch(1)
        self._who.setObjectName("status.operator")
        self._who.setFont(look.small)
        palette = self._who.palette()
        palette.setColor(self._who.foregroundRole(), look.colour("muted"))
        self._who.setPalette(palette)
        self.show_operator(self._desk.shop.operator)
        row.addWidget(self._who)
        self.setFixedHeight(look.px(2.4))

    def _on_clicked(self) -> None:
        self.asked.emit(self.sender())

    def _lead_tab(self) -> None:
        """Tab goes from left to right, whatever was built first."""
        for one, after in pairwise(self.cells):
            QWidget.setTabOrder(one, after)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lead_tab()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("raised"))
        painter.setPen(self._look.colour("line"))
        painter.drawLine(0, 0, self.width(), 0)
