"""Where a setting comes from, and what is said about a wrong one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.config import UnknownKey, load, resources
from intake_app.errors import Problem, RejectedError
from tools import settings_page

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, text: str) -> dict[str, str]:
    (folder / "settings.toml").write_text(text, "utf-8")
    return {"data": str(folder)}


def test_an_absent_file_means_defaults(tmp_path: Path) -> None:
    settings, unknown = load({"data": str(tmp_path)}, {})
    assert settings.data == tmp_path
    assert settings.desk.lang == "ru"
    assert settings.shop.repair_days == 15
    assert not settings.demo
    assert unknown == ()


def test_options_win_over_environment_over_file_over_defaults(tmp_path: Path) -> None:
    options = write(tmp_path, '[desk]\nlang = "en"\nfont_points = 12\nscanner = "none:"\n')
    environment = {"INTAKE_FONT_POINTS": "14", "INTAKE_SCANNER": "serial://COM3"}
    settings, _ = load({**options, "scanner": "serial://COM4", "lang": None}, environment)
    assert settings.desk.lang == "en"
    assert settings.desk.font_points == 14
    assert settings.desk.scanner == "serial://COM4"
    assert settings.desk.paper_lang == "ru"


def test_the_shop_is_read_from_file_and_environment(tmp_path: Path) -> None:
    options = write(tmp_path, 'demo = true\n[shop]\nname = "Мастер"\nrepair_days = 20\n')
    settings, unknown = load(options, {"INTAKE_SHOP_NAME": "Ремонт"})
    assert (settings.shop.name, settings.shop.repair_days) == ("Ремонт", 20)
    assert settings.demo
    assert unknown == ()


def test_a_misspelt_key_is_named_with_its_line(tmp_path: Path) -> None:
    options = write(
        tmp_path, 'extra = 1\n\n[desk]\nlang = "en"\nfont_pionts = 12\n[shop]\n[other]\nx = 1\n'
    )
    settings, unknown = load(options, {})
    assert settings.desk.font_points == 10
    assert unknown == (
        UnknownKey(1, "extra"),
        UnknownKey(5, "desk.font_pionts"),
        UnknownKey(7, "other"),
    )
    assert str(unknown[1]) == "settings.toml, line 5: desk.font_pionts"


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("[desk]\nlang = en\n", "line 2"),
        ('[desk]\n\nlang = "de"\n', "line 3: lang must be one of ru, en"),
        ('[desk]\nfont_points = "12"\n', "line 2: font_points must be a whole number"),
        ("[desk]\nfont_points = true\n", "line 2: font_points must be a whole number"),
        ("[desk]\nfont_points = 99\n", "line 2: font_points must be from 7 to 32"),
        ("[desk]\nscanner = 1\n", "line 2: scanner must be a text in quotes"),
        ('[shop]\ntimezone = "Mars/Olympus"\n', "line 2: timezone must be"),
        ('[shop]\ntimezone = "../etc/passwd"\n', "line 2: timezone must be"),
        ("desk.lang = 5\n", "line 1: lang must be"),
        ("\ndesk = 5\n", "line 2: desk must be a section"),
        ("\ndemo = 1\n", "line 2: demo must be true or false"),
        ('[desk]\nlang = "en', "line 2"),
    ],
)
def test_a_broken_file_stops_the_start_and_names_the_line(
    tmp_path: Path, text: str, detail: str
) -> None:
    with pytest.raises(RejectedError) as refusal:
        load(write(tmp_path, text), {})
    assert refusal.value.problem is Problem.SETTINGS_BROKEN
    assert refusal.value.detail.startswith("settings.toml, ")
    assert detail in refusal.value.detail


def test_a_file_in_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes('[shop]\nname = "Мастер"\n'.encode("cp1251"))
    with pytest.raises(RejectedError, match="line 2: not UTF-8"):
        load({"data": str(tmp_path)}, {})


def test_a_mark_left_by_notepad_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes(b'\xef\xbb\xbf[desk]\nlang = "en"\n')
    assert load({"data": str(tmp_path)}, {})[0].desk.lang == "en"


@pytest.mark.parametrize(
    ("name", "value"),
    [("INTAKE_FONT_POINTS", "big"), ("INTAKE_LANG", "de"), ("INTAKE_DEMO", "maybe")],
)
def test_a_wrong_variable_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(RejectedError, match=name):
        load({"data": str(tmp_path)}, {name: value})


def test_a_settings_file_that_cannot_be_read_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    with pytest.raises(RejectedError, match=r"settings\.toml"):
        load({"data": str(tmp_path)}, {})


def test_data_lies_in_demo_for_an_exercise_and_else_where_the_system_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert load({"demo": True}, {})[0].data == tmp_path / "demo"
    assert load({}, {"INTAKE_DEMO": "1"})[0].data == tmp_path / "demo"
    assert load({}, {"INTAKE_DATA": str(tmp_path / "x")})[0].data == tmp_path / "x"
    assert load({}, {})[0].data.name == "intake"


def test_resources_are_found() -> None:
    assert resources().name == "resources"


def test_the_page_of_settings_is_current() -> None:
    assert settings_page.PAGE.read_text("utf-8") == settings_page.page()
