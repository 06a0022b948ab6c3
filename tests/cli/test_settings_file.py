"""One value of `settings.toml` is set; the rest is left alone."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from intake_app.errors import IntakeError, Problem
from intake_app.settings_file import changed, prepared

if TYPE_CHECKING:
    from pathlib import Path

URL = "http://hub:8765"
LINE = f'hub = "{URL}"'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"[desk]\n{LINE}\n"),
        ("demo = true", f"demo = true\n\n[desk]\n{LINE}\n"),
        ("[shop] # us\nname = 'A'\n", f"[shop] # us\nname = 'A'\n\n[desk]\n{LINE}\n"),
        ("[desk]", f"[desk]\n{LINE}\n"),
        ("[desk]\n[shop]\nhub = 1\n", f"[desk]\n{LINE}\n[shop]\nhub = 1\n"),
        ('[desk]\nhub = "x"  # here\nlang="ru"\n', f'[desk]\n{LINE}  # here\nlang="ru"\n'),
        ("[desk]\r\nhub = 'a#b' # c\r\n", f"[desk]\r\n{LINE} # c\r\n"),
        ("[desk]\n# hub = 'no'\n", f"[desk]\n{LINE}\n# hub = 'no'\n"),
    ],
)
def test_only_its_line_changes(before: str, after: str) -> None:
    assert changed(before, "desk", "hub", URL) == after
    assert tomllib.loads(after)["desk"]["hub"] == URL


def test_quotes_in_a_value_stay_quotes(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    prepared(file, "desk", "hub", 'a"b\\c')()
    assert tomllib.loads(file.read_text("utf-8"))["desk"]["hub"] == 'a"b\\c'


@pytest.mark.parametrize("before", ['desk = {lang = "ru"}\n', 'desk.lang = "ru"\n'])
def test_what_cannot_be_changed_by_lines_is_told_and_left(tmp_path: Path, before: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(before, "utf-8")
    with pytest.raises(IntakeError) as refusal:
        prepared(file, "desk", "hub", URL)
    assert refusal.value.problem is Problem.SETTINGS_BROKEN
    assert file.read_text("utf-8") == before


def test_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("", "utf-8")
    file.chmod(0o640)
    prepared(file, "desk", "hub", URL)()
    assert file.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["settings.toml"]


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    file = tmp_path / "absent" / "settings.toml"
    keep = prepared(file, "desk", "hub", URL)
    with pytest.raises(IntakeError) as refusal:
        keep()
    assert refusal.value.problem is Problem.FILE_UNWRITABLE
    assert str(file) in refusal.value.detail
