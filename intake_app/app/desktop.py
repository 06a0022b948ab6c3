"""The desktop put together: what exists, who tells whom, in which order it starts and ends."""

from __future__ import annotations

import gc
import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QProcess, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from intake_app.app.safekeeping import Safekeeping, vault_held
from intake_app.app.words import words
from intake_app.clock import utc_now
from intake_app.config import NOT_THERE
from intake_app.errors import IntakeError, Problem, RejectedError
from intake_app.i18n.translator import N_
from intake_app.jobs import Jobs, Repeating
from intake_app.scanning.scanner import Scanner
from intake_app.services.opened_files import FOLDER_NAME, OpenedFiles
from intake_app.services.shop import PRINTERS, Shop
from intake_app.services.store_keys import StoreKeys
from intake_app.ui import language, theme
from intake_app.ui.desk import Desk
from intake_app.ui.main_window import MainWindow
from intake_app.ui.paper_words import printed_by

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.app.exchange import Exchange
    from intake_app.app.fiscal_lane import FiscalLane
    from intake_app.app.hub_link import HubLink
    from intake_app.app.instance import Instance
    from intake_app.app.paper_lanes import PaperLanes
    from intake_app.app.safekeeping import Opened
    from intake_app.config import Settings
    from intake_app.crash import CrashGuard
    from intake_app.services.shop import Changes

_NO_PAPER = N_("Print the recovery key: Ctrl+9, Safety. Without it a lost account is lost data")
_OPEN_AGAIN_MS = 3000
_TIDY_LANE, _TIDY_S = "tidy", 600.0
_CRM_LANE, _CRM_S = "crm", 60.0
_SPOOL = frozenset({"print_job", "printer"})
_PASSING = frozenset({Problem.DISK_FULL, Problem.STORE_BUSY, Problem.READ_ONLY})


def run(
    settings: Settings,
    instance: Instance,
    guard: CrashGuard,
    visit: Callable[[Desktop], None] | None = None,
) -> int:
    """Show the window, turn the event loop, end in order. Instance and guard stand already.

    `visit` is called once the window is shown: somebody else's hands, as those of the tour.
    """
    app = QApplication(["intake-app"])
    app.setApplicationName("Intake")
    app.setDesktopFileName("intake-app")
    language.install(app, settings.desk.lang)
    theme.install(app, settings.desk)
    desktop = Desktop(settings, instance)
    guard.tell = desktop.faulted.emit
    desktop.painted.connect(guard.begin_log)
    desktop.start()
    if visit is not None:
        visit(desktop)
    try:
        return QApplication.exec()
    finally:
        guard.tell = None
        desktop.shutdown()


