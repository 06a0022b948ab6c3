"""What every entity starts from: column types that refuse wrong values, ids, the metadata."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

import uuid_utils.compat
from sqlalchemy import JSON, LargeBinary, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass
from typing_extensions import override

from intake_app.clock import moment_text

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect


def new_id() -> UUID:
    """Make a UUIDv7: unique without asking anyone, and new rows stand together in every index."""
    return uuid_utils.compat.uuid7()


def backwards(sql: str) -> str:
    """SQL for the last sixteen characters of a text, the last one first: for "ends with"."""
    return " || ".join(f"substr({sql}, -{place}, 1)" for place in range(1, 17))


class Moment(TypeDecorator[datetime]):
    """Aware datetimes in, aware UTC datetimes out; naive ones are refused."""

    impl = String
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else moment_text(value)

    @override
    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Id(TypeDecorator[UUID]):
    """UUIDs as 16 bytes."""

    impl = LargeBinary
    cache_ok = True

    @override
    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:
        return None if value is None else value.bytes

    @override
    def process_result_value(self, value: Any | None, dialect: Dialect) -> UUID | None:
        return None if value is None else UUID(bytes=value)


class Base(MappedAsDataclass, DeclarativeBase):
    """Root of all entities; a synced one bears the name that the catalogue of sync knows."""

    metadata = MetaData(
        naming_convention={
            "ix": "%(table_name)s_%(column_0_N_name)s",
            "uq": "%(table_name)s_%(column_0_N_name)s_unique",
            "ck": "%(table_name)s_%(constraint_name)s",
            "fk": "%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "%(table_name)s_key",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Moment,
        UUID: Id,
        dict[str, Any]: JSON,
    }
