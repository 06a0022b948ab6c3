"""The window on the client's side of the counter; it never takes the keyboard from the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from intake_app.config import resources
from intake_app.i18n.translator import translator
from intake_app.ui.second_screen.mirror import Mirror
from intake_app.ui.second_screen.question_page import QuestionPage
from intake_app.ui.second_screen.touch import TouchButton
from intake_app.ui.second_screen.words import wording
from intake_app.ui.theme import Look

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QMouseEvent, QScreen

    from intake_app.i18n.translator import Translator
    from intake_app.ui.second_screen.mirror import Lines
    from intake_app.ui.second_screen.script import Question, Script
    from intake_app.ui.widgets.qr_picture import Rows

_LARGER = 1.6
_TALLEST = 1.4  # so much larger than on a small display letters may become on a tall one
_ALONE = (800, 480)  # the size of a small counter display, where there is no second screen
_LANGUAGES = {"ru": "English", "en": "Русский"}


class SecondScreen(QWidget):
    """`answered` after each answer, with question and answer; `finished` when all are given.

    `texts` gives what a question asks to agree to, in a language; it is asked on this thread, and
    only for what is about to be shown.
    """

    answered = Signal(str, str)
    finished = Signal(object)

    def __init__(
        self, look: Look, shop: str, language: str, texts: Callable[[Question, Translator], str]
    ) -> None:
        super().__init__()
        self.setObjectName("second")
        self.setWindowTitle("Intake")
        # Without a frame, whose buttons are not meant for the client.
        self.setWindowFlags(
            Qt.WindowType.Window
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowDoesNotAcceptFocus
        )
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._look = look
        self._texts = texts
        self._script: Script | None = None
        self._is_alone = False  # on the desk's own screen, where it may be in the way
        self._grip: QPoint | None = None
        self._first_language = language
        self._tr = _words(language)
        self._told: Callable[[Translator], Lines] = _nothing
        self._title = ""
        self._page: QuestionPage | None = None
        self.setFont(look.font)
        self._mirror = Mirror(look, shop)
        self._pages = QStackedLayout()
        self._pages.addWidget(self._mirror)
        self._language = TouchButton(look, "second.language", _LANGUAGES[language])
        self._language.clicked.connect(self._change_language)
        self._lay_out(shop)

    @property
    def language(self) -> str:
        """The client's choice."""
        return self._tr.language

    @property
    def is_asking(self) -> bool:
        """Whether a question stands."""
        return self._script is not None

    def appear(self, desk: QScreen) -> None:
        """Fill a screen that is not the desk's; where there is none, stand in its lower corner."""
        other = _other(desk)
        if other is not desk:
            self.setGeometry(other.geometry())
            self.showFullScreen()
        else:
            room, self._is_alone = desk.availableGeometry(), True
            self.resize(QSize(*_ALONE).boundedTo(room.size()))
            self.move(room.bottomRight() - self.rect().bottomRight())
            self.show()

    def mirror(self, told: Callable[[Translator], Lines], title: str = "") -> None:
        """Show what is being written down, or what else `title` says."""
        self._told, self._title = told, title
        self._show_lines()

    def show_code(self, rows: Rows, amount: str) -> None:
        """Let the client pay by his phone; without rows what stood there before comes back."""
        self._mirror.show_code(rows, f"{self._tr('Scan to pay')}  {amount}")
        if not rows:
            self._show_lines()

    def greet(self) -> None:
        """Another client: in the usual language again."""
        if self._tr.language != self._first_language:
            self._speak(self._first_language)

    def ask(self, script: Script) -> None:
        """Begin with the first question."""
        self._script = script
        self._turn()

    def stop(self) -> None:
        """Ask nothing more; what was answered has been told."""
        self._script = None
        self._show_lines()
        self._turn()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._is_alone:
            self._grip = event.position().toPoint()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self.move(event.globalPosition().toPoint() - self._grip)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None

    def _show_lines(self) -> None:
        self._mirror.show_lines(self._told(self._tr), self._tr, self._tr(self._title))

    def _turn(self) -> None:
        """Show the question of the moment, or the mirror when there is none."""
        if self._page is not None:
            self._pages.removeWidget(self._page)
            self._page.deleteLater()
            self._page = None
        script = self._script
        question = script.question if script else None
        if script is None or question is None:
            self._pages.setCurrentWidget(self._mirror)
            return
        asked = wording(question, self._tr, self._texts(question, self._tr))
        known = script.answers.get(question, "")
        self._page = QuestionPage(self._look, self._tr, asked, known, is_first=script.is_first)
        self._page.answered.connect(self._on_answered)
        self._page.back.connect(self._on_back)
        self._pages.addWidget(self._page)
        self._pages.setCurrentWidget(self._page)

    def _on_answered(self, answer: str) -> None:
        script = self._script
        if script is None or script.question is None:
            return
        question = script.question
        self._script = script = script.answered(answer)
        self.answered.emit(question.value, answer)
        if script.question is None:
            self._mirror.thank(self._tr)
            self._script = None
            self.finished.emit(script)
        self._turn()

    def _on_back(self) -> None:
        if self._script is not None:
            self._script = self._script.back()
            self._turn()

    def _change_language(self) -> None:
        self._speak("en" if self._tr.language == "ru" else "ru")

    def _speak(self, language: str) -> None:
        self._tr = _words(language)
        self._language.setText(_LANGUAGES[language])
        self._language.setAccessibleName(_LANGUAGES[language])
        self._show_lines()
        self._turn()

    def _lay_out(self, shop: str) -> None:
        look = self._look
        name = QLabel(shop)
        name.setFont(look.small)
        head = QHBoxLayout()
        head.addWidget(name, 1)
        head.addWidget(self._language)
        self._language.setFixedHeight(look.row)
        self._language.setFixedWidth(look.px(6))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(look.margin, look.px(0.75), look.margin, look.px(0.75))
        whole.addLayout(head)
        whole.addLayout(self._pages, 1)


def larger(look: Look, desk: QScreen) -> Look:
    """Letters for a person who stands and may have left his glasses at home."""
    height = min(_other(desk).geometry().height() / _ALONE[1], _TALLEST)
    factor = _LARGER * (height if _other(desk) is not desk else 1)
    return Look(look.tokens, look.em * factor, look.letters(factor), look.icons)


def _other(desk: QScreen) -> QScreen:
    """A screen that is not the desk's, if there is one."""
    screens = (screen for screen in QGuiApplication.screens() if screen is not desk)
    return next(screens, desk)


def _nothing(_tr: Translator) -> Lines:
    return ()


def _words(language: str) -> Translator:
    return translator(language, resources() / "locale")
