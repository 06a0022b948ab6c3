"""What the call about backups says: which ones the hub keeps, and of whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.sync.core.reading import Reader, as_mapping

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

BACKUP = "backup"
"""The kind of file: a part of the path of its calls."""


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """A sealed backup of a workstation that the hub keeps; `name` is the SHA-256 of its bytes."""

    name: str
    origin: UUID
    station: str
    prefix: str
    size: int
    kept_ms: int  # when all of it had come, by the hub's clock

    def members(self) -> dict[str, object]:
        """Write as JSON members."""
        return {
            "name": self.name,
            "origin": str(self.origin),
            "station": self.station,
            "prefix": self.prefix,
            "size": self.size,
            "kept_ms": self.kept_ms,
        }

    @classmethod
    def read(cls, value: object) -> KeptBackup:
        """Read one of a list. Raises RejectedError(MALFORMED)."""
        reader = Reader(as_mapping(value, "a backup"))
        return cls(
            name=reader.text("name", limit=64),
            origin=reader.uuid("origin"),
            station=reader.text("station"),
            prefix=reader.text("prefix"),
            size=reader.whole("size"),
            kept_ms=reader.whole("kept_ms"),
        )


@dataclass(frozen=True, slots=True)
class BackupsReply:
    """What the hub keeps for a shop, the newest of each workstation first."""

    backups: tuple[KeptBackup, ...]

    def members(self) -> dict[str, object]:
        """Write as JSON members."""
        return {"backups": [one.members() for one in self.backups]}

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> BackupsReply:
        """Read strictly. Raises RejectedError(MALFORMED)."""
        return cls(tuple(KeptBackup.read(one) for one in Reader(members).sequence("backups")))
