"""Reading the options of an address: each value is checked, and what is wrong is named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHOLE = re.compile(r"-?[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Options:
    """What stands after the `?`. Every reader raises RejectedError(ADDRESS_INVALID)."""

    given: Mapping[str, str]

    def only(self, known: frozenset[str], where: str) -> None:
        """Refuse any name that is not known; `where` says to what it does not belong."""
        for name in self.given:
            if name not in known:
                raise wrong(f"option {name!r}{where}: expected one of {', '.join(sorted(known))}")

    def one_of(self, name: str, known: tuple[str, ...], default: str) -> str:
        """One of a few words, in any case of letters."""
        value = self.given.get(name, default).lower()
        if value not in known:
            raise _wrong_value(name, value, ", ".join(known))
        return value

    def number(self, name: str, default: int, bounds: tuple[int, int]) -> int:
        """A whole number within bounds."""
        text = self.given.get(name)
        if text is None:
            return default
        low, high = bounds
        if not (_WHOLE.fullmatch(text) and low <= int(text) <= high):
            raise _wrong_value(name, text, f"{low} to {high}")
        return int(text)

    def number_or_none(self, name: str, bounds: tuple[int, int]) -> int | None:
        """A whole number within bounds; None when it is not given."""
        return self.number(name, bounds[0], bounds) if name in self.given else None

    def data(self, name: str, default: bytes) -> bytes:
        """Raw bytes for the printer, in hexadecimal."""
        text = self.given.get(name)
        if text is None:
            return default
        try:
            return bytes.fromhex(text)
        except ValueError as error:
            raise _wrong_value(name, text, "pairs of hexadecimal digits, as 1b401c2e") from error

    def flag(self, name: str) -> bool:
        """Yes or no, and no when it is not given."""
        return self.one_of(name, ("yes", "no"), "no") == "yes"


def wrong(detail: str) -> RejectedError:
    """The error of an address that cannot be."""
    return RejectedError(Problem.ADDRESS_INVALID, detail)


def _wrong_value(name: str, value: str, expected: str) -> RejectedError:
    return wrong(f"option {name} = {value!r}: expected {expected}")
