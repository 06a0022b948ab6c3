"""The picture of one paper in a frame that scrolls: to the dot, never blown up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea
from typing_extensions import override

from intake_app.ui.widgets.scroll import slim

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from intake_app.i18n.translator import Translator
    from intake_app.ui.theme import Look


class PaperPicture(QScrollArea):
    """Arrows move it when the keys are here; `page` moves it from elsewhere."""

    def __init__(self, look: Look, tr: Translator) -> None:
        super().__init__()
        self._look = look
        self.png = b""  # what is shown, as it came
        self._paper = QPixmap()
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._label.setContentsMargins(0, 0, look.px(0.75), 0)
        self.setWidget(self._label)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("paper.picture")
        self.setAccessibleName(tr("Picture of the paper"))
        slim(self, look)
        ground = self.viewport().palette()
        ground.setColor(self.viewport().backgroundRole(), look.colour("raised"))
        self.viewport().setPalette(ground)  # white paper shows its edges
        self._label.setAutoFillBackground(False)

    def show_png(self, png: bytes) -> None:
        """Show a paper from its head on."""
        self.png = png
        self._paper = QPixmap()
        self._paper.loadFromData(png, "PNG")
        self._fit()
        self.verticalScrollBar().setValue(0)

    def wipe(self) -> None:
        """Show nothing."""
        self.png = b""
        self._paper = QPixmap()
        self._label.setPixmap(self._paper)

    def is_empty(self) -> bool:
        """Whether no paper is in sight."""
        return self._paper.isNull()

    def page(self, step: int) -> None:
        """Move by most of what is in sight."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + step * round(bar.pageStep() * 0.9))

    @override
    def resizeEvent(self, arg__1: QResizeEvent) -> None:
        super().resizeEvent(arg__1)
        self._fit()

    def _fit(self) -> None:
        """As wide as the frame, but never larger than the dots there are."""
        if self._paper.isNull():
            return
        ratio = self.devicePixelRatioF()
        room = self.viewport().width() - self._look.px(0.75)
        wide = max(1, min(round(room * ratio), self._paper.width()))
        shown = self._paper
        if wide < self._paper.width():
            shown = shown.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        self._label.setPixmap(shown)
