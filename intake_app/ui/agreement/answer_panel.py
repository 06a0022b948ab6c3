"""Records what the client answered: to an estimate, to a warning, or to how far he goes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from typing_extensions import override

from intake_app.i18n import formats
from intake_app.services.agreement_rows import ANSWERS, AnswerDraft, Settled, Verdict
from intake_app.ui import stage_words
from intake_app.ui.agreement import words
from intake_app.ui.agreement.panel import Panel
from intake_app.ui.forms.amount_field import AmountField

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from intake_app.services.agreement_rows import Agreement, EstimateRow
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class AnswerPanel(Panel):
    """A warning that waits is answered first, then the estimate that is chosen in the list."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk, "agreement.answer")
        tr = desk.tr
        self._row: EstimateRow | None = None
        self._notice: UUID | None = None
        self.verdict = self.segments("agreement.answer.verdict", tr("Answer"), dict(words.VERDICTS))
        self.channel = self.segments(
            "agreement.answer.channel", tr("How"), {one: words.CHANNELS[one] for one in ANSWERS}
        )
        self.sum = AmountField(look, desk, "agreement.answer.sum", tr("Up to which sum"))
        self.words = self.line("agreement.answer.words", tr("In his words"), tr("yes, go ahead"))
        self.who = self.line("agreement.answer.who", tr("Who answered"))
        self.rows.add(tr("Answer"), self.verdict)
        self.rows.add(tr("How"), self.channel)
        self._row_sum = self.rows.add(tr("Up to"), self.sum)
        self.rows.add(tr("In his words"), self.words, self.who, stretches=(3, 2))
        self.fields = {"text": self.words, "minor": self.sum, "said_by": self.who}
        self.chain(self.verdict, self.channel, self.words)
        self.sum.line.entered.connect(self.words.setFocus)
        self.who.line.entered.connect(self.done)
        self.verdict.chosen.connect(self._on_verdict)

    def answer(self, agreement: Agreement, row: EstimateRow | None) -> None:
        """Begin with what waits; an estimate that does not wait any more is not answered."""
        risk = agreement.open_risk
        self._notice = risk.id if risk is not None else None
        open_ids = {one.id for one in agreement.open_estimates}
        first = next(iter(agreement.open_estimates), None)
        is_latest = row is not None and row.version == max(
            one.version for one in agreement.estimates
        )
        chosen = row if row is not None and (row.id in open_ids or is_latest) else first
        self._row = None if risk is not None else chosen
        tr = self.desk.tr
        if risk is not None:
            self.title.setText(tr("Answer to the warning: %s") % risk.text)
        elif self._row is not None:
            sum_ = formats.amount(self._row.sum.minor, self._row.sum.currency, tr.language)
            named = " · ".join(filter(None, (self._row.name, self._row.title, sum_)))
            self.title.setText(tr("Answer to estimate %s") % named)
        else:
            self.title.setText(tr("Up to which sum the client agrees"))
        for field in (self.words, self.who):
            field.show_text("")
        self.who.propose(agreement.client)
        self.sum.show_minor(None)
        written = (
            formats.amount(chosen.sum.minor, chosen.sum.currency, tr.language) if chosen else ""
        )
        self.sum.propose(written if self._row is not None else "")
        self.verdict.show_value(Verdict.YES)
        self._on_verdict(Verdict.YES)
        self.open_for(agreement)

    @override
    def take_focus(self) -> None:
        self.verdict.take_focus()

    @override
    def job(self, agreement: Agreement) -> tuple[Callable[[Shop], object], str] | None:
        is_yes = self.verdict.value() == Verdict.YES
        said = AnswerDraft(
            Verdict(self.verdict.value()),
            self.words.text(),
            self.channel.value(),
            estimate_id=self._row.id if self._row is not None else None,
            notice_id=self._notice,
            minor=self.sum.minor() if is_yes and self._notice is None else None,
            said_by=self.who.text() or self.who.proposed(),
        )
        return partial(_record, agreement.order_id, said), self.desk.tr("The answer is kept")

    @override
    def sentence(self, plain: str, _result: object) -> str:
        if isinstance(_result, Settled) and _result.stage:
            return f"{plain} · {stage_words.label(self.desk, _result.stage)}"
        return plain

    def _on_verdict(self, value: str) -> None:
        """Only a yes names a sum."""
        shown = value == Verdict.YES and self._notice is None
        self.rows.show_row(self._row_sum, shown=shown)


def _record(order: UUID, said: AnswerDraft, shop: Shop) -> Settled:
    return shop.services.approvals.record(order, said)
