"""Makes an estimate: from the works and parts of the order, or typed, with up to three options."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from typing_extensions import override

from intake_app.i18n import formats
from intake_app.services.agreement_rows import Alternative, Settled
from intake_app.services.drafts import EstimateKind
from intake_app.ui import stage_words, words
from intake_app.ui.agreement.offer_field import UNREADABLE, OfferField
from intake_app.ui.agreement.panel import Panel
from intake_app.ui.forms.day_field import DayField
from intake_app.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from intake_app.services.agreement_rows import Agreement
    from intake_app.services.shop import Shop
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look
    from intake_app.ui.widgets.field import LineField

_NAMES = ("A", "B", "C")


class EstimatePanel(Panel):
    """The first line may stay empty: then the lines of the order are offered as they stand."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk, "agreement.estimate")
        tr = desk.tr
        self.kind = self.segments(
            "agreement.estimate.kind", tr("The price is"), dict(words.ESTIMATE_KINDS)
        )
        self.offers: list[tuple[OfferField, LineField, DayField]] = []
        self.printing = TickBox(look, "agreement.estimate.print", tr("Print it for the client"))
        self.rows.add(tr("The price is"), self.kind, self.printing, stretches=(0, 1))
        for name in _NAMES:
            self.offers.append(self._offer(name))
        self._follow()

    @override
    def open_for(self, agreement: Agreement) -> None:
        for sum_, title, day in self.offers:
            sum_.show_text("")
            title.show_text("")
            day.show_text("")
        self.printing.setChecked(False)
        self.kind.show_value(agreement.estimate_kind or EstimateKind.APPROXIMATE)
        lines = agreement.lines_minor
        first = self.offers[0][0]
        tr = self.desk.tr
        if lines is not None:
            said = formats.amount(lines, agreement.currency, tr.language)
            first.propose(tr("works and parts: %s") % said)
        else:
            first.propose("")
        version = max((row.version for row in agreement.estimates), default=0) + 1
        self.title.setText(tr("Estimate no. %d") % version)
        super().open_for(agreement)

    @override
    def take_focus(self) -> None:
        self.offers[0][0].line.setFocus()

    @override
    def job(self, agreement: Agreement) -> tuple[Callable[[Shop], object], str] | None:
        self.fields = {"sum": self.offers[0][0], "title": self.offers[0][1]}
        self.fields["ready_by"] = self.offers[0][2]
        typed = [self._typed(*row) for row in self.offers]
        sum_, title, day = self.offers[0]
        takes_lines = typed[0] is None and agreement.lines_minor is not None
        for place, one in enumerate(typed):
            if one is not None and one.minor == UNREADABLE:
                wanted = self.desk.tr("Name a sum, or each work with its price")
                self.offers[place][0].mark(wanted)
                self.offers[place][0].line.setFocus()
                return None
        offered = tuple(one for one in typed if one is not None)
        if takes_lines:
            first = Alternative(0, title.text(), day.value())
            work = partial(_make_from_lines, agreement.order_id, (first, *offered))
        elif not offered:
            sum_.mark(self.desk.tr("Name a sum, or each work with its price"))
            sum_.line.setFocus()
            return None
        else:
            work = partial(_make, agreement.order_id, offered)
        how = (self.kind.value(), self.printing.isChecked())
        return partial(work, how), self.desk.tr("The estimate is made")

    @override
    def sentence(self, plain: str, _result: object) -> str:
        if not isinstance(_result, Settled):
            return plain
        tr = self.desk.tr
        if _result.stage:
            return f"{plain} · {stage_words.label(self.desk, _result.stage)}"
        if not _result.coverage.missing:
            return f"{plain}: {tr('it is within what was agreed, work may go on')}"
        return f"{plain}: {tr('ask the client')}"

    def _typed(self, sum_: OfferField, title: LineField, day: DayField) -> Alternative | None:
        minor = sum_.minor()
        if minor is None:
            return None
        return Alternative(minor, title.text(), day.value(), sum_.lines())

    def _offer(self, name: str) -> tuple[OfferField, LineField, DayField]:
        tr, at = self.desk.tr, f"agreement.estimate.{name}"
        sum_ = OfferField(self.look, self.desk, f"{at}.sum")
        title = self.line(f"{at}.title", tr("What is special about it"), tr("original screen"))
        day = DayField(self.look, self.desk, f"{at}.day", tr("Ready by"), past=False)
        day.line.setPlaceholderText(tr("ready by: +3, 25.12"))
        self.rows.add(tr("Option %s") % name, sum_, title, day, stretches=(5, 4, 3))
        return sum_, title, day

    def _follow(self) -> None:
        """Enter after the first sum makes it; Tab goes through the rest."""
        for row in self.offers:
            for field in row:
                field.line.entered.connect(self.done)


def _make(
    order: UUID, offered: tuple[Alternative, ...], how: tuple[str, bool], shop: Shop
) -> Settled:
    return shop.services.estimates.make(order, offered, how[0], printing=how[1])


def _make_from_lines(
    order: UUID, offered: tuple[Alternative, ...], how: tuple[str, bool], shop: Shop
) -> Settled:
    return shop.services.estimates.make_from_lines(order, offered, how[0], printing=how[1])
