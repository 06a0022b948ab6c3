"""How a large file stands on the disk: chunks of equal size, sealed each by itself with a key.

AES-256-GCM; the name and the number of the chunk are bound in, so none can change its place.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from intake_app.errors import Problem, UnavailableError
from intake_app.sync.core.wire_files import CHUNK

if TYPE_CHECKING:
    from collections.abc import Iterator

_NONCE, _TAG = 12, 16
_PURPOSE = b"intake hub files 1\0"


@dataclass(frozen=True, slots=True)
class Chunks:
    """The form of the files of one hub; without a key they stand as they are."""

    key: bytes | None = None

    def stored(self, plain: int) -> int:
        """How many bytes on the disk hold so many whole chunks."""
        return plain // CHUNK * self._record

    def whole(self, stored: int) -> int:
        """How many plain bytes stand in whole chunks."""
        return stored // self._record * CHUNK

    def plain_size(self, stored: int) -> int:
        """How many plain bytes a finished file holds."""
        return stored - -(-stored // self._record) * self._extra

    def seal(self, content: bytes, name: str, number: int) -> bytes:
        """Give the bytes for the disk."""
        if self.key is None:
            return content
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - slow

        nonce = os.urandom(_NONCE)
        return nonce + AESGCM(self._sealing).encrypt(nonce, content, _about(name, number))

    def read(
        self, file: BinaryIO, name: str, start: int = 0, end: int | None = None
    ) -> Iterator[bytes]:
        """Give plain bytes, and close the file. Raises UnavailableError for altered ones."""
        with file:
            number = start // CHUNK
            file.seek(number * self._record)
            while record := file.read(self._record):
                at = number * CHUNK
                if end is not None and at >= end:
                    return
                plain = self._opened(record, name, number)
                stop = len(plain) if end is None else end - at
                yield plain[max(start - at, 0) : stop]
                number += 1

    @property
    def _extra(self) -> int:
        return 0 if self.key is None else _NONCE + _TAG

    @property
    def _record(self) -> int:
        return CHUNK + self._extra

    @property
    def _sealing(self) -> bytes:
        return hashlib.sha256(_PURPOSE + (self.key or b"")).digest()

    def _opened(self, record: bytes, name: str, number: int) -> bytes:
        if self.key is None:
            return record
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - slow
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - slow

        try:
            nonce, sealed = record[:_NONCE], record[_NONCE:]
            return AESGCM(self._sealing).decrypt(nonce, sealed, _about(name, number))
        except (InvalidTag, ValueError) as error:
            raise UnavailableError(Problem.STORE_CORRUPT, "a large file was altered") from error


def _about(name: str, number: int) -> bytes:
    return f"{name}/{number}".encode()
