"""Packs bodies with zstd where that pays, and unpacks no more than was allowed."""

from __future__ import annotations

from intake_app.errors import Problem, RejectedError

ENCODING = "zstd"
PACK_FROM = 512
"""Smaller bodies travel as they are."""

_LEVEL = 3
_WINDOW = 8 * 1024 * 1024


def pack(raw: bytes) -> bytes:
    """Pack with the size told in front."""
    import zstandard  # noqa: PLC0415 - only the exchange needs it

    return zstandard.ZstdCompressor(level=_LEVEL).compress(raw)


def unpack(packed: bytes, limit: int) -> bytes:
    """Unpack one whole frame that tells its size; a bomb is refused before it goes off.

    Raises RejectedError: TOO_LONG beyond `limit`, MALFORMED for anything else.
    """
    import zstandard  # noqa: PLC0415 - the same

    try:
        size = zstandard.frame_content_size(packed)
        if size < 0:
            raise RejectedError(Problem.MALFORMED, "a frame of unknown size")
        if size > limit:
            raise RejectedError(Problem.TOO_LONG, f"over {limit} bytes unpacked")
        unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        return unpacker.decompress(packed, max_output_size=limit, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise RejectedError(Problem.MALFORMED, "no zstd") from error
