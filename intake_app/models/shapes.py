"""How rows of an entity are inserted without the unit of work, compiled once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from intake_app.models import (
    agreeing,
    attachments,
    cargo,
    cash,
    consents,
    exchange,
    knowledge,
    orders,
    people,
    returning,
    spool,
    storage,
    tasks,
    work,
)
from intake_app.models.scalars import to_stored
from intake_app.sync.core.catalogue import ENTITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ClauseElement, Column, Table

    from intake_app.models.base import Base
    from intake_app.models.scalars import Stored

SYNCED: tuple[type[Base], ...] = (
    people.Staff,
    people.Client,
    people.Phone,
    orders.Device,
    orders.Order,
    orders.StageMove,
    orders.Payment,
    orders.Comment,
    people.Contact,
    consents.Consent,
    consents.Merge,
    consents.Unmerge,
    consents.Apart,
    consents.Signature,
    attachments.Photo,
    attachments.OrderFile,
    attachments.Passcode,
    attachments.PasscodeView,
    exchange.Discard,
    knowledge.Preference,
    knowledge.CatalogueModel,
    knowledge.Hint,
    work.PriceItem,
    work.Line,
    work.StockMove,
    work.Finding,
    work.OutsideJob,
    agreeing.Estimate,
    agreeing.Approval,
    agreeing.Notice,
    returning.Checkup,
    returning.Handover,
    returning.Loaner,
    returning.Loan,
    returning.LoanReturn,
    cash.CashBox,
    cash.Shift,
    cash.ShiftClose,
    cash.CashMove,
    cash.Cheque,
    storage.Place,
    storage.Placement,
    storage.Stocktaking,
    tasks.Task,
    tasks.Skip,
)
"""Parents before children; a test holds the tuple against the catalogue."""

LOCAL: tuple[type[Base], ...] = (
    exchange.OutboxOp,
    exchange.FeedEntry,
    exchange.SyncState,
    exchange.FieldVersion,
    exchange.Conflict,
    exchange.Attention,
    cargo.Blob,
    spool.PrintJobEntry,
    spool.PrintAttempt,
    spool.Printer,
    spool.Draft,
    spool.IntakeCount,
    cash.FiscalJob,
)


@dataclass(frozen=True, slots=True)
class InsertShape:
    """One INSERT and what it needs; `synced` is empty for a local entity."""

    name: str
    sql: str
    columns: Mapping[str, Column[object]]  # in the order of the parameters
    defaults: Mapping[str, object]
    synced: tuple[str, ...]

    def row(self, values: Mapping[str, object]) -> dict[str, object]:
        """Complete the values by the defaults. Raises TypeError for a missing or unknown name."""
        row = {**self.defaults, **values}
        if row.keys() != self.columns.keys():
            wrong = sorted(row.keys() ^ self.columns.keys())
            raise TypeError(f"{self.name}: missing or unknown: {wrong}")
        return row

    def parameters(self, row: Mapping[str, object]) -> tuple[Stored, ...]:
        """The parameters of the INSERT for a complete row."""
        return tuple([to_stored(row[name]) for name in self.columns])


def table_of(entity: type[Base]) -> Table:
    """The table of an entity."""
    return cast("Table", entity.__table__)


@cache
def insert_shape(entity: type[Base]) -> InsertShape:
    """Compile the INSERT of an entity; SQLite numbers `no` by itself."""
    table = table_of(entity)
    columns = {c.name: c for c in table.columns if c.computed is None and c.name != "no"}
    compiled = insert(table).compile(dialect=sqlite.dialect(), column_keys=list(columns))
    shape = ENTITIES.get(table.name)
    return InsertShape(
        name=table.name,
        sql=str(compiled),
        columns=columns,
        defaults={name: _default(c) for name, c in columns.items() if _has_default(c)},
        synced=tuple(sorted(shape.fields)) if shape else (),
    )


@cache
def select_sql(entity: type[Base], field: str) -> str:
    """Compile the reading of one field of one record."""
    table = table_of(entity)
    return _sql(select(table.c[field]).where(table.c.id == bindparam("rec")))


@cache
def update_sql(entity: type[Base], field: str) -> str:
    """Compile the change of one field of one record; parameters: value, id."""
    table = table_of(entity)
    changed = update(table).where(table.c.id == bindparam("rec"))
    return _sql(changed.values({field: bindparam("value")}))


@cache
def count_sql(entity: type[Base]) -> str:
    """Compile the counting of all records."""
    return _sql(select(func.count()).select_from(table_of(entity)))


def _sql(statement: ClauseElement) -> str:
    return str(statement.compile(dialect=sqlite.dialect()))


def _has_default(column: Column[object]) -> bool:
    return column.nullable or isinstance(column.default, ScalarElementColumnDefault)


def _default(column: Column[object]) -> object:
    default = cast("ScalarElementColumnDefault | None", column.default)
    return None if default is None else cast("object", default.arg)


@cache
def synced_by_name() -> Mapping[str, type[Base]]:
    """The shared entities by the names that ops use."""
    return {table_of(entity).name: entity for entity in SYNCED}
