"""An intake told as far as its condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.ui.counter import Counter


def begin(counter: Counter) -> None:
    """A client, a device and a fault; the focus is in the fault."""
    for name, text in (("client.name", "Петров Пётр"), ("device.kind", "смартфон")):
        counter.parts.intake.fields[name].editor.setFocus()
        counter.type(text)
        counter.press("Tab")
    counter.press("Alt+3")
    counter.type("не заряжается")


def accept(counter: Counter) -> None:
    counter.press("Ctrl+Return")
