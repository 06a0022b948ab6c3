"""The one window: screens, address line, side pane, status bar."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from intake_app.checks import phone
from intake_app.errors import Problem
from intake_app.services import warming
from intake_app.services.shop import PRINTERS
from intake_app.ui import backup_words, theme
from intake_app.ui.commands import Commands
from intake_app.ui.first_keys import FirstKeys
from intake_app.ui.keymap import LatinChords
from intake_app.ui.news import News
from intake_app.ui.parts import Parts
from intake_app.ui.print_question import PrintQuestion
from intake_app.ui.printer_cure import PrinterCure
from intake_app.ui.wedge import WedgeKeys
from intake_app.ui.wedge_setting import KEY as WEDGE_KEY
from intake_app.ui.wedge_setting import WedgeSetting
from intake_app.ui.window_layout import USUAL, lay_out, size_within

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent

    from intake_app.errors import IntakeError
    from intake_app.scanning.scan import Scan
    from intake_app.scanning.scanner import ScannerState
    from intake_app.services.drafts import KeptDraft
    from intake_app.services.operators import Operator
    from intake_app.services.rows import ClientRow, OrderCard
    from intake_app.services.shop import Changes, Shop
    from intake_app.services.spool import PrinterState
    from intake_app.sync.core.status import SyncStatus
    from intake_app.sync.core.wire_crm import CrmsReply
    from intake_app.ui.desk import Desk
    from intake_app.ui.recovery_sheet import RecoverySheet
    from intake_app.upkeep.restores import Restored
    from intake_app.upkeep.safety import SafetyState

KEY_ASKED = frozenset({Problem.STORE_LOCKED, Problem.RECOVERY_OTHER})
EXCHANGED = frozenset({"outbox", "conflict", "attention"})
"""What the indicator of the exchange tells of."""


_LATER = (
    "orders",
    "batch",
    "card",
    "clients",
    "workshop",
    "cash",
    "storage",
    "figures",
    "exchange",
    "preferences",
)
"""Screens that no start waits for."""


class MainWindow(QWidget):
    """The composition root calls the verbs below, on the GUI thread, and hears the signals.

    Not `furnished`, it has the intake alone and is painted sooner; the root has it furnished then.
    """

    sync_asked = Signal()
    retry_asked = Signal(str)  # the printer that may be tried again at once
    recovery_typed = Signal(bytes)  # the root that is in the recovery key
    restart_asked = Signal()  # what was chosen holds from the next start on, which is now
    closed = Signal()

    def __init__(self, desk: Desk, *, furnished: bool = True) -> None:
        super().__init__()
        self._desk = desk
        self._recovery: RecoverySheet | None = None
        self.parts = parts = Parts(theme.dress(desk.settings.desk), desk, self)
        self.news = News(parts, desk)
        self._question = PrintQuestion(desk, parts.messages, self)
        self._cure = PrinterCure(parts, desk, self._question)
        self._commands = Commands(parts, desk, self.news, self._question)
        self._chords = LatinChords(parts.actions, self)
        self._wedge = WedgeKeys(self)
        self._first_keys = FirstKeys(parts.intake.keeper.recall, self._wedge.pass_on, self)
        lay_out(self, parts)
        self._connect()
        parts.show_screen(parts.intake)
        self._name_screen()
        steps = (partial(getattr, parts, screen) for screen in _LATER)
        self._unfurnished: deque[Callable[[], object]] = deque((*steps, self._connect_screens))
        if furnished:
            self.furnish()

    def recall(self) -> None:
        """Bring the draft of the last run; its caret is where the first keys go."""
        self._first_keys.begin()

    def furnish(self) -> None:
        """Build what nobody needs for the first keys; a second time there is nothing to do."""
        while self._unfurnished:
            self._unfurnished.popleft()()

    def furnish_by_turns(self) -> None:
        """The same in steps, so that keys are answered in between."""
        if self._unfurnished:
            self._unfurnished.popleft()()
            QTimer.singleShot(0, self, self.furnish_by_turns)

    def appear(self) -> None:
        """Show the window within the room the screen has, its frame included."""
        size = size_within(self.screen().availableGeometry())
        self.resize(size)
        if size == QSize(*USUAL):
            self.show()
        else:
            self.showMaximized()

    def scan(self, scan: Scan) -> None:
        """Act on a code from any screen, by what it is and what is in sight."""
        self.furnish()
        self._frame.idle.touch()
        self._scans.scan(scan)

    def open_order(self, order: UUID) -> None:
        """Show the card of an order."""
        self.parts.show_screen(self.parts.card)
        self.parts.card.open(order)

    def show_printer_states(self, states: tuple[PrinterState, ...]) -> None:
        """Show how the printers are; ask about papers nobody knows about."""
        self.parts.status.show_printers(states)
        self._cure.notice(states)
        if any(state.unknown for state in states):
            self._question.ask()
        else:
            self._question.withdraw()

    def show_scanner(self, state: ScannerState) -> None:
        """Show whether the scanner is there."""
        self.parts.status.show_scanner(state)

    def show_sync(self, status: SyncStatus) -> None:
        """Show how the exchange with the hub stands."""
        self.parts.status.show_sync(status)
        self._tell_exchange()

    def show_crms(self, told: CrmsReply | None) -> None:
        """Show how the CRMs of the shop stand; without one, or a hub, nothing is said of them."""
        self._desk.shop.crms = () if told is None else told.crms
        self.parts.status.refresh()
        if not self._unfurnished:
            self.parts.exchange.show_crms(self._desk.shop.crms)

    def show_backup(self, state: SafetyState) -> None:
        """Show when this PC was backed up last."""
        self.parts.status.show_backup(state)
        self._tell_exchange()

    def show_backup_trouble(self, error: IntakeError) -> None:
        """Show that no backup could be made."""
        self.parts.status.show_backup_trouble(error)

    def store_unlocked(self) -> None:
        """The recovery key was right."""
        if self._recovery is not None:
            self._recovery.close_sheet()
        self.parts.messages.withdraw("store")

    def show_restored(self, done: Restored) -> None:
        """Say what a restore, or a file built anew, has brought back."""
        self.news.say(backup_words.restored(self._desk, done), "caution")

    def show_backup_progress(self, part: float) -> None:
        """Show how far the backup is that is being made."""
        self.parts.status.backup.show_progress(part)

    def show_changes(self, changes: Changes) -> None:
        """Read again what is in sight and has changed."""
        parts = self.parts
        if changes & self._desk.shop.services.orders.SHOWS:
            parts.pane.refresh()
        parts.orders.notice(changes)
        parts.clients.notice(changes)
        parts.workshop.notice(changes)
        parts.exchange.notice(changes)
        parts.cash.notice(changes)
        parts.storage.notice(changes)
        parts.preferences.notice(changes)
        if changes & PRINTERS:
            parts.status.renew_printers()
        if changes & EXCHANGED:
            parts.status.refresh()
        if "consent" in changes:
            parts.intake.client.consent.refresh()
        if changes & {"preference", "staff", "shift", "shift_close", "cash_box"}:
            parts.intake.terms.refresh()
        if "preference" in changes:
            self._adjust_wedge()
        if parts.in_sight(parts.card):
            parts.card.notice(changes)

    def show_paper(self, title: str, png: bytes) -> None:
        """Show what a printer was given; the paper of the same title is replaced."""
        self.parts.pane.show_paper(title, png)

    def show_store_problem(self, error: IntakeError) -> None:
        """Say why the data are not open; what is typed stays in the form."""
        if error.problem in KEY_ASKED:
            self._ask_recovery(error)
        self._first_keys.end()
        self.news.say_store(error)

    def _tell_exchange(self) -> None:
        """Its screen tells the same as the bar."""
        if not self._unfurnished:
            bar = self.parts.status
            self.parts.exchange.show_status(bar.exchange, bar.safety)

    def _ask_recovery(self, error: IntakeError) -> None:
        """Ask for the recovery key; what was typed before and is wrong is said beside it."""
        if self._recovery is None:
            from intake_app.ui.recovery_sheet import RecoverySheet  # noqa: PLC0415 - hardly ever asked

            look = theme.dress(self._desk.settings.desk)
            self._recovery = RecoverySheet(look, self._desk, self)
            self._recovery.typed.connect(self.recovery_typed)
        self._recovery.ask(error)

    def store_ready(self) -> None:
        """The store is open: bring back the draft of the last run, fill the lists."""
        self.furnish()
        parts = self.parts
        parts.messages.withdraw("store")
        parts.intake.keeper.open()
        parts.batch.open()
        self._desk.jobs.store(partial(_end_visits, self._desk.shop))
        region, year = self._desk.settings.shop.region, self._desk.now().year
        self._desk.jobs.store(partial(_warm_up, region, year), self._on_warm)
        data = self._desk.settings.data
        for typed in warming.questions(data):  # one by one: what is left at the end is dropped
            work = partial(warming.ask, self._desk.shop.finder, typed)
            self._desk.jobs.device(warming.LANE, work)
        parts.intake.terms.refresh()
        self._adjust_wedge()
        self._frame.tell_keys()
        self._frame.idle.watch(self.windowHandle())
        self._client_hand.open()
        parts.pane.refresh()
        if parts.in_sight(parts.orders):
            parts.orders.refresh()

    def _on_warm(self, _nothing: None) -> None:
        self.parts.intake.terms.refresh()  # a day off is known only now

    def _on_client_asked(self, client: ClientRow) -> None:
        self._commands.clients.open(client.id)

    def _adjust_wedge(self) -> None:
        """Scanners that play a keyboard are told from people as the owner chose."""
        chosen = self._desk.shop.finder.preference(WEDGE_KEY)
        self._wedge.adjust(WedgeSetting.read(chosen))

    def _on_switched(self, operator: Operator) -> None:
        self.parts.status.show_operator(operator)
        if operator.name:
            self.news.say(self._desk.tr("At the desk now: %s") % operator.name, "good")
        self.parts.workshop.look_for_lost()
        if self.parts.in_sight(self.parts.workshop):
            self.parts.workshop.begin()
        elif self.parts.in_sight(self.parts.figures):
            self.parts.figures.begin()

    def _name_screen(self, number: str = "") -> None:
        """Say in the title what is in sight, for the task bar and readers of screens."""
        parts, tr = self.parts, self._desk.tr
        names = {
            "intake": tr("Intake"),
            "batch": tr("Batch intake"),
            "orders": tr("Orders"),
            "card": tr("Order"),
            "clients": tr("Clients"),
            "workshop": tr("Workshop"),
            "cash": tr("Cash box"),
            "storage": tr("Storage"),
            "figures": tr("Figures"),
            "exchange": tr("Exchange"),
            "preferences": tr("Preferences"),
        }
        screen = names[parts.shown]
        self.setWindowTitle(f"{screen} {number}".rstrip() + " – Intake")

    def _on_screen_changed(self, _place: int) -> None:
        self._name_screen()

    def _on_card_shown(self, card: OrderCard) -> None:
        if self.parts.in_sight(self.parts.card):
            self._name_screen(card.row.number)
        found = self._desk.shop.finder.clients(card.row.phone or card.row.client)
        client = next((row for row in found if row.id == card.client_id), None)
        self.parts.pane.show_client(client)

    def _on_waiting(self, waiting: tuple[KeptDraft, ...]) -> None:
        self.parts.address.show_aside(len(waiting))

    def _connect(self) -> None:
        parts = self.parts
        parts.stack.currentChanged.connect(self._on_screen_changed)
        self._commands.sync_asked.connect(self.sync_asked)
        self._question.trouble.connect(self.news.say_trouble)
        self._cure.trouble.connect(self.news.say_trouble)
        self._cure.retry_asked.connect(self.retry_asked)
        parts.intake.client_changed.connect(parts.pane.show_client)
        parts.intake.keeper.waiting_changed.connect(self._on_waiting)
        parts.intake.keeper.read.connect(self._first_keys.end)
        parts.address.order_asked.connect(self.open_order)
        parts.address.client_asked.connect(self._on_client_asked)
        self._wedge.scanned.connect(self.scan)

    def _connect_screens(self) -> None:
        from intake_app.ui import shop_commands  # noqa: PLC0415 - the same
        from intake_app.ui.exchange_commands import ExchangeCommands  # noqa: PLC0415 - the same
        from intake_app.ui.flow_commands import FlowCommands  # noqa: PLC0415 - after the first paint
        from intake_app.ui.frame_commands import FrameCommands  # noqa: PLC0415 - the same
        from intake_app.ui.hand_commands import HandCommands  # noqa: PLC0415 - the same
        from intake_app.ui.handover_commands import HandoverCommands  # noqa: PLC0415 - the same
        from intake_app.ui.scan_actions import ScanActions  # noqa: PLC0415 - the same

        parts, desk, news = self.parts, self._desk, self.news
        self._commands.attach_screens()
        news.hear_screens()
        self._shop_keys = shop_commands.attach(parts, desk, news, self.open_order)
        self._flow = FlowCommands(parts, desk, news)
        self._exchange = ExchangeCommands(parts, news, self.open_order, self._commands.clients.open)
        self._tell_exchange()
        self._scans = ScanActions(parts, desk, news)
        self._frame = FrameCommands(parts, desk, news, self._scans)
        self._client_hand = HandCommands(parts, desk, news)
        self.closed.connect(self._client_hand.close)
        parts.orders.opened.connect(self.open_order)
        parts.preferences.restart_asked.connect(self.restart_asked)
        parts.card.shown.connect(self._on_card_shown)
        parts.clients.order_asked.connect(self.open_order)
        self._scans.order_asked.connect(self.open_order)
        self._handover = HandoverCommands(parts, desk, news, self._scans)
        self._scans.client_asked.connect(parts.address.client_asked)
        self._scans.switched.connect(self._on_switched)
        self._frame.switched.connect(self._on_switched)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Keys come to the window's handle before any widget.
        # The last one installed sees them first: a scanner's keys are nobody's chord.
        self.windowHandle().installEventFilter(self._chords)
        self.windowHandle().installEventFilter(self.parts.intake.meter)
        self.windowHandle().installEventFilter(self._first_keys)
        self.windowHandle().installEventFilter(self._wedge)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.parts.fit()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.parts.intake.finish()
        super().closeEvent(event)
        self.closed.emit()


def _end_visits(shop: Shop) -> None:
    """Papers of visits that the last run left open are due now."""
    shop.services.intakes.end_visits()


def _warm_up(region: str, year: int) -> None:
    """Load the tables of phone numbers and holidays where nobody waits for them."""
    from intake_app.services import calendar  # noqa: PLC0415 - after the first paint

    phone.normalise("+79161234567")
    calendar.load_holidays(region, year)
