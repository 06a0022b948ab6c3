"""What whole-application tests share: a private home and a private X server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rigs import program, xserver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.rigs.xserver import XServer


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """The environment of a person who never used the program; without a screen."""
    home = tmp_path / "home"
    home.mkdir()
    return program.environment(home)


@pytest.fixture(scope="session")
def screen() -> Iterator[XServer]:
    """A screen of the usual size with a window manager; tests never share a window."""
    with xserver.running() as server:
        yield server
