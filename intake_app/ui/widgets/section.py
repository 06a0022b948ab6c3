"""A part of a form: a number, labels right-aligned in one column, fields beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from intake_app.ui.widgets.field import Field
from intake_app.ui.widgets.frame import RING

if TYPE_CHECKING:
    from intake_app.ui.theme import Look

_NUMBER, _LABEL, _FIELDS = range(3)


class Section(QWidget):
    """Rows are added in the order of speech, which is also the order of Tab."""

    def __init__(self, look: Look, number: int, title: str) -> None:
        super().__init__()
        self._look = look
        self.title = title
        self._labels: list[QLabel] = []
        self._seconds: list[QLabel] = []
        self._out: set[QWidget] = set()
        self._label_of: dict[QWidget, QLabel] = {}
        self._parts_of: dict[QWidget, tuple[QWidget, ...]] = {}
        self._away: set[QWidget] = set()  # lines that are not wanted now
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(0.6))
        self._grid.setVerticalSpacing(max(0, look.gap - 2 * RING))
        self._grid.setColumnStretch(_FIELDS, 1)
        badge = self._label(str(number), "muted", strong=False)
        badge.setMinimumWidth(look.px(1.0))
        self._grid.addWidget(badge, 0, _NUMBER, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def add_row(
        self, label: str, *parts: QWidget | str, stretches: tuple[int, ...] = ()
    ) -> QWidget:
        """Put fields on one line; a text among them labels the field behind it."""
        line = self._grid.rowCount() if self._labels else 0
        caption = self._label(label, "text" if line == 0 else "muted", strong=line == 0)
        self._labels.append(caption)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(max(0, self._look.px(0.6) - 2 * RING))
        self._fill(layout, parts, stretches)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(caption, line, _LABEL, top | Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(row, line, _FIELDS, top)
        first = next((part for part in parts if isinstance(part, Field)), None)
        if first is not None:
            caption.setBuddy(first.editor)
        row.setProperty("caption", caption)
        if parts and isinstance(parts[0], QWidget):
            self._label_of[parts[0]] = caption
        self._parts_of[row] = tuple(part for part in parts if isinstance(part, QWidget))
        return row

    def show_row(self, row: QWidget, shown: bool) -> None:
        """Show or hide a line together with its label; what the owner hides stays hidden."""
        (self._away.discard if shown else self._away.add)(row)
        parts = self._parts_of[row]
        row.setVisible(shown and not (parts and self._out.issuperset(parts)))
        caption = row.property("caption")
        if isinstance(caption, QLabel):
            caption.setVisible(shown and not (parts and parts[0] in self._out))

    def obey(self, part: QWidget, rule: str) -> None:
        """Hide a field the owner does not want asked, and bring it back when he does."""
        row, whole = self._place_of(part)
        is_out = rule == "hidden"
        if is_out != (whole in self._out):
            (self._out.add if is_out else self._out.discard)(whole)
            self.show_part(whole, shown=not is_out)
            if row is not None:
                self.show_row(row, row not in self._away)

    def show_part(self, part: QWidget, *, shown: bool) -> None:
        """Show or hide one field of a line together with the label before it."""
        part.setVisible(shown)
        label = self._label_of.get(part)
        if label is not None:
            label.setVisible(shown)

    def _place_of(self, part: QWidget) -> tuple[QWidget | None, QWidget]:
        """The line a field stands on, and the part of the line that holds it."""
        for row, parts in self._parts_of.items():
            for whole in parts:
                if whole is part or whole.isAncestorOf(part):
                    return row, whole
        return None, part

    def flatten(self, row: QWidget) -> None:
        """Let a line that has no label be as low as what stands in it."""
        caption = row.property("caption")
        if isinstance(caption, QLabel):
            caption.setFixedHeight(0)

    def label_width(self) -> int:
        """What the longest label needs."""
        return max(label.sizeHint().width() for label in self._labels)

    def second_width(self) -> int:
        """What the longest label inside a line needs."""
        return max((label.sizeHint().width() for label in self._seconds), default=0)

    def align(self, first: int, second: int) -> None:
        """Give both columns of labels the widths of the whole form."""
        self._grid.setColumnMinimumWidth(_LABEL, first)
        for label in self._seconds:
            label.setFixedWidth(second)

    def _fill(
        self, layout: QHBoxLayout, parts: tuple[QWidget | str, ...], stretches: tuple[int, ...]
    ) -> None:
        top = Qt.AlignmentFlag.AlignTop
        weights = list(stretches)
        waiting: QLabel | None = None
        for part in parts:
            if isinstance(part, str):
                waiting = self._label(part, "muted", strong=False)
                waiting.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self._seconds.append(waiting)
                # Inside the label, so that it goes when the label is hidden.
                waiting.setContentsMargins(self._look.px(0.4), 0, 0, 0)
                layout.addWidget(waiting, 0, top)
                continue
            layout.addWidget(part, weights.pop(0) if weights else 1, top)
            if waiting is not None:
                self._label_of[part] = waiting
            if isinstance(part, Field) and waiting is not None:
                waiting.setBuddy(part.editor)
            waiting = None

    def _label(self, text: str, token: str, *, strong: bool) -> QLabel:
        label = QLabel(text)
        label.setFont(self._look.letters(strong=strong))
        label.setFixedHeight(self._look.row + 2 * RING)
        palette = label.palette()
        palette.setColor(label.foregroundRole(), self._look.colour(token))
        label.setPalette(palette)
        return label
