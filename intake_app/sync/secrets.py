"""Keeps what nobody else may read: in the OS keyring, or else in a file of the data folder."""

from __future__ import annotations

import errno
import json
import os
import tempfile
import threading
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from intake_app.errors import Problem, UnavailableError

if TYPE_CHECKING:
    from uuid import UUID

SERVICE = "intake"
FILE = "secrets.json"
_turn = threading.Lock()
"""Two lanes that write at once would each put back what the other has changed."""


class Place(StrEnum):
    """Where secrets are kept; the status bar says so when it is a file."""

    KEYRING = "keyring"
    FILE = "file"


class Secrets(Protocol):
    """Small texts by name. Raises UnavailableError when the place does not take them."""

    @property
    def place(self) -> Place:
        """Where they are kept."""
        ...

    def read(self, name: str) -> str | None:
        """Give one, or None."""
        ...

    def write(self, name: str, secret: str) -> None:
        """Keep one, over what was there."""
        ...

    def erase(self, name: str) -> None:
        """Forget one, if it is there."""
        ...


def token_name(origin: UUID) -> str:
    """Name the hub token of one store: a PC may hold several."""
    return f"hub-token-{origin}"


def open_secrets(data: Path) -> Secrets:
    """Choose the place: `INTAKE_KEYRING=file` forces the file, as does a PC without a keyring."""
    if os.environ.get("INTAKE_KEYRING") == "file" or not _has_keyring():
        return FileSecrets(data / FILE)
    return KeyringSecrets()


def _has_keyring() -> bool:
    from keyring import get_keyring  # noqa: PLC0415 - slow to import, needed once
    from keyring.backends import fail, null  # noqa: PLC0415 - the same

    return not isinstance(get_keyring(), fail.Keyring | null.Keyring)


@dataclass(frozen=True, slots=True)
class KeyringSecrets:
    """In the keyring of the account; locked with it."""

    @property
    def place(self) -> Place:
        """See `Secrets`."""
        return Place.KEYRING

    def read(self, name: str) -> str | None:
        """See `Secrets`."""
        import keyring  # noqa: PLC0415 - slow to import, needed once
        from keyring.errors import KeyringError  # noqa: PLC0415 - the same

        try:
            return keyring.get_password(SERVICE, name)
        except KeyringError as error:
            raise _refused(error) from error

    def write(self, name: str, secret: str) -> None:
        """See `Secrets`."""
        import keyring  # noqa: PLC0415 - slow to import, needed once
        from keyring.errors import KeyringError  # noqa: PLC0415 - the same

        try:
            keyring.set_password(SERVICE, name, secret)
        except KeyringError as error:
            raise _refused(error) from error

    def erase(self, name: str) -> None:
        """See `Secrets`."""
        import keyring  # noqa: PLC0415 - slow to import, needed once
        from keyring.errors import (  # noqa: PLC0415 - the same
            KeyringError,
            PasswordDeleteError,
        )

        try:
            keyring.delete_password(SERVICE, name)
        except PasswordDeleteError:
            return  # it was not there
        except KeyringError as error:
            raise _refused(error) from error


def _refused(error: Exception) -> UnavailableError:
    return UnavailableError(Problem.READ_ONLY, f"keyring: {type(error).__name__}")


@dataclass(frozen=True, slots=True)
class FileSecrets:
    """In a file only this account may read; replaced whole, so that it is never half written."""

    path: Path

    @property
    def place(self) -> Place:
        """See `Secrets`."""
        return Place.FILE

    def read(self, name: str) -> str | None:
        """See `Secrets`."""
        return self._all().get(name)

    def write(self, name: str, secret: str) -> None:
        """See `Secrets`."""
        with _turn:
            self._replace(self._all() | {name: secret})

    def erase(self, name: str) -> None:
        """See `Secrets`."""
        with _turn:
            self._replace({key: value for key, value in self._all().items() if key != name})

    def _all(self) -> dict[str, str]:
        try:
            found: object = json.loads(self.path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise UnavailableError(Problem.READ_ONLY, f"{FILE}: {type(error).__name__}") from error
        pairs = cast("dict[object, object]", found) if isinstance(found, dict) else {}
        return {str(key): str(value) for key, value in pairs.items()}

    def _replace(self, content: dict[str, str]) -> None:
        try:
            handle, name = tempfile.mkstemp(dir=self.path.parent)  # made readable to us alone
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(content, file)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self.path)
        except OSError as error:
            full = error.errno in {errno.ENOSPC, errno.EDQUOT}
            problem = Problem.DISK_FULL if full else Problem.READ_ONLY
            raise UnavailableError(problem, f"{FILE}: {error.strerror}") from error
