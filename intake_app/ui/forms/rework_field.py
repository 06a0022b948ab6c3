"""The order whose work is done again: found by its number or a scan of its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from intake_app.services.rows import OrderRow
from intake_app.ui.widgets.suggest_field import SuggestField
from intake_app.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_MOST = 6


class ReworkField(SuggestField):
    """`order()` is None until a row is taken or the number is exact."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, "rework_of", self._suggestions)
        self._desk = desk
        self._known: UUID | None = None
        self.line.setAccessibleName(desk.tr("Earlier order"))
        self.line.setPlaceholderText(desk.tr("its number, or scan its paper"))
        self.picked.connect(self._on_picked)
        self.line.textEdited.connect(self._on_typed)

    def order(self) -> UUID | None:
        """Which order is meant."""
        return self._known

    def show_order(self, order: UUID | None) -> None:
        """Fill the field again."""
        row = None if order is None else self._desk.shop.finder.order(order)
        self._know(row)

    @override
    def is_raw(self) -> bool:
        return bool(self.text()) and self._known is None

    def _suggestions(self, typed: str) -> tuple[Suggestion, ...]:
        if not typed.strip():
            return ()
        found = self._desk.shop.finder.orders(typed, _MOST)
        return tuple(Suggestion(row.number, row.device, row.client, value=row) for row in found)

    def _on_typed(self) -> None:
        number = self.text().casefold()
        exact = [row for row in self._rows() if row.number.casefold() == number]
        self._known = exact[0].id if exact else None
        self._echo(exact[0] if exact else None)

    def _rows(self) -> list[OrderRow]:
        return [row.value for row in self.offered() if isinstance(row.value, OrderRow)]

    def _on_picked(self, value: object) -> None:
        if isinstance(value, OrderRow):
            self._know(value)
            self.changed.emit()
            self.entered.emit()

    def _know(self, row: OrderRow | None) -> None:
        self._known = None if row is None else row.id
        self.show_text("" if row is None else row.number)
        self._echo(row)

    def _echo(self, row: OrderRow | None) -> None:
        self.frame.show_echo("" if row is None else row.device, "good")
