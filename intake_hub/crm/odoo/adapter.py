"""Odoo 14 and newer as the engine knows a CRM; its other files say how."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from intake_hub.crm.adapter import Caps, Page, Probe
from intake_hub.crm.documents import Kind
from intake_hub.crm.faults import Stop, StoppedError, TransientError
from intake_hub.crm.odoo import alike, following, names, setting_up, shape
from intake_hub.crm.odoo.from_remote import record
from intake_hub.crm.odoo.meaning import NoModelError, RefusedError
from intake_hub.crm.odoo.pushing import Pushing, by_name, numbers
from intake_hub.crm.odoo.session import Session
from intake_hub.crm.odoo.tags import Tags

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
    from uuid import UUID

    from intake_hub.crm.adapter import Access, Candidate, Remote, Result
    from intake_hub.crm.documents import Document
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.odoo.shape import Shape
    from intake_hub.crm.values import Row

_BATCH = 50  # larger gains nothing, and loses more to one bad record
_SWEEP = 1000
_REPAIRS_FROM = (17, 0)

usual_map = names.usual_map


def connect(access: Access, fields: FieldMap) -> OdooAdapter:
    """Make the adapter; nothing is called yet."""
    return OdooAdapter(access, fields)


class OdooAdapter:
    """One connection; what it learned of the models it keeps as long as it lives."""

    def __init__(self, access: Access, fields: FieldMap) -> None:
        self._session = Session(access)
        self._fields = fields
        self._orders = access.options.get("orders", names.LEAD)
        self._shapes: dict[Kind, Shape] = {}
        self._tags = Tags(self._session)

    @property
    def caps(self) -> Caps:
        """See `CrmAdapter`; Odoo sets no limit, one worker is all it can use."""
        return Caps(batch=_BATCH, per_s=20.0, burst=40, has_upsert=True, shows_deletes=False)

    def probe(self) -> Probe:
        """See `CrmAdapter`."""
        major, minor = self._session.version
        uid, name = self._me()
        lacks = [
            lack for kind in Kind for lack in setting_up.rights(self._session, self._model(kind))
        ]
        if not lacks:
            lacks = [f"add the field {one}" for one in self.missing_schema()]
        return Probe(
            "Odoo",
            f"{major}.{minor}",
            tuple(lacks),
            setting_up.key_ends_ms(self._session, uid),
            name,
        )

    def missing_schema(self) -> tuple[str, ...]:
        """See `CrmAdapter`."""
        return tuple(str(lack) for kind in Kind for lack in self._look(kind).lacks)

    def ensure_schema(self) -> tuple[str, ...]:
        """See `CrmAdapter`."""
        lacks = [lack for kind in Kind for lack in self._look(kind).lacks]
        try:
            return setting_up.add_fields(self._session, lacks)
        except RefusedError as error:
            raise StoppedError(Stop.RIGHT_MISSING, error.words) from None
        finally:
            self._shapes.clear()

    def push(self, kind: Kind, documents: Sequence[Document]) -> Sequence[Result]:
        """See `CrmAdapter`."""
        here = self._ready(kind)
        with self._asking(kind):
            work = Pushing(self._session, here, self._fields, partial(self._doubt, kind))
            return work.push(documents)

    def find(self, kind: Kind, uids: Collection[UUID]) -> Mapping[UUID, str]:
        """See `CrmAdapter`; after a merge there our name for the loser leads to the survivor."""
        here = self._ready(kind)
        domain = [[names.UID, "in", [str(uid) for uid in uids]]]
        marked: dict[str, str] = {}
        for row in self._rows(here, domain, ["id", names.UID]):
            marked.setdefault(str(row[names.UID]), str(row["id"]))
        found = {uid: marked.get(str(uid)) or by_name(self._session, here, uid) for uid in uids}
        return {uid: remote for uid, remote in found.items() if remote}

    def pull(self, kind: Kind, cursor: str, limit: int) -> Page:
        """See `CrmAdapter`."""
        here = self._ready(kind)
        with self._asking(kind):
            rows, place, is_last = following.page(
                self._session, here, following.place_of(cursor), limit
            )
        return Page(tuple(self._records(here, rows)), following.text_of(place), is_last)

    def read(self, kind: Kind, remotes: Collection[str]) -> Sequence[Remote]:
        """See `CrmAdapter`."""
        here = self._ready(kind)
        domain = [["id", "in", numbers(remotes)]]
        return list(self._records(here, self._rows(here, domain, here.reads)))

    def candidates(self, document: Document) -> Sequence[Candidate]:
        """See `CrmAdapter`."""
        here = self._ready(Kind.CLIENT)
        with self._asking(Kind.CLIENT):
            return alike.candidates(self._session, here, document)

    def missing(self, kind: Kind, remotes: Collection[str]) -> frozenset[str]:
        """See `CrmAdapter`; deletes leave no trace, so all are looked for, a thousand at a time."""
        here = self._ready(kind)
        left = list(remotes)
        there: set[str] = set()
        for start in range(0, len(left), _SWEEP):
            domain = [["id", "in", numbers(left[start : start + _SWEEP])]]
            there.update(str(row["id"]) for row in self._rows(here, domain, ["id"]))
        return frozenset(remotes) - there

    def close(self) -> None:
        """See `CrmAdapter`."""
        self._session.close()

    def _model(self, kind: Kind) -> str:
        if kind is Kind.CLIENT:
            return names.PARTNER
        if self._orders == names.REPAIR and self._session.version < _REPAIRS_FROM:
            raise StoppedError(Stop.NOT_OFFERED, "repair orders are kept there from Odoo 17 on")
        return self._orders

    def _look(self, kind: Kind) -> Shape:
        """Learn the model anew."""
        model = self._model(kind)
        try:
            found = shape.look(self._session, kind, model, self._fields)
        except NoModelError:
            raise StoppedError(Stop.NOT_OFFERED, f"there is no model {model}") from None
        self._shapes[kind] = found
        return found

    def _ready(self, kind: Kind) -> Shape:
        """Give the model, if it can take all that the map sends."""
        found = self._shapes.get(kind) or self._look(kind)
        if found.lacks:
            raise StoppedError(Stop.SCHEMA_CHANGED, ", ".join(str(one) for one in found.lacks))
        return found

    def _doubt(self, kind: Kind) -> None:
        """Something was refused: see whether it is the model or the rights that changed."""
        self._look(kind)
        here = self._ready(kind)
        lacks = setting_up.rights(self._session, here.model)
        if lacks:
            raise StoppedError(Stop.RIGHT_MISSING, ", ".join(lacks))

    @contextmanager
    def _asking(self, kind: Kind) -> Generator[None]:
        """What is refused although nothing changed, a server may think better of."""
        try:
            yield
        except RefusedError as error:
            self._doubt(kind)
            raise TransientError(error.words) from None

    def _rows(self, here: Shape, domain: Sequence[object], fields: Sequence[str]) -> list[Row]:
        with self._asking(here.kind):
            return self._session.rows(here.model, domain, fields)

    def _records(self, here: Shape, rows: Sequence[Row]) -> Iterator[Remote]:
        with self._asking(here.kind):
            self._tags.learn(here, rows)
        for row in rows:
            yield record(row, here, self._fields, self._tags.names)

    def _me(self) -> tuple[int, str]:
        uid = self._session.who()
        rows = self._session.rows("res.users", [["id", "=", uid]], ["name"]) if uid else []
        return uid, str(rows[0]["name"]) if rows else ""
