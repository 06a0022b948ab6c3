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


class DeviceSuggestions:
    """Asks the finder for the client's own devices, then for what this shop knows."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._zone = ZoneInfo(desk.settings.shop.timezone)
        self.client: UUID | None = None
        self.kind = ""  # as it stands in its field

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

    def brands(self, typed: str) -> tuple[Suggestion, ...]:
        """Brands that begin like this, each once."""
        text = typed.strip().lower()
        found = self._desk.shop.finder.models(text, _SHOWN * 4) if text else ()
        brands = dict.fromkeys(brand for _, brand, _ in found if brand.lower().startswith(text))
        return tuple(Suggestion(brand, value=Model("", brand)) for brand in list(brands)[:_SHOWN])

    def models(self, typed: str) -> tuple[Suggestion, ...]:
        """Whole models by any of their words, those of the kind in the form first."""
        text = typed.strip()
        finder = self._desk.shop.finder
        found = dict.fromkeys(finder.models(f"{self.kind} {text}", _SHOWN)) if text else {}
        if text:
            found |= dict.fromkeys(finder.models(text, _SHOWN))
        rows = sorted(found, key=lambda model: model[0] != self.kind)
        return tuple(map(self._model, rows[:_SHOWN]))

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
