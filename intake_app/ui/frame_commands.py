"""What keys do to the frame of the desk: who works here, the whole screen, the sheet of keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from intake_app.config import resources
from intake_app.errors import Problem, UnavailableError
from intake_app.services.operators import Operator
from intake_app.ui import key_overlay
from intake_app.ui.action_spec import SCOPES, Scope
from intake_app.ui.actions import written
from intake_app.ui.idle_watch import IdleWatch
from intake_app.ui.message_bar import Message
from intake_app.ui.person_sheet import PersonSheet

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.i18n.translator import Translator
    from intake_app.services.shop import Shop
    from intake_app.ui.actions import ActionSpec
    from intake_app.ui.desk import Desk
    from intake_app.ui.news import News
    from intake_app.ui.parts import Parts
    from intake_app.ui.scan_actions import ScanActions

SHEET_NAME = "keys.pdf"


class FrameCommands(QObject):
    """`switched` carries the Operator who works here from now on."""

    switched = Signal(object)
    trouble = Signal(object)

    def __init__(self, parts: Parts, desk: Desk, news: News, scans: ScanActions) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._desk = desk
        self._news = news
        self._person: PersonSheet | None = None
        self.idle = IdleWatch(desk.settings.desk.sign_out_minutes, self)
        self.idle.expired.connect(self.sign_out)
        self.trouble.connect(news.say_trouble)
        for action, handler in (
            ("full", self.toggle_full_screen),
            ("person", self.ask_person),
            ("keys.print", self.print_keys),
        ):
            parts.actions.attach(action, parts.window, handler)
        for action, handler in (
            ("scan.serial", scans.as_serial),
            ("scan.find", scans.as_query),
            ("scan.part", scans.as_part),
        ):
            parts.actions.attach(action, parts.messages, handler)

    def tell_keys(self) -> None:
        """Say once what of the desk's own keys does not hold."""
        told = key_overlay.complaint(self._parts.overlay, self._desk.tr)
        if told:
            self._parts.messages.say(Message(told, "caution", topic="keys", seconds=0))

    def ask_person(self) -> None:
        """Ask who is at the desk now."""
        if self._person is None:
            self._person = PersonSheet(self._parts.look, self._desk, self._parts.window)
            self._person.switched.connect(self.switched)
            self._person.trouble.connect(self.trouble)
        self._person.open()

    def sign_out(self) -> None:
        """Nobody is at the desk any more; what is typed stays, and who comes next says so."""
        if self._desk.shop.operator.name:
            work = partial(_nobody, self._desk.shop)
            self._desk.jobs.store(work, self._on_signed_out, self.trouble.emit)

    def toggle_full_screen(self) -> None:
        """Give the window the whole screen, or take it back."""
        window = self._parts.window
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def print_keys(self) -> None:
        """Make the sheet of keys and show it, ready to be printed."""
        path = self._desk.settings.data / SHEET_NAME
        work = partial(_write_sheet, path, self._parts.actions.rows(), self._desk.tr)
        self._desk.jobs.store(work, self._on_sheet, self.trouble.emit)

    def _on_signed_out(self, nobody: Operator) -> None:
        self.switched.emit(nobody)
        self.ask_person()

    def _on_sheet(self, path: Path) -> None:
        told = self._desk.tr("The sheet of keys is ready to print: %s") % path
        self._news.say(told, "good")
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _nobody(shop: Shop) -> Operator:
    """Runs in the store lane."""
    return shop.switch(Operator(None, ""))


def _write_sheet(path: Path, rows: tuple[ActionSpec, ...], tr: Translator) -> Path:
    """Runs in the store lane. Raises UnavailableError(FILE_UNWRITABLE)."""
    from intake_app.printing import key_sheet  # noqa: PLC0415 - few ever print it

    groups = tuple(
        key_sheet.Group(tr(SCOPES[scope]), tuple(_lines(rows, scope, tr)))
        for scope in Scope
        if any(row.scope is scope for row in rows)
    )
    fonts = resources() / "fonts"
    page = key_sheet.pdf(
        tr("Keys"), groups, (fonts / "PTSans-Regular.ttf", fonts / "PTSans-Bold.ttf")
    )
    try:
        path.write_bytes(page)
    except OSError as error:
        raise UnavailableError(Problem.FILE_UNWRITABLE, path.name) from error
    return path


def _lines(rows: tuple[ActionSpec, ...], scope: Scope, tr: Translator) -> list[tuple[str, str]]:
    def keys(row: ActionSpec) -> str:
        return " · ".join(dict.fromkeys(written((key,)) for key in row.keys))

    return [(keys(row).replace("⏎", "Enter"), tr(row.text)) for row in rows if row.scope is scope]
