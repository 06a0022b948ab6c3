"""`load` of a fake Odoo: all rows or none, errors as messages with HTTP 200."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tests.crm.fake_odoo_tables import RELATIONS

if TYPE_CHECKING:
    from tests.crm.fake_odoo_tables import Row, Tables

_FORMAT = "%Y-%m-%d %H:%M:%S"
_KNOWN_TAG = re.compile(r"<(?!/?(p|br|b|i|div)\b)[^>]*>?")
_MOSCOW = "Europe/Moscow"
_INN_DIGITS = (10, 12)


class RowError(Exception):
    """What is wrong with one row."""


@dataclass(slots=True)
class Loading:
    """One call of it. `has_vat_check`: the module base_vat is there, and the country is known."""

    tables: Tables
    model: str
    columns: list[str]
    context: Row
    at: datetime
    has_vat_check: bool = False
    messages: list[Row] = field(default_factory=list["Row"])

    def run(self, data: list[list[str]]) -> Row:
        """Store rows; an unknown column fails the whole call."""
        kinds = self.tables.fields[self.model]
        for column in self.columns:
            name = column.partition("/")[0]
            if name not in {"id", ".id"} and name not in kinds:
                raise KeyError(name)
        saved = self.tables.saved()
        ids = [self._row(place, row) for place, row in enumerate(data)]
        if self.messages:
            self.tables.put_back(saved)
            return {"ids": False, "messages": self.messages}
        return {"ids": ids, "messages": []}

    def _row(self, place: int, cells: list[str]) -> int:
        row = dict(zip(self.columns, cells, strict=True))
        try:
            outside, number = row.pop("id", ""), self._known(row.pop(".id", ""))
            values = dict(self._cell(column, cell) for column, cell in row.items())
            return self._store(outside, number, values)
        except RowError as error:
            # A word may come with the row as PostgreSQL quotes it.
            said = {"rows": {"from": place, "to": place}, "record": place, "type": "error"}
            self.messages.append({**said, "message": str(error)})
            return 0

    def _known(self, text: str) -> int:
        if text and int(text) not in self.tables.rows[self.model]:
            raise RowError(f"Unknown database identifier '{text}'")
        return int(text or 0)

    def _store(self, outside: str, number: int, values: Row) -> int:
        self._check(values)
        if outside:
            number = self.tables.names.get(outside, (self.model, 0))[1]
        if number:
            self.tables.put(self.model, number, values, self.at)
            return number
        number = self.tables.add(self.model, values, self.at)
        if outside:
            self.tables.names[outside] = (self.model, number)
        return number

    def _check(self, values: Row) -> None:
        if self.model == "res.partner" and "name" in values and not values["name"]:
            raise RowError(
                'new row for relation "res_partner" violates check constraint'
                ' "res_partner_check_name"\nDETAIL:  Failing row contains (10, null, +79120000000).'
            )
        vat = values.get("vat") or ""
        is_checked = self.has_vat_check and not self.context.get("no_vat_validation")
        if vat and is_checked and not (vat.isdigit() and len(vat) in _INN_DIGITS):
            raise RowError(f"The VAT number [{vat}] does not seem to be valid.")

    def _cell(self, column: str, cell: str) -> tuple[str, Any]:
        name, _, how = column.partition("/")
        kind = self.tables.fields[self.model][name]
        if not cell:
            return name, [] if kind == "many2many" else 0.0 if kind in _AMOUNTS else False
        match kind:
            case "boolean":
                value = cell in {"1", "true"}
            case "float" | "monetary":
                value = float(cell)
            case "datetime":
                value = self._moment(cell)
            case "many2one":
                value = self._pointed(name, how, cell)
            case "html":
                value = _KNOWN_TAG.sub("", cell)  # what is no tag of text is cleaned away
            case _:
                value = cell
        return name, value

    def _moment(self, cell: str) -> str:
        """In the zone of the context, or else of the user."""
        zone = ZoneInfo(self.context.get("tz") or _MOSCOW)
        try:
            local = datetime.strptime(cell, _FORMAT).replace(tzinfo=zone)
        except ValueError as error:
            raise RowError(f"'{cell}' does not seem to be a valid datetime") from error
        return local.astimezone(UTC).strftime(_FORMAT)

    def _pointed(self, name: str, how: str, cell: str) -> int:
        rows = self.tables.rows[RELATIONS[name]]
        if how == ".id":
            found = [number for number in rows if str(number) == cell]
        else:
            found = [number for number, row in rows.items() if row["name"] == cell]
        if not found:
            raise RowError(f"No matching record found for name '{cell}' in field '{name}'")
        return found[0]


_AMOUNTS = {"float", "monetary"}
