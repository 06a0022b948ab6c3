"""What the page about safety shows, read in a lane; the recovery key itself is asked for apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.sync.secrets import Place as SecretPlace
from intake_app.sync.secrets import open_secrets
from intake_app.upkeep import archive, drills, restores

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.upkeep.drills import Compare, Drilled
    from intake_app.upkeep.places import Backup, Place
    from intake_app.upkeep.restores import Preview
    from intake_app.upkeep.safety import Safety, SafetyState


@dataclass(frozen=True, slots=True)
class Overview:
    """One look at the store at rest."""

    state: SafetyState
    backups: tuple[tuple[Place, Backup], ...]
    is_encrypted: bool
    in_keyring: bool
    has_key: bool
    is_confirmed: bool


def look(safety: Safety) -> Overview:
    """Read everything; nothing is changed."""
    keys = safety.keys
    return Overview(
        state=safety.state(),
        backups=safety.backups(),
        is_encrypted=keys.is_encrypted,
        in_keyring=open_secrets(safety.settings.data).place is SecretPlace.KEYRING,
        has_key=bool(keys.named),
        is_confirmed=keys.is_confirmed,
    )


def back_up(safety: Safety, told: archive.Told) -> Overview:
    """Make a backup now. Raises IntakeError."""
    safety.back_up(told)
    return look(safety)


def drill(safety: Safety, compare: Compare = drills.agreed) -> tuple[Overview, tuple[Drilled, ...]]:
    """Try a restore from every place now."""
    done = drills.run(safety, compare)
    return look(safety), done


def preview(safety: Safety, backup: Path) -> Preview:
    """Look into a backup with whatever key this account has for it. Raises IntakeError."""
    known = safety.keys.of_name(archive.key_name(backup))
    return restores.preview(safety, backup, known or safety.keys.known())


def root(safety: Safety) -> bytes:
    """The root of the recovery key. Raises UnavailableError(STORE_LOCKED)."""
    return safety.keys.kept().root
