"""Clients from a file made cards: each once, whatever is run again, and nothing thrown away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from intake_app.checks import names, phone
from intake_app.checks.consent_rules import Act, Purpose, Way
from intake_app.errors import RejectedError
from intake_app.models.consents import Consent
from intake_app.models.people import Client, Contact, Phone
from intake_app.services import client_edits
from intake_app.services.drafts import ClientKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.table_file import Line

_OURS = UUID("0f7a7c52-8f0a-5d0c-9a35-6b1f3f0f4f11")
_PORTION = 100  # clients a transaction: somebody's save waits for milliseconds
_BY_ID = "SELECT 1 FROM client WHERE id = ?"
_BY_PHONE = (
    "SELECT c.name FROM phone p JOIN client c ON c.id = p.client_id"
    " WHERE p.e164 = ? AND NOT p.archived"
)
_BY_INN = "SELECT 1 FROM client WHERE inn <> '' AND inn = ? AND kpp = ? LIMIT 1"
_CARD = (
    *("email", "inn", "kpp", "ogrn", "bik", "bank", "account", "corr_account", "director"),
    *("contract", "address", "birthday", "source", "note"),
)
_COMPANY = frozenset({"company", "компания", "организация", "юрлицо", "юр лицо", "ип"})
_PER_CENT = 100


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the lines; `noted` are those with a value that could only be noted."""

    new: int = 0
    known: int = 0
    bad: tuple[int, ...] = ()
    noted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Person:
    """A line understood."""

    id: UUID
    fields: Mapping[str, object]
    phones: tuple[str, ...]
    is_noted: bool


@dataclass(frozen=True, slots=True)
class ClientImport:
    """Two desks that take in the same list mean the same clients."""

    store: Store
    region: str

    def take(
        self, lines: Sequence[Line], progress: Callable[[int], None], *, dry: bool = False
    ) -> Imported:
        """Take in many, in short transactions; who is known already stays as he is."""
        new, bad, noted = 0, list[int](), list[int]()
        for first in range(0, len(lines), _PORTION):
            portion = [(line, self._understood(line)) for line in lines[first : first + _PORTION]]
            bad += [line.number for line, person in portion if person is None]
            noted += [line.number for line, person in portion if person and person.is_noted]
            known = [(person, line) for line, person in portion if person is not None]
            new += self._missing(known) if dry else self._take(known)
            progress(min(first + _PORTION, len(lines)))
        return Imported(new, len(lines) - new - len(bad), tuple(bad), tuple(noted))

    def _missing(self, people: Sequence[tuple[_Person, Line]]) -> int:
        with self.store.reading() as session:
            found = {one.id for one, _ in people if not _is_known(session.driver.execute, one)}
            return len(found)

    def _take(self, people: Sequence[tuple[_Person, Line]]) -> int:
        with self.store.writing() as session:
            new = 0
            for person, line in people:
                if not _is_known(session.driver.execute, person):
                    self._make(session, person, line.cells)
                    session.flush()
                    new += 1
            return new

    def _make(self, session: Writing, person: _Person, cells: Mapping[str, str]) -> None:
        client = session.create(Client, id=person.id, created_at=session.now, **person.fields)
        of = {"client_id": client, "created_at": session.now}
        for e164 in person.phones:
            session.create(Phone, **of, e164=e164)
        if cells.get("contact"):
            number = phone.normalise(cells.get("contact_phone", ""), self.region) or ""
            role = cells.get("contact_role", "")
            session.create(Contact, **of, name=cells["contact"], role=role, phone=number)
        for purpose in Purpose:
            given = _day(cells.get(purpose.value, ""))
            if given is not None and given <= session.now:
                self._consent(session, client, purpose, given)

    def _consent(self, session: Writing, client: UUID, purpose: Purpose, given: datetime) -> None:
        """The paper lies with the shop; which text it bears this program cannot know."""
        session.create(
            Consent,
            client_id=client,
            purpose=purpose.value,
            action=Act.GRANTED.value,
            text_version="",
            text_sha256="",
            at=given,
            by=self.store.recorder.operator,
            channel=Way.PAPER.value,
            evidence="import",
        )

    def _understood(self, line: Line) -> _Person | None:
        cells, notes = line.cells, list[str]()
        typed = phone.numbers(cells.get("phone", ""))
        read = {text: phone.normalise(text, self.region) for text in typed}
        notes += [text for text, e164 in read.items() if e164 is None]
        phones = tuple(dict.fromkeys(e164 for e164 in read.values() if e164))
        name = names.presented(cells.get("name", "")) or (phones[0] if phones else "")
        if not name:
            return None
        fields: dict[str, object] = {"name": name, "kind": _kind(cells, name)}
        for field in _CARD:
            self._add(fields, notes, field, cells.get(field, ""))
        self._add(fields, notes, "discount_bp", _basis_points(cells.get("discount_bp", "")))
        for purpose in Purpose:
            said = cells.get(purpose.value, "")
            notes += [said] if said and _day(said) is None else []
        fields["note"] = "\n".join(filter(None, (str(fields.get("note", "")), *notes)))
        marks = (names.folded(name), *sorted(phones), fields.get("inn", ""), fields.get("kpp", ""))
        ident = uuid5(_OURS, "\0".join(map(str, marks)))
        return _Person(ident, fields, phones, bool(notes))

    def _add(self, fields: dict[str, object], notes: list[str], field: str, said: object) -> None:
        """A value that cannot stand in its field stands in the note, for a person to read."""
        if said in {"", 0}:
            return
        try:
            today = self.store.recorder.now().date()
            fields.update(client_edits.tidied({field: said}, today))
        except RejectedError:
            notes.append(f"{field}: {said}")


def _is_known(ask: Callable[..., object], person: _Person) -> bool:
    def rows(sql: str, *parameters: object) -> list[tuple[str]]:
        return list(ask(sql, parameters))  # type: ignore[call-overload]

    if rows(_BY_ID, person.id.bytes):
        return True
    inn, kpp = person.fields.get("inn", ""), person.fields.get("kpp", "")
    if inn and rows(_BY_INN, inn, kpp):
        return True
    name = names.folded(str(person.fields["name"]))
    return any(
        names.folded(known) == name for e164 in person.phones for (known,) in rows(_BY_PHONE, e164)
    )


def _kind(cells: Mapping[str, str], name: str) -> str:
    said = names.folded(cells.get("kind", "")) in _COMPANY
    return (ClientKind.COMPANY if said or names.is_company(name) else ClientKind.PERSON).value


def _basis_points(text: str) -> object:
    plain = text.replace(",", ".").rstrip("% ")
    try:
        return round(float(plain) * _PER_CENT) if plain else 0
    except (ValueError, OverflowError):
        return text


def _day(text: str) -> datetime | None:
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
