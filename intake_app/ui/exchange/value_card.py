"""One of two values: what it is, and by whom, when and where it was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from intake_app.ui.widgets.card import Card

if TYPE_CHECKING:
    from intake_app.services.dispute_rows import Said
    from intake_app.ui.desk import Desk
    from intake_app.ui.exchange.record_words import RecordWords
    from intake_app.ui.theme import Look


class ValueCard(Card):
    """Long values break their lines; nothing is cut."""

    def __init__(self, look: Look, title: str, name: str) -> None:
        inner = QWidget()
        super().__init__(look, inner)
        self._title = QLabel(title)
        self._value = QLabel()
        self._who = QLabel()
        self._value.setObjectName(name)
        column = QVBoxLayout(inner)
        column.setContentsMargins(look.px(0.5), look.px(0.3), look.px(0.5), look.px(0.4))
        column.setSpacing(look.px(0.3))
        for label in (self._title, self._value, self._who):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(1)
        self._value.setFont(look.letters(1.15, strong=True, tabular=True))
        for label in (self._title, self._who):
            label.setFont(look.small)
            palette = label.palette()
            palette.setColor(label.foregroundRole(), look.colour("muted"))
            label.setPalette(palette)

    @property
    def text(self) -> str:
        """The value that is shown."""
        return self._value.text()

    @property
    def who(self) -> str:
        """By whom, when and where."""
        return self._who.text()

    def show_said(self, value: str, told: str) -> None:
        """Show another."""
        self._value.setText(value)
        self._who.setText(told)


def told(said: Said, words: RecordWords, desk: Desk) -> str:
    """`Илья · пт 27.11 18:00 · «Мастерская»`."""
    other = f"«{said.desk}»" if said.desk else desk.tr("another desk")
    where = desk.tr("this desk") if said.here else other
    return " · ".join(filter(None, (said.by, words.when(said.at), where)))
