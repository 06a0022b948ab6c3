"""What the calls about large files say: how far an upload is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from intake_app.sync.core.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping

CHUNK = 1024 * 1024
"""What one PATCH carries; only the last one of a file may be less."""

MOST_BLOB_BYTES = 64 * 1024 * 1024
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
