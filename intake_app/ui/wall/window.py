"""The board on the wall: a window of its own, on another screen where there is one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from intake_app.services import bench_limits
from intake_app.ui.wall import painting
from intake_app.ui.wall.sheets import MOST_PIECES, pages
from intake_app.ui.workshop.bench_words import BenchWords

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent, QScreen

    from intake_app.services.bench_rows import WallColumn
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.wall.sheets import Piece

LANE = "wall"
_AGAIN_MS = 5_000
_PAGE_MS = 12_000
_MOST = 40 * MOST_PIECES  # rows of a stage; no wall shows more side by side
_FORTH = (Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space)
_BACK = (Qt.Key.Key_PageUp, Qt.Key.Key_Left, Qt.Key.Key_Up)
_CLOSING = (Qt.Key.Key_Escape, Qt.Key.Key_F11)


class WallWindow(QWidget):
    """Reads by itself, turns its pages by itself; `put_by` comes when somebody has closed it."""

    trouble = Signal(object)
    put_by = Signal()

    def __init__(
        self,
        look: Look,
        desk: Desk,
        screens: Callable[[], Sequence[QScreen]] = QGuiApplication.screens,
    ) -> None:
        super().__init__()
        self.setObjectName("wall")
        self.setWindowTitle(f"{desk.tr('Workshop board')} – Intake")
        self.setAccessibleName(desk.tr("Workshop board"))
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self._look = look
        self._desk = desk
        self._words = BenchWords(desk)
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        self._columns: tuple[WallColumn, ...] = ()
        self.pages: tuple[tuple[Piece, ...], ...] = ()
        self.page = 0
        self._is_reading = self._is_stale = False
        self._is_apart = False  # it has had a screen for itself
        self._desk_window: QWidget | None = None
        self._screens = screens
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._on_screens)
            application.screenRemoved.connect(self._on_screens)
        self._again, self._turn = QTimer(self), QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._turn.setInterval(_PAGE_MS)
        self._again.timeout.connect(self.read)
        self._turn.timeout.connect(self.turn)

    def appear(self, beside: QWidget) -> None:
        """Fill another screen than the desk's where there is one, else the same."""
        self._desk_window = beside
        other = self._other_screen()
        self._is_apart = other is not None
        self._fill(other or beside.screen())
        self.activateWindow()
        self.read()
        self._again.start()
        self._turn.start()

    def _fill(self, screen: QScreen) -> None:
        self.setWindowState(Qt.WindowState.WindowNoState)  # a full one stays where it was
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()

    def _other_screen(self) -> QScreen | None:
        beside = self._desk_window
        if beside is None:
            return None
        return next((one for one in self._screens() if one is not beside.screen()), None)

    def _on_screens(self, _screen: QScreen) -> None:
        """A monitor was plugged in or out: stay beside the desk, and never cover it by oneself."""
        other = self._other_screen()
        if other is not None and (self._is_apart or self.isHidden()):
            self._is_apart = True
            self._fill(other)
        elif other is None and self._is_apart:
            self.hide()  # it waits for the monitor; its key brings it onto this one

    def read(self) -> None:
        """One reading at a time, in a lane of its own."""
        self._is_stale = self._is_reading
        if not self._is_reading:
            self._is_reading = True
            job = partial(_read, self._desk.shop, self._desk.now())
            jobs = self._desk.jobs
            jobs.device(LANE, job, self._on_read, self.trouble.emit, self._on_ended)

    @property
    def is_reading(self) -> bool:
        """Whether what there is is still on its way."""
        return self._is_reading

    def turn(self, by: int = 1) -> None:
        """Show another page; behind the last one is the first."""
        self.page = (self.page + by) % max(1, len(self.pages))
        self.update()

    def _on_ended(self) -> None:
        self._is_reading = False
        if self._is_stale:
            self.read()

    def _on_read(self, columns: tuple[WallColumn, ...]) -> None:
        self._columns = columns
        self._arrange()

    def _arrange(self) -> None:
        """Part what there is into pages of this size."""
        frame = painting.Frame.of(self.width(), self.height())
        self.pages = pages(self._columns, frame.rows, frame.columns)
        self.page = min(self.page, max(0, len(self.pages) - 1))
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _CLOSING:
            self.close()
        elif event.key() in _FORTH:
            self._by_hand(1)
        elif event.key() in _BACK:
            self._by_hand(-1)
        else:
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._again.stop()
        self._turn.stop()
        super().closeEvent(event)
        self.put_by.emit()

    def _by_hand(self, by: int) -> None:
        self.turn(by)
        self._turn.start()  # the page that was asked for stays its full time

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        frame = painting.Frame.of(self.width(), self.height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.colour("window"))
        board = painting.Board(painter, look, self._desk, self._words, frame)
        self._paint_head(board)
        if not self.pages:
            board.write(QRectF(self.rect()), self._desk.tr("Nothing is in the shop"), 1.2, "muted")
            return
        for place, piece in enumerate(self.pages[self.page]):
            board.column(place, piece)

    def _paint_head(self, board: painting.Board) -> None:
        tr, now = self._desk.tr, self._desk.now()
        count = sum(column.count for column in self._columns)
        late = sum(column.late for column in self._columns)
        page = f"{self.page + 1}/{len(self.pages)}" if len(self.pages) > 1 else ""
        clock = f"{now.astimezone(self._zone):%H:%M}"
        room = board.clock("   ".join(filter(None, (page, clock))))
        told = [(tr("overdue: %d") % late, "bad")] if late else []
        told.append((tr("in the shop: %d") % count, "muted"))
        told.append((self._desk.settings.shop.name or tr("Workshop"), "text"))
        board.head(told, room)


def _read(shop: Shop, now: datetime) -> tuple[WallColumn, ...]:
    """Runs in a lane of its own, with a reader of its own."""
    own, finder = shop.settings.shop, shop.finder.twin()
    try:
        zone = ZoneInfo(own.timezone)
        watch = bench_limits.in_force(finder.preference, now, zone, own.region)
        return finder.bench_wall(watch, _MOST)
    finally:
        finder.close()
