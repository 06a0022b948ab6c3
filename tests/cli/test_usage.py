"""Wrong usage: one line, code 2, in the operator's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.cli import complaint
from intake_app.cli.main import main, parser

if TYPE_CHECKING:
    from pathlib import Path


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as leaving:
        main(list(arguments))
    assert leaving.value.code == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    return said.removeprefix("intake-app: ").strip()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "--nope"], "unknown option: --nope"),
        (["--nope"], "unknown option: --nope"),
        (["frobnicate"], "unknown command: frobnicate"),
        (["generate"], "still needed: --clients"),
        (["generate", "--clients", "-1"], "this value is not possible: --clients"),
        (["run", "--lang"], "a value is missing after: --lang"),
        (["print", "5", "--document", "receipt"], "one of these is needed: --to --pdf"),
    ],
)
def test_what_is_wrong_is_named(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.setenv("INTAKE_LANG", "en")
    assert refused(capsys, *arguments) == said


def test_russian_is_spoken_unless_asked_otherwise(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("INTAKE_LANG", raising=False)
    assert refused(capsys, "run", "--nope") == "неизвестный параметр: --nope"


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["run", "--lang", "en"], "en"),
        (["run", "--lang=en"], "en"),
        (["run", "--lang", "de"], "ru"),
        (["run", "--lang"], "ru"),
        ([], "ru"),
    ],
)
def test_the_language_is_known_before_the_settings(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], language: str
) -> None:
    monkeypatch.delenv("INTAKE_LANG", raising=False)
    assert complaint.asked_language(arguments) == language


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        parser("en").parse_args(["--help"])
    assert leaving.value.code == 0
    said = capsys.readouterr().out
    for command in ("run", "tour", "generate", "backup", "check", "print", "enrol", "sync"):
        assert f"\n    {command}" in said


def test_an_unknown_setting_is_named_and_ignored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "settings.toml").write_text("[desk]\nfont_pionts = 9\n")
    monkeypatch.setenv("INTAKE_LANG", "en")
    main(["check", "--data", str(tmp_path)])
    assert "settings.toml, line 2: desk.font_pionts" in capsys.readouterr().err
