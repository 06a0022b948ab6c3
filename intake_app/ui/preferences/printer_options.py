"""What of a printer is chosen by name: how the paper leaves it, where a label ends, the drawer."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qsl

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake_app.config import NOT_THERE
from intake_app.i18n.translator import N_
from intake_app.printing.address_text import option, with_options
from intake_app.printing.printer import CONNECTION
from intake_app.printing.profile import option_names
from intake_app.services import routes
from intake_app.ui.preferences.choice_row import ChoiceRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.i18n.translator import Translator
    from intake_app.printing.profile import Language
    from intake_app.ui.theme import Look

_LEFT_BEHIND = frozenset({"width", "height", "margin", "after"})
TO_MARK = "1d0c"  # GS FF: fed to the black mark


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """`choices` are values of the address and words; the empty value is the usual."""

    title: str
    choices: tuple[tuple[str, str], ...]


_LANGUAGE = OptionSpec(
    N_("Language"),
    (("", "ESC/POS"), ("tspl", "TSPL"), ("zpl", "ZPL"), ("epl", "EPL"), ("pdf", "PDF")),
)
_ESCPOS: Mapping[str, OptionSpec] = {
    "width": OptionSpec(N_("Paper"), (("384", N_("58 mm")), ("", N_("80 mm")))),
    "mode": OptionSpec(N_("Letters"), (("", N_("picture")), ("text", N_("the printer's own")))),
    "cut": OptionSpec(
        N_("Paper leaves"),
        (
            ("", N_("cut, a corner left")),
            ("full", N_("cut off")),
            ("tear", N_("torn off")),
            ("none", N_("as it is")),
        ),
    ),
    "drawer": OptionSpec(
        N_("Cash drawer"), (("", N_("none")), ("2", N_("pin 2")), ("5", N_("pin 5")))
    ),
    "after": OptionSpec(N_("End of paper"), (("", N_("roll")), (TO_MARK, N_("black mark")))),
}
_LABELS: Mapping[str, OptionSpec] = {
    "media": OptionSpec(
        N_("Labels end at"),
        (("", N_("a gap")), ("mark", N_("a black mark")), ("endless", N_("nothing"))),
    ),
    "take": OptionSpec(
        N_("A label leaves"),
        (
            ("", N_("as the printer is set")),
            ("tear", N_("torn off")),
            ("peel", N_("peeled")),
            ("cut", N_("cut off")),
        ),
    ),
    "direction": OptionSpec(
        N_("Comes out"), (("", N_("head first")), ("turned", N_("foot first")))
    ),
}
_PAGES: Mapping[str, OptionSpec] = {
    "page": OptionSpec(N_("Sheet"), (("", "A4"), ("a5", "A5"))),
}
_OF_LANGUAGE: Mapping[str, Mapping[str, OptionSpec]] = MappingProxyType(
    {"escpos": _ESCPOS, "tspl": _LABELS, "zpl": _LABELS, "epl": _LABELS, "pdf": _PAGES}
)
OPTIONS: Mapping[str, OptionSpec] = MappingProxyType(
    {"language": _LANGUAGE, **_ESCPOS, **_LABELS, **_PAGES}
)


def of_address(address: str) -> tuple[str, ...]:
    """Names of the options that mean something to the printer at an address."""
    if not address or address.startswith(NOT_THERE):
        return ()
    return ("language", *_OF_LANGUAGE.get(routes.language_of(address), {}))


def spoken(address: str, language: str) -> str:
    """The address in another language; options that it does not have are left behind.

    So are measures and own bytes: a roll and a label have nothing in common.
    """
    known = option_names(cast("Language", language or "escpos")) | CONNECTION
    given = (name for name, _ in parse_qsl(address.partition("?")[2]))
    strange = {name: "" for name in given if name not in known or name in _LEFT_BEHIND}
    return with_options(address, **{**strange, "language": language})


class PrinterOptions(QWidget):
    """`changed` carries the address with another option in it."""

    changed = Signal(str)

    def __init__(self, look: Look, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._address = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(0.2))
        self.rows = {
            name: ChoiceRow(look, f"printers.option.{name}", tr(row.title))
            for name, row in OPTIONS.items()
        }
        for row in self.rows.values():
            column.addWidget(row)
            row.chosen.connect(self._on_chosen)

    def show_address(self, address: str) -> None:
        """Show what the options of an address are, those it can have."""
        self._address = address
        wanted = of_address(address)
        for name, row in self.rows.items():
            row.setVisible(name in wanted)
            value = option(address, name)
            choices = [(key, self._tr(text)) for key, text in OPTIONS[name].choices]
            if value and value not in dict(choices):
                choices.append((value, value))  # chosen by hand, and left as it is
            row.offer(choices, value)

    def _on_chosen(self, value: str) -> None:
        name = next(name for name, row in self.rows.items() if row is self.sender())
        if name == "language":
            self.changed.emit(spoken(self._address, value))
        else:
            self.changed.emit(with_options(self._address, **{name: value}))
