"""Many small questions in one field, each yes, no or not asked: letters jump, Enter marks.

Space leads the mark on, and marks a chip that was typed in full; inside words it is a space.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from intake_app.checks import layout
from intake_app.ui.widgets.frame import RING
from intake_app.ui.widgets.line_edit import is_missed_chord
from intake_app.ui.widgets.reveal import reveal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QFocusEvent, QMouseEvent

    from intake_app.ui.theme import Look

_COMES_BACK = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_LINES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class Style:
    """How a mark looks: fill, edge and icon, by tokens; the icon says it without colour."""

    fill: str
    edge: str
    icon: str


@dataclass(frozen=True, slots=True)
class Chip:
    """One question and the marks that Space leads through, after "not asked".

    One that `begins` a group stands at the head of a line.
    """

    text: str
    marks: tuple[str, ...]
    begins: bool = False


class ChipField(QWidget):
    """`overflowed` carries letters that begin no chip: they were meant for free text.

    `left` carries those that were typed and took no chip when the focus went elsewhere.
    """

    changed = Signal()
    entered = Signal()
    overflowed = Signal(str)
    left = Signal(str)

    def __init__(self, look: Look, name: str, styles: Mapping[str, Style]) -> None:
        super().__init__()
        self._look = look
        self._styles = styles
        self._chips: tuple[Chip, ...] = ()
        self._marks: dict[str, str] = {}
        self._proposed: frozenset[str] = frozenset()
        self._at = 0
        self._typed = ""
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Ask about these; what is marked stays, also where it is asked no more."""
        if tuple(chips) != self._chips:
            self._chips = tuple(chips)
            self._at = min(self._at, max(0, len(self._chips) - 1))
            self.updateGeometry()
            self.update()

    def marks(self) -> dict[str, str]:
        """Every mark made, in the order of the chips; a chip not asked about is absent."""
        order = {chip.text: place for place, chip in enumerate(self._chips)}
        return dict(sorted(self._marks.items(), key=lambda pair: order.get(pair[0], len(order))))

    def show_marks(self, marks: Mapping[str, str]) -> None:
        """Mark without telling anyone."""
        self._marks = dict(marks)
        self._typed = ""
        self.update()

    def propose(self, texts: Sequence[str]) -> None:
        """Show what is usual in grey; it counts for nothing until it is taken."""
        self._proposed = frozenset(texts)
        self.update()

    def take_proposals(self) -> None:
        """Mark everything proposed and still unasked as there."""
        taken = {
            chip.text: chip.marks[0]
            for chip in self._chips
            if chip.text in self._proposed and chip.text not in self._marks
        }
        if taken:
            self._change(self._marks | taken)

    def current(self) -> str:
        """The chip the keys act on."""
        return self._chips[self._at].text if self._chips else ""

    def typed(self) -> str:
        """The letters that led to it."""
        return self._typed

    def has_proposals(self) -> bool:
        """Whether anything proposed waits to be taken."""
        return any(chip.text in self._proposed - set(self._marks) for chip in self._chips)

    @override
    def heightForWidth(self, arg__1: int) -> int:
        rects = self._rects(arg__1)
        return round(rects[-1].bottom()) + 2 * RING if rects else self._look.row

    @override
    def sizeHint(self) -> QSize:
        width = max(self.width(), self._look.px(24))
        return QSize(self._look.px(24), self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(16), self._look.row)

    @override
    def event(self, event: QEvent) -> bool:
        """Claim Esc and Ins before the window while they mean something here."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._means(Qt.Key(event.key()))
        ):
            event.accept()
            return True
        return super().event(event)

    def _means(self, key: Qt.Key) -> bool:
        """Whether there is something to clear, or to take."""
        if key == Qt.Key.Key_Insert:
            return self.has_proposals()
        return key == Qt.Key.Key_Escape and bool(self._typed)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_chord = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        wanted = not is_chord and not is_missed_chord(event)
        if not (wanted and (self._act(Qt.Key(event.key())) or self._jump(event.text()))):
            event.ignore()

    def _act(self, key: Qt.Key) -> bool:
        """What a named key does; False when it does nothing here."""
        if key in _ENTER:
            self._enter()
        elif key == Qt.Key.Key_Space:
            self._space()
        elif key == Qt.Key.Key_Insert:
            self.take_proposals()
        elif key in _STEPS:
            self._step(self._at + _STEPS[key])
        elif key in _LINES:
            self._step(self._above(_LINES[key]))
        elif key == Qt.Key.Key_Backspace:
            self._narrow(self._typed[:-1])
        elif key == Qt.Key.Key_Escape and self._typed:
            self._narrow("")
        else:
            return False
        return True

    def _enter(self) -> None:
        """Take the chip that letters led to, or go on when there are none."""
        if not self._typed:
            self.entered.emit()
        elif self.current() in self._marks:
            self._narrow("")
        else:
            self._turn(self._at)

    def _space(self) -> None:
        """A mark for a chip in sight or typed in full; while words are being typed, a space."""
        if not self._typed:
            self._turn(self._at)
            return
        variants = {_plain(variant) for variant in layout.variants(self._typed)}
        whole = [n for n in self._matching(self._typed) if _plain(self._chips[n].text) in variants]
        if whole:
            self._go(whole[0])
            self._turn(whole[0])
        else:
            self._jump(" ")

    def _jump(self, text: str) -> bool:
        if not text or not text.isprintable():
            return False
        typed = self._typed + text
        if self._matching(typed):
            self._narrow(typed)
        else:
            self._narrow("")
            self.overflowed.emit(typed)
        return True

    def _narrow(self, typed: str) -> None:
        self._typed = typed
        found = self._matching(typed)
        if typed and found:
            self._go(found[0])
        self.update()

    def _matching(self, typed: str) -> list[int]:
        """Places of the chips with a word that begins so, those that begin so themselves first."""
        texts = [_plain(chip.text) for chip in self._chips]
        for variant in layout.variants(typed):
            wanted = _plain(variant)  # a comma begins no chip: free words are being typed
            whole = [place for place, text in enumerate(texts) if text.startswith(wanted)]
            inner = [place for place, text in enumerate(texts) if f" {wanted}" in text]
            if wanted and (whole or inner):
                return list(dict.fromkeys((*whole, *inner)))
        return []

    def _turn(self, place: int) -> None:
        """Lead one chip to its next mark, at the end back to not asked."""
        if not self._chips:
            return
        chip = self._chips[place]
        order = ("", *chip.marks)
        now = self._marks.get(chip.text, "")
        after = order[(order.index(now) + 1) % len(order)] if now in order else order[1]
        rest = {text: mark for text, mark in self._marks.items() if text != chip.text}
        self._typed = ""
        self._change(rest | ({chip.text: after} if after else {}))

    def _change(self, marks: dict[str, str]) -> None:
        self._marks = marks
        self._tell()

    def _tell(self) -> None:
        self.update()
        self._announce()
        self.changed.emit()

    def _step(self, place: int) -> None:
        """Go on from the chip that letters led to: they have done their work."""
        self._typed = ""
        self._go(place)

    def _go(self, place: int) -> None:
        if self._chips:
            self._at = max(0, min(place, len(self._chips) - 1))
            self._announce()
            self.update()

    def _above(self, step: int) -> int:
        """The chip one line up or down, nearest to this one."""
        rects = self._rects(self.width())
        if not rects:
            return 0
        here = rects[self._at]
        wanted = here.top() + step * (here.height() + self._gap())
        line = [place for place, rect in enumerate(rects) if abs(rect.top() - wanted) < 1]
        centre = here.center().x()
        return min(
            line, key=lambda place: abs(rects[place].center().x() - centre), default=self._at
        )

    def _announce(self) -> None:
        text = self.current()
        said = " ".join(filter(None, (text, self._marks.get(text, ""))))
        self.setAccessibleDescription(said)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _gap(self) -> int:
        return self._look.px(0.35)

    def _rects(self, width: int) -> list[QRectF]:
        """Where the chips stand in this width, line after line."""
        look = self._look
        metrics = QFontMetrics(look.letters())
        height, room = look.px(1.75), look.px(2.3)
        left, top = float(RING), float(RING + (look.row - height) // 2)
        found: list[QRectF] = []
        for chip in self._chips:
            wide = metrics.horizontalAdvance(chip.text) + room
            if found and (chip.begins or left + wide > width - RING):
                left, top = float(RING), top + height + self._gap()
            found.append(QRectF(left, top, wide, height))
            left += wide + self._gap()
        return found

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        for place, rect in enumerate(self._rects(self.width())):
            if rect.contains(event.position()):
                self._go(place)
                self._turn(place)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        reveal(self)
        self._announce()
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _COMES_BACK:
            typed, self._typed = self._typed, ""
            if typed:
                self.left.emit(typed)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        narrowed = set(self._matching(self._typed)) if self._typed else None
        for place, rect in enumerate(self._rects(self.width())):
            painter.setOpacity(1.0 if narrowed is None or place in narrowed else 0.4)
            self._paint_chip(painter, rect, place)

    def _paint_chip(self, painter: QPainter, rect: QRectF, place: int) -> None:
        look, chip = self._look, self._chips[place]
        mark = self._marks.get(chip.text, "")
        style = self._styles.get(mark)
        is_proposed = style is None and chip.text in self._proposed
        pen = QPen(look.colour(style.edge if style else "line"), 1)
        if is_proposed:
            pen = QPen(look.colour("field"), 1, Qt.PenStyle.DashLine)
        edge = rect.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(pen)
        painter.setBrush(look.colour(style.fill if style else "surface"))
        painter.drawRoundedRect(edge, look.radius * 2, look.radius * 2)
        if place == self._at and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("accent"), RING))
            painter.drawRoundedRect(edge, look.radius * 2, look.radius * 2)
        words = rect.adjusted(look.px(0.6), 0, -look.px(0.5), 0)
        icon = style.icon if style else "plus" if is_proposed else ""
        if icon and (style is not None or is_proposed):
            size = look.px(1.0)
            spot = QRectF(words.left() - 2, round(rect.center().y() - size / 2), size, size)
            tint = (
                look.tokens.muted
                if is_proposed
                else str(getattr(look.tokens, style.edge if style else "muted"))
            )
            look.icons.paint(painter, icon, tint, spot)
            words.setLeft(words.left() + size + look.px(0.15))
            painter.setPen(look.colour("text" if style else "muted"))
            painter.setFont(look.letters())
            painter.drawText(
                words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, chip.text
            )
        else:
            painter.setPen(look.colour("muted"))
            painter.setFont(look.letters())
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, chip.text)


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е")
