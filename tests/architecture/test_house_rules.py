"""House rules that no linter knows."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("intake_app", "intake_hub")
LONGEST, MEDIAN = 400, 90
EVERYWHERE = (*PACKAGES, "tests", "tools", "bench")
# Too slow to import before the first painted window, or a second SQLite in the process.
LATE = {
    "PIL",
    "alembic",
    "cryptography",
    "escpos",
    "fastapi",
    "holidays",
    "httpx",
    "keyring",
    "phonenumbers",
    "reportlab",
    "serial",
    "sqlalchemy",
    "sqlite3",
    "uvicorn",
    "zstandard",
}
EARLY_MODULES = (
    "intake_app.jobs",
    "intake_app.crash",
    "intake_app.config",
    "intake_app.scanning.scanner",
    "intake_app.services.drafts",
    "intake_app.services.finder",
    "intake_app.services.papers",
    "intake_app.services.rows",
    "intake_app.services.shop",
    "intake_app.services.spool",
    "intake_app.checks.phone",
    "intake_app.ui.main_window",
    "intake_app.app.desktop",
)


def sources(*folders: str) -> list[Path]:
    return [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]


def lines(file: Path) -> int:
    return len(file.read_text("utf-8").splitlines())


def test_no_file_is_longer_than_allowed() -> None:
    long = {file.relative_to(ROOT).as_posix(): lines(file) for file in sources(*EVERYWHERE)}
    assert {name: count for name, count in long.items() if count > LONGEST} == {}


def test_the_median_file_is_short() -> None:
    # Empty `__init__` files would flatter the figure.
    counts = [lines(file) for file in sources(*PACKAGES) if file.name != "__init__.py"]
    assert statistics.median(counts) <= MEDIAN


def test_packages_hold_a_docstring_and_nothing_else() -> None:
    loud = [
        file.relative_to(ROOT).as_posix()
        for file in sources(*PACKAGES)
        if file.name == "__init__.py" and lines(file) > 3
    ]
    assert loud == []


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    words = {"utils", "util", "helpers", "misc", "common", "managers"}
    assert [file for file in sources(*PACKAGES) if words & set(file.with_suffix("").parts)] == []


def test_contracts_between_layers_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("module", EARLY_MODULES)
def test_what_the_first_window_imports_is_light(module: str) -> None:
    script = f"import sys, {module}; print(*sorted(set({sorted(LATE)!r}) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.split()) == (0, []), done.stderr


def test_the_lock_file_names_no_registry_and_pins_by_hash() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in text
    assert text.count("==") <= text.count("--hash=sha256:")


def test_the_lock_file_holds_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {_name(requirement) for requirement in wanted}
    locked = {
        _name(line)
        for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines()
        if "==" in line and not line.startswith(" ")
    }
    assert names <= locked


def _name(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-").replace(".", "-")
