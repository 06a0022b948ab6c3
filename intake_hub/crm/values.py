"""Values as adapters write and read them: amounts, moments, codes, our ids, shapes of replies."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, TypeAlias, cast
from uuid import UUID

from intake_hub.crm.faults import Stop, StoppedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.field_map import FieldMap

Row: TypeAlias = "Mapping[str, object]"

_WHOLE = frozenset({"JPY", "KRW", "VND", "CLP", "ISK", "UGX", "XAF", "XOF"})
_THREE = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
_TAIL = 10  # a Russian number without 7 or 8 before it


def places(currency: str) -> int:
    """How many digits of an amount are minor units (ISO 4217)."""
    if currency in _WHOLE:
        return 0
    return 3 if currency in _THREE else 2


def major(minor: int, currency: str) -> Decimal:
    """Write whole minor units as an amount."""
    return Decimal(minor).scaleb(-places(currency))


def minor(amount: object, currency: str) -> int | None:
    """Read an amount as whole minor units; None for nothing and for what is no number."""
    try:
        value = Decimal(str(amount))
        return int(value.scaleb(places(currency)).to_integral_value())
    except (InvalidOperation, OverflowError, ValueError):
        return None


def moment(text: object) -> str | None:
    """Read ISO 8601 with any offset, or seconds since 1970, as a neutral moment."""
    try:
        if isinstance(text, int | float):
            found = datetime.fromtimestamp(text, UTC)
        else:
            found = datetime.fromisoformat(str(text))
        if found.tzinfo is None:
            found = found.replace(tzinfo=UTC)
        return found.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OSError, OverflowError, ValueError):
        return None


def seconds(text: str) -> int:
    """Read a neutral moment as seconds since 1970."""
    return int(datetime.fromisoformat(text).timestamp())


def ours(fields: FieldMap, name: str, theirs: str) -> str:
    """One of their words as our code; a word nobody mapped stays as it is."""
    found = (code for code, word in fields.codes.get(name, {}).items() if word == theirs)
    return next(found, theirs)


def tail(phone: object) -> str:
    """What two ways of writing one phone have in common; nothing of what is too short for one."""
    digits = re.sub(r"\D", "", str(phone or ""))
    return digits[-_TAIL:] if len(digits) >= _TAIL else ""


def number_option(options: Mapping[str, str], name: str, usual: int) -> int:
    """Read an option that is a number. Raises StoppedError(ADDRESS_WRONG) for anything else."""
    text = options.get(name, "").strip()
    if text and not text.isdecimal():
        raise StoppedError(Stop.ADDRESS_WRONG, f"the option {name} is no number")
    return int(text) if text else usual


def uid_of(text: object) -> UUID | None:
    """Read one of our ids."""
    try:
        return UUID(str(text))
    except ValueError:
        return None


def text_of(value: Scalar) -> str:
    """Write a value as text; nothing is empty."""
    return "" if value is None else str(value)


def row_of(value: object) -> Row:
    """Take an object from a reply. Raises StoppedError(SCHEMA_CHANGED) for anything else.

    PHP writes an empty object as an empty list.
    """
    if value in ([], None):
        return {}
    if not isinstance(value, dict):
        raise StoppedError(Stop.SCHEMA_CHANGED, "a reply of an unknown shape")
    return cast("Row", value)


def rows_of(value: object) -> list[Row]:
    """Take a list of objects from a reply."""
    return [row_of(one) for one in list_of(value)]


def list_of(value: object) -> list[object]:
    """Take a list from a reply; nothing is an empty one."""
    if value is None:
        return []
    if not isinstance(value, list | tuple):
        raise StoppedError(Stop.SCHEMA_CHANGED, "a reply of an unknown shape")
    return list(cast("list[object]", value))
