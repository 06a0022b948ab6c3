"""Strict reading of JSON members: the right type and range, or one refusal."""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NoReturn, TypeVar, cast
from uuid import UUID

from intake_app.errors import Problem, RejectedError

if TYPE_CHECKING:
    from collections.abc import Mapping

Choice = TypeVar("Choice", bound=StrEnum)

_WHOLE_MAX = 2**63 - 1
_NOT_PLAIN = re.compile("[\0\ud800-\udfff]")


def parse(raw: bytes | str) -> Mapping[str, object]:
    """Read one JSON object. Raises RejectedError(MALFORMED) for anything else, however odd."""
    try:
        found: object = json.loads(raw, parse_constant=_refuse_constant, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise RejectedError(Problem.MALFORMED, "no JSON") from error
    return as_mapping(found, "the message")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _finite(text: str) -> float:
    """No text of a number may become the infinity that JSON cannot say."""
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def as_mapping(value: object, what: str) -> Mapping[str, object]:
    """Insist on a JSON object."""
    if not isinstance(value, dict):
        raise RejectedError(Problem.MALFORMED, f"{what} is no object")
    return cast("Mapping[str, object]", value)


@dataclass(frozen=True, slots=True)
class Reader:
    """Members of one JSON object, read by type; unknown ones are left alone."""

    members: Mapping[str, object]

    def text(self, name: str, *, limit: int = 200, default: str | None = None) -> str:
        """Read a text without NUL; a missing one is `default`, or refused when there is none."""
        value = self.members.get(name, default)
        if not isinstance(value, str) or len(value) > limit or not _is_plain(value):
            raise _bad(name)
        return value

    def whole(
        self, name: str, *, low: int = 0, high: int = _WHOLE_MAX, default: int | None = None
    ) -> int:
        """Read an integer within its range; `true` is none."""
        value = self.members.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise _bad(name)
        return value

    def flag(self, name: str) -> bool:
        """Read a boolean; a missing one is false."""
        value = self.members.get(name, False)
        if not isinstance(value, bool):
            raise _bad(name)
        return value

    def uuid(self, name: str) -> UUID:
        """Read a UUID in its usual form."""
        value = self.uuid_or_none(name)
        if value is None:
            raise _bad(name)
        return value

    def uuid_or_none(self, name: str) -> UUID | None:
        """Read a UUID that may be null or missing."""
        value = self.members.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or len(value) != 36:  # noqa: PLR2004 - 8-4-4-4-12
            raise _bad(name)
        try:
            return UUID(value)
        except ValueError as error:
            raise _bad(name) from error

    def octets(self, name: str, size: int, *, is_needed: bool = False) -> bytes:
        """Read exactly so many bytes as base64url; a missing text may mean none."""
        text = self.text(name, limit=4 * size, default=None if is_needed else "")
        found = from_base64(text)
        if found is None or as_base64(found) != text or len(found) not in {0, size}:
            raise _bad(name)
        if is_needed and not found:
            raise _bad(name)
        return found

    def choice(self, name: str, kind: type[Choice]) -> Choice:
        """Read one code of an enumeration."""
        try:
            return kind(self.text(name))
        except ValueError as error:
            raise _bad(name) from error

    def mapping(self, name: str) -> Mapping[str, object]:
        """Read an object."""
        return as_mapping(self.members.get(name), name)

    def sequence(self, name: str) -> list[object]:
        """Read a list."""
        value = self.members.get(name)
        if not isinstance(value, list):
            raise _bad(name)
        return cast("list[object]", value)


def as_base64(content: bytes) -> str:
    """Write bytes as base64url without padding, the one way they travel."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def from_base64(text: str) -> bytes | None:
    """Read them back; None for what is no base64url."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None


def _is_plain(text: str) -> bool:
    return _NOT_PLAIN.search(text) is None


def _bad(name: str) -> RejectedError:
    return RejectedError(Problem.MALFORMED, f"bad {name}")
