"""The author's signature on ops that leave this PC otherwise than by the exchange.

The hub believes whoever brings them only what the author signed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.sync.secrets import open_secrets
from intake_app.sync.signing import kept_signer, sign

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from uuid import UUID

    from intake_app.sync.core.ops import Op
    from intake_app.sync.signing import Signer


class Hand:
    """The hand of one store; its key is asked for once, and only when there is one."""

    def __init__(self, data: Path) -> None:
        """Nothing is read yet."""
        self._data = data
        self._signer: Signer | None = None

    def sign(self, ops: Iterable[Op], origin: UUID | None) -> list[Op]:
        """Sign what has no signature; a store that never met a hub leaves ops as they are.

        Raises UnavailableError when the place of secrets does not answer.
        """
        if self._signer is None and origin is not None:
            self._signer = kept_signer(open_secrets(self._data), origin)
        signer = self._signer
        return list(ops) if signer is None else [sign(op, signer) for op in ops]
