"""One subject of the owner's choices: a heading, one sentence, and rows under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from intake_app.ui.widgets.scroll import slim

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk
    from intake_app.ui.preferences.choices import Choices
    from intake_app.ui.theme import Look

_WIDEST_EM = 60


class PreferencePage(QScrollArea):
    """A page fills `body`; the screen calls `begin` on arrival and `refresh` after each change."""

    restart_asked = Signal()  # what was chosen holds from the next start on, which shall be now

    def __init__(self, look: Look, desk: Desk, title: str, about: str) -> None:
        super().__init__()
        self.look = look
        self.desk = desk
        self.choices: Choices | None = None  # given by the screen before the page is shown
        self.body = QVBoxLayout()
        self._frame_body(title, about)

    def refresh(self) -> None:
        """Show what is chosen now."""

    def reset(self) -> None:
        """Go back to what the program is shipped with; a page without choices has nothing to do."""

    def focus_first(self) -> None:
        """Go to the first thing that can be changed."""
        inner = self.widget()
        first = inner.nextInFocusChain() if inner is not None else None
        while first is not None and first is not inner and inner is not None:
            wanted = first.focusPolicy() & Qt.FocusPolicy.TabFocus
            if wanted and inner.isAncestorOf(first) and first.isVisibleTo(inner):
                first.setFocus(Qt.FocusReason.TabFocusReason)
                return
            first = first.nextInFocusChain()

    def _frame_body(self, title: str, about: str) -> None:
        look = self.look
        inner = QWidget()
        inner.setMaximumWidth(look.px(_WIDEST_EM))
        column = QVBoxLayout(inner)
        column.setContentsMargins(look.margin, look.px(0.9), look.margin, look.px(1.0))
        column.setSpacing(look.px(0.5))
        heading = QLabel(title)
        heading.setFont(look.letters(1.25, strong=True))
        sentence = QLabel(about)
        sentence.setWordWrap(True)
        palette = sentence.palette()
        palette.setColor(sentence.foregroundRole(), look.colour("muted"))
        sentence.setPalette(palette)
        column.addWidget(heading)
        column.addWidget(sentence)
        column.addSpacing(look.px(0.5))
        column.addLayout(self.body)
        column.addStretch(1)
        self.body.setSpacing(look.px(0.35))
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        slim(self, look)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
