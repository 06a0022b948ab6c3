"""A field as the operator sees it: frame, editor and, under it, one sentence when one is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from intake_app.ui.widgets.frame import RING, Frame
from intake_app.ui.widgets.line_edit import LineEdit
from intake_app.ui.widgets.reveal import reveal

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from intake_app.ui.theme import Look

_ICONS = {
    "bad": "alert-circle",
    "caution": "alert-triangle",
    "accent": "info-circle",
    "good": "circle-check",
}


class Offer(NamedTuple):
    """What a key does about a sentence, and how that key is told: `Ctrl+T – take it`."""

    how: str
    take: Callable[[], None]


class Field(QWidget):
    """Frame above, message below. `editor` is what has the focus, the name and the label.

    `told` comes when something is said under the field, which may lie in a fold. `committed` comes
    when the person has left it after typing, `changed` with every key. `asks_changed` comes when a
    key may mean another field than before.
    """

    told = Signal()
    asks_changed = Signal()
    committed = Signal()
    changed = Signal()

    def __init__(self, look: Look, editor: QWidget, name: str, *, icon: str = "") -> None:
        super().__init__()
        self.editor = editor
        self.frame = Frame(look, editor, icon)
        self._look = look
        self._tone = ""
        self._plain = self._may_stand = ""
        self._held_out: Offer | None = None
        self._shows_take = self._shows_keep = True
        self._message = QWidget()
        self._mark = QLabel()
        self._sentence = QLabel()
        editor.setObjectName(name)
        self.setFocusProxy(editor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._lay_out()

    def mark(self, sentence: str) -> None:
        """Show that the content is bad and what to do; an empty sentence takes all away."""
        self.frame.show_state("bad" if sentence else "field")
        self._say(sentence, "bad")

    def refuse(self, sentence: str, offer: Offer) -> None:
        """Show that the content is bad, and offer what was probably meant."""
        self.frame.show_state("bad")
        self._say(sentence, "bad", offer)

    def warn(self, sentence: str, offer: Offer | None = None, keep: str = "") -> None:
        """Show that the content is doubtful; `keep` tells how it may stand as it is."""
        self.frame.show_state("caution")
        self._say(sentence, "caution", offer, keep)

    def tell(self, sentence: str, tone: str = "accent", offer: Offer | None = None) -> None:
        """Say something that is no fault."""
        self.frame.show_state("field")
        self._say(sentence, tone, offer)

    def take_offer(self) -> None:
        """Carry out what is offered under the field."""
        offer, self._held_out = self._held_out, None
        if offer is not None:
            offer.take()
        self.asks_changed.emit()

    def has_offer(self) -> bool:
        """Whether a key may carry something out."""
        return self._held_out is not None

    def show_keys(self, *, take: bool, keep: bool) -> None:
        """Tell only of keys that mean this field now."""
        if (take, keep) != (self._shows_take, self._shows_keep):
            self._shows_take, self._shows_keep = take, keep
            self._spell()

    def is_warned(self) -> bool:
        """Whether a doubt stands under the field."""
        return self._tone == "caution"

    def show_focus(self, focused: bool) -> None:
        """Draw the ring, and come into sight."""
        self.frame.show_focus(focused)
        if focused:
            reveal(self)
        self.asks_changed.emit()

    def is_marked(self) -> bool:
        """Whether the field stands out as bad."""
        return self._tone == "bad"

    def sentence(self) -> str:
        """What is said under the field."""
        return self._sentence.text()

    def _say(self, sentence: str, tone: str, offer: Offer | None = None, keep: str = "") -> None:
        before = self._tone
        self._plain, self._may_stand = sentence, keep
        self._tone, self._held_out = (tone, offer) if sentence else ("", None)
        self._spell()
        if sentence:
            self._show_tone(tone)
            self.told.emit()
        if before or sentence:
            self.asks_changed.emit()
        if sentence and QAccessible.isActive():
            # The label carries no accessible name, which would hide its text from readers.
            told = QAccessibleAnnouncementEvent(self.editor, self.sentence())
            QAccessible.updateAccessibility(told)

    def _show_tone(self, tone: str) -> None:
        look = self._look
        colour = look.colour(tone)
        self._mark.setPixmap(look.icons.pixmap(_ICONS[tone], colour.name(), look.px(1.1), 2.0))
        palette = self._sentence.palette()
        palette.setColor(self._sentence.foregroundRole(), colour)
        self._sentence.setPalette(palette)

    def _spell(self) -> None:
        """The sentence and the keys that mean this field."""
        how = self._held_out.how if self._held_out is not None and self._shows_take else ""
        keep = self._may_stand if self._shows_keep else ""
        told = " · ".join(filter(None, (self._plain, how, keep)))
        if told == self._sentence.text():
            return
        self._sentence.setText(told)
        self._message.setVisible(bool(told))
        self._fit()
        self.updateGeometry()

    def _fit(self) -> None:
        """Keep room for every line: a layout within layouts would guess it by a wider field."""
        room = self.width() - 2 * RING - self._mark.width() - self._look.px(0.35)
        self._sentence.setMinimumHeight(0)  # or the height before would be the least
        wanted = self._sentence.heightForWidth(room) if self._tone and room > 0 else 0
        self._sentence.setMinimumHeight(max(0, wanted))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _lay_out(self) -> None:
        look = self._look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.frame)
        column.addWidget(self._message)
        line = QHBoxLayout(self._message)
        line.setContentsMargins(RING, 0, RING, RING)
        line.setSpacing(look.px(0.35))
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._sentence, 1)
        size = look.px(1.1)
        self._mark.setFixedSize(size, look.px(1.3))
        self._mark.setScaledContents(False)
        self._sentence.setFont(look.small)
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._message.hide()


class LineField(Field):
    """One line of text; what is proposed for it stands there in grey until a key is pressed."""

    def __init__(self, look: Look, name: str, *, icon: str = "") -> None:
        self.line = LineEdit()
        super().__init__(look, self.line, name, icon=icon)
        self.frame.setFixedHeight(look.row + 2 * RING)
        self.line.focused.connect(self.show_focus)
        self.line.textEdited.connect(self._on_edited)
        self.line.escaped.connect(self.wipe)
        self.line.committed.connect(self.committed)
        self.line.emptied.connect(self.drop_proposal)
        self._hint = ""
        self._proposed = ""

    def text(self) -> str:
        """What is in the line, without blanks at its ends."""
        return self.line.text().strip()

    def is_raw(self) -> bool:
        """Whether the text says what a draft has no value for, so that it must be kept as it is."""
        return False

    def show_text(self, text: str) -> None:
        """Fill the line as if it had not been touched."""
        if text != self.line.text():  # or its own history would go for nothing
            self.line.setText(text)
        self.line.setCursorPosition(0)
        self.mark("")

    def propose(self, text: str) -> None:
        """Show in grey what it was the last time; typing replaces it, Backspace drops it."""
        if not self._proposed:
            self._hint = self.line.placeholderText()
        self._proposed = text
        self.line.setPlaceholderText(text or self._hint)

    def proposed(self) -> str:
        """What stands there in grey, if nothing was typed over it."""
        return "" if self.text() else self._proposed

    def drop_proposal(self) -> None:
        """Leave the line empty and mean it."""
        self.propose("")
        self.changed.emit()

    def take_proposal(self) -> None:
        """Let what is proposed count as typed."""
        if text := self.proposed():
            self.line.setText(text)
            self.propose("")
            self.changed.emit()

    def wipe(self) -> None:
        """Empty the line as a key would: undo brings the text back."""
        self.line.selectAll()
        self.line.del_()

    def _on_edited(self) -> None:
        self.mark("")
        self.changed.emit()
