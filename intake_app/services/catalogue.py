"""The shop's own catalogue of models: entered one by one, or taken from a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from intake_app.checks import names
from intake_app.errors import Problem, RejectedError
from intake_app.models.knowledge import CatalogueModel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.catalogue_file import Entry

_OURS = UUID("5b1d5d4c-6d0e-5f2c-8d53-7f0b7c1d2e90")
_KNOWN = "SELECT archived FROM catalogue_model WHERE id = ?"
_PORTION = 250  # rows a transaction: somebody's save waits for milliseconds


def id_of(entry: Entry) -> UUID:
    """Two desks that take in the same list mean the same records."""
    words = (entry.kind, entry.brand, entry.model, entry.tac)
    return uuid5(_OURS, "\0".join(names.folded(word) for word in words))


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the rows of a file."""

    new: int = 0
    known: int = 0


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The use cases; each method is one transaction, `take` many short ones."""

    store: Store

    def add(self, entry: Entry) -> UUID:
        """Enter a model, or bring one back. Raises RejectedError(MISSING) without kind or model."""
        if not (entry.kind and (entry.brand or entry.model)):
            raise RejectedError(Problem.MISSING)
        with self.store.writing() as session:
            _add(session, [entry])
        return id_of(entry)

    def archive(self, entry: Entry) -> None:
        """Suggest it no more, on any desk; a shipped or learnt one as well."""
        with self.store.writing() as session:
            known = session.get(CatalogueModel, id_of(entry))
            if known is None:
                # Two desks that do so at once make one record and change it: neither is lost.
                known = CatalogueModel(**_values(entry))
                session.add(known)
                session.flush()
            known.archived = True

    def take(
        self,
        entries: Sequence[Entry],
        progress: Callable[[int], None],
        *,
        dry: bool = False,
    ) -> Taken:
        """Take in many, in short transactions; what is known already costs nothing."""
        new = 0
        for first in range(0, len(entries), _PORTION):
            portion = entries[first : first + _PORTION]
            new += self._missing(portion) if dry else self._take(portion)
            progress(min(first + _PORTION, len(entries)))
        return Taken(new, len(entries) - new)

    def _missing(self, entries: Sequence[Entry]) -> int:
        with self.store.reading() as session:
            wanted = {id_of(entry).bytes for entry in entries}
            found = (session.driver.execute(_KNOWN, (ident,)).fetchone() for ident in wanted)
            return sum(row is None for row in found)

    def _take(self, entries: Sequence[Entry]) -> int:
        with self.store.writing() as session:
            return _add(session, entries)


def _add(session: Writing, entries: Sequence[Entry]) -> int:
    new = 0
    for ident, entry in {id_of(entry): entry for entry in entries}.items():
        known = session.driver.execute(_KNOWN, (ident.bytes,)).fetchone()
        if known is None:
            session.create(CatalogueModel, **_values(entry))
        elif known[0]:
            session.get_one(CatalogueModel, ident).archived = False
        new += known is None or bool(known[0])
    return new


def _values(entry: Entry) -> dict[str, Any]:
    return {
        "id": id_of(entry),
        "kind": entry.kind,
        "brand": entry.brand,
        "model": entry.model,
        "tac": entry.tac,
    }
