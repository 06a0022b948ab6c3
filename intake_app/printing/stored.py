"""A composed paper as JSON, kept with its job: what was printed once can be printed again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast, get_args

from intake_app.printing.document import Block, Document
from intake_app.services import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

_KINDS: Mapping[str, type[Block]] = {kind.__name__: kind for kind in get_args(Block)}


def dump(document: Document) -> str:
    """Every block beside the name of its kind."""
    blocks = [[type(block).__name__, block] for block in document.blocks]
    return frozen.dump([document.title, document.language, blocks])


def load(text: str) -> Document:
    """Read what `dump` wrote; a block of a later version is left out.

    Raises RejectedError(MALFORMED) for anything else.
    """
    title, language, blocks = cast("tuple[str, str, list[tuple[str, object]]]", json.loads(text))
    known = ((_KINDS[name], block) for name, block in blocks if name in _KINDS)
    return Document(
        title, tuple(frozen.load(kind, json.dumps(block)) for kind, block in known), language
    )
