"""`generate`, `backup`, `check`, `doctor`, `--self-test`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.cli import doctor, main, system_libraries
from intake_app.services.store_keys import StoreKeys
from intake_app.upkeep import archive

if TYPE_CHECKING:
    import pytest

    from tests.cli.conftest import Intake


def rows(store: Path, table: str) -> int:
    opened = StoreKeys(store.parent).open(readonly=True)
    try:
        return opened.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608 - ours
    finally:
        opened.close()


def test_generate_makes_a_shop_of_the_size_asked_for(furnished: Intake) -> None:
    assert rows(furnished.data / "intake.db", "client") == 5
    assert rows(furnished.data / "intake.db", "order") == 7


def test_generate_makes_three_orders_of_two_clients_unless_told(intake: Intake) -> None:
    assert intake("generate", "--clients", "4").code == 0
    assert rows(intake.data / "intake.db", "order") == 6


def test_backup_says_where_the_proven_copy_is(furnished: Intake, tmp_path: Path) -> None:
    ended = furnished("backup", str(tmp_path / "stick"))
    copy = Path(ended.out.strip())
    assert ended.code == 0
    assert copy.parent == tmp_path / "stick"
    assert archive.look(copy, StoreKeys(furnished.data).known()).orders == 7


def test_backup_goes_beside_the_data_unless_told(furnished: Intake) -> None:
    assert Path(furnished("backup").out.strip()).parent == furnished.data / "backups"


def test_backup_without_a_store_is_refused(intake: Intake) -> None:
    ended = intake("backup")
    assert ended.code == 1
    assert "intake.db" in ended.err


def test_check_is_silent_when_all_is_well(furnished: Intake) -> None:
    ended = furnished("check")
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_check_tells_of_a_damaged_store(furnished: Intake) -> None:
    store = furnished.data / "intake.db"
    data = bytearray(store.read_bytes())
    data[8192:12288] = b"\xff" * 4096
    store.write_bytes(data)
    ended = furnished("check")
    assert ended.code == 1
    assert "damaged" in ended.err


def test_doctor_names_everything_it_looked_at(intake: Intake) -> None:
    ended = intake("doctor", "--json")
    found = {finding["what"]: finding["well"] for finding in json.loads(ended.out)}
    assert found["data folder"]
    assert found["system libraries"]
    assert found["receipt printer"]
    assert found["scanner"]


def test_doctor_names_the_cure_in_words(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_SCANNER", "serial:///dev/absent")
    ended = intake("doctor")
    assert ended.code == 1
    assert "/dev/absent" in ended.out


def test_doctor_refuses_a_data_folder_that_is_a_file(intake: Intake) -> None:
    intake.data.write_bytes(b"")
    found = {entry["what"]: entry for entry in json.loads(intake("doctor", "--json").out)}
    assert not found["data folder"]["well"]


def test_doctor_names_a_wrong_printer_address(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTAKE_LABEL_PRINTER", "foo://x")
    found = {entry["what"]: entry for entry in json.loads(intake("doctor", "--json").out)}
    assert not found["label printer"]["well"]
    assert found["receipt printer"]["well"]


def test_a_missing_library_is_cured_by_a_line_to_copy() -> None:
    assert system_libraries.cure(("libgl1", "libegl1")).startswith("sudo apt-get install")
    assert system_libraries.cure(()) == ""
    assert not system_libraries.loads("libabsent.so.9")


def test_the_version_is_the_one_of_the_project(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("intake-app 0.")


def test_the_self_test_finds_all_parts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["--self-test"]) == 0
    assert "all parts" in capsys.readouterr().out


def test_a_finding_without_a_cure_is_well() -> None:
    assert doctor.Finding("x", well=True).cure == ""
