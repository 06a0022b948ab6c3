"""The key of the board on the wall: shown, brought forward, gone with the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from typing_extensions import override

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk
    from intake_app.ui.news import News
    from intake_app.ui.parts import Parts
    from intake_app.ui.wall.window import WallWindow


class WallCommands(QObject):
    """The board is built when it is wanted, and is no more when it is closed."""

    def __init__(self, parts: Parts, desk: Desk, news: News) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._desk = desk
        self._news = news
        self.wall: WallWindow | None = None
        parts.actions.attach("wall", parts.window, self.show_wall)
        parts.window.installEventFilter(self)

    def show_wall(self) -> None:
        """Show the board on another screen, or on this one."""
        if self.wall is None:
            from intake_app.ui.wall.window import WallWindow  # noqa: PLC0415 - seldom wanted

            self.wall = WallWindow(self._parts.look, self._desk)
            self.wall.trouble.connect(self._news.say_trouble)
            self.wall.put_by.connect(self._on_put_by)
        self.wall.appear(self._parts.window)

    def _on_put_by(self) -> None:
        if self.wall is not None:
            self.wall.deleteLater()
            self.wall = None
            self._parts.window.activateWindow()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Close and self.wall is not None:
            self.wall.close()
        return False
