"""The line for remarks on an order: Enter writes one, `@` asks a colleague for something."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from intake_app.checks import mentions
from intake_app.errors import RejectedError
from intake_app.ui import problem_texts
from intake_app.ui.widgets.suggest_field import SuggestField
from intake_app.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class CommentLine(SuggestField):
    """`written` tells that a remark was kept, `trouble` why one was not and nothing can be mended.

    What is half typed stays with its order while another is on show.
    """

    written = Signal()
    trouble = Signal(object)

    def __init__(self, look: Look, desk: Desk, name: str = "card.comment") -> None:
        super().__init__(look, name, self._names, icon="message")
        self._desk = desk
        self._order: UUID | None = None
        self._half_typed: dict[UUID, str] = {}
        tr = desk.tr
        self.line.setPlaceholderText(tr("for the staff; @ asks a colleague"))
        self.line.setAccessibleName(tr("Comment"))
        self.entered.connect(self._on_comment)
        self.picked.connect(self._on_picked)

    def show_order(self, order: UUID) -> None:
        """Leave what is half typed with its order and take up what was with the other."""
        if order == self._order:
            return
        if self._order is not None:
            self._half_typed[self._order] = self.text()
        self._order = order
        self.show_text(self._half_typed.pop(order, ""))
        self.line.setCursorPosition(len(self.line.text()))

    def _names(self, typed: str) -> tuple[Suggestion, ...]:
        before = typed[: self.line.cursorPosition()]
        begun = mentions.beginning(before)
        if begun is None:
            return ()
        people = self._desk.shop.finder.staff_names()
        return tuple(
            Suggestion(name, icon="user", value=name)
            for name in people
            if mentions.fits(begun, name)
        )

    def _on_picked(self, name: object) -> None:
        place = self.line.cursorPosition()
        text = self.line.text()
        before = text[: text[:place].rfind("@") + 1]
        self.show_text(f"{before}{name} {text[place:].lstrip()}")
        self.line.setCursorPosition(len(before) + len(str(name)) + 1)

    def _on_comment(self) -> None:
        text = self.text()
        if text and self._order is not None:
            work = partial(_remark, self._desk.shop, self._order, text)
            failed = partial(self._on_refused, self._order, text)
            self._desk.jobs.store(work, self._on_written, failed)
            self.wipe()

    def _on_written(self, _task: UUID | None) -> None:
        self.written.emit()

    def _on_refused(self, order: UUID, text: str, error: Exception) -> None:
        """Nothing typed is lost: it stands in the line again, or waits with its order."""
        if order != self._order:
            self._half_typed.setdefault(order, text)
            self.trouble.emit(error)
            return
        if not self.text():
            self.show_text(text)
        if isinstance(error, RejectedError) and error.fields:
            self.mark(problem_texts.sentence(error.problem, self._desk.tr))
        else:
            self.trouble.emit(error)

    @override
    def show_text(self, text: str) -> None:
        super().show_text(text)
        self.mark("")


def _remark(shop: Shop, order: UUID, text: str) -> UUID | None:
    return shop.services.tasks.remark(order, text)
