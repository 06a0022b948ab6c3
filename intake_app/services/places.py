"""The places of the storage: a tree the shop draws itself, each with a label to scan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID, uuid5

from intake_app.checks import names, ticket
from intake_app.checks.rights import Right
from intake_app.errors import Problem, RejectedError
from intake_app.models.storage import Place
from intake_app.services import allowed
from intake_app.services.place_rows import KINDS
from intake_app.services.place_tree import DEEPEST, PlaceTree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.place_rows import PlaceRow

LONGEST = 100
_OURS = UUID("3a2f7a0e-1c0f-5d52-8a51-4f3bb6a4a7c1")
_LAST = "SELECT max(barcode) FROM place"


def id_of(digits: str) -> UUID:
    """Two desks that meet the label of one shelf for the first time mean one place."""
    return uuid5(_OURS, digits)


@dataclass(frozen=True, slots=True)
class Places:
    """The use cases; each method is one transaction."""

    store: Store

    SHOWS: ClassVar[frozenset[str]] = frozenset({"place", "placement", "order", "stocktaking"})

    def all(self, *, archived: bool = False) -> tuple[PlaceRow, ...]:
        """Every place behind the one it stands in."""
        with self.store.reading() as session:
            return PlaceTree(session.driver).rows(archived=archived)

    def add(self, name: str, kind: str = "", parent: UUID | None = None) -> PlaceRow:
        """Make a place with a label of its own.

        Raises RejectedError: MISSING, TOO_LONG, NAME_TAKEN (in the same place), NOT_ALLOWED.
        """
        return self.add_run([name], kind, parent)[0]

    def add_run(
        self, called: Sequence[str], kind: str = "", parent: UUID | None = None
    ) -> tuple[PlaceRow, ...]:
        """Make several side by side, all or none. Raises as `add`."""
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.STOCK)
            made = [_added(session, name, _known_kind(kind), parent) for name in called]
            return tuple(_row(session, place) for place in made)

    def rename(self, place: UUID, name: str) -> None:
        """Call it something else. Raises as `add`."""
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.STOCK)
            _rename(session, _one(session, place), name)

    def move(self, place: UUID, parent: UUID | None) -> None:
        """Put a place, with all in it, into another. Raises RejectedError(PLACE_RING)."""
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.STOCK)
            _move(session, _one(session, place), parent)

    def change(self, place: UUID, name: str, parent: UUID | None) -> None:
        """Both at once. Raises as they do."""
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.STOCK)
            found = _one(session, place)
            _move(session, found, parent)
            _rename(session, found, name)

    def known(self, digits: str) -> UUID:
        """The place of a scanned label, made at its first scan. Raises RejectedError(MALFORMED)."""
        with self.store.writing() as session:
            return known(session, digits)

    def archive(self, place: UUID) -> None:
        """Use it no more. Raises RejectedError(PLACE_NOT_EMPTY) while something lies in it."""
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.STOCK)
            found = _one(session, place)
            if _row(session, place).devices:
                raise RejectedError(Problem.PLACE_NOT_EMPTY)
            found.archived = True

    def restore(self, place: UUID) -> None:
        """Use it again."""
        with self.store.writing() as session:
            allowed.demand(session.driver, session.operator, Right.STOCK)
            _one(session, place).archived = False


def _added(session: Writing, name: str, kind: str, parent: UUID | None) -> UUID:
    said = _free_name(session, name, parent)
    digits = _next_label(session)
    place = id_of(digits)
    _make(session, place, digits, said)
    found = session.get_one(Place, place)
    found.kind, found.parent_id = kind, parent
    session.flush()
    return place


def _rename(session: Writing, found: Place, name: str) -> None:
    said = _free_name(session, name, found.parent_id, found.id)
    if found.name != said:
        found.name = said


def _move(session: Writing, found: Place, parent: UUID | None) -> None:
    tree = PlaceTree(session.driver)
    if parent is not None and parent.bytes in tree.inside(found.id):
        raise RejectedError(Problem.PLACE_RING)
    above = None if parent is None else tree.row(parent)
    if above is not None and above.depth + 2 > DEEPEST:
        raise RejectedError(Problem.PLACE_RING)
    if found.parent_id != parent:
        found.parent_id = parent


def known(session: Writing, digits: str) -> UUID:
    """The place of a scanned label, made at its first scan: labels are printed in advance.

    Raises RejectedError(MALFORMED) for what is no label of a place.
    """
    if ticket.kind_of(digits) is not ticket.TicketKind.PLACE:
        raise RejectedError(Problem.MALFORMED, "place")
    found = PlaceTree(session.driver).by_barcode(digits)
    if found is not None:
        return found.id
    _make(session, id_of(digits), digits, str(ticket.place_number(digits)))
    return id_of(digits)


def _make(session: Writing, place: UUID, digits: str, name: str) -> None:
    # As with preferences: two creations of one record differ in nothing but later changes.
    session.add(Place(id=place, created_at=session.now, name=name, barcode=digits))
    session.flush()


def _next_label(session: Writing) -> str:
    last = session.driver.execute(_LAST).fetchone()[0]
    return ticket.place_digits((ticket.place_number(last) if last else 0) + 1)


def _one(session: Writing, place: UUID) -> Place:
    found = session.get(Place, place)
    if found is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "place")
    return found


def _row(session: Writing, place: UUID) -> PlaceRow:
    found = PlaceTree(session.driver).row(place)
    if found is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "place")
    return found


def _known_kind(kind: str) -> str:
    if kind not in KINDS:
        raise RejectedError(Problem.MALFORMED, "kind")
    return kind


def _free_name(session: Writing, name: str, parent: UUID | None, place: UUID | None = None) -> str:
    said = names.tidy(name)
    rows = PlaceTree(session.driver).rows()
    problem: Problem | None = None
    if not said:
        problem = Problem.MISSING
    elif len(said) > LONGEST:
        problem = Problem.TOO_LONG
    elif any(
        row.parent == parent and row.id != place and row.name.casefold() == said.casefold()
        for row in rows
    ):
        problem = Problem.NAME_TAKEN
    if problem is not None:
        raise RejectedError(problem, fields={"name": problem})
    return said
