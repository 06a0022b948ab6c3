"""A store in a real file, with a clock of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.models.recording import Recorder
from intake_app.models.store import Store
from tests.rigs.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def store(tmp_path: Path, watch: Watch) -> Iterator[Store]:
    found = Store(tmp_path / "intake.db", Recorder(watch, "Анна"), patience_s=0.05)
    yield found
    found.close()
