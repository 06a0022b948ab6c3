"""Records what the client was told: a risk, a delay, that it is ready, that he must fetch it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from typing_extensions import override

from intake_app.i18n import formats
from intake_app.services import notice_texts
from intake_app.services.agreement_rows import TOLD, NoticeDraft, NoticeKind, Settled
from intake_app.ui import stage_words
from intake_app.ui.agreement import words
from intake_app.ui.agreement.panel import Panel
from intake_app.ui.widgets.suggest_field import SuggestField
from intake_app.ui.widgets.suggestions import Suggestion
from intake_app.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from intake_app.services.agreement_rows import Agreement
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_KINDS = (NoticeKind.RISK, NoticeKind.DELAY, NoticeKind.READY, NoticeKind.UNCLAIMED)


class TellPanel(Panel):
    """The words are offered; what was said is what is kept."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk, "agreement.tell")
        tr = desk.tr
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        self.kind = self.segments(
            "agreement.tell.kind", tr("What about"), {one: words.NOTICES[one] for one in _KINDS}
        )
        self.channel = self.segments(
            "agreement.tell.channel", tr("How"), {one: words.CHANNELS[one] for one in TOLD}
        )
        self.words = SuggestField(look, "agreement.tell.words", self._texts)
        self.words.line.setAccessibleName(tr("What was said"))
        self.words.open_on_focus(opens=True)
        self.proof = self.line(
            "agreement.tell.proof", tr("Proof"), tr("number of the letter, of the recording")
        )
        self.printing = TickBox(
            look, "agreement.tell.print", tr("Only print the notice, to be sent now")
        )
        self.rows.add(tr("What about"), self.kind)
        self.rows.add(tr("How"), self.channel)
        self._row_print = self.rows.add("", self.printing)
        self.rows.add(tr("What was said"), self.words)
        self.rows.add(tr("Proof"), self.proof)
        self.fields = {"text": self.words, "proof": self.proof}
        self.chain(self.kind, self.channel)
        self.channel.entered.disconnect(self.done)
        self.channel.entered.connect(self.words.setFocus)
        self.words.picked.connect(self._on_text)
        self.words.entered.connect(self.proof.setFocus)
        self.proof.line.entered.connect(self.done)
        self.printing.entered.connect(self.done)
        self.kind.chosen.connect(self._on_kind)

    def lay_list_over(self, page: QWidget) -> None:
        """Name the widget the list of texts may cover."""
        self.words.lay_list_over(page)

    @override
    def open_for(self, agreement: Agreement) -> None:
        kinds = list(_KINDS)
        if agreement.ladder is None:
            kinds = kinds[:-1]
        usual = NoticeKind.RISK
        if agreement.stage in {"ready", "ready_no_repair", "unclaimed"}:
            told = any(row.kind == NoticeKind.READY for row in agreement.notices)
            usual = NoticeKind.UNCLAIMED if told and agreement.ladder else NoticeKind.READY
        self.kind.show_value(usual)
        self.kind.offer_only(kinds)
        self.words.show_text("")
        self.proof.show_text("")
        self.printing.setChecked(False)
        self.agreement = agreement
        self._on_kind(usual)
        super().open_for(agreement)

    @override
    def take_focus(self) -> None:
        self.kind.take_focus()

    @override
    def job(self, agreement: Agreement) -> tuple[Callable[[Shop], object], str] | None:
        tr = self.desk.tr
        if self.kind.value() == NoticeKind.UNCLAIMED and self.printing.isChecked():
            told = tr("The notice is in the queue: send it, then note its number here")
            return partial(_print, agreement.order_id), told
        said = NoticeDraft(
            self.kind.value(), self.words.text(), self.channel.value(), self.proof.text()
        )
        return partial(_tell, agreement.order_id, said), tr("Kept, what the client was told")

    @override
    def sentence(self, plain: str, _result: object) -> str:
        if isinstance(_result, Settled) and _result.stage:
            return f"{plain} · {stage_words.label(self.desk, _result.stage)}"
        return plain

    def _texts(self, typed: str) -> tuple[Suggestion, ...]:
        if self.agreement is None:
            return ()
        shop, tr = self.desk.settings.shop, self.desk.tr
        found = notice_texts.wording(
            self.kind.value(),
            tr.language,
            self.desk.now().astimezone(self._zone).date(),
            legal_profile=shop.legal_profile,
            is_company=self.agreement.is_company,
        )
        wanted = typed.strip().casefold()
        return tuple(
            Suggestion(text, value=" ".join(filter(None, (text, found.ending))))
            for text in found.texts
            if wanted in text.casefold()
        )

    def _on_text(self, text: object) -> None:
        self.words.show_text(str(text))
        self.proof.setFocus()

    def _on_kind(self, value: str) -> None:
        is_last = value == NoticeKind.UNCLAIMED
        self.rows.show_row(self._row_print, shown=is_last)
        self.title.setText(self._step() if is_last else self.desk.tr("What the client is told"))
        if is_last:
            self.channel.show_value("letter")

    def _step(self) -> str:
        """Which warning is due, and from when it counts."""
        ladder = self.agreement.ladder if self.agreement is not None else None
        if ladder is None:
            return ""
        tr, step = self.desk.tr, ladder.next
        day = formats.day(step.first.isoformat())
        if step.kind == "sell":
            return tr("All warnings went out; from %s it may be sold") % day
        told = tr("Warning no. %(number)d; it counts from %(day)s on, and only with a proof")
        return told % {"number": step.number, "day": day}


def _tell(order: UUID, said: NoticeDraft, shop: Shop) -> Settled:
    return shop.services.notices.tell(order, said)


def _print(order: UUID, shop: Shop) -> None:
    shop.services.unclaimed.print_warning(order)
