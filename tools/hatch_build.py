"""Compile the catalogues into the wheel: compiled ones are not kept in the repository."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):
    """Runs before the files of a wheel are gathered."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """See hatchling."""
        sys.path.insert(0, str(Path(self.root) / "tools"))
        import messages  # noqa: PLC0415 - found once the path is set

        messages.compile_stale()
