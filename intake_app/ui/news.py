"""Turns what happened into one line for the person at the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from intake_app.ui import problem_texts
from intake_app.ui.forms.under_way import UNDO_S
from intake_app.ui.message_bar import Message

if TYPE_CHECKING:
    from intake_app.errors import IntakeError
    from intake_app.services.drafts import KeptDraft
    from intake_app.services.rows import Accepted
    from intake_app.ui.desk import Desk
    from intake_app.ui.forms.under_way import Refusal, TakenBack
    from intake_app.ui.parts import Parts
    from intake_app.ui.status_bar import StatusCell


class News(QObject):
    """Hears the screens; remembers the intake accepted last."""

    def __init__(self, parts: Parts, desk: Desk) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._desk = desk
        self._tr = desk.tr
        self.accepted: Accepted | None = None
        parts.intake.received.connect(self._on_received)
        parts.intake.refused.connect(self._on_refused)
        parts.intake.keeper.restored.connect(self._on_restored)
        parts.intake.trouble.connect(self.say_trouble)
        parts.intake.taken_back.connect(self._on_taken_back)
        parts.status.asked.connect(self._on_cell)
        parts.address.missed.connect(self._on_missed)

    def hear_screens(self) -> None:
        """Hear the screens that a start did not wait for."""
        for screen in (self._parts.card, self._parts.clients):
            screen.told.connect(self._on_told)
            screen.trouble.connect(self.say_trouble)
        self._parts.preferences.failed.connect(self.say_trouble)

    def say(self, text: str, tone: str) -> None:
        """Say one sentence for a while."""
        self._parts.messages.say(Message(text, tone))

    def say_trouble(self, error: IntakeError) -> None:
        """Say what a service could not do."""
        self.say(problem_texts.explain(error, self._tr), "bad")

    def say_nothing_yet(self) -> None:
        """There is no last order to act on."""
        self.say(self._tr("Nothing was taken in here yet"), "accent")

    def say_store(self, error: IntakeError) -> None:
        """Say for good why the data are not open."""
        told = problem_texts.explain(error, self._tr)
        self._parts.messages.say(Message(told, "bad", topic="store", seconds=0))

    def _on_received(self, accepted: Accepted) -> None:
        self.accepted = accepted
        self._parts.messages.withdraw("refused")
        self._parts.messages.say(
            Message(
                self._tr("taken in"),
                "good",
                title=accepted.number,
                topic="saved",
                seconds=UNDO_S,
                actions=("intake.take_back", "order.last"),
                is_counted=True,
            )
        )

    def _on_refused(self, refusal: Refusal) -> None:
        tr, error = self._tr, refusal.error
        why = problem_texts.explain(error, tr) if error else tr("a fault in the program")
        told = tr("Not saved: %s.") % why
        if not refusal.in_form:
            told += " " + tr("The draft was put aside, F2 in an empty form brings it back.")
        self._parts.messages.say(Message(told, "bad", topic="refused", seconds=0))

    def _on_taken_back(self, back: TakenBack) -> None:
        told = self._tr("voided")
        if back.was_printed:
            told += ". " + self._tr("Tear up its papers")
        self._parts.messages.say(Message(told, "accent", title=back.number, topic="saved"))

    def _on_restored(self, kept: KeptDraft) -> None:
        intake = self._parts.intake
        zone = ZoneInfo(self._desk.settings.shop.timezone)
        at = f"{kept.since.astimezone(zone):%H:%M}" if kept.since else ""
        if intake.bring(kept):
            told = self._tr("restored %s") % at
        else:
            told = self._tr(
                "The draft of the last run was put aside, F2 in an empty form brings it back"
            )
        self._parts.messages.say(Message(told, "accent", topic="draft"))

    def _on_told(self, text: str) -> None:
        self.say(text, "good")

    def _on_missed(self, _text: str) -> None:
        self.say(self._tr("Nothing found"), "caution")

    def _on_cell(self, cell: StatusCell) -> None:
        status = self._parts.status
        if cell.printer or cell in {status.hub, status.tasks}:
            return  # the business of `PrinterCure`, `ExchangeCommands` and `TaskCommands`
        tone = "accent" if cell.tone == "muted" else cell.tone
        self._parts.messages.say(Message(cell.detail, tone, topic="status"))
