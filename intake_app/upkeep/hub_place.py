"""The hub as one more place of backups: the newest proven one goes there about once a day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from intake_app.services import swap

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.services.hub_desk import HubSafe
    from intake_app.sync.core.wire_backups import KeptBackup
    from intake_app.upkeep.safety import Safety

EVERY = timedelta(hours=20)
"""Less than a working day and a night: what the last day made is there before the next begins."""

NOTE = "backup.at-hub"


def keep_up(safety: Safety, hub: HubSafe) -> bool:
    """Bring it there if that is due; tells whether it did. Raises IntakeError."""
    newest = safety.state().places[0].place.newest()
    if newest is None or not newest.is_proven:
        return False
    note = safety.settings.data / NOTE
    sent, at = _read(note)
    if newest.sha256 == sent or safety.now().timestamp() - at < EVERY.total_seconds():
        return False
    try:
        if not hub.keep(newest.file, newest.sha256):
            return False
        note.write_text(f"{newest.sha256} {safety.now().timestamp():.0f}", "utf-8")
    except OSError as error:
        raise swap.refusal(error, NOTE) from error
    return True


def fetch(hub: HubSafe, one: KeptBackup, folder: Path) -> Path:
    """Bring one of the hub's here, under a name that a restore takes. Raises IntakeError."""
    target = folder / f"hub-{one.prefix}-{one.name[:12]}.backup"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        hub.fetch(one, target)
    except OSError as error:
        raise swap.refusal(error, str(folder)) from error
    return target


def _read(note: Path) -> tuple[str, float]:
    try:
        sent, at = note.read_text("utf-8").split()
        return sent, float(at)
    except (OSError, ValueError):
        return "", 0.0
