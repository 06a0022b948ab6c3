"""The rows under the device's fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from intake_app.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.services.rows import DeviceRow
    from intake_app.ui.desk import Desk

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Model:
    """A kind alone, a brand alone, or a whole model."""

    kind: str = ""
    brand: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as it is told."""

    name: str


class DeviceSuggestions:
    """Asks the finder for the client's own devices, then for what this shop knows."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        self.client: UUID | None = None
        self.kind = ""  # as they stand in their fields
        self.brand = self.model = ""

    def anything(self, typed: str) -> tuple[Suggestion, ...]:
        """Known devices, kinds and models from one box."""
        text = typed.strip()
        finder = self._desk.shop.finder
        rows: list[Suggestion] = []
        if self.client is not None:
            rows += map(self._device, finder.devices_of(self.client, text, _SHOWN))
        if text:
            rows += (Suggestion(kind, value=Model(kind)) for kind in finder.kinds(text, _SHOWN))
            rows += map(self._model, finder.models(text, _SHOWN))
        return tuple(rows[:_SHOWN])

    def all_kinds(self, _typed: str) -> tuple[Suggestion, ...]:
        """The commonest kinds, for who asks before typing."""
        kinds = self._desk.shop.finder.kinds("", _SHOWN)
        return tuple(Suggestion(kind, value=Model(kind)) for kind in kinds)

    def all_brands(self, _typed: str) -> tuple[Suggestion, ...]:
        """The commonest brands of the kind in the form."""
        found = self._desk.shop.finder.brands("", _SHOWN, kind=self.kind)
        return tuple(Suggestion(brand, value=Model("", brand)) for brand in found)

    def all_models(self, _typed: str) -> tuple[Suggestion, ...]:
        """The commonest models of the kind and the brand in the form."""
        found = self._desk.shop.finder.models("", _SHOWN, kind=self.kind, brand=self.brand)
        return tuple(map(self._model, found))

    def brands(self, typed: str) -> tuple[Suggestion, ...]:
        """Brands that have what was typed, those of the kind in the form first, each once."""
        found = (
            self._desk.shop.finder.brands(typed, _SHOWN, kind=self.kind) if typed.strip() else ()
        )
        return tuple(Suggestion(brand, value=Model("", brand)) for brand in found)

    def models(self, typed: str) -> tuple[Suggestion, ...]:
        """Whole models by any of their words, those of the kind and brand in the form first."""
        text = typed.strip()
        if not text and not self.brand:
            return ()
        finder = self._desk.shop.finder
        rows = finder.models(text, _SHOWN, kind=self.kind, brand=self.brand)
        return tuple(map(self._model, rows))

    def colours(self, typed: str) -> tuple[Suggestion, ...]:
        """Colours in which the model came before."""
        model = (self.kind, self.brand, self.model)
        found = self._desk.shop.finder.colours(model, typed, _SHOWN)
        return tuple(Suggestion(colour, value=Colour(colour)) for colour in found)

    @staticmethod
    def _model(found: tuple[str, str, str]) -> Suggestion:
        kind, brand, model = found
        title = " ".join(filter(None, (brand, model)))
        return Suggestion(title or kind, note=kind if title else "", value=Model(*found))

    def _device(self, row: DeviceRow) -> Suggestion:
        number = row.imei or row.serial
        seen = f"{row.last_seen.astimezone(self._zone):%d.%m.%Y}" if row.last_seen else ""
        note = " · ".join(filter(None, (f"…{number[-4:]}" if number else "", row.last_fault)))
        return Suggestion(row.title, note=note, meta=seen, icon="history", value=row)
