"""What is wrong before there is a window: one clear line, the right exit code, no traceback."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import dbapi2

from tests.rigs import disks, program

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_CYRILLIC = re.compile("[а-яё]{3,}")


def _refused(code: int, *arguments: str, surroundings: Mapping[str, str]) -> str:
    """Run, hold the refusal to its form and return the line."""
    ended = program.run(*arguments, surroundings=surroundings)
    assert ended.returncode == code, ended.stderr
    assert ended.stdout == ""
    assert ended.stderr.endswith("\n")
    assert ended.stderr.count("\n") == 1, ended.stderr
    assert "Traceback" not in ended.stderr
    return ended.stderr


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (("run", "--nope"), "--nope"),
        (("--nope",), "--nope"),
        (("run", "--lang", "de"), "--lang"),
        (("frobnicate",), "frobnicate"),
        (("run", "--data"), "--data"),
    ],
)
def test_wrong_usage_is_named_in_the_operators_language(
    arguments: tuple[str, ...], names: str, surroundings: dict[str, str]
) -> None:
    line = _refused(2, *arguments, surroundings=surroundings)
    assert names in line
    assert _CYRILLIC.search(line)


@pytest.mark.parametrize(
    ("option", "address", "names"),
    [
        ("--receipt-printer", "foo://x", "foo"),
        ("--receipt-printer", "tcp://host:port", "port"),
        ("--label-printer", "folder:///x?width=wide", "wide"),
        ("--scanner", "tcp://1.2.3.4:5", "tcp"),
    ],
)
def test_wrong_device_address_is_refused_before_the_window(
    option: str, address: str, names: str, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    line = _refused(1, "--data", f"{tmp_path}/shop", option, address, surroundings=surroundings)
    assert names in line
    assert _CYRILLIC.search(line)


def test_english_operator_is_told_in_english(surroundings: dict[str, str]) -> None:
    line = _refused(1, "run", "--lang", "en", "--scanner", "x:", surroundings=surroundings)
    assert line.startswith("intake-app: The device address is written wrongly")


@pytest.mark.parametrize(
    ("text", "line_number"),
    [
        ('[desk]\nlang = "ru"\nfont_points = "big"\n', 3),
        ('[desk]\n\nlang = "ru\n', 3),
        ("[desk]\nlang = \udcff\n", 2),
        ('demo = "no"\n', 1),
    ],
)
def test_broken_settings_are_refused_with_their_line(
    text: str, line_number: int, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8", errors="surrogateescape")
    line = _refused(1, "--data", str(tmp_path), surroundings=surroundings)
    assert f"settings.toml, line {line_number}" in line
    assert _CYRILLIC.search(line)


@pytest.mark.parametrize("display", [None, ":4711"])
def test_missing_display_is_told_without_an_abort(
    display: str | None, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    del surroundings["QT_QPA_PLATFORM"]
    surroundings.pop("DISPLAY", None)
    if display:
        surroundings["DISPLAY"] = display
    line = _refused(1, "--data", str(tmp_path / "shop"), surroundings=surroundings)
    assert _CYRILLIC.search(line)
    assert display is None or display in line


def test_file_in_place_of_the_data_folder_is_named(
    tmp_path: Path, surroundings: dict[str, str]
) -> None:
    (tmp_path / "shop").write_text("not a folder")
    line = _refused(1, "--data", str(tmp_path / "shop"), surroundings=surroundings)
    assert str(tmp_path / "shop") in line
    assert "папк" in line


def test_read_only_data_folder_is_refused(tmp_path: Path, surroundings: dict[str, str]) -> None:
    with disks.read_only(tmp_path / "shop") as shop:
        line = _refused(1, "--data", str(shop), surroundings=surroundings)
    assert "папк" in line


def test_full_disk_at_the_first_start_is_refused(
    tmp_path: Path, surroundings: dict[str, str]
) -> None:
    with disks.small(tmp_path / "shop", 1) as shop:
        disks.fill(shop)
        line = _refused(1, "--data", str(shop), surroundings=surroundings)
    assert "диск" in line.lower()


def test_store_of_a_newer_version_is_left_alone(
    tmp_path: Path, surroundings: dict[str, str]
) -> None:
    store = tmp_path / "intake.db"
    with closing(dbapi2.connect(str(store))) as newer:
        newer.execute("PRAGMA user_version = 4711")
    before = store.read_bytes()
    line = _refused(1, "--data", str(tmp_path), surroundings=surroundings)
    assert "4711" in line
    assert store.read_bytes() == before
