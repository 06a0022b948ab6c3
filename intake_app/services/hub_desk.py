"""What a desk knows of its hub, and what a person may ask of it. Light: imported by screens."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.errors import Problem
    from intake_app.services.replica import StoreReplica
    from intake_app.sync.core.wire_backups import KeptBackup


class HubPlace(StrEnum):
    """Where the hub of a desk is."""

    NONE = ""
    HERE = "embedded"  # of this PC alone
    SHARED = "shared"  # this PC is the hub, and others call it
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class StationLine:
    """A workstation of the shop, for a list."""

    name: str
    prefix: str
    seen_ms: int  # 0: never
    is_revoked: bool = False
    is_us: bool = False


@dataclass(frozen=True, slots=True)
class HubLook:
    """How things stand; `problem` says why the hub could not be asked."""

    place: HubPlace
    address: str = ""
    is_member: bool = False
    shop_name: str = ""
    stations: tuple[StationLine, ...] = ()
    problem: Problem | None = None


class HubDesk(Protocol):
    """Each verb runs in a lane and raises IntakeError."""

    def look(self) -> HubLook:
        """Ask the hub who belongs to the shop."""
        ...

    def join(self, address: str, code: str) -> None:
        """Enrol here and exchange with that hub from now on."""
        ...

    def serve_here(self) -> None:
        """Make this PC the hub of the shop."""
        ...

    def invitation(self) -> str:
        """Make a code for another desk, as one text with address and fingerprint."""
        ...

    def rename(self, name: str) -> None:
        """Call this desk otherwise."""
        ...

    def leave(self) -> None:
        """Exchange no more; refused while something is unsent."""
        ...

    def revoke(self, name: str) -> None:
        """Turn a desk away; only where the hub is here."""
        ...


class HubSafe(Protocol):
    """The hub as a second place for what this desk must not lose; used in lanes."""

    def agrees(self, copy: StoreReplica) -> bool:
        """Whether a copy of our store, brought up to date, holds what the hub has.

        True as well when that cannot be found out.
        """
        ...

    def keep(self, backup: Path, sha256: str) -> bool:
        """Bring a sealed backup there, going on where it was cut; False without a hub.

        Raises IntakeError.
        """
        ...

    def kept(self) -> tuple[KeptBackup, ...]:
        """What the hub keeps for the shop; nothing without a hub. Raises IntakeError."""
        ...

    def fetch(self, one: KeptBackup, target: Path) -> None:
        """Bring one here, verified. Raises IntakeError."""
        ...
