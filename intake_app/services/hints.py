"""What the receptionist is told about a kind, a model or a fault."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from intake_app.checks import names
from intake_app.errors import Problem, RejectedError
from intake_app.models.knowledge import Hint
from intake_app.services import shipped_hints

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.hint_rows import HintRow

LONGEST = 200
_FITS = ("kind", "brand", "model", "fault")
_SHIPPED_AT = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Hints:
    """The use cases; each method is one transaction."""

    store: Store

    def keep(self, hint: HintRow | None, *, text: str, **fits: str) -> UUID:
        """Add a hint, or change one; a shipped one becomes the shop's own under its id.

        `fits` are kind, brand, model and fault; an empty one fits everything.
        Raises RejectedError: MISSING or TOO_LONG for its text.
        """
        text = names.tidy(text)
        if not text or len(text) > LONGEST:
            problem = Problem.TOO_LONG if text else Problem.MISSING
            raise RejectedError(problem, fields={"hint.text": problem})
        values = {name: names.tidy(fits.get(name, "")) for name in _FITS} | {"text": text}
        with self.store.writing() as session:
            if hint is None:
                return session.create(Hint, created_at=session.now, **values)
            _change(_card(session, hint.id), {**values, "archived": False})
            return hint.id

    def archive(self, hint: UUID) -> None:
        """Show it no more, on any desk. Raises RejectedError(UNKNOWN_RECORD)."""
        with self.store.writing() as session:
            _card(session, hint).archived = True


def _card(session: Writing, hint: UUID) -> Hint:
    """The record of a hint; that of a shipped one is the same on whatever desk it is made."""
    known = session.get(Hint, hint)
    if known is not None:
        return known
    row = next((row for row in shipped_hints.SHIPPED if row.id == hint), None)
    if row is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "hint")
    made = Hint(
        id=row.id,
        created_at=_SHIPPED_AT,
        kind=row.kind,
        brand=row.brand,
        model=row.model,
        fault=row.fault,
        text=row.text,
    )
    session.add(made)
    session.flush()
    return made


def _change(card: Hint, values: Mapping[str, str | bool]) -> None:
    for name, value in values.items():
        if getattr(card, name) != value:
            setattr(card, name, value)
