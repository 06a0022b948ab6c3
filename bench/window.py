"""The real window over a store, keys for it, and the moment a widget of it has been painted."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from intake_app.clock import utc_now
from intake_app.config import DeskSettings, Settings, resources
from intake_app.i18n.translator import translator
from intake_app.jobs import Jobs
from intake_app.services.shop import Shop
from intake_app.tour.keys import Typist
from intake_app.ui import theme
from intake_app.ui.desk import Desk
from intake_app.ui.main_window import MainWindow
from intake_app.ui.window_layout import USUAL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

_PATIENCE_S = 10.0


class Painted(QObject):
    """Counts how often widgets it was installed on were painted."""

    def __init__(self, *watched: QWidget) -> None:
        super().__init__()
        self.count = 0
        for widget in watched:
            widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False

    def after(self, act: Callable[[], object]) -> float:
        """Milliseconds from an act to the end of the turn in which a widget was painted."""
        before = self.count
        return timed(act, lambda: self.count > before)


class BenchWindow:
    """The window of one desk, its store opened if wanted, and hands."""

    def __init__(self, folder: Path, *, opened: bool) -> None:
        self.application = QApplication([])
        settings = Settings(folder, desk=DeskSettings(operator="Анна"))
        self.jobs = Jobs()
        self.shop = Shop(settings, utc_now)
        tr = translator("ru", resources() / "locale")
        theme.install(self.application, settings.desk)
        self.window = MainWindow(Desk(self.shop, self.jobs, tr, utc_now))
        self.window.resize(*USUAL)
        self.window.show()
        self.hands = Typist(self.window.windowHandle())
        if opened:
            self.jobs.store(self.shop.open)
            self.settle()
            self.window.store_ready()
        self.settle()

    def settle(self) -> None:
        """Until the store lane has nothing left to do and its answers were shown."""
        done: list[object] = []
        self.jobs.store(_nothing, done.append)
        timed(_nothing, lambda: bool(done))
        QApplication.processEvents()

    def close(self) -> None:
        """End the lanes, then the store."""
        self.window.close()
        self.jobs.shutdown()
        self.shop.close()


def timed(act: Callable[[], object], ended: Callable[[], bool]) -> float:
    """Milliseconds from an act until it has ended, the event loop turning."""
    began = time.perf_counter()
    act()
    while not ended():
        QApplication.processEvents()
        if time.perf_counter() - began > _PATIENCE_S:
            raise AssertionError(act)
    return (time.perf_counter() - began) * 1000


def _nothing() -> None:
    """Work for the lane that is over when all before it is."""
