"""The client's signature on the card of an order, black on white whatever the colours."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from intake_app.i18n import formats
from intake_app.ui import photo_lane
from intake_app.ui.photo_lane import LANE

if TYPE_CHECKING:
    from intake_app.services.rows import SignatureRow
    from intake_app.ui.desk import Desk
    from intake_app.ui.photo_lane import Seen
    from intake_app.ui.theme import Look

_SIZE_EM = (9.0, 3.0)
_DRAWN = QSize(900, 300)  # read whole and made small smoothly: thin strokes would break


class SignatureView(QWidget):
    """Out of sight where nobody signed on a screen."""

    trouble = Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        self._size = QSize(*(look.px(ems) for ems in _SIZE_EM))
        self._shown: SignatureRow | None = None
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._picture.setObjectName("card.signature")
        self._picture.setFixedSize(self._size + QSize(look.gap, look.gap))
        self._picture.setStyleSheet("background: white; color: black")
        self._about = QLabel()
        self._about.setObjectName("card.signed")
        self._about.setFont(look.small)
        self._about.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(0.6))
        row.addWidget(self._picture)
        row.addWidget(self._about, 1)
        self.hide()

    def show_signature(self, signed: SignatureRow | None) -> None:
        """Show what was signed and under which conditions; the picture comes a moment later."""
        self._shown = signed
        self.setVisible(signed is not None)
        if signed is None:
            return
        tr = self._desk.tr
        words = {
            "when": formats.moment(signed.at, tr.language, self._zone),
            "version": signed.text_version,
            "language": signed.language,
        }
        self._about.setText(
            tr("The client signed on the screen %(when)s, conditions %(version)s (%(language)s)")
            % words
        )
        self._picture.setPixmap(QPixmap())
        work = partial(photo_lane.look_at, self._desk.shop.blobs, signed.sha256, _DRAWN)
        self._desk.jobs.device(LANE, work, self._on_seen, self.trouble.emit)

    def _on_seen(self, seen: Seen) -> None:
        if self._shown is None or seen.sha256 != self._shown.sha256:
            return
        if seen.image.isNull():
            self._picture.setText(self._desk.tr("on another PC"))
        else:
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode
            drawn = QPixmap.fromImage(seen.image).scaled(
                self._size, keep, smooth.SmoothTransformation
            )
            self._picture.setPixmap(drawn)
