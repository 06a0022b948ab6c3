"""Who works in the shop, and the badges by which people come to a desk."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from intake_app.checks import names, pins, ticket
from intake_app.checks.rights import OWNER, Right
from intake_app.errors import Problem, RejectedError
from intake_app.models.people import Staff
from intake_app.services import allowed
from intake_app.services.operators import ROLES, StaffRow
from intake_app.services.pin_guard import PinGuard

if TYPE_CHECKING:
    from typing import Any

    from intake_app.models.store import Store
    from intake_app.models.writing import Reading, Writing

_NAME_MAX = 100
_BADGES = 10**15
_ALL = "SELECT id FROM staff WHERE active OR ? ORDER BY active DESC, name, id"
_OF_BADGE = "SELECT id FROM staff WHERE badge = ? AND active ORDER BY id LIMIT 1"
_HAS_OWNER = "SELECT EXISTS (SELECT 1 FROM staff WHERE role = ? AND active)"
_OF_NAME = "SELECT id FROM staff WHERE name = ? AND active AND id <> ? LIMIT 1"


@dataclass(frozen=True, slots=True)
class Staffs:
    """The use cases; each method is one transaction. A name is one person's while he works here.

    Where the shop has an owner, only who may set its rules changes its people: NOT_ALLOWED.
    """

    store: Store
    guard: PinGuard = field(default_factory=PinGuard)

    SHOWS: ClassVar[frozenset[str]] = frozenset({"staff"})

    def all(self, *, archived: bool = False) -> tuple[StaffRow, ...]:
        """Everybody who works here by name, then, if wanted, those who left."""
        with self.store.reading() as session:
            found = session.driver.execute(_ALL, (archived,)).fetchall()
            return tuple(_row(session, row[0]) for row in found)

    def by_badge(self, digits: str) -> StaffRow:
        """Whose badge it is. Raises RejectedError(BADGE_UNKNOWN)."""
        with self.store.reading() as session:
            found = session.driver.execute(_OF_BADGE, (digits,)).fetchone()
            if not digits or found is None:
                raise RejectedError(Problem.BADGE_UNKNOWN)
            return _row(session, found[0])

    def add(self, name: str, role: str = "") -> StaffRow:
        """Somebody new, with a badge of his own.

        Raises RejectedError with `fields`: no name, an endless one, one that is taken.
        """
        with self.store.writing() as session:
            _demand(session)
            said = _free_name(session, name)
            person = Staff(created_at=session.now, name=said, role=_known(role), badge=_badge())
            session.add(person)
            session.flush()
            return _row(session, person.id.bytes)

    def set_pin(self, person: UUID, pin: str) -> None:
        """A PIN to come by, or none any more; everybody may set his own.

        Raises RejectedError: PIN_SHAPE, NOT_ALLOWED, UNKNOWN_RECORD.
        """
        if pin and not pins.is_pin(pin):
            raise RejectedError(Problem.PIN_SHAPE, fields={"pin": Problem.PIN_SHAPE})
        kept = pins.sealed(pin) if pin else ""
        with self.store.writing() as session:
            found = _one(session, person)
            if found.name != session.operator:
                _demand(session)
            found.pin = kept
            self.guard.was_right(person)

    def by_pin(self, person: UUID, pin: str) -> StaffRow:
        """Who comes by name and PIN; whoever has none comes by name alone.

        Raises RejectedError: PIN_WRONG, PIN_PAUSE, UNKNOWN_RECORD.
        """
        now = self.store.recorder.now()
        if self.guard.pause(person, now):
            raise RejectedError(Problem.PIN_PAUSE, fields={"pin": Problem.PIN_PAUSE})
        with self.store.reading() as session:
            found = session.get(Staff, person)
            if found is None or not found.active:
                raise RejectedError(Problem.UNKNOWN_RECORD, "staff")
            row, kept = _row(session, person.bytes), found.pin
        if kept and not pins.fits(pin, kept):
            self.guard.missed(person, now)
            raise RejectedError(Problem.PIN_WRONG, fields={"pin": Problem.PIN_WRONG})
        self.guard.was_right(person)
        return row

    def rename(self, person: UUID, name: str) -> None:
        """Another name from now on; what he did before keeps the old one. Raises as `add`."""
        with self.store.writing() as session:
            _demand(session)
            found = _one(session, person)
            found.name = _free_name(session, name, person)

    def give_role(self, person: UUID, role: str) -> None:
        """What somebody may do. Raises RejectedError(MALFORMED) for a role nobody has."""
        with self.store.writing() as session:
            _demand(session)
            _one(session, person).role = _known(role)

    def give_badge(self, person: UUID) -> str:
        """A new badge; the lost one opens nothing any more. Returns its digits."""
        with self.store.writing() as session:
            _demand(session)
            found = _one(session, person)
            found.badge = _badge()
            return found.badge

    def archive(self, person: UUID) -> None:
        """He left; his work keeps his name."""
        with self.store.writing() as session:
            _demand(session)
            _one(session, person).active = False

    def restore(self, person: UUID) -> None:
        """He is back. Raises RejectedError(NAME_TAKEN) if somebody has his name by now."""
        with self.store.writing() as session:
            _demand(session)
            found = _one(session, person)
            found.name = _free_name(session, found.name, person)
            found.active = True


def _demand(session: Writing) -> None:
    """Ask for the right where there is an owner; without one nobody could ever give a role."""
    if session.driver.execute(_HAS_OWNER, (OWNER,)).fetchone()[0]:
        allowed.demand(session.driver, session.operator, Right.RULES)


def _badge() -> str:
    return ticket.staff_digits(secrets.randbelow(_BADGES))


def _one(session: Writing, person: UUID) -> Staff:
    found = session.get(Staff, person)
    if found is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "staff")
    return found


def _row(session: Reading, ident: Any) -> StaffRow:  # noqa: ANN401 - the driver's rows are untyped
    person = session.get_one(Staff, UUID(bytes=ident))
    return StaffRow(
        person.id,
        person.name,
        person.role,
        person.badge,
        is_active=person.active,
        has_pin=bool(person.pin),
    )


def _free_name(session: Writing, name: str, person: UUID | None = None) -> str:
    said = names.tidy(name)
    own = person.bytes if person is not None else b""
    problem: Problem | None = None
    if not said:
        problem = Problem.MISSING
    elif len(said) > _NAME_MAX:
        problem = Problem.TOO_LONG
    elif session.driver.execute(_OF_NAME, (said, own)).fetchone():
        problem = Problem.NAME_TAKEN
    if problem is not None:
        raise RejectedError(problem, fields={"name": problem})
    return said


def _known(role: str) -> str:
    if role not in ROLES:
        raise RejectedError(Problem.MALFORMED, "role")
    return role
