"""The keys of one data folder: a root of 20 random bytes, and what is derived from it. Light.

The root is kept where secrets are kept and printed as the recovery key; a small file beside the
store names it. From the root alone come the key of the store, of backups and of the mirror, so
that the paper opens all of them on any PC.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from intake_app.checks.recovery_key import ROOT_BYTES
from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.models import connection
from intake_app.models.connection import is_plain, open_file
from intake_app.services import swap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from sqlcipher3.dbapi2 import Connection

    from intake_app.sync.secrets import Secrets

STORE_NAME = "intake.db"
KEY_FILE = "store.key"
_SALT = b"intake recovery 1"


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """One root and its children; it has no `repr` that could reach a log."""

    root: bytes

    @property
    def name(self) -> str:
        """Tells keys apart without telling the key."""
        return self.derived(b"name")[:8].hex()

    @property
    def store(self) -> bytes:
        """The raw key of the store."""
        return self.derived(b"store")

    @property
    def backup(self) -> bytes:
        """What backups and their pictures are sealed with."""
        return self.derived(b"backup")

    @property
    def blobs(self) -> bytes:
        """What photos and signatures beside the store are sealed with."""
        return self.derived(b"blobs")

    @property
    def mirror(self) -> bytes:
        """What ops are sealed with outside the store."""
        return self.derived(b"mirror")

    def derived(self, purpose: bytes) -> bytes:
        """32 bytes for one purpose: HKDF-SHA256, RFC 5869."""
        extracted = hmac.new(_SALT, self.root, hashlib.sha256).digest()
        return hmac.new(extracted, b"intake " + purpose + b" 1\x01", hashlib.sha256).digest()


class StoreKeys:
    """Knows whether the store of a folder is encrypted and with what; asks the keyring once.

    Used off the GUI thread: asking a keyring may take a moment, or wait for a person.
    """

    def __init__(self, data: Path, secrets: Callable[[Path], Secrets] | None = None) -> None:
        """Remember where; nothing is read yet."""
        self._data = data
        self._secrets = secrets
        self._keys: Keys | None = None
        self._turn = threading.Lock()

    @property
    def store(self) -> Path:
        """The file all this is about."""
        return self._data / STORE_NAME

    @property
    def is_encrypted(self) -> bool:
        """Whether there is a store, and it cannot be read without a key."""
        return connection.is_made(self.store) and not is_plain(self.store)

    @property
    def is_confirmed(self) -> bool:
        """Whether a person has said that the recovery key is on paper."""
        return bool(_read(self._data).get("confirmed"))

    @property
    def named(self) -> str:
        """The name of the key this folder expects; empty when it never had one."""
        return _read(self._data).get("key", "")

    def connecting(self, *, encrypt: bool = False) -> bytes | None:
        """The key to open the store with; None for a plain one.

        A store that is not there yet gets a key when `encrypt`. Raises
        UnavailableError(STORE_LOCKED) when the keyring has lost it.
        """
        swap.settle(self.store)
        if not connection.is_made(self.store):
            return self.kept().store if encrypt else None
        return self.known().store if self.is_encrypted and self.named else None

    def sealing(self, *, encrypt: bool = False) -> Keys | None:
        """What large files beside the store are sealed with: nothing where it is plain.

        For a store that is not there yet as `connecting`. Raises UnavailableError(STORE_LOCKED).
        """
        if not connection.is_made(self.store):
            return self.kept() if encrypt else None
        return self.known() if self.is_encrypted and self.named else None

    def known(self) -> Keys:
        """The keys there are. Raises UnavailableError(STORE_LOCKED)."""
        if self._keys is None:
            root = _root(self._place().read(_secret(self.named))) if self.named else None
            if root is None or Keys(root).name != self.named:
                raise UnavailableError(Problem.STORE_LOCKED)
            self._keys = Keys(root)
        return self._keys

    def kept(self) -> Keys:
        """The keys there are, made at the first question. Raises UnavailableError."""
        with self._turn:  # a photo may be taken in while the store is being made
            return self.known() if self.named else self.renewed()

    def renewed(self) -> Keys:
        """Keep new keys over those there were; the old ones open what they have sealed."""
        return self._keep(Keys(os.urandom(ROOT_BYTES)), confirmed="")

    def restored(self, root: bytes) -> Keys:
        """Keep a recovery key that was typed, once it is known to open the store.

        Raises RejectedError(RECOVERY_OTHER) for the key of another store.
        """
        keys = Keys(root)
        if self.is_encrypted:
            try:
                open_file(self.store, readonly=True, key=keys.store).close()
            except UnavailableError as error:
                if error.problem is Problem.STORE_KEY_WRONG:
                    raise RejectedError(Problem.RECOVERY_OTHER) from error
                raise
        elif self.named not in {"", keys.name}:
            raise RejectedError(Problem.RECOVERY_OTHER)
        return self._keep(keys, confirmed="typed")

    def of_name(self, name: str) -> Keys | None:
        """Keys this account had before: older backups were made with them."""
        if self._keys is not None and self._keys.name == name:
            return self._keys
        root = _root(self._place().read(_secret(name)))
        return Keys(root) if root is not None and Keys(root).name == name else None

    def adopted(self, keys: Keys) -> Mapping[str, str]:
        """Get ready for the keys of a backup; what has to stand beside its store, by file."""
        if self.named == keys.name:
            return {}
        self._place().write(_secret(keys.name), keys.root.hex())
        self._keys = None
        return {KEY_FILE: json.dumps({"key": keys.name, "confirmed": "typed"})}

    def confirm(self, day: str) -> None:
        """Note that the recovery key is on paper."""
        _write(self._data, {"key": self.known().name, "confirmed": day})

    def open(self, *, readonly: bool = False) -> Connection:
        """Open the store that is there, whatever kind it is. Raises UnavailableError."""
        return open_file(self.store, readonly=readonly, key=self.connecting())

    def _keep(self, keys: Keys, *, confirmed: str) -> Keys:
        self._data.mkdir(parents=True, exist_ok=True)
        place = self._place()
        place.write(_secret(keys.name), keys.root.hex())
        if _root(place.read(_secret(keys.name))) != keys.root:  # what is not kept now is lost soon
            raise UnavailableError(Problem.VAULT_CLOSED, "not kept")
        _write(self._data, {"key": keys.name, "confirmed": confirmed})
        self._keys = keys
        return keys

    def _place(self) -> Secrets:
        if self._secrets is not None:
            return self._secrets(self._data)
        from intake_app.sync.secrets import open_secrets  # noqa: PLC0415 - keyring is slow

        return open_secrets(self._data)


def _secret(name: str) -> str:
    return f"recovery-{name}"


def _root(text: str | None) -> bytes | None:
    try:
        root = bytes.fromhex(text or "")
    except ValueError:
        return None
    return root if len(root) == ROOT_BYTES else None


def _read(data: Path) -> dict[str, str]:
    try:
        found: object = json.loads((data / KEY_FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    pairs = cast("dict[object, object]", found) if isinstance(found, dict) else {}
    return {str(name): str(value) for name, value in pairs.items()}


def _write(data: Path, content: dict[str, str]) -> None:
    """Replace the file whole: half a name would lock the shop out."""
    part = data / f"{KEY_FILE}.part"
    try:
        with part.open("w", encoding="utf-8") as file:
            json.dump(content, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(data / KEY_FILE)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise UnavailableError(Problem.READ_ONLY, f"{KEY_FILE}: {error.strerror}") from error
