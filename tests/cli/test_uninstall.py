"""The shipped uninstaller asks the program first, and removes nothing while work would go."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from intake_app.sync.secrets import FILE
from tests.cli.test_recovery import take_in

if TYPE_CHECKING:
    from tests.cli.conftest import Intake

ROOT = Path(__file__).parents[2]
SERVICE = ROOT / "resources" / "service"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder as it is installed, with the program of this tree in it."""
    folder = tmp_path / "program"
    (folder / "_internal").mkdir(parents=True)
    desk = folder / "intake-app"
    desk.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m intake_app "$@"\n', "utf-8")
    desk.chmod(0o755)
    return folder


def uninstall(program: Path, data: Path, *more: str) -> subprocess.CompletedProcess[str]:
    told = {"INTAKE_DATA": str(data), "INTAKE_KEYRING": "file", "INTAKE_LANG": "en"}
    return subprocess.run(
        ["sh", str(SERVICE / "uninstall.sh"), str(program), *more],
        env=dict(os.environ) | told | {"PYTHONPATH": str(ROOT)},
        cwd=data.parent,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_unsent_work_stops_it_and_a_carried_file_lets_it_go_on(
    furnished: Intake, program: Path, tmp_path: Path
) -> None:
    take_in(furnished)
    refused = uninstall(program, furnished.data)
    assert refused.returncode == 1
    assert "have not reached the hub" in refused.stderr
    assert "export-pending" in refused.stderr
    assert (program / "intake-app").exists()
    file = str(tmp_path / "unsent.ops")
    assert furnished("export-pending", file).code == 0
    done = uninstall(program, furnished.data, "--exported", file)
    assert (done.returncode, done.stderr) == (0, "")
    assert not program.exists()
    assert (furnished.data / "intake.db").exists()


def test_where_nobody_worked_it_just_goes(program: Path, tmp_path: Path) -> None:
    done = uninstall(program, tmp_path / "none")
    assert (done.returncode, done.stderr) == (0, "")
    assert not program.exists()
    assert not (tmp_path / "none").exists()


def test_looking_makes_no_store(intake: Intake) -> None:
    assert intake("reset", "--check").code == 0
    assert not intake.data.exists()
    assert intake("reset").code == 1  # there is nothing to begin anew


def test_data_that_cannot_be_read_may_hold_anything(furnished: Intake) -> None:
    (furnished.data / FILE).unlink()
    asked = furnished("reset", "--check")
    assert (asked.code, "recovery key" in asked.err) == (1, True)


def test_a_folder_without_the_program_is_left_alone(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    assert uninstall(precious, tmp_path / "none").returncode == 2
    assert precious.exists()


@pytest.mark.parametrize("has_parts", [True, False])
def test_a_folder_of_many_programs_is_left_alone(
    program: Path, tmp_path: Path, has_parts: bool
) -> None:
    """`/usr/bin` or the folder of a virtual environment has our program in it, too."""
    shared = tmp_path / "bin"
    shared.mkdir()
    if has_parts:
        (shared / "_internal").mkdir()
        (shared / "intake-app").symlink_to(program / "intake-app")
    else:
        (program / "intake-app").rename(shared / "intake-app")
    refused = uninstall(shared, tmp_path / "none")
    assert (refused.returncode, "more than the program" in refused.stderr) == (2, True)
    assert (shared / "intake-app").exists()


def test_the_one_of_windows_asks_the_same_before_it_removes() -> None:
    recipe = (SERVICE / "uninstall-windows.ps1").read_text("utf-8")
    ours, asked, refused, removed = (
        recipe.index(part) for part in ("_internal", '"reset", "--check"', "exit 1", "Remove-Item")
    )
    assert ours < asked < refused < removed
