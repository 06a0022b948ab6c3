"""`tour DIR`: one real intake through the real window, by keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.cli import display
from intake_app.tour import tour

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping


def main(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Take it; a folder of pictures, papers and data is left. Raises IntakeError."""
    display.demand(
        {**environment, "QT_QPA_PLATFORM": environment.get("QT_QPA_PLATFORM", "offscreen")}
    )
    return tour.take(Path(options.folder), options.lang)
