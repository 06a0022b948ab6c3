"""The mirror of ops: what is saved and not yet sent is on another disk within a second.

A file that grows by one sealed record a commit; a record cut off by a crash is left out when it is
read. Ops are idempotent, so reading one in anywhere, twice or too late, does no harm. The same form
carries ops by hand from a PC that must be wiped.
"""

from __future__ import annotations

import json
import os
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from intake_app.errors import IntakeError, Problem, RejectedError
from intake_app.services.swap import refusal, sync
from intake_app.sync.core.ops import canonical, decode, encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from intake_app.services.store_keys import Keys
    from intake_app.sync.core.ops import Op

_MAGIC = b"INTAKE OPS 1\n"
_LENGTH = struct.Struct(">I")
_NONCE = 12
_LONGEST = 1 << 26
_NAME_BYTES = 16


@dataclass(frozen=True, slots=True)
class Mirror:
    """One file and the key of its records."""

    file: Path
    keys: Keys

    def start(self, ops: Sequence[Op]) -> None:
        """Begin anew with what is unsent now; the old file stays until the new one is whole.

        Raises UnavailableError when the disk is away; work goes on without.
        """
        part = self.file.with_suffix(".part")
        try:
            self.file.parent.mkdir(exist_ok=True)
            with part.open("wb") as file:
                file.write(_MAGIC + self.keys.name.encode())
                if ops:
                    file.write(self._record(ops))
            sync(part)
            part.replace(self.file)
            sync(self.file.parent)
        except OSError as error:
            raise refusal(error, "mirror") from error

    def append(self, ops: Sequence[Op]) -> None:
        """Add the ops of a commit; on the disk before this returns. Raises UnavailableError."""
        try:
            with self.file.open("ab") as file:
                file.write(self._record(ops))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise refusal(error, "mirror") from error

    def read(self) -> tuple[Op, ...]:
        """Every op that is whole, in the order they were made; each id once.

        Raises RejectedError: NO_BACKUP, BACKUP_DAMAGED, BACKUP_OTHER_KEY.
        """
        content = _content(self.file)
        if key_name(self.file) != self.keys.name:
            raise RejectedError(Problem.BACKUP_OTHER_KEY)
        found = {op.op_id: op for op in self._ops(content[len(_MAGIC) + _NAME_BYTES :])}
        return tuple(found.values())

    def _record(self, ops: Sequence[Op]) -> bytes:
        nonce = os.urandom(_NONCE)
        plain = canonical([encode(op) for op in ops]).encode()
        sealed = nonce + self._crypt.encrypt(nonce, plain, _MAGIC)
        return _LENGTH.pack(len(sealed)) + sealed

    def _ops(self, content: bytes) -> Iterator[Op]:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - not at the start

        at = 0
        while at + _LENGTH.size <= len(content):
            length: int = _LENGTH.unpack_from(content, at)[0]
            sealed = content[at + _LENGTH.size : at + _LENGTH.size + length]
            at += _LENGTH.size + length
            if length > _LONGEST or len(sealed) < length:
                return  # cut off: its commit was not answered for by this file
            try:
                plain = self._crypt.decrypt(sealed[:_NONCE], sealed[_NONCE:], _MAGIC)
            except InvalidTag:
                continue  # one spoilt record does not take the others with it
            for members in cast("list[Mapping[str, object]]", json.loads(plain)):
                yield decode(members)

    @property
    def _crypt(self) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import (  # noqa: PLC0415 - not at the start
            AESGCM,
        )

        return AESGCM(self.keys.mirror)


def key_name(file: Path) -> str:
    """Which key opens it. Raises RejectedError: NO_BACKUP, BACKUP_DAMAGED."""
    content = _content(file)
    if not content.startswith(_MAGIC) or len(content) < len(_MAGIC) + _NAME_BYTES:
        raise RejectedError(Problem.BACKUP_DAMAGED, "not a file of ops")
    return content[len(_MAGIC) : len(_MAGIC) + _NAME_BYTES].decode("ascii", "replace")


def mirrored(file: Path, keys: Keys) -> tuple[Op, ...]:
    """What a mirror gives, nothing when it is not there or cannot be read: it is a second line."""
    try:
        return Mirror(file, keys).read()
    except IntakeError:
        return ()


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise RejectedError(Problem.NO_BACKUP, file.name) from error
