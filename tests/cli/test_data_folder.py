"""Where the data may lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.conftest import Intake

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_cloud_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    intake = Intake(tmp_path / "OneDrive" / "intake", capsys)
    ended = intake("generate", "--clients", "1")
    assert (ended.code, "cloud" in ended.err) == (1, True)
    assert not intake.data.exists()
