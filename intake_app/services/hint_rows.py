"""One hint to the receptionist, and what it is for. Light, like `rows`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.checks import names
from intake_app.services import shipped

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class HintRow:
    """One line and what it is for; empty fields fit everything.

    The text of a shipped one is a msgid: the screen translates it.
    """

    id: UUID
    text: str
    kind: str = ""
    brand: str = ""
    model: str = ""
    fault: str = ""
    shipped: bool = False

    def fits(self, device: tuple[str, str, str], fault: str) -> bool:
        """Whether the line is for such a device with such a fault."""
        kind, brand, model = device
        return (
            _is(self.kind, kind)
            and _is(self.brand, brand)
            and _has(self.model, model)
            and _has(self.fault, fault)
        )

    @property
    def exactness(self) -> int:
        """How much it asks for: a line about one model comes before one about its kind."""
        return sum(
            weight
            for weight, said in ((1, self.kind), (2, self.brand), (4, self.model), (8, self.fault))
            if said
        )


def _is(wanted: str, has: str) -> bool:
    return not wanted or names.folded(shipped.meant(wanted)) == names.folded(shipped.meant(has))


def _has(wanted: str, text: str) -> bool:
    words = names.words(shipped.both(shipped.meant(text)))
    return all(any(word.startswith(start) for word in words) for start in names.words(wanted))
