"""Back to a backup: the present is put aside whole, what was mirrored since is put on top."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING, Self, TypeVar
from uuid import UUID

from intake_app.errors import IntakeError
from intake_app.models import connection
from intake_app.models.recording import Recorder
from intake_app.models.store import Store
from intake_app.services import identity, replaying, swap
from intake_app.services.cargo import BlobCargo
from intake_app.services.replica import StoreReplica
from intake_app.upkeep import archive, mirror, mirroring, pictures

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from intake_app.services.store_keys import Keys
    from intake_app.sync.core.ops import Op
    from intake_app.upkeep.manifest import Manifest
    from intake_app.upkeep.safety import Safety

_CORNER = "restore"
STORE = "intake.db"
_Read = TypeVar("_Read")

_ORDERS = (
    'SELECT o.number, c.name, o.fault, o.stage FROM "order" o'
    " LEFT JOIN client c ON c.id = o.client_id ORDER BY o.no DESC LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, for the person who asked for it."""

    manifest: Manifest
    ops: int
    pictures: int
    lost_pictures: int
    aside: Path
    from_hub: bool = False


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One order of a backup."""

    number: str
    client: str
    fault: str
    stage: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The newest orders of a backup that was opened in a corner and thrown away again."""

    manifest: Manifest
    rows: tuple[PreviewRow, ...] = field(repr=False)


def preview(safety: Safety, backup: Path, keys: Keys, most: int = 200) -> Preview:
    """Look into a backup; nothing of this PC is changed. Raises IntakeError."""
    with corner_of(safety) as corner:
        said = archive.unpack(backup, keys, corner.file)
        key = keys.store if said.encrypted else None
        with closing(connection.open_file(corner.file, readonly=True, key=key)) as opened:
            rows = opened.execute(_ORDERS, (most,)).fetchall()
    return Preview(said, tuple(PreviewRow(*(text or "" for text in row)) for row in rows))


def restore(safety: Safety, backup: Path, keys: Keys) -> Restored:
    """Put a backup in the place of the store, which nobody has open. Raises IntakeError.

    The backup is made ready in a corner first: with what the present store and its mirrors hold
    unsent, and known to no witness, so that the next start gives it a life of its own. Then one
    step puts it in place, which no cut can halve.
    """
    ops = unsent(safety, keys)
    with corner_of(safety) as corner:
        said = archive.unpack(backup, keys, corner.file)
        key = keys.store if said.encrypted else None
        store = Store(corner.file, Recorder(safety.now), key=key)
        try:
            identity.estrange(store)
            came = replaying.replay(store, ops)
        finally:
            store.close()
        aside = aside_of(safety)
        beside = safety.keys.adopted(keys)
        pictures.begin(safety.settings.data)
        swap.put(safety.keys.store, corner.file, aside, beside)
    blobs = pictures.blobs_of(safety.settings.data, safety.keys)
    brought, lost = pictures.restore(backup.parent, blobs, keys)
    pictures.settle(safety.settings.data, safety.keys)
    return Restored(said, came, brought, lost, aside)


def unsent(safety: Safety, keys: Keys) -> list[Op]:
    """What this PC has saved and not sent: of its store if that opens, and of the mirrors."""
    found: dict[object, Op] = {}
    for file in mirroring.files(safety.settings):
        for known in {keys.name: keys, **_present(safety)}.values():
            found |= {op.op_id: op for op in mirror.mirrored(file, known)}
    if connection.is_made(safety.keys.store):
        found |= {op.op_id: op for op in salvaged(safety)}
    return sorted(found.values(), key=lambda op: (op.inc, op.n))


def _present(safety: Safety) -> dict[str, Keys]:
    """The keys of today, unless the keyring has lost them."""
    try:
        keys = safety.keys.known()
    except IntakeError:
        return {}
    return {keys.name: keys}


def salvaged(safety: Safety) -> tuple[Op, ...]:
    """The unsent ops of a store that may be damaged."""

    def read(store: Store) -> tuple[Op, ...]:
        return tuple(StoreReplica(store).unsent(1_000_000))

    return _of_copy(safety, read) or ()


def unsent_pictures(safety: Safety) -> tuple[str, ...]:
    """Photos, files and signatures whose bytes are here and, as far as is known, nowhere else."""
    blobs = pictures.blobs_of(safety.settings.data, safety.keys)

    def read(store: Store) -> tuple[str, ...]:
        return BlobCargo(store, blobs, 0).unsent()

    return _of_copy(safety, read) or ()


def origin_of(safety: Safety) -> UUID | None:
    """Whose store it is: by its own word, else by that of its newest backup."""

    def read(store: Store) -> UUID:
        return StoreReplica(store).standing().origin

    said = (backup.manifest for _, backup in safety.backups())
    named = (UUID(one.origin) for one in said if one is not None)
    return _of_copy(safety, read) or next(named, None)


def _of_copy(safety: Safety, read: Callable[[Store], _Read]) -> _Read | None:
    """Read a copy, never the file itself; None when it does not open that far."""
    with corner_of(safety, "salvage") as corner:
        try:
            for part in ("", "-wal"):
                old = safety.keys.store.with_name(safety.keys.store.name + part)
                if old.exists():
                    shutil.copyfile(old, corner.file.with_name(corner.file.name + part))
            key = safety.keys.connecting()
            store = Store(corner.file, Recorder(safety.now), key=key)
        except (IntakeError, OSError):
            return None
        try:
            return read(store)
        except IntakeError:
            return None
        finally:
            store.close()


@dataclass(frozen=True, slots=True)
class Corner:
    """A folder for one work, empty before and gone afterwards."""

    folder: Path

    @property
    def file(self) -> Path:
        """The store that is made there."""
        return self.folder / STORE

    def __enter__(self) -> Self:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        return self

    def __exit__(self, *_: object) -> None:
        if not (self.folder.parent / swap.NOTE).exists():  # else the next start needs what is here
            shutil.rmtree(self.folder, ignore_errors=True)


def corner_of(safety: Safety, name: str = _CORNER) -> Corner:
    """Give a work its folder."""
    return Corner(safety.settings.data / name)


def key_of(safety: Safety, file: Path) -> bytes | None:
    """What opens a file that was the store of this PC. Raises UnavailableError."""
    return None if connection.is_plain(file) else safety.keys.known().store


def aside_of(safety: Safety) -> Path:
    """Where what stands here now is put."""
    stamp = safety.now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return safety.settings.data / "aside" / stamp
