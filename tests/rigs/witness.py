"""Inside the real program: tells a test what a person would see, and types when told to.

`python -m tests.rigs.witness QUESTIONS ANSWERS ARGUMENT…` starts `intake-app ARGUMENT…` with two
pipes to the test. Nothing of the program is replaced: the witness comes in with the event loop.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

from PySide6.QtCore import QAbstractListModel, QObject, QSocketNotifier
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from intake_app.tour.keys import Typist
from intake_app.ui.widgets.suggestions import SuggestionList
from tests.rigs.stalls import StallMeter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QAbstractItemModel

_ROWS = 50

Answer: TypeAlias = dict[str, Any]


class Witness(QObject):
    """Answers one JSON line with one JSON line."""

    def __init__(self, questions: int, answers: int) -> None:
        super().__init__()
        self._questions = os.fdopen(questions, "rb", buffering=0)
        self._answers = os.fdopen(answers, "wb", buffering=0)
        self._rest = b""
        self._meter = StallMeter(self)
        self._notifier = QSocketNotifier(questions, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_question)

    def _on_question(self) -> None:
        data = self._questions.read(65536) or b""
        if not data:  # the test is gone; so must its program be
            self._notifier.setEnabled(False)
            QApplication.quit()
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            answer = self._answer(*cast("list[str]", json.loads(line)))
            self._answers.write(json.dumps(answer).encode() + b"\n")

    def _answer(self, question: str, *words: str) -> Answer:
        match question:
            case "see":
                return seen()
            case "type":
                self._typist().type(words[0])
            case "press":
                self._typist().press(*words)
            case "touch":
                next(_shown(QAbstractButton, words[0])).click()
            case "where":
                return _where(words[0])
            case "measure":
                self._meter.start()
            case "stall":
                return {"ms": self._meter.stop()}
            case _:
                raise AssertionError(question)
        return {}

    def _typist(self) -> Typist:
        return Typist(main_window().windowHandle())


_Kind = TypeVar("_Kind", bound=QWidget)


def _shown(kind: type[_Kind], name: str) -> Iterator[_Kind]:
    """Visible widgets of any window, by their name."""
    for widget in QApplication.allWidgets():
        if widget.objectName() == name and isinstance(widget, kind) and widget.isVisible():
            yield widget


def _where(name: str) -> Answer:
    for widget in _shown(QWidget, name):
        middle = widget.mapToGlobal(widget.rect().center())
        return {"x": middle.x(), "y": middle.y()}
    return {}


def seen() -> Answer:
    """What is on the screen: who has the focus, what each named visible widget says."""
    window = main_window()
    focus = QApplication.focusWidget()
    return {
        "active": window.isActiveWindow(),
        "focus": focus.objectName() if focus else "",
        "says": {
            widget.objectName(): text
            for widget in window.findChildren(QWidget)
            if widget.objectName() and widget.isVisible() and (text := _text(widget)) is not None
        },
    }


def _text(widget: QWidget) -> str | None:
    match widget:
        case QLineEdit() | QLabel() | QAbstractButton():
            return widget.text()
        case QPlainTextEdit() | QTextEdit():
            return widget.toPlainText()
        case QAbstractItemView():
            return "\n".join(_lines(widget.model()))
        case SuggestionList():
            return "\n".join(row.text for row in widget.rows)
        case _:
            return None


def _lines(model: QAbstractItemModel) -> Iterator[str]:
    # A model of a list keeps the number of its columns to itself.
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(min(model.rowCount(), _ROWS)):
        cells = (model.index(row, column).data() for column in range(columns))
        yield " | ".join(str(cell or "") for cell in cells)


def main_window() -> QWidget:
    """The one window; menus and other guests are smaller."""
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    return max(shown, key=lambda widget: widget.width() * widget.height())


def main() -> None:
    """Let the witness in when the event loop starts."""
    questions, answers = int(sys.argv[1]), int(sys.argv[2])
    real_exec = QApplication.exec

    def witnessed_exec() -> int:
        witness = Witness(questions, answers)
        try:
            return real_exec()
        finally:
            witness.deleteLater()

    QApplication.exec = staticmethod(witnessed_exec)
    from intake_app.cli.main import main as intake  # noqa: PLC0415 - after the witness stands ready

    sys.exit(intake(sys.argv[3:]))


if __name__ == "__main__":
    main()
