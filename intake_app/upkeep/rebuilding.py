"""A store that cannot be trusted is made anew from the hub: its state, then what was unsent here.

It comes in as at a new desk, but under the token of this one. The old file is put aside whole.
"""

from __future__ import annotations

from contextlib import closing
from datetime import UTC
from typing import TYPE_CHECKING, Protocol

from intake_app.models import connection
from intake_app.models.recording import Recorder
from intake_app.models.store import Store
from intake_app.services import identity, replaying, swap
from intake_app.services.replica import StoreReplica
from intake_app.upkeep import archive, manifest, restores

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.upkeep.manifest import Manifest
    from intake_app.upkeep.restores import Restored
    from intake_app.upkeep.safety import Safety

_CORNER = "rebuild"


class HubSource(Protocol):
    """The hub as a place that a whole store comes from."""

    def bring(self, replica: StoreReplica, origin: UUID, told: archive.Told) -> bool:
        """Fill an empty store of this workstation; False where no hub of ours gives its state."""
        ...


def from_hub(
    safety: Safety, hub: HubSource, told: archive.Told = archive.silent
) -> Restored | None:
    """Build the store anew and put it in place; None when no hub of ours gives its state.

    Nobody has the store open. Raises IntakeError for disks that do not play along.
    """
    origin = restores.origin_of(safety)
    if origin is None:
        return None
    keys = safety.keys.kept()
    key = None if connection.is_plain(safety.keys.store) else keys.store
    with restores.corner_of(safety, _CORNER) as corner:
        store = Store(corner.file, Recorder(safety.now), key=key)
        try:
            with store.writing() as session:
                identity.begin_life(session.driver, origin)
            if not hub.bring(StoreReplica(store), origin, told):
                return None
            came = replaying.replay(store, restores.unsent(safety, keys))
            identity.estrange(store)
        finally:
            store.close()
        said = _said(safety, corner, key)
        aside = restores.aside_of(safety)
        swap.put(safety.keys.store, corner.file, aside)
    return restores.Restored(said, came, 0, 0, aside, from_hub=True)


def _said(safety: Safety, corner: restores.Corner, key: bytes | None) -> Manifest:
    made_at, size = safety.now().astimezone(UTC).isoformat(), corner.file.stat().st_size
    with closing(connection.open_file(corner.file, readonly=True, key=key)) as opened:
        return manifest.of(opened, made_at, size, encrypted=key is not None)
