"""One line at the foot of the screen: what was saved, what went wrong, what must be answered."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from intake_app.ui.actions import written
from intake_app.ui.widgets.button import Button

if TYPE_CHECKING:
    from intake_app.i18n.translator import Translator
    from intake_app.ui.actions import Actions
    from intake_app.ui.theme import Look

NOTICE_S = 10
_SECOND_MS = 1000
_ICONS = {
    "good": "circle-check",
    "accent": "info-circle",
    "caution": "alert-triangle",
    "bad": "alert-circle",
}


@dataclass(frozen=True, slots=True)
class Message:
    """`topic` replaces an older message of the same topic; `seconds` 0 stays until answered."""

    text: str
    tone: str = "accent"
    title: str = ""
    topic: str = "notice"
    seconds: int = NOTICE_S
    actions: tuple[str, ...] = ()  # ids of the table, shown as buttons
    is_counted: bool = False  # the seconds left are shown: something can be done only so long


class MessageBar(QWidget):
    """The latest message; when it goes, the one before is back. Never takes the focus.

    It covers nothing a person needs: `lift_changed` carries the height the screens must leave free,
    `covers_changed` whether it stands on the hints, of which no rest should look out.
    """

    lift_changed = Signal(int)
    covers_changed = Signal(bool)

    def __init__(self, look: Look, actions: Actions, tr: Translator, over: QWidget) -> None:
        super().__init__(over)
        self._look = look
        self._over = over
        self._room = over.width()
        self._corner = QSize(0, 0)
        self._actions = actions
        self._tr = tr
        self._messages: list[Message] = []
        self._buttons: list[Button] = []
        self._icon = QLabel()
        self._title = QLabel()
        self._text = QLabel()
        self._count = QLabel()
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row, self._answers = QHBoxLayout(), QHBoxLayout()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        self._second = QTimer(self)
        self._second.setInterval(_SECOND_MS)
        self._second.timeout.connect(self._tell_seconds)
        self.setObjectName("messages")
        self._lay_out()
        self.hide()

    @property
    def message(self) -> Message | None:
        """What is being said."""
        return self._messages[-1] if self._messages else None

    def say(self, message: Message) -> None:
        """Show a message; one of the same topic is replaced."""
        self.withdraw(message.topic)
        self._messages.append(message)
        self._show_last()
        if QAccessible.isActive():
            spoken = " ".join(filter(None, (message.title, message.text)))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))

    def withdraw(self, topic: str) -> None:
        """Take a topic away, answered or out of date."""
        kept = [message for message in self._messages if message.topic != topic]
        if len(kept) != len(self._messages):
            self._messages = kept
            self._show_last()

    def dismiss(self) -> None:
        """Take the message on show away."""
        if self._messages:
            self._messages.pop()
            self._show_last()

    def dismissible(self) -> bool:
        """Whether Esc may take the message away; a question waits for its answer."""
        return bool(self._messages) and self._messages[-1].topic != "question"

    def keep_clear(self, corner: QSize, width: int) -> None:
        """Stand within a width of the foot; a corner at its right is no place for it.

        Left of a corner are only hints, which may be covered. Without one the foot is all work.
        """
        self._corner, self._room = corner, width
        self.place()

    def place(self) -> None:
        """Stand beside the corner, or in room of its own when everything does not fit.

        The answers stand below what is said where one line does not hold both.
        """
        look = self._look
        edge, room = look.px(0.75), self._room
        beside = room - self._corner.width() - edge  # the corner keeps its own distance
        wanted = self._wanted_width()
        is_beside = not self._corner.isEmpty() and wanted <= beside
        # If there is room, wide enough to cover the hints at the foot of the form.
        width = min(max(wanted, look.px(40)), beside if is_beside else room - 2 * edge)
        ways = QBoxLayout.Direction
        self._whole.setDirection(ways.TopToBottom if wanted > width else ways.LeftToRight)
        height = max(self._whole.totalHeightForWidth(width), look.px(2.5))
        gap = look.px(0.25 if is_beside else 0.6)  # no higher than the foot
        self.setGeometry(edge, self._over.height() - height - gap, width, height)
        takes_room = self.message is not None and not is_beside
        self.lift_changed.emit(height + gap if takes_room else 0)
        self.covers_changed.emit(self.message is not None and is_beside)

    def _wanted_width(self) -> int:
        """What everything needs on one line."""
        margins = self._whole.contentsMargins()
        words = self._text.fontMetrics().horizontalAdvance(self._text.text()) + self._look.px(0.5)
        fixed = [self._icon, *self._buttons, *([self._title] if self._title.text() else [])]
        if self.message is not None and self.message.is_counted:
            fixed.append(self._count)
        parts = sum(widget.sizeHint().width() for widget in fixed)
        spaces = self._row.spacing() * (len(fixed) + 1)
        return margins.left() + margins.right() + parts + words + spaces

    def _show_last(self) -> None:
        for button in self._buttons:
            self._answers.removeWidget(button)
            button.deleteLater()
        self._buttons = []
        self._timer.stop()
        self._second.stop()
        message = self.message
        self._count.setVisible(message is not None and message.is_counted)
        asked = {action for waiting in self._messages for action in waiting.actions}
        for answer in self.actions():  # nothing can be answered that was not asked
            answer.setEnabled(answer.objectName() in asked)
        self.setVisible(message is not None)
        if message is None:
            self.place()
            return
        look = self._look
        colour = str(getattr(look.tokens, message.tone))
        icon = look.icons.pixmap(_ICONS[message.tone], colour, look.px(1.5), 2.0)
        self._icon.setPixmap(icon)
        self._title.setText(message.title)
        self._title.setVisible(bool(message.title))
        self._text.setText(message.text)
        for action in message.actions:
            self._add_button(action)
        if message.seconds:
            self._timer.start(message.seconds * _SECOND_MS)
        if message.is_counted:
            self._second.start()
            self._tell_seconds()
        self.place()
        self.raise_()
        self.update()

    def _tell_seconds(self) -> None:
        most = self.message.seconds if self.message is not None else 0
        left = math.ceil(self._timer.remainingTime() / _SECOND_MS)
        self._count.setText(self._tr("%d s") % max(0, min(most, left)))

    def _add_button(self, action: str) -> None:
        made = self._actions.made()[action]
        row = self._actions.row(action)
        text = self._tr(row.short) or made.text()
        button = Button(self._look, text, key=written(row.keys))
        button.setObjectName(f"message.{action}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(made.trigger)
        self._buttons.append(button)
        self._answers.insertWidget(len(self._buttons) - 1, button)
        button.show()  # or the layout would leave it out of its sums

    def _lay_out(self) -> None:
        look = self._look
        self._whole.setContentsMargins(look.px(0.9), look.px(0.2), look.px(0.6), look.px(0.2))
        for layout in (self._whole, self._row, self._answers):
            layout.setSpacing(look.px(0.6))
        self._whole.addLayout(self._row, 1)
        self._whole.addLayout(self._answers)
        self._answers.addStretch(1)
        self._title.setFont(look.letters(1.2, strong=True))
        self._text.setWordWrap(True)
        self._title.setObjectName("message.title")
        self._text.setObjectName("message.text")
        self._row.addWidget(self._icon)
        self._row.addWidget(self._title)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._count)
        self._count.setObjectName("message.count")
        self._count.setFont(look.letters(tabular=True))
        self._count.setMinimumWidth(self._count.fontMetrics().horizontalAdvance("10 с"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        message = self.message
        if message is None:
            return
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wash = "surface" if message.tone == "accent" else f"{message.tone}_wash"
        painter.setBrush(look.colour(wash))
        painter.setPen(QPen(look.colour(message.tone), 1))
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, look.radius, look.radius)
