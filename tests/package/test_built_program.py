"""The program as it is shipped: built, moved, and started where no Python is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder PyInstaller made, away from the sources."""
    folder = tmp_path_factory.mktemp("package")
    subprocess.run(
        [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"),
            *("--distpath", str(folder / "dist"), "--workpath", str(folder / "build")),
            "build.spec",
        ],
        cwd=ROOT,
        check=True,
        timeout=600,
    )
    return folder / "dist" / "intake-app"


def bare(home: Path) -> dict[str, str]:
    """An environment in which no Python is found."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
    return {"QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "INTAKE_KEYRING": "file"} | kept


def started(program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run it to its end in a bare environment."""
    return subprocess.run(
        [program, *arguments],
        cwd=program.parent,
        env=bare(program.parent),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.timeout(900)
def test_the_built_desktop_has_all_its_parts(built: Path) -> None:
    ended = started(built / "intake-app", "--self-test")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "all parts are here" in ended.stdout


@pytest.mark.timeout(900)
def test_the_built_hub_makes_a_store_serves_it_and_gives_a_code(built: Path) -> None:
    db = f"sqlite:///{built / 'hub.db'}"
    serving = [built / "intake-hub", "serve", "--db", db, "--port", "0"]
    with subprocess.Popen(serving, env=bare(built), stdout=subprocess.PIPE, text=True) as hub:
        assert hub.stdout is not None
        assert json.loads(hub.stdout.readline())["hub"].startswith("http")
        hub.terminate()
    ended = started(built / "intake-hub", "code", "--db", db)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.strip()


@pytest.mark.timeout(900)
def test_a_second_sqlite_is_not_shipped(built: Path) -> None:
    found = {file.parent.name for file in built.rglob("*sqlite3*.so*")}
    assert found <= {"sqlcipher3"}
