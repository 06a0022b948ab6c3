"""Commands are run in this process, on a shop of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from intake_app.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Intake:
    """Runs `intake-app COMMAND … --data DIR --lang en`."""

    data: Path
    capsys: pytest.CaptureFixture[str]

    def __call__(self, command: str, *arguments: str, lang: str = "en") -> Ended:
        """Run it to its end."""
        code = main([command, *arguments, "--data", str(self.data), "--lang", lang])
        said = self.capsys.readouterr()
        return Ended(code, said.out, said.err)


@pytest.fixture
def intake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Intake:
    """A shop that does not exist yet; its secrets would go into a file."""
    monkeypatch.setenv("INTAKE_KEYRING", "file")
    return Intake(tmp_path / "shop", capsys)


@pytest.fixture
def furnished(intake: Intake) -> Intake:
    """A shop with people and orders."""
    assert intake("generate", "--clients", "5", "--orders", "7").code == 0
    return intake
