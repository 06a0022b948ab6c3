"""The screen of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from intake_app.ui.late_screen import LateScreen

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk
    from intake_app.ui.figures.board import FiguresBoard
    from intake_app.ui.theme import Look


class FiguresScreen(LateScreen["FiguresBoard"]):
    """`opened` carries the id of an order, `told` a sentence, `trouble` an error."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk, "figures")

    @override
    def make(self) -> FiguresBoard:
        from intake_app.ui.figures.board import FiguresBoard  # noqa: PLC0415 - many widgets

        return FiguresBoard(self.look, self.desk)

    def begin(self) -> None:
        """Count, and take the focus."""
        self.board.begin()

    def leave(self) -> bool:
        """Back from the list behind a figure, or stop counting; False when there is neither."""
        return self.board.leave()
