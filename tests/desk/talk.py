"""One intake as it is spoken at the counter, and how it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tests.rigs.program import Program


class Hands(Protocol):
    """Whatever presses keys: a physical keyboard, or a typist inside the window."""

    def type(self, text: str) -> None:
        """Type a text."""
        ...

    def press(self, *chords: str) -> None:
        """Press chords one after the other."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What the client says; the fields of the form in their order."""

    name: str
    phone: str  # ten digits
    kind: str
    fault: str
    brand: str = ""
    model: str = ""
    serial: str = ""
    accessories: str = ""
    appearance: str = ""

    def type(self, hands: Hands, program: Program) -> None:
        """Type it as a receptionist does: Enter goes on, Alt and a digit jump."""
        program.until_focused("client.name")
        hands.type(self.name)
        hands.press("Return")
        program.until_focused("client.phone")
        hands.type(self.phone)
        hands.press("Return")
        program.until_focused("device.kind")
        for text in (self.kind, self.brand, self.model, "", self.serial):  # the colour is not told
            hands.type(text)
            hands.press("Tab")  # takes what was typed, not what is offered
        program.until_focused("device.imei")
        hands.press("Alt+3")
        hands.type(self.fault)
        hands.press("Alt+4")
        hands.type(self.accessories)
        hands.press("Tab")
        hands.type(self.appearance)


def short(number: int) -> Talk:
    """The least that must be said, different for each number."""
    return Talk(
        name=f"Клиент Номер{number:04d}",
        phone=f"916{number:07d}",
        kind="чайник",
        fault=f"не греет {number}",
    )
