"""The intakes that wait: whose, what, and for how long; a key or a click takes one up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from intake_app.checks import names
from intake_app.i18n import formats
from intake_app.ui.forms.draft_chip import DraftChip
from intake_app.ui.widgets.reveal import reveal

if TYPE_CHECKING:
    from intake_app.services.drafts import IntakeDraft, KeptDraft
    from intake_app.ui.desk import Desk
    from intake_app.ui.theme import Look

_SHOWN = 4
_LONGEST = 26
_MINUTE_MS = 60_000


class DraftBar(QWidget):
    """`taken` carries the slot of the draft wanted; hidden while nothing waits."""

    taken = Signal(str)
    left = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._waiting: tuple[KeptDraft, ...] = ()
        self._chips: list[DraftChip] = []
        self._row = QHBoxLayout(self)
        self._title = QLabel(desk.tr("Waiting"))
        self._rest = QLabel()
        self._timer = QTimer(self)
        self._timer.setInterval(_MINUTE_MS)
        self._timer.timeout.connect(self.refresh)
        self.setObjectName("drafts")
        self._lay_out()
        self.hide()

    def show_waiting(self, waiting: tuple[KeptDraft, ...]) -> None:
        """Show what is put aside, the one that waits longest first."""
        self._waiting = waiting
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(place, kept) for place, kept in enumerate(waiting[:_SHOWN])]
        more = len(waiting) - len(self._chips)
        self._rest.setText(f"+{more}" if more else "")
        self.setVisible(bool(waiting))
        if waiting:
            self._timer.start()
        else:
            self._timer.stop()

    def refresh(self) -> None:
        """Say anew how long each one waits."""
        for chip, kept in zip(self._chips, self._waiting, strict=False):
            self._name(chip, kept)

    def begin(self) -> None:
        """Go to the one that waits longest."""
        if self._chips:
            self._chips[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _chip(self, place: int, kept: KeptDraft) -> DraftChip:
        chip = DraftChip(self._look, "", kept.slot)
        chip.setObjectName(f"drafts.{place + 1}")
        self._name(chip, kept)
        chip.stepped.connect(self._on_stepped)
        chip.escaped.connect(self.left)
        chip.taken.connect(self.taken)
        self._row.insertWidget(place + 1, chip)
        return chip

    def _name(self, chip: DraftChip, kept: KeptDraft) -> None:
        tr = self._desk.tr
        waited = self._desk.now() - (kept.since or self._desk.now())
        minutes = tr("%d min") % (waited.total_seconds() // 60)
        chip.setText(f"{title(kept.draft) or tr('no name yet')}  ·  {minutes}")
        chip.setAccessibleName(tr("Take up: %s") % chip.text())
        chip.updateGeometry()

    def _on_stepped(self, step: int) -> None:
        focused = self.window().focusWidget()
        place = next((at for at, chip in enumerate(self._chips) if chip is focused), 0) + step
        if place in range(len(self._chips)):
            self._chips[place].setFocus(Qt.FocusReason.TabFocusReason)
            reveal(self._chips[place])

    def _lay_out(self) -> None:
        look = self._look
        self._row.setContentsMargins(look.margin, look.px(0.35), look.px(1.0), look.px(0.35))
        self._row.setSpacing(look.px(0.4))
        self._row.addWidget(self._title)
        self._row.addWidget(self._rest)
        self._row.addStretch(1)
        hint = QLabel("⇧F4")
        self._row.addWidget(hint)
        for label in (self._title, self._rest, hint):
            label.setFont(look.small)
            palette = label.palette()
            palette.setColor(label.foregroundRole(), look.colour("muted"))
            label.setPalette(palette)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("raised"))
        painter.setPen(look.colour("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


def title(draft: IntakeDraft) -> str:
    """What tells a draft from another: whose it is, or its first words, and the device."""
    client, device = draft.client, draft.device
    who = (
        names.short(client.name) or formats.phone(client.phone) or " ".join(draft.fault.split()[:3])
    )
    what = device.model or device.brand or device.kind
    said = " · ".join(part for part in (who, what) if part)
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1].rstrip()}…"
