"""How a device left: to whom, with what, by whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from intake_app.i18n import formats
from intake_app.services import rechecks
from intake_app.services.handover_rows import KNOWN_BY, OLD_PARTS, TO_WHOM

if TYPE_CHECKING:
    from intake_app.services.handover_rows import Handed, HandoverState
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look


class Given(QWidget):
    """Rebuilt whole for each order."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._inner: QWidget | None = None

    def show_state(self, state: HandoverState, handed: Handed) -> None:
        """Tell of a hand-over."""
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._look.px(0.9))
        grid.setVerticalSpacing(self._look.px(0.45))
        grid.setColumnStretch(1, 1)
        told = [(label, value) for label, value in self._facts(state, handed) if value]
        for line, (label, value) in enumerate(told):
            caption, text = QLabel(label), QLabel(value)
            palette = caption.palette()
            palette.setColor(caption.foregroundRole(), self._look.colour("muted"))
            caption.setPalette(palette)
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(caption, line, 0, top | Qt.AlignmentFlag.AlignRight)
            grid.addWidget(text, line, 1, top)
        grid.setRowStretch(len(told), 1)
        if self._inner is not None:
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = inner
        self._column.addWidget(inner)

    def _facts(self, state: HandoverState, handed: Handed) -> tuple[tuple[str, str], ...]:
        tr = self._desk.tr
        moment = formats.moment(handed.at, tr.language, self._zone)
        whom, known = tr(TO_WHOM.get(handed.to_whom, "")), tr(KNOWN_BY.get(handed.known_by, ""))
        parts = tr(OLD_PARTS.get(handed.old_parts, ""))
        last = next((each for each in reversed(state.checks) if each.kind == "handover"), None)
        found = rechecks.changes(state.marks, last.marks) if last is not None else ()
        return (
            (tr("Handed over"), f"{moment}  {handed.by}".rstrip()),
            (tr("To whom"), " · ".join(filter(None, (handed.name, whom, handed.proxy)))),
            (tr("Known by"), known),
            (tr("Given back"), handed.accessories),
            (tr("Old parts"), parts),
            (tr("Visible now"), handed.remarks),
            (tr("Since the intake"), rechecks.told(found, tr)),
            (tr("Unpaid"), self._debt(handed)),
            (tr("Signature"), tr("on the client's screen") if handed.signed else ""),
        )

    def _debt(self, handed: Handed) -> str:
        if not handed.debt.minor:
            return ""
        tr = self._desk.tr
        owed = formats.amount(handed.debt.minor, handed.debt.currency, tr.language)
        return tr("%(sum)s, allowed by %(name)s") % {"sum": owed, "name": handed.allowed_by}
