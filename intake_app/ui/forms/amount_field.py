"""A sum of money as it is typed, with an echo of how it was understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from intake_app.i18n import formats
from intake_app.ui import typed_amounts
from intake_app.ui.widgets.field import LineField

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

UNREADABLE = -1
"""Stands for what is no sum; the checks refuse it as they refuse any negative one."""


class AmountField(LineField):
    """`minor()` is None while the field is empty."""

    def __init__(self, look: Look, desk: Desk, name: str, title: str) -> None:
        super().__init__(look, name)
        self._currency = desk.settings.shop.currency
        self._language = desk.tr.language
        self.line.setFont(look.letters(tabular=True))
        self.line.setAccessibleName(title)
        self.line.textChanged.connect(self._show_echo)

    def minor(self) -> int | None:
        """Minor units, None when empty, `UNREADABLE` when it is no sum."""
        if not self.text():
            return None
        parsed = typed_amounts.parse(self.text())
        return UNREADABLE if parsed is None else parsed

    @override
    def is_raw(self) -> bool:
        return self.minor() == UNREADABLE

    def show_minor(self, minor: int | None) -> None:
        """Fill the field again."""
        self.show_text(typed_amounts.written(minor if minor != UNREADABLE else None))

    @override
    def mark(self, sentence: str) -> None:
        """Show that the sum is bad; one that is refused was not understood either."""
        super().mark(sentence)
        self._show_echo()

    def _show_echo(self) -> None:
        minor = self.minor()
        if minor is None or minor == UNREADABLE or self.is_marked():
            self.frame.show_echo("")
        else:
            self.frame.show_echo(formats.amount(minor, self._currency, self._language))
