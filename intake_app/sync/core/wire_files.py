"""What the calls about large files say: how far an upload is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.sync.core.reading import Reader
from intake_app.sync.core.refusal import Why, refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

CHUNK = 1024 * 1024
"""What one PATCH carries; only the last one of a file may be less."""

MOST_BLOB_BYTES = 64 * 1024 * 1024
_CONTENT_RANGE = re.compile(r"bytes (\d{1,15})-\d{1,15}/(\d{1,15})")
OFFSET, LENGTH = "Upload-Offset", "Upload-Length"


@dataclass(frozen=True, slots=True)
class FileReply:
    """How many bytes are there, of how many; all of them: verified, and given out."""

    offset: int
    length: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left to send."""
        return self.offset == self.length

    def members(self) -> dict[str, object]:
        """Write as JSON members."""
        return {"offset": self.offset, "length": self.length}

    @classmethod
    def decode(cls, members: Mapping[str, object]) -> FileReply:
        """Read strictly. Raises RejectedError(MALFORMED)."""
        reader = Reader(members)
        length = reader.whole("length")
        return cls(offset=min(reader.whole("offset"), length), length=length)


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes of a file from an offset on, and how many it has altogether."""

    offset: int
    content: bytes
    length: int

    @property
    def is_last(self) -> bool:
        """Whether nothing follows."""
        return self.offset + len(self.content) >= self.length


def piece(offset: int, content: bytes, told: Mapping[str, str]) -> Piece:
    """Read an answer to a range; the whole file is as good, if it was asked for from its start.

    Raises HubUnavailableError(TROUBLE) for anything else: somebody in between has answered.
    """
    found = _CONTENT_RANGE.fullmatch(told.get("Content-Range", ""))
    if found is None and offset == 0:
        return Piece(0, content, len(content))
    if found is None or int(found[1]) != offset or not content:
        raise refusal(Why.TROUBLE, "not the range that was asked for")
    return Piece(offset, content, int(found[2]))
