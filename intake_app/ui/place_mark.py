"""Where an order is safe by now: an icon, a word, and a sentence for whoever asks."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel
from typing_extensions import override

from intake_app.i18n.translator import N_
from intake_app.services.order_place import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.i18n.translator import Translator
    from intake_app.ui.theme import Look


class PlaceWords(NamedTuple):
    """How a place is shown; offline is no fault, so nothing here is loud."""

    icon: str
    text: str
    told: str
    tone: str = "muted"


PLACES: Mapping[Place, PlaceWords] = MappingProxyType(
    {
        Place.HERE: PlaceWords(
            "device-floppy",
            N_("on this PC"),
            N_("saved on this PC only, it goes to the hub by itself"),
            "text",
        ),
        Place.HUB: PlaceWords("cloud-check", N_("at the hub"), N_("at the hub and on this PC")),
        Place.BACKUP: PlaceWords(
            "database",
            N_("in a verified backup"),
            N_("in a backup of the hub that was read back"),
        ),
    }
)


class PlaceMark(QLabel):
    """Beside the number of an order; changes by itself when the order is exchanged."""

    def __init__(self, look: Look, tr: Translator) -> None:
        super().__init__()
        self._look = look
        self._tr = tr
        self._words = PLACES[Place.HERE]
        self.setObjectName("card.hub")
        self.setFont(look.small)
        self.setContentsMargins(look.px(1.4), 0, 0, 0)

    def show_place(self, place: Place) -> None:
        """Show where it is."""
        self._words = words = PLACES[place]
        self.setText(self._tr(words.text))
        palette = self.palette()
        palette.setColor(self.foregroundRole(), self._look.colour(words.tone))
        self.setPalette(palette)
        self.setToolTip(self._tr(words.told))

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        super().paintEvent(arg__1)
        if self.text():
            look, size = self._look, self._look.px(1.1)
            place = QRectF(0, round((self.height() - size) / 2), size, size)
            colour = look.colour(self._words.tone).name()
            look.icons.paint(QPainter(self), self._words.icon, colour, place)
