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
    from PySide6.QtGui import QResizeEvent

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
        self._hint = QLabel("⇧F4")
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
        self.setVisible(bool(waiting))
        self._fit()
        if waiting:
            self._timer.start()
        else:
            self._timer.stop()

    def refresh(self) -> None:
        """Say anew how long each one waits."""
        for chip, kept in zip(self._chips, self._waiting, strict=False):
            self._name(chip, kept)
        self._fit()

    def _fit(self) -> None:
        """Show those that can be read whole, and how many more there are."""
        gap, margins = self._row.spacing(), self._row.contentsMargins()
        aside = (self._title, self._hint, *([self._rest] if self._rest.text() else []))
        room = self.width() - margins.left() - margins.right()
        room -= sum(label.sizeHint().width() + gap for label in aside)
        shown = 0
        for chip in self._chips:
            room -= chip.sizeHint().width() + gap
            chip.setVisible(room >= 0 or not shown)
            shown += not chip.isHidden()
        more = len(self._waiting) - shown
        self._rest.setText(f"+{more}" if more else "")
        self._rest.setVisible(bool(more))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

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
        if place in range(len(self._chips)) and not self._chips[place].isHidden():
            self._chips[place].setFocus(Qt.FocusReason.TabFocusReason)
            reveal(self._chips[place])

    def _lay_out(self) -> None:
        look = self._look
        self._row.setContentsMargins(look.margin, look.px(0.35), look.px(1.0), look.px(0.35))
        self._row.setSpacing(look.px(0.4))
        self._row.addWidget(self._title)
        self._row.addWidget(self._rest)
        self._row.addStretch(1)
        self._row.addWidget(self._hint)
        for label in (self._title, self._rest, self._hint):
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
