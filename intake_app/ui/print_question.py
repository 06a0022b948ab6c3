"""Asks about a paper of which nobody knows whether it was printed; never decides by itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from intake_app.services import routes
from intake_app.services.papers import ConsentData, StageCodesData, TagData
from intake_app.ui import paper_words
from intake_app.ui.message_bar import Message

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.shop import Shop
    from intake_app.services.spool import PrintJob
    from intake_app.ui.desk import Desk
    from intake_app.ui.message_bar import MessageBar

_TOPIC = "question"


class PrintQuestion(QObject):
    """A bar with two keys; the oldest paper first, until none is left."""

    trouble = Signal(object)

    def __init__(self, desk: Desk, bar: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._bar = bar
        self._job: UUID | None = None
        self.printer = ""  # of the paper that is asked about

    def ask(self) -> None:
        """Look for papers of unknown fate and ask about the oldest."""
        work = partial(_unknown, self._desk.shop)
        self._desk.jobs.store(work, self._on_unknown, self.trouble.emit)

    def repeat(self) -> None:
        """Bring the question back into sight."""
        self._job = None
        self.ask()

    def withdraw(self) -> None:
        """Nothing is unknown any more."""
        self._job = None
        self._bar.withdraw(_TOPIC)

    def answer_yes(self) -> None:
        """The paper is there."""
        self._answer(printed=True)

    def answer_no(self) -> None:
        """The paper is not there: print it again, marked as a repeat."""
        self._answer(printed=False)

    def _answer(self, *, printed: bool) -> None:
        if self._job is None:
            return
        work = partial(_answered, self._desk.shop, self._job, printed=printed)
        self.withdraw()
        self._desk.jobs.store(work, self._on_unknown, self.trouble.emit)

    def _on_unknown(self, jobs: tuple[PrintJob, ...]) -> None:
        if not jobs:
            self.withdraw()
            return
        job = jobs[0]
        if job.id == self._job:
            return
        self._job, self.printer = job.id, job.printer
        to = routes.fallback_of(self._desk.settings, job.printer)
        more = ("printer.fallback",) if to else ()
        tr = self._desk.tr
        paper = tr(paper_words.PAPERS.get(job.document, job.document))
        text = tr("was it printed?")
        self._bar.say(
            Message(
                text,
                "caution",
                title=f"{paper} {_about(job)}".rstrip(),
                topic=_TOPIC,
                seconds=0,
                actions=("question.yes", "question.no", *more),
            )
        )


def _about(job: PrintJob) -> str:
    """What tells this paper from others."""
    match job.data:
        case ConsentData(client=client):
            return client
        case TagData(title=title):
            return title
        case StageCodesData():
            return ""  # there is one sheet of them
        case known:
            return known.number


def _unknown(shop: Shop) -> tuple[PrintJob, ...]:
    return shop.services.printouts.unknown()


def _answered(shop: Shop, job: UUID, *, printed: bool) -> tuple[PrintJob, ...]:
    shop.services.printouts.answer(job, printed=printed)
    return shop.services.printouts.unknown()
