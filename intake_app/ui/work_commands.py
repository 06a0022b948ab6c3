"""What the keys of the page of work do; from elsewhere on the card they lead there first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from intake_app.ui.parts import Parts

_VERBS = {
    "work.part": "step_part",
    "work.finding": "begin_finding",
    "work.outside": "begin_outside",
    "work.technician": "name_technician",
    "work.up": "shift_up",
    "work.down": "shift_down",
}


class WorkCommands(QObject):
    """Attaches the rows of the table that concern works and parts."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        for action, verb in _VERBS.items():
            parts.actions.attach(action, parts.card, partial(self._do, verb))

    def _do(self, verb: str) -> None:
        from intake_app.ui.work.page import WorkPage  # noqa: PLC0415 - built when asked for

        pages = self._parts.card.pages
        if not isinstance(pages.page, WorkPage):
            pages.go_to("work")
        page = pages.page
        if isinstance(page, WorkPage):
            getattr(page, verb)()
