"""What happens to a bug: it is written down without personal data, and the operator is told."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from typing_extensions import override

from intake_app.errors import IntakeError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

logger = logging.getLogger(__name__)
qt_logger = logging.getLogger("qt")

LOG_NAME = "intake.log"
FAULTS_NAME = "faults.log"
_LOG_BYTES = 1_000_000
_LOG_FILES = 5
_CHATTY = ("httpx", "httpcore", "alembic")  # a line for every request tells nothing of a day
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@dataclass(slots=True, weakref_slot=True)  # Qt holds receivers weakly
class CrashGuard:
    """Every way a bug can surface ends in `tell`; `remove` puts things back as they were."""

    folder: Path
    tell: Callable[[], None] | None = None
    """Called after a bug was written down, on the thread it happened on."""

    _handler: logging.Handler | None = field(default=None, init=False)
    _gate: threading.Lock = field(default_factory=threading.Lock, init=False)
    _faults: TextIO | None = field(default=None, init=False)
    _level: int = field(default=logging.WARNING, init=False)

    def install(self) -> None:
        """Take over all hooks; the log itself begins with `begin_log`, or with the first bug."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._faults = (self.folder / FAULTS_NAME).open("a", encoding="utf-8")
        faulthandler.enable(self._faults)  # a crash inside Qt leaves its Python frames here
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
        qInstallMessageHandler(_log_qt_message)

    def begin_log(self) -> None:
        """Start the log of the day in `folder`; a second call does nothing."""
        from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - sockets, pickles

        with self._gate:
            if self._handler is not None:
                return
            self._handler = RotatingFileHandler(
                self.folder / LOG_NAME,
                maxBytes=_LOG_BYTES,
                backupCount=_LOG_FILES,
                encoding="utf-8",
            )
        self._handler.setFormatter(PlainFormatter())
        self._handler.setLevel(logging.INFO)
        root = logging.getLogger()
        self._level = root.level
        root.addHandler(self._handler)
        root.setLevel(logging.INFO)
        for library in _CHATTY:
            logging.getLogger(library).setLevel(logging.WARNING)

    def remove(self) -> None:
        """Give all hooks back and close the files."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        qInstallMessageHandler(None)
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()
            self._faults = None
        if self._handler is not None:
            root = logging.getLogger()
            root.setLevel(self._level)
            root.removeHandler(self._handler)
            self._handler.close()
            self._handler = None

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.begin_log()
        logger.critical("bug", exc_info=(kind, error, trace))
        if sys.stderr is not None and sys.stderr.isatty():  # a developer looks on
            sys.__excepthook__(kind, error, trace)
        if self.tell is not None:
            self.tell()

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        error = args.exc_value or args.exc_type()
        self._on_exception(args.exc_type, error, args.exc_traceback)

    def _on_unraisable(self, args: sys.UnraisableHookArgs) -> None:
        error = args.exc_value or args.exc_type()
        self._on_exception(args.exc_type, error, args.exc_traceback)


class PlainFormatter(logging.Formatter):
    """One line an event; of an exception only kinds and places, for its text may hold a name."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s")

    @override
    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler may have kept the full text there
        return super().format(record)

    @override
    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        return "\n".join(described(ei[1])) if ei[1] is not None else ""


def described(error: BaseException) -> list[str]:
    """An exception and its causes as lines that hold no data of people."""
    lines = [
        f"  {frame.filename}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    lines.append(_named(error))
    cause = error.__cause__ or error.__context__
    if cause is not None:
        lines += ["  caused by", *described(cause)]
    return lines


def _named(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, IntakeError):
        return f"{kind}: {error}"
    if isinstance(error, OSError):
        return f"{kind}: {error.errno} {error.strerror}"
    return kind


def _log_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    qt_logger.log(_LEVELS[kind], "%s: %s", context.category or "default", message)
