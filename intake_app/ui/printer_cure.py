"""What is wrong with a printer and what helps, by keys: again, another printer, an answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from intake_app.services import routes
from intake_app.ui import paper_words
from intake_app.ui.message_bar import Message
from intake_app.ui.status_words import StatusWords

if TYPE_CHECKING:
    from intake_app.services.shop import Shop
    from intake_app.services.spool import PrinterState
    from intake_app.ui.desk import Desk
    from intake_app.ui.parts import Parts
    from intake_app.ui.print_question import PrintQuestion
    from intake_app.ui.status_bar import StatusCell

_TOPIC = "status"


class PrinterCure(QObject):
    """`retry_asked` carries the printer that may be tried again at once."""

    retry_asked = Signal(str)
    trouble = Signal(object)

    def __init__(self, parts: Parts, desk: Desk, question: PrintQuestion) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._desk = desk
        self._question = question
        self._words = StatusWords(desk)
        self._printer = ""
        parts.status.asked.connect(self._on_cell)
        parts.actions.attach("printer.retry", parts.messages, self.retry)
        parts.actions.attach("printer.fallback", parts.messages, self.send_elsewhere)

    def show(self, printer: str) -> None:
        """Say what is wrong with a printer, with the keys that help."""
        self._printer = printer
        state = self._parts.status.state_of(printer)
        if state is not None and state.unknown:
            self._question.repeat()
            return
        address = routes.addresses(self._desk.settings).get(printer, "")
        name = paper_words.printer_named(self._desk.tr, printer)
        said = self._words.printer(name, address, state)
        actions = () if state is None or not state.problem else self._actions(state)
        tone = "accent" if said.tone == "muted" else said.tone
        self._parts.messages.say(
            Message(said.detail, tone, title=name, topic=_TOPIC, actions=actions)
        )

    def notice(self, states: tuple[PrinterState, ...]) -> None:
        """Take the trouble away once it is over."""
        shown = next((state for state in states if state.printer == self._printer), None)
        if shown is not None and not shown.problem:
            self._printer = ""
            self._parts.messages.withdraw(_TOPIC)

    def retry(self) -> None:
        """Try the printer again now."""
        self._parts.messages.withdraw(_TOPIC)
        if self._printer:
            self.retry_asked.emit(self._printer)

    def send_elsewhere(self) -> None:
        """Give what waits for the printer to the one that stands in for it."""
        printer = self._asked_of()
        to = routes.fallback_of(self._desk.settings, printer)
        if printer and to:
            work = partial(_moved, self._desk.shop, printer, to)
            self._desk.jobs.store(work, self._on_moved, self.trouble.emit)

    def _asked_of(self) -> str:
        """The printer of the message in sight."""
        message = self._parts.messages.message
        is_question = message is not None and message.topic == "question"
        return self._question.printer if is_question else self._printer

    def _actions(self, state: PrinterState) -> tuple[str, ...]:
        to = routes.fallback_of(self._desk.settings, state.printer)
        return ("printer.retry", "printer.fallback") if to and state.queued else ("printer.retry",)

    def _on_moved(self, moved: tuple[str, int]) -> None:
        tr, (to, count) = self._desk.tr, moved
        self._parts.messages.withdraw(_TOPIC)
        name = paper_words.printer_named(tr, to)
        if not count:
            told = tr("Nothing waits that the other printer could print")
            self._parts.messages.say(Message(told, "accent", title=name, topic=_TOPIC))
            return
        told = tr.plural("%d paper was sent here", "%d papers were sent here", count) % count
        self._parts.messages.say(Message(told, "good", title=name, topic=_TOPIC))

    def _on_cell(self, cell: StatusCell) -> None:
        if cell.printer:
            self.show(cell.printer)


def _moved(shop: Shop, printer: str, to: str) -> tuple[str, int]:
    """Runs in the store lane."""
    return to, shop.services.printouts.move(printer, to)
