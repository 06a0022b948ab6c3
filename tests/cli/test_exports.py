"""`export`: all data as plain files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Intake


def test_what_was_taken_in_comes_out(intake: Intake, tmp_path: Path) -> None:
    path = tmp_path / "clients.csv"
    path.write_text("Имя;Телефон\nПетров Пётр;89161234567\n", encoding="utf-8")
    intake("import", str(path), "--kind", "clients")
    done = intake("export", str(tmp_path / "out"), "--format", "json")
    assert done.code == 0
    assert "client: 1\n" in done.out
    assert "Петров Пётр" in (tmp_path / "out" / "client.json").read_text(encoding="utf-8")
    assert done.err.count("\n") == 1
