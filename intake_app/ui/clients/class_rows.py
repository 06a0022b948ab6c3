"""What a client is: as the rule has it, or by a person's word, with a reason and maybe a term."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel

from intake_app.errors import Problem
from intake_app.i18n import formats
from intake_app.ui import problem_texts, typed_dates
from intake_app.ui.clients import client_words
from intake_app.ui.clients.card_line import CardLine
from intake_app.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from intake_app.services.client_card import ClientCard
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.section import Section

_SHARES = (3, 2)


class ClassRows(QObject):
    """`decided` carries a class, the reason, and the last day or None."""

    decided = Signal(str, str, object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        self._shown = ""
        self._rows: tuple[QWidget, ...] = ()
        tr = desk.tr
        classes = tuple((str(code), tr(word)) for code, word in client_words.CLASSES.items())
        self.grade = Segments(look, "clients.client_class", (("", tr("By rule")), *classes))
        self.reason = CardLine(look, "class_reason", "clients.class_reason", tr("Reason"))
        self.until = CardLine(look, "class_until", "clients.class_until", tr("Until"))
        self.reason.line.setPlaceholderText(tr("why not by the rule"))
        self.until.line.setPlaceholderText(tr("for good"))
        self.said = QLabel()
        self.said.setObjectName("clients.class_said")
        self.said.setFont(look.small)
        self.said.setWordWrap(True)
        palette = self.said.palette()
        palette.setColor(self.said.foregroundRole(), look.colour("muted"))
        self.said.setPalette(palette)
        self.grade.chosen.connect(self._on_grade)
        self.grade.entered.connect(self._on_grade_entered)
        self.reason.changed_to.connect(self._on_line)
        self.until.changed_to.connect(self._on_line)
        self.reason.line.entered.connect(self._on_entered)

    def add_to(self, section: Section) -> None:
        """Put the rows where they belong."""
        self._section, tr = section, self._desk.tr
        section.add_row(tr("Class"), self.grade)
        why = section.add_row(tr("Reason"), self.reason, tr("until"), self.until, stretches=_SHARES)
        self._rows = (why,)
        section.add_row("", self.said)

    def show_card(self, card: ClientCard) -> None:
        """Show the word that holds, and what the rule says; what is being decided stays."""
        facts = card.facts
        by_hand = bool(card.chosen_class)
        if not self._is_pending() or self.grade.value() == card.chosen_class:
            self.grade.show_value(card.chosen_class)
            self._shown = card.chosen_class
        self.reason.show_value(facts.class_reason if by_hand else "")
        self.until.show_value(formats.day(facts.class_until) if by_hand else "")
        self.said.setText(self._told(card))
        self._show_rows()

    def forget(self) -> None:
        """Another client comes."""
        self._shown = ""
        self.grade.show_value("")
        self.reason.forget()
        self.until.forget()

    def _told(self, card: ClientCard) -> str:
        tr, facts = self._desk.tr, card.facts
        rule = tr(client_words.CLASSES[card.computed_class]).lower()
        if not facts.client_class:
            return tr("by the rule: %s") % rule
        trace = card.changed.get("client_class")
        who = f"{trace.by} {trace.at.astimezone(self._zone):%d.%m.%Y}".strip() if trace else ""
        if not card.chosen_class:
            word = tr(client_words.CLASSES.get(facts.client_class, facts.client_class)).lower()
            told = {"class": word, "day": formats.day(facts.class_until), "rule": rule}
            return tr("%(class)s until %(day)s, now by the rule: %(rule)s") % told
        said = tr("said by %s") % who if who else ""
        return " · ".join(filter(None, (said, tr("by the rule: %s") % rule)))

    def _on_grade(self, value: str) -> None:
        """The rule needs no reason; any other word waits for its own."""
        self._show_rows()
        if not value:
            self.decided.emit("", "", None)
            return
        self.reason.line.setText("")
        self.reason.mark(self._desk.tr("Say why: it stands on the card with your name"))

    def _on_grade_entered(self) -> None:
        self.grade.focusNextChild()

    def _on_line(self, _field: str, _text: str) -> None:
        self._decide()

    def _on_entered(self) -> None:
        if self._is_pending():
            self._decide()  # the reason of before serves again

    def _decide(self) -> None:
        day: date | None = None
        if typed := self.until.text():
            found = typed_dates.parse_far(typed, self._desk.now(), self._zone)
            if found is None:
                problem = Problem.DATE_UNREADABLE
                self.until.not_saved(problem_texts.sentence(problem, self._desk.tr))
                return
            day = found.date()
        self._shown = self.grade.value()
        self.decided.emit(self.grade.value(), self.reason.text(), day)

    def _is_pending(self) -> bool:
        return self.grade.value() != self._shown

    def _show_rows(self) -> None:
        for row in self._rows:
            self._section.show_row(row, bool(self.grade.value()))
