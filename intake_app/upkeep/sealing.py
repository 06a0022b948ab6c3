"""A stream sealed in pieces: AES-256-GCM, each piece bound to its place, the last one to the end.

`magic | length, head (JSON) | length, piece | …`. The head is readable and names the key; it is
bound to every piece. So nothing can be changed, left out, moved, added or cut off unseen.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import struct
from typing import TYPE_CHECKING, BinaryIO, cast

from intake_app.errors import Problem, RejectedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

PIECE = 1 << 20
_MAGIC = b"INTAKE SEALED 1\n"
_LENGTH = struct.Struct(">I")
_LONGEST_HEAD = 1 << 16
_TAG = 16


def seal(pieces: Iterable[bytes], into: BinaryIO, key: bytes, head: Mapping[str, str]) -> None:
    """Write pieces of at most `PIECE` bytes under a key of their own, derived from `key`."""
    said = json.dumps({**head, "salt": os.urandom(16).hex()}, sort_keys=True).encode()
    bound = _MAGIC + _LENGTH.pack(len(said)) + said
    into.write(bound)
    crypt = _Pieces(key, bound, said)
    waiting: bytes | None = None
    for piece in pieces:
        if waiting is not None:
            _write(into, crypt.sealed(waiting, last=False))
        waiting = piece
    _write(into, crypt.sealed(waiting or b"", last=True))


def head(source: BinaryIO) -> Mapping[str, str]:
    """Read what anybody may read. Raises RejectedError(BACKUP_DAMAGED)."""
    return _head(source)[1]


def opened(source: BinaryIO, key: bytes) -> Iterator[bytes]:
    """Give the pieces back, each proven before it is given; the end is proven by the last.

    Raises RejectedError(BACKUP_DAMAGED).
    """
    bound, _ = _head(source)
    crypt = _Pieces(key, bound, bound[len(_MAGIC) + _LENGTH.size :])
    waiting = _read(source)
    if waiting is None:
        raise RejectedError(Problem.BACKUP_DAMAGED, "nothing inside")
    while waiting is not None:
        following = _read(source)
        yield crypt.opened(waiting, last=following is None)
        waiting = following


class _Pieces:
    """Counts the pieces of one stream: that is the nonce, which the stream's own key allows."""

    def __init__(self, key: bytes, bound: bytes, head: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import (  # noqa: PLC0415 - not at the start
            AESGCM,
        )

        self._crypt = AESGCM(hmac.new(key, b"stream\0" + head, hashlib.sha256).digest())
        self._bound = bound
        self._count = 0

    def sealed(self, piece: bytes, *, last: bool) -> bytes:
        return self._crypt.encrypt(self._nonce(last=last), piece, self._bound)

    def opened(self, piece: bytes, *, last: bool) -> bytes:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - not at the start

        nonce = self._nonce(last=last)
        try:
            return self._crypt.decrypt(nonce, piece, self._bound)
        except InvalidTag as error:
            raise RejectedError(Problem.BACKUP_DAMAGED, f"piece {self._count}") from error

    def _nonce(self, *, last: bool) -> bytes:
        self._count += 1
        return struct.pack(">?3xQ", last, self._count)


def _head(source: BinaryIO) -> tuple[bytes, Mapping[str, str]]:
    start = source.read(len(_MAGIC) + _LENGTH.size)
    if len(start) < len(_MAGIC) + _LENGTH.size or not start.startswith(_MAGIC):
        raise RejectedError(Problem.BACKUP_DAMAGED, "not a backup")
    length: int = _LENGTH.unpack(start[len(_MAGIC) :])[0]
    said = source.read(length) if length <= _LONGEST_HEAD else b""
    try:
        found: object = json.loads(said)
    except ValueError as error:
        raise RejectedError(Problem.BACKUP_DAMAGED, "its head") from error
    if not isinstance(found, dict):
        raise RejectedError(Problem.BACKUP_DAMAGED, "its head")
    pairs = cast("dict[str, object]", found)
    return start + said, {name: str(value) for name, value in pairs.items()}


def _write(into: BinaryIO, piece: bytes) -> None:
    into.write(_LENGTH.pack(len(piece)) + piece)


def _read(source: BinaryIO) -> bytes | None:
    """The next sealed piece; None at the very end of the file."""
    length = source.read(_LENGTH.size)
    if not length:
        return None
    wanted: int = _LENGTH.unpack(length)[0] if len(length) == _LENGTH.size else -1
    if not _TAG <= wanted <= PIECE + _TAG:
        raise RejectedError(Problem.BACKUP_DAMAGED, "cut off")
    piece = source.read(wanted)
    if len(piece) < wanted:
        raise RejectedError(Problem.BACKUP_DAMAGED, "cut off")
    return piece
