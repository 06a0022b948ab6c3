"""Where backups are kept: folders, on at least two disks. A folder may be away for a while."""

from __future__ import annotations

import json
import shutil
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from intake_app.config import FILE_NAME
from intake_app.errors import IntakeError, Problem, UnavailableError
from intake_app.services.swap import refusal, sync
from intake_app.upkeep import archive, manifest, rotation

if TYPE_CHECKING:
    from intake_app.config import Settings
    from intake_app.services.store_keys import Keys
    from intake_app.upkeep.manifest import Manifest

BESIDE = "backups"
"""The place that is always there: a folder beside the data."""

SUFFIX = ".backup"
_PATTERN = f"intake-*{SUFFIX}"
_STAMP = f"intake-%Y%m%dT%H%M%SZ{SUFFIX}"
_ROOM = 1.3  # a copy, its packing, and a little that others write meanwhile
_LEAST = 16 << 20


@dataclass(frozen=True, slots=True)
class Backup:
    """One file of a place, and what its note says; without a note it was never proven."""

    file: Path
    made_at: datetime
    manifest: Manifest | None
    sha256: str = ""
    proven_at: str = ""

    @property
    def is_proven(self) -> bool:
        """Whether it was read back when it was made."""
        return bool(self.sha256)


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with backups of one workstation."""

    name: str
    folder: Path

    def demand(self) -> None:
        """Raise UnavailableError(PLACE_AWAY) when a stick was pulled or a server is off.

        The folder of a place is made, but never what it lies in: an empty mount point is not a
        stick.
        """
        if not self.folder.is_dir() and not self.folder.parent.is_dir():
            raise UnavailableError(Problem.PLACE_AWAY, self.name)
        try:
            self.folder.mkdir(exist_ok=True)
        except OSError as error:
            raise UnavailableError(Problem.PLACE_AWAY, self.name) from error

    def all(self) -> tuple[Backup, ...]:
        """Every backup, the newest first; none of a place that is away."""
        return tuple(sorted(map(_backup, self._files()), key=_made, reverse=True))

    def newest(self) -> Backup | None:
        """The newest proven one."""
        return next((backup for backup in self.all() if backup.is_proven), None)

    def file(self, at: datetime) -> Path:
        """What a backup of that moment is called."""
        return self.folder / at.astimezone(UTC).strftime(_STAMP)

    def make(self, source: archive.Source, at: datetime, told: archive.Told) -> Backup:
        """Add one; room is made by letting old ones go. Raises IntakeError."""
        self.demand()
        self._make_room(source.store)
        file = self.file(at)
        said = archive.write(source, file, at.astimezone(UTC).isoformat(), told)
        return note(file, said)

    def take(self, made: Backup) -> Backup:
        """Keep a backup made elsewhere here as well, read back from here. Raises IntakeError."""
        self.demand()
        target = self.folder / made.file.name
        self._make_room(made.file)
        part = target.with_suffix(".part")
        try:
            shutil.copyfile(made.file, part)
            sync(part)
            if archive.hashed(part) != made.sha256 or made.manifest is None:
                raise UnavailableError(Problem.FILE_UNWRITABLE, self.name)
            part.replace(target)
            sync(self.folder)
        except OSError as error:
            raise refusal(error, self.name) from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        return note(target, made.manifest)

    def rotate(self) -> None:
        """Let go of what the calendar does not keep; the newest proven one always stays."""
        backups = self.all()
        staying = rotation.kept(backup.made_at for backup in backups)
        newest = self.newest()
        for backup in backups:
            if backup.made_at not in staying and backup != newest:
                _forget(backup)

    def note_proof(self, backup: Backup, at: str) -> None:
        """Write down that a restore of it was tried and went well."""
        if backup.manifest is not None:
            note(backup.file, backup.manifest, proven_at=at)

    def _make_room(self, like: Path) -> None:
        """Raise UnavailableError(DISK_FULL) when even without the old ones there is none."""
        wanted = max(_LEAST, int(like.stat().st_size * _ROOM))
        newest = self.newest()
        for backup in reversed(self.all()):
            if shutil.disk_usage(self.folder).free >= wanted:
                return
            if backup != newest:
                _forget(backup)
        if shutil.disk_usage(self.folder).free < wanted:
            raise UnavailableError(Problem.DISK_FULL, self.name)

    def _files(self) -> list[Path]:
        with suppress(OSError):
            return list(self.folder.glob(_PATTERN))
        return []


def places(settings: Settings) -> tuple[Place, ...]:
    """Where this PC keeps backups: beside the data, then what the settings name."""
    folders = named(settings).items()
    others = (Place(name, Path(folder).expanduser()) for name, folder in folders)
    return (Place("", settings.data / BESIDE), *others)


def named(settings: Settings) -> dict[str, str]:
    """Other places by name: a place that was added a moment ago holds at once."""
    try:
        found = tomllib.loads((settings.data / FILE_NAME).read_text("utf-8-sig"))
    except (OSError, ValueError):
        found = {}
    added = cast("object", found.get("backups"))
    table = cast("dict[str, object]", added) if isinstance(added, dict) else {}
    folders = {name: folder for name, folder in table.items() if isinstance(folder, str)}
    return {**settings.backups, **folders}


def note(file: Path, said: Manifest, proven_at: str = "") -> Backup:
    """Write what is known of a backup beside it, once its bytes were read from where they lie."""
    sha256 = archive.hashed(file)
    content = {"sha256": sha256, "proven_at": proven_at, "manifest": json.loads(said.text())}
    target, part = _note(file), _note(file).with_suffix(".note")
    try:
        part.write_text(json.dumps(content, indent=1), "utf-8")
        sync(part)
        part.replace(target)
        sync(file.parent)
    except OSError as error:
        raise refusal(error, file.name) from error
    return Backup(file, _moment(file), said, sha256, proven_at)


def known(file: Path, keys: Keys) -> Manifest:
    """What a backup holds, by its own word. Raises RejectedError."""
    return archive.look(file, keys)


def _backup(file: Path) -> Backup:
    try:
        content = cast("dict[str, object]", json.loads(_note(file).read_text("utf-8")))
        said = manifest.read(json.dumps(content["manifest"]))
        proven_at = str(content["proven_at"])
        return Backup(file, _moment(file), said, str(content["sha256"]), proven_at)
    except (OSError, ValueError, KeyError, IntakeError):
        return Backup(file, _moment(file), None)


def _moment(file: Path) -> datetime:
    try:
        return datetime.strptime(file.name, _STAMP).replace(tzinfo=UTC)
    except ValueError:  # renamed by somebody
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def _made(backup: Backup) -> datetime:
    return backup.made_at


def _note(file: Path) -> Path:
    return file.with_name(f"{file.name}.json")


def _forget(backup: Backup) -> None:
    with suppress(OSError):
        backup.file.unlink(missing_ok=True)
        _note(backup.file).unlink(missing_ok=True)
