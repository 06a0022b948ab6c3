"""What keeping a finished device costs, as the receipt of its intake said. Pure and light.

The owner's choice holds for devices taken in from the next day on: nobody pays what he did not
agree to. Earlier choices are kept, for the devices that came under them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from intake_app.services.preferences import Json

KEY = "storage_fee"
FREE_DAYS = 45


@dataclass(frozen=True, slots=True)
class StorageTerms:
    """Minor units a day, after the days that are free; nothing is charged while it is 0."""

    free_days: int = FREE_DAYS
    minor: int = 0


def agreed(chosen: object, accepted: date) -> StorageTerms:
    """What held on the day a device was taken in."""
    for version in reversed(_versions(chosen)):
        if str(version.get("since", "9999")) <= accepted.isoformat():
            return _terms(version)
    return StorageTerms(minor=0)


def dated(kept: Json, before: object, today: date) -> Json:
    """A choice with its first day, and those before it."""
    new: dict[str, Any] = dict(kept) if isinstance(kept, dict) else {}
    since = (today + timedelta(1)).isoformat()
    earlier = [one for one in _versions(before) if str(one.get("since", "")) < since]
    return {**new, "since": since, "before": [_plain(one) for one in earlier]}


def _terms(version: dict[str, Any]) -> StorageTerms:
    free, minor = version.get("free_days", FREE_DAYS), version.get("minor", 0)
    return StorageTerms(
        free if isinstance(free, int) else FREE_DAYS, minor if isinstance(minor, int) else 0
    )


def _versions(chosen: object) -> list[dict[str, Any]]:
    """Oldest first."""
    if not isinstance(chosen, dict):
        return []
    known: dict[str, Any] = {str(key): value for key, value in chosen.items()}  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] - JSON
    before = known.get("before")
    return [*(before if isinstance(before, list) else []), known]


def _plain(version: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in version.items() if key != "before"}
