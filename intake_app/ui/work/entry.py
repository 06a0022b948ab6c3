"""The line into which work is typed: words, how many, a price; the list under it knows the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from intake_app.checks.line_sums import PART, WORK
from intake_app.i18n import formats
from intake_app.services.work_rows import LineDraft, PriceRow
from intake_app.ui import work_words
from intake_app.ui.widgets.suggest_field import SuggestField
from intake_app.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_ICONS = {WORK: "tool", PART: "package"}


class WorkEntry(SuggestField):
    """`drafted` carries what Enter adds: the highlighted row with what was typed beside it."""

    drafted = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, "work.entry", self.rows, icon="plus")
        self._tr = desk.tr
        self._desk = desk
        self._currency = desk.settings.shop.currency
        self._kind = ""
        self._taken = ""
        hint = desk.tr("work or part, how many, price: screen 4500")
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(desk.tr("A work or a part"))
        self.picked.connect(self._on_picked)

    def show_kind(self, kind: str) -> None:
        """Offer first what is done to such devices."""
        self._kind = kind

    def rows(self, typed: str) -> tuple[Suggestion, ...]:
        """The price list, then works as acts name them, then what was typed as it stands."""
        said = work_words.read_line(typed)
        finder = self._desk.shop.finder
        listed = finder.prices(said.words, kind=self._kind)
        known = {row.item.text.casefold() for row in listed}
        usual = finder.usual_works(said.words, 4, kind=self._kind) if len(listed) < 5 else ()  # noqa: PLR2004 - a full list needs no more
        return (
            *(self._listed(row, said) for row in listed),
            *(
                self._free(WORK, work, said)
                for work in usual
                if work.casefold() not in known and work != said.words
            ),
            *(self._free(kind, said.words, said) for kind in (WORK, PART) if said.words),
        )

    def _listed(self, row: PriceRow, said: work_words.TypedLine) -> Suggestion:
        item, tr = row.item, self._tr
        price = said.price_minor if said.price_minor is not None else item.price_minor
        free = ""
        if item.kind == PART:
            number = work_words.quantity(row.free, tr.language)
            free = tr("free: %s") % number if row.free > 0 else tr("not in the stock")
        draft = LineDraft(
            kind=item.kind, item_id=row.id, quantity=said.quantity, price_minor=said.price_minor
        )
        return Suggestion(
            item.text,
            note=" · ".join(filter(None, (item.article, free))),
            meta=self._meta(price, said.quantity),
            icon=_ICONS[item.kind],
            value=draft,
        )

    def _free(self, kind: str, words: str, said: work_words.TypedLine) -> Suggestion:
        draft = LineDraft(
            kind=kind, text=words, quantity=said.quantity, price_minor=said.price_minor
        )
        return Suggestion(
            words,
            note=self._tr(work_words.KINDS[kind]),
            meta=self._meta(said.price_minor, said.quantity),
            icon=_ICONS[kind],
            value=draft,
        )

    def _meta(self, price: int | None, quantity: int) -> str:
        if price is None:
            return ""
        amount = formats.amount(price, self._currency, self._tr.language)
        times = work_words.quantity(quantity, self._tr.language)
        return amount if times == "1" else f"{times} × {amount}"

    def give_back(self) -> None:
        """What was taken last was refused: it stands in the line again."""
        if not self.text():
            self.show_text(self._taken)

    def _on_picked(self, draft: object) -> None:
        self._taken = self.text()
        self.wipe()
        self.close_list()
        self.drafted.emit(draft)
