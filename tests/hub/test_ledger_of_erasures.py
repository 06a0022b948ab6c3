"""The ledger beside the database: what a power cut left of a line, and a disk that takes none."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from intake_app.errors import UnavailableError
from intake_hub.store.erasures import Erasures

if TYPE_CHECKING:
    from pathlib import Path

    from intake_hub.store.engine import HubStore


def test_half_a_line_was_never_acknowledged_and_stops_nothing(
    store: HubStore, tmp_path: Path
) -> None:
    ledger = Erasures(tmp_path / "x.erased")
    ledger.append(uuid4(), [uuid4(), uuid4()], 1)
    whole = ledger.path.read_text("utf-8")
    ledger.path.write_text(f'{whole}{{"shop": "1\n[]\n{{"shop": 5, "rec": "x"}}\n', "utf-8")
    with store.writing() as connection:
        assert ledger.replay(connection) == 0  # nobody of them is here
    ledger.append(uuid4(), [], 1)
    assert ledger.path.read_text("utf-8").startswith(whole)


def test_a_ledger_that_cannot_be_kept_or_read_is_told(store: HubStore, tmp_path: Path) -> None:
    (tmp_path / "x.erased").mkdir()
    ledger = Erasures(tmp_path / "x.erased")
    with pytest.raises(UnavailableError):
        ledger.append(uuid4(), [uuid4()], 1)
    with store.reading() as connection, pytest.raises(UnavailableError):
        ledger.replay(connection)
