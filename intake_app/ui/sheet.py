"""A pane over the whole work area: the keys of this screen, or every action by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from intake_app.ui.action_spec import SCOPES, Scope
from intake_app.ui.actions import written
from intake_app.ui.widgets.suggest_field import SuggestField
from intake_app.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QKeyEvent

    from intake_app.i18n.translator import Translator
    from intake_app.ui.actions import Actions, ActionSpec
    from intake_app.ui.theme import Look

_VEIL = 110
_WIDEST_EM = 26
_SCALES = (0.9, 0.8)
# How much of the window's height a key moves a sheet that does not fit.
_STEPS = {
    Qt.Key.Key_Down: 0.2,
    Qt.Key.Key_PageDown: 0.8,
    Qt.Key.Key_End: 9.0,
    Qt.Key.Key_Up: -0.2,
    Qt.Key.Key_PageUp: -0.8,
    Qt.Key.Key_Home: -9.0,
}
_SHOWN = 12


class Sheet(QWidget):
    """Covers what is under it; any way of closing gives the focus back to where it was."""

    closed = Signal()

    def __init__(self, look: Look, over: QWidget) -> None:
        super().__init__(over)
        self._look = look
        self._over = over
        self._back: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def open(self) -> None:
        """Cover the work area and take the focus."""
        self._back = self.window().focusWidget()
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def close_sheet(self) -> None:
        """Uncover and give the focus back."""
        self.hide()
        if self._back is not None:
            self._back.setFocus()
        self._back = None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.close_sheet()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        veil = QColor(0, 0, 0, _VEIL)
        painter = QPainter(self)
        painter.fillRect(self.rect(), veil)


class Panel(QWidget):
    """The part of a sheet that is read."""

    def __init__(self, look: Look, sheet: QWidget) -> None:
        super().__init__(sheet)
        self._look = look

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look.colour("surface"))
        painter.setPen(QPen(look.colour("line"), 1))
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, look.radius * 2, look.radius * 2)


class KeySheet(Sheet):
    """F1: what works here now."""

    def __init__(self, look: Look, actions: Actions, tr: Translator, over: QWidget) -> None:
        super().__init__(look, over)
        self._actions = actions
        self._tr = tr
        self._panel: Panel | None = None
        self._scale = 1.0
        self.setObjectName("keys")
        self.setAccessibleName(tr("Keys of this screen"))

    @override
    def open(self) -> None:
        """Build the sheet for what is in sight, then show it."""
        usable = tuple(row for row, _ in self._actions.usable())
        super().open()
        if self._panel is not None:
            self._panel.deleteLater()
        self._panel = panel = self._fitting(usable)
        room, size = self.rect(), panel.sizeHint()
        panel.move(
            max(0, (room.width() - size.width()) // 2), max(0, (room.height() - size.height()) // 3)
        )
        panel.show()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move a sheet that is taller than the window; any other key closes it."""
        panel = self._panel
        step = _STEPS.get(Qt.Key(event.key()), 0)
        if panel is None or not step or panel.height() <= self.height():
            super().keyPressEvent(event)
        else:
            lowest = self.height() - panel.height()
            moved = panel.y() - round(step * self.height())
            panel.move(panel.x(), min(0, max(lowest, moved)))

    def _fitting(self, rows: tuple[ActionSpec, ...]) -> Panel:
        """Nothing may be cut: in a small window letters get smaller, then the sheet moves."""
        panel = self._built(rows, 1.0)
        for scale in _SCALES:
            size = panel.sizeHint()
            if size.boundedTo(self.size()) == size:
                break
            panel.deleteLater()
            panel = self._built(rows, scale)
        if panel.sizeHint().width() > self.width():
            panel.deleteLater()
            panel = self._built(rows, _SCALES[-1], beside=False)
        panel.adjustSize()
        return panel

    def _built(self, rows: tuple[ActionSpec, ...], scale: float, *, beside: bool = True) -> Panel:
        look, tr = self._look, self._tr
        self._scale = scale
        panel = Panel(look, self)
        column = QVBoxLayout(panel)
        column.setContentsMargins(look.margin, look.margin, look.margin, look.margin)
        column.setSpacing(round(look.px(0.75) * scale))
        sides = QHBoxLayout() if beside else QVBoxLayout()
        sides.setSpacing(look.px(1.5))
        # Left: what belongs to this screen, right: what works everywhere, and what is left over.
        own = [row for scope in Scope for row in rows if row.scope is scope is not Scope.WINDOW]
        everywhere = [row for row in rows if row.scope is Scope.WINDOW]
        kept = len(own) - max(0, (len(own) - len(everywhere)) // 2) if beside else len(own)
        sides.addLayout(self._side(own[:kept]))
        sides.addLayout(self._side([*everywhere, *own[kept:]]))
        column.addLayout(sides)
        told = tr("In a form: Enter takes the row and goes on, Tab leaves what is typed")
        told += "      ↓ ↑"
        foot = QLabel(told)
        foot.setFont(look.letters(self._scale * 0.92))
        column.addWidget(foot)
        return panel

    def _side(self, rows: list[ActionSpec]) -> QVBoxLayout:
        look = self._look
        grid = QGridLayout()
        grid.setHorizontalSpacing(round(look.px(0.9) * self._scale))
        grid.setVerticalSpacing(round(look.px(0.35) * self._scale))
        for scope in dict.fromkeys(row.scope for row in rows):
            heading = QLabel(self._tr(SCOPES[scope]))
            heading.setFont(look.letters(self._scale, strong=True))
            grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            for row in rows:
                if row.scope is scope:
                    self._add(grid, grid.rowCount(), 0, row)
        side = QVBoxLayout()
        side.addLayout(grid)
        side.addStretch(1)
        return side

    def _add(self, grid: QGridLayout, line: int, column: int, row: ActionSpec) -> None:
        look = self._look
        keys = QLabel(" · ".join(dict.fromkeys(written((key,)) for key in row.keys)))
        keys.setFont(look.letters(self._scale, strong=True, tabular=True))
        palette = keys.palette()
        palette.setColor(keys.foregroundRole(), look.colour("accent"))
        keys.setPalette(palette)
        grid.addWidget(keys, line, column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        text = QLabel(self._tr(row.text))
        text.setFont(look.letters(self._scale))
        widest = round(look.px(_WIDEST_EM) * self._scale)
        if text.sizeHint().width() > widest:
            text.setWordWrap(True)
            text.setFixedSize(widest, text.heightForWidth(widest))
        grid.addWidget(text, line, column + 1, Qt.AlignmentFlag.AlignTop)


class Palette(Sheet):
    """Ctrl+K: every action that works now, by its name; the rows teach the keys."""

    def __init__(self, look: Look, actions: Actions, tr: Translator, over: QWidget) -> None:
        super().__init__(look, over)
        self._actions = actions
        self._tr = tr
        self._usable: tuple[tuple[ActionSpec, QAction], ...] = ()
        self.field = SuggestField(look, "palette", self._rows, icon="search")
        self.field.setParent(self)
        self.setObjectName("palette.sheet")
        self.setFocusProxy(self.field)
        self.field.line.setPlaceholderText(tr("what to do"))
        self.field.line.setAccessibleName(tr("All actions"))
        self.field.lay_list_over(self)
        self.field.picked.connect(self._on_picked)
        self.field.line.escaped.connect(self.close_sheet)

    @override
    def open(self) -> None:
        """Remember what works here, then ask."""
        self._usable = tuple(self._actions.usable())
        self.field.show_text("")
        super().open()
        width = min(self._look.px(44), self.width() - self._look.px(2))
        height = self.field.sizeHint().height()
        self.field.setGeometry((self.width() - width) // 2, self._look.px(3), width, height)
        self.field.open_list()

    def _rows(self, typed: str) -> tuple[Suggestion, ...]:
        parts = typed.lower().split()
        rows: list[Suggestion] = []
        for row, action in self._usable:
            text = self._tr(row.text)
            if row.id != "palette" and all(part in text.lower() for part in parts):
                rows.append(Suggestion(text, meta=written(row.keys), icon=row.icon, value=action))
        return tuple(rows[:_SHOWN])

    def _on_picked(self, action: object) -> None:
        self.close_sheet()
        trigger = getattr(action, "trigger", None)
        if trigger is not None:
            trigger()
