"""The hub as a second place for what a desk must not lose: its backups, and their proof."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from intake_app.errors import Problem, RejectedError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from intake_app.services.replica import StoreReplica
    from intake_app.sync.client import HubClient
    from intake_app.sync.core.wire_backups import KeptBackup

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class LiveHub:
    """The hub of the running exchange; fulfils `services.hub_desk.HubSafe`."""

    data: Path
    url: Callable[[], str]
    replica: Callable[[], StoreReplica]

    def agrees(self, copy: StoreReplica) -> bool:
        """Whether a copy, brought up to date, holds what the hub has; True when that is away."""
        from intake_app.sync import trying  # noqa: PLC0415 - after the first paint

        return self._asked(lambda client: trying.agrees(client, copy)) is not False

    def keep(self, backup: Path, sha256: str) -> bool:
        """Bring a sealed backup there, going on where it was cut; False without a hub."""
        size = backup.stat().st_size
        return self._asked(lambda client: _send(client, backup, sha256, size)) is not None

    def kept(self) -> tuple[KeptBackup, ...]:
        """What the hub keeps for the shop; nothing without a hub."""
        reply = self._asked(lambda client: client.backups())
        return () if reply is None else reply.backups

    def fetch(self, one: KeptBackup, target: Path) -> None:
        """Bring one here, verified."""
        self._asked(lambda client: _fetch(client, one, target))

    def _asked(self, work: Callable[[HubClient], Awaitable[_Answer]]) -> _Answer | None:
        from intake_app.app.belonging import asked  # noqa: PLC0415 - asyncio, hardly ever due
        from intake_app.app.exchange import member  # noqa: PLC0415 - the same

        url = self.url()
        found = member(self.data, self.replica()) if url.startswith("http") else None
        return None if found is None else asked(url, found, work)


async def _send(client: HubClient, backup: Path, sha256: str, size: int) -> bool:
    from intake_app.sync.core.wire_backups import BACKUP  # noqa: PLC0415 - after the first paint
    from intake_app.sync.core.wire_files import CHUNK  # noqa: PLC0415 - the same

    with backup.open("rb") as file:
        told = await client.begin_file(sha256, size, kind=BACKUP)
        while not told.is_whole:
            file.seek(told.offset)
            told = await client.send_chunk(sha256, told.offset, file.read(CHUNK), kind=BACKUP)
    return True


async def _fetch(client: HubClient, one: KeptBackup, target: Path) -> None:
    from intake_app.sync.core.wire_backups import BACKUP  # noqa: PLC0415 - after the first paint

    found, part = hashlib.sha256(), target.with_suffix(".part")
    with part.open("wb") as file:
        while file.tell() < one.size:
            piece = await client.fetch_chunk(one.name, file.tell(), kind=BACKUP)
            found.update(piece.content)
            file.write(piece.content)
    if found.hexdigest() != one.name:
        part.unlink()
        raise RejectedError(Problem.BACKUP_DAMAGED, "of the hub")
    part.replace(target)
