"""What every table of the hub starts from."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, LargeBinary, MetaData, Text, Uuid
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """Root of the hub's tables; moments are milliseconds since 1970, UTC.

    JSON is kept as text: PostgreSQL's own JSON types refuse the letter NUL, which a client's
    note may hold.
    """

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
        UUID: Uuid(),
        int: BigInteger(),
        bytes: LargeBinary(),
        str: Text(),
    }
