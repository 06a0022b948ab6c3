"""Who will repair it: one of the shop's technicians, by a few letters of the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from intake_app.checks import layout, names
from intake_app.ui.widgets.suggest_field import SuggestField
from intake_app.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.terms_finder import Technician
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class TechnicianField(SuggestField):
    """A name nobody here has is nobody; what is proposed counts until it is dropped."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, "technician", self._suggestions)
        self._desk = desk
        self.line.setAccessibleName(desk.tr("Technician"))
        self.line.setPlaceholderText(desk.tr("who is free"))
        self.open_on_focus(opens=False)

    def technician(self) -> UUID | None:
        """Who is meant by the name, typed or proposed."""
        name = self.text() or self.proposed()
        return self._named(name) if name else None

    def show_technician(self, ident: UUID | None) -> None:
        """Fill the field again."""
        self.show_text(self.name_of(ident))

    def name_of(self, ident: UUID | None) -> str:
        """The name of somebody who may repair; empty for all others."""
        people = self._people()
        return next((one.name for one in people if one.id == ident), "")

    @override
    def is_raw(self) -> bool:
        return bool(self.text()) and self.technician() is None

    def _people(self) -> tuple[Technician, ...]:
        return self._desk.shop.finder.technicians()

    def _named(self, name: str) -> UUID | None:
        wanted = names.words(name)
        return next((one.id for one in self._people() if names.words(one.name) == wanted), None)

    def _suggestions(self, typed: str) -> tuple[Suggestion, ...]:
        for text in layout.variants(typed):
            wanted = names.words(text)
            found = [one for one in self._people() if _matches(wanted, names.words(one.name))]
            if found:
                return tuple(Suggestion(one.name, icon="tool", value=one) for one in found[:8])
        return ()


def _matches(wanted: tuple[str, ...], has: tuple[str, ...]) -> bool:
    return all(any(word.startswith(start) for word in has) for start in wanted)