class Desktop(QObject):
    """Owns everything of one run; nothing here is needed to take the first keys."""

    changed = Signal(object)  # the kinds of record a commit touched, on the GUI thread
    painted = Signal()  # the window takes keys; everything else may begin
    opened = Signal()  # the store is open and printing has begun
    faulted = Signal()  # a bug was written down, on whatever thread it happened
    paper_sent = Signal(str, bytes)  # a printer's name and the picture it was given
    template_broken = Signal()  # a paper of the owner's could not be used; the shipped one was

    def __init__(self, settings: Settings, instance: Instance) -> None:
        super().__init__()
        self.settings = settings
        self._instance = instance
        self.keys = StoreKeys(settings.data)
        self.shop = Shop(settings, utc_now, self.keys)
        self.jobs = Jobs(self)
        self._tr = words(settings.desk.lang)
        desk = Desk(self.shop, self.jobs, self._tr, utc_now)
        self.window = MainWindow(desk, furnished=False)
        self._scanner = _scanner(settings, self)
        self._papers: PaperLanes | None = None
        self._fiscal: FiscalLane | None = None
        self._exchange: Exchange | None = None
        self._link: HubLink | None = None
        self._restarts = False
        self._opened_files = OpenedFiles(settings.data / FOLDER_NAME)
        self.keeping = Safekeeping(settings, self.jobs, self.keys, utc_now)
        self._connect()

    @property
    def hub_url(self) -> str:
        """Where the hub of this desk answers; empty while there is none."""
        return self._exchange.url if self._exchange is not None else ""

    def start(self) -> None:
        """Show the window; the rest begins once it has been painted."""
        self.window.installEventFilter(self)
        self.window.appear()

    def shutdown(self) -> None:
        """Outside first: nothing may arrive for a part that is gone."""
        if self._scanner is not None:
            self._scanner.stop()
        self.keeping.stop()
        if self._papers is not None:
            self._papers.stop()
        if self._fiscal is not None:
            self._fiscal.stop()
        if self._exchange is not None:
            self._exchange.stop()
        self.jobs.shutdown()  # what was promised is saved
        self.shop.close()
        self._opened_files.sweep()
        self.keeping.at_close()
        self._instance.release()
        if self._restarts:
            QProcess.startDetached(sys.executable, sys.orig_argv[1:])
        self.window.deleteLater()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.window.removeEventFilter(self)
            QTimer.singleShot(0, self.painted.emit)
        return False

    def _connect(self) -> None:
        # Commits happen on lanes and on the exchange's thread; screens hear of them on theirs.
        queued = Qt.ConnectionType.QueuedConnection
        self.painted.connect(self._on_painted)
        self.shop.listen(self.changed.emit)
        self.changed.connect(self._on_changed, queued)
        self.faulted.connect(self._on_faulted, queued)
        self.paper_sent.connect(self._on_paper_sent, queued)
        self.template_broken.connect(self._on_template_broken, queued)
        self.window.retry_asked.connect(self._on_retry)
        self.keeping.known.connect(self.window.show_backup)
        self.keeping.refused.connect(self.window.show_backup_trouble)
        self.keeping.told.connect(self.window.show_backup_progress)
        self.window.recovery_typed.connect(self._on_recovery_typed)
        self.window.restart_asked.connect(self._on_restart_asked)
        self._instance.raised.connect(self._on_raised)
        if self._scanner is not None:
            self._scanner.scanned.connect(self.window.scan)
            self._scanner.state_changed.connect(self.window.show_scanner)

    def _on_painted(self) -> None:
        self.window.recall()
        self._open()
        QTimer.singleShot(0, self.window, self.window.furnish_by_turns)
        self._instance.listen()
        if self._scanner is not None:
            self._scanner.start()

    def _open(self) -> None:
        self.jobs.store(self.keeping.opening(self.shop), self._on_opened, self._on_refused)

    def _on_refused(self, error: Exception) -> None:
        gc.enable()
        if isinstance(error, IntakeError):
            self.window.show_store_problem(error)
            if error.problem in _PASSING:
                QTimer.singleShot(_OPEN_AGAIN_MS, self._open)

    def _on_recovery_typed(self, root: bytes) -> None:
        """Somebody has typed the recovery key: try it, then open the store with it."""
        self.jobs.store(partial(_restored, self.keys, root), self._on_key, self._on_refused)

    def _on_key(self, _nothing: None) -> None:
        self.window.store_unlocked()
        self._open()

    def _on_restart_asked(self) -> None:
        self._restarts = True
        self.window.close()

    def _on_opened(self, opened: Opened) -> None:
        if opened.restored is not None:
            self.window.show_restored(opened.restored)
        elif opened.asks_paper:
            self.window.news.say(self._tr(_NO_PAPER), "caution")
        if not gc.isenabled():
            gc.freeze()  # what a start made stays: no need to look through it ever again
            gc.enable()
        self.window.store_ready()
        self.jobs.device(_TIDY_LANE, self._opened_files.sweep)  # what a crash left in clear
        self.jobs.store(self.shop.services.printouts.recover, self._on_recovered)
        self._begin_fiscal()
        self._begin_exchange()
        self._begin_tidying()
        self.keeping.start(self.shop)

    def _on_recovered(self, _unknown: int) -> None:
        from intake_app.app.paper_lanes import PaperLanes  # noqa: PLC0415 - after the first paint

        show, broken = self.paper_sent.emit, self.template_broken.emit
        self._papers = PaperLanes(self.jobs, self.shop, show, broken)
        self._papers.states.connect(self.window.show_printer_states)
        self._papers.begin()
        self.opened.emit()

    def _begin_fiscal(self) -> None:
        from intake_app.app.fiscal_lane import FiscalLane  # noqa: PLC0415 - after the first paint

        self._fiscal = FiscalLane(self.jobs, self.shop, utc_now)
        self._fiscal.begin()

    def _begin_exchange(self) -> None:
        from intake_app.app.exchange import Exchange  # noqa: PLC0415 - after the first paint

        services = self.shop.services
        self._exchange = Exchange(
            self.settings, self.jobs, services.replica, services.vault, utc_now
        )
        self._exchange.cargo = services.cargo
        self._exchange.prepare = self.keeping.before_mending
        self._exchange.hold_keys = partial(vault_held, self.shop, self.keeping.safety.keys)
        self._exchange.status_changed.connect(self.window.show_sync)
        self.window.sync_asked.connect(self._exchange.hurry)
        self._link = self._hub_link(self._exchange)
        self._exchange.start()

    def _begin_tidying(self) -> None:
        """After somebody was forgotten, here or elsewhere, his bytes leave the file soon."""
        from intake_app.services.tidying import Tidying  # noqa: PLC0415 - after the first paint

        tidying = Tidying(self.shop.services.replica.store)
        Repeating(self.jobs, _TIDY_LANE, tidying.scrub, _TIDY_S).start()

    def _hub_link(self, exchange: Exchange) -> HubLink:
        """What the page about the hub asks; what it decides moves the exchange."""
        from intake_app.app.hub_link import HubLink  # noqa: PLC0415 - after the first paint
        from intake_app.app.hub_safe import LiveHub  # noqa: PLC0415 - the same

        settings, services = self.settings, self.shop.services
        link = HubLink(
            settings.data, lambda: services.replica, settings.desk.hub, lambda: exchange.url
        )
        link.moved.connect(exchange.move_to, Qt.ConnectionType.QueuedConnection)
        self.shop.hub = link
        self.shop.hub_safe = LiveHub(settings.data, lambda: exchange.url, lambda: services.replica)
        self._begin_crm(exchange)
        return link

    def _begin_crm(self, exchange: Exchange) -> None:
        """How the CRMs of the shop stand is asked of the hub, now and then."""
        from intake_app.app.crm_link import CrmLink  # noqa: PLC0415 - after the first paint

        services = self.shop.services
        self.shop.crm = link = CrmLink(
            self.settings.data,
            lambda: exchange.url,
            lambda: services.replica,
            services.crm_records.demand,
        )
        watch = Repeating(self.jobs, _CRM_LANE, link.all, _CRM_S)
        watch.answered.connect(self.window.show_crms)
        watch.refused.connect(self._on_no_crms)
        watch.start()

    def _on_no_crms(self, error: IntakeError) -> None:
        """Without a hub there is none; while it is away what was known stays."""
        if error.problem is Problem.NO_HUB and self.shop.crms:
            self.window.show_crms(None)

    def _on_changed(self, changes: Changes) -> None:
        self.window.show_changes(changes)
        if self._papers is not None and changes & PRINTERS:
            self._papers.begin()
        elif self._papers is not None and changes & _SPOOL:
            self._papers.wake()
        if self._fiscal is not None and "fiscal_job" in changes:
            self._fiscal.wake()
        if self._exchange is not None:
            self._exchange.wake()
        if "outbox" in changes:
            self.keeping.wake()

    def _on_retry(self, printer: str) -> None:
        if self._papers is not None:
            self._papers.retry(printer)

    def _on_paper_sent(self, name: str, png: bytes) -> None:
        self.window.show_paper(printed_by(self._tr, name), png)

    def _on_template_broken(self) -> None:
        self.window.news.say_trouble(RejectedError(Problem.TEMPLATE_BROKEN))

    def _on_faulted(self) -> None:
        told = self._tr("A fault in the program was written down. What is saved is safe.")
        self.window.news.say(told, "bad")

    def _on_raised(self) -> None:
        """Somebody started the program once more: this window is what they wanted."""
        self.window.setWindowState(
            self.window.windowState() & ~Qt.WindowState.WindowMinimized
            | Qt.WindowState.WindowActive
        )
        self.window.raise_()
        self.window.activateWindow()


def _restored(keys: StoreKeys, root: bytes) -> None:
    keys.restored(root)


def _scanner(settings: Settings, parent: QObject) -> Scanner | None:
    if settings.desk.scanner == NOT_THERE:
        return None
    from intake_app.app import devices  # noqa: PLC0415 - a desk without one starts sooner

    port = devices.scanner_port(settings.desk.scanner)
    return Scanner(port, parent) if port is not None else None
