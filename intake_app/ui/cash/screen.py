"""The screen of the cash box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from intake_app.ui.late_screen import LateScreen
from intake_app.ui.scan_table import Context

if TYPE_CHECKING:
    from intake_app.scanning.meaning import Meaning
    from intake_app.scanning.scan import Scan
    from intake_app.services.shop import Changes
    from intake_app.ui.cash.board import CashDesk
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class CashScreen(LateScreen["CashDesk"]):
    """`shift_asked` comes when somebody wants what needs an open shift."""

    shift_asked = Signal()
    scan_context = Context.MONEY

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk, "cash")

    @override
    def make(self) -> CashDesk:
        from intake_app.ui.cash.board import CashDesk  # noqa: PLC0415 - many widgets

        board = CashDesk(self.look, self.desk)
        board.shift_asked.connect(self.shift_asked)
        return board

    def begin(self) -> None:
        """Take the focus, with everything up to date."""
        self.board.begin()

    def leave(self) -> bool:
        """Close what is open; False when nothing is."""
        return self.board.entry.put_away()

    def notice(self, changes: Changes) -> None:
        """Read again when something shown here may have changed."""
        if self.is_built and self.isVisible():
            self.board.notice(changes)

    def take_code(self, scan: Scan, meaning: Meaning) -> bool:
        """A cheque that is scanned belongs to the payment that is chosen here."""
        return self.board.take_code(meaning)
