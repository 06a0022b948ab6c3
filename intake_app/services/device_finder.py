"""What is known of devices: the client's own, kinds and models. Plain SQL, like the finder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from intake_app.checks import layout, names
from intake_app.models.connection import translated
from intake_app.services import order_reading, shipped
from intake_app.services.store_reader import StoreReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from sqlcipher3.dbapi2 import Connection

    from intake_app.services.rows import DeviceRow

_MODELS = "SELECT kind, brand, model, uses FROM device_model WHERE uses > 0 ORDER BY uses DESC"
_ENDS = range(4, 7)  # so many of a number's last characters people read out


class DeviceFinder(StoreReader):
    """The part of the finder that answers the fields of the device."""

    def devices_of(self, client: UUID, typed: str = "", limit: int = 8) -> tuple[DeviceRow, ...]:
        """Devices the client brought before, latest first."""
        connection = self._connection()
        if connection is None:
            return ()
        with translated():
            found = connection.execute(order_reading.DEVICES_OF, (client.bytes,)).fetchall()
        rows = (order_reading.device_row(row) for row in found)
        return _first_matching(typed, ((row, _device_text(row)) for row in rows), limit)

    def kinds(self, typed: str, limit: int = 8) -> tuple[str, ...]:
        """Device kinds used here, commonest first, then the shipped ones."""
        uses: dict[str, int] = {}
        for kind, _, _, count in self._used_models():
            uses[kind] = uses.get(kind, 0) + count
        known = sorted(uses, key=lambda kind: -uses[kind])
        kinds = dict.fromkeys((*known, *shipped.KINDS))
        return _first_matching(typed, ((kind, kind) for kind in kinds), limit)

    def models(self, typed: str, limit: int = 8) -> tuple[tuple[str, str, str], ...]:
        """(kind, brand, model) used here or shipped, commonest first."""
        used = (row[:3] for row in self._used_models() if row[1] or row[2])
        models = dict.fromkeys((*used, *shipped.MODELS))
        return _first_matching(typed, ((model, " ".join(model)) for model in models), limit)

    def _used_models(self) -> list[tuple[str, str, str, int]]:
        return self._fresh("models", _read_models, [])


def _read_models(connection: Connection) -> list[tuple[str, str, str, int]]:
    return connection.execute(_MODELS).fetchall()


def _first_matching(
    typed: str, candidates: Iterable[tuple[Any, str]], limit: int
) -> tuple[Any, ...]:
    """Keep what has a word beginning with each typed word, trying the other layouts after."""
    texts = [(value, names.words(text)) for value, text in candidates]
    for variant in layout.variants(typed):
        wanted = names.words(variant)
        found = [value for value, has in texts if _all_begin(wanted, has)]
        if found:
            return tuple(found[:limit])
    return ()


def _all_begin(wanted: Sequence[str], has: Sequence[str]) -> bool:
    return all(any(word.startswith(start) for word in has) for start in wanted)


def _device_text(row: DeviceRow) -> str:
    ends = " ".join(number[-end:] for number in (row.serial, row.imei) for end in _ENDS)
    return f"{row.kind} {row.brand} {row.model} {row.serial} {row.imei} {ends}"
