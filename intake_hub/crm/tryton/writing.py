"""Records on their way into Tryton."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_hub.crm.adapter import Refused, Stored, Vanished
from intake_hub.crm.documents import Kind
from intake_hub.crm.faults import TransientError
from intake_hub.crm.tryton import to_remote
from intake_hub.crm.tryton.names import MODELS, SAFE_STATES, mark
from intake_hub.crm.tryton.reading import of_ours
from intake_hub.crm.tryton.rpc import ConcurrencyError, RecordError
from intake_hub.crm.values import list_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from intake_hub.crm.adapter import Result
    from intake_hub.crm.documents import Document
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.tryton.reading import Reader
    from intake_hub.crm.tryton.rpc import TrytonRpc
    from intake_hub.crm.values import Row

_PATIENCE = 3


class Writer:
    """Makes and changes records; one that is refused stops no other."""

    def __init__(self, rpc: TrytonRpc, reader: Reader, fields: FieldMap) -> None:
        self._rpc = rpc
        self._reader = reader
        self._fields = fields

    def make(self, kind: Kind, documents: Sequence[Document]) -> dict[UUID, Result]:
        """Make all in one call; a call is refused whole, so it is then tried in halves."""
        if not documents:
            return {}
        try:
            values = [self._values(one, {}) for one in documents]
            found = self._rpc.change(f"model.{MODELS[kind]}.create", values)
        except (KeyError, RecordError) as error:
            if len(documents) == 1:
                return {documents[0].uid: self._instead(documents[0], error)}
            half = len(documents) // 2
            return self.make(kind, documents[:half]) | self.make(kind, documents[half:])
        made: dict[UUID, Result] = {
            one.uid: Stored(one.uid, str(number))
            for one, number in zip(documents, list_of(found), strict=True)
        }
        for one in documents:
            self._move(one, made[one.uid], "lead")
        return made

    def change(self, document: Document, there: Row) -> Result:
        """Write over what was read, as long as nobody else did in between."""
        row: Row | None = there
        for _ in range(_PATIENCE):
            if row is None:
                return Vanished(document.uid, document.remote)
            if row.get("replaced_by"):  # merged there; the engine sees two of ours on one of theirs
                return Stored(document.uid, str(row["replaced_by"]))
            try:
                return self._write(document, row)
            except ConcurrencyError:
                row = next(iter(self._reader.by_id(document.kind, [str(row["id"])])), None)
            except (KeyError, RecordError) as error:
                return Refused(document.uid, _words(error))
        raise TransientError("it changes there all the time")

    def _write(self, document: Document, row: Row) -> Result:
        model = MODELS[document.kind]
        number = int(str(row["id"]))
        seen = {f"{model},{number}": row.get("_timestamp")}
        values = self._values(document, row)
        self._rpc.change(f"model.{model}.write", [number], values, seen=seen)
        done = Stored(document.uid, str(number))
        self._move(document, done, str(row.get("state") or ""))
        return done

    def _instead(self, document: Document, error: Exception) -> Result:
        """Say why one was not made, unless it is there: made before, or by somebody faster."""
        domain = [of_ours(document.kind, [mark(document.uid)])]
        rows = self._reader.rows(document.kind, domain)
        return self.change(document, rows[0]) if rows else Refused(document.uid, _words(error))

    def _values(self, document: Document, there: Row) -> dict[str, object]:
        if document.kind is Kind.CLIENT:
            return to_remote.party(document, there, self._fields)
        currencies = self._reader.currencies()
        return to_remote.opportunity(document, there, self._fields, currencies)

    def _move(self, document: Document, done: Result, before: str) -> None:
        """Follow our stage where a shop mapped it, only to and fro between two harmless states."""
        wanted = self._fields.codes.get("stage", {}).get(str(document.values.get("stage")), "")
        if wanted == before or not {wanted, before} <= SAFE_STATES or not isinstance(done, Stored):
            return
        try:
            self._rpc.change(f"model.{MODELS[Kind.ORDER]}.{wanted}", [int(done.remote)])
        except RecordError:
            return  # an opportunity wants an employee; the order itself has arrived


def _words(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"Tryton has no currency {error.args[0]}"
    return str(error)
