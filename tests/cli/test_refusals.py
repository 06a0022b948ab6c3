"""What is not there, or cannot be written, is called by its name."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from intake_app.checks import ticket
from intake_app.services.finder import Finder
from intake_app.services.store_keys import StoreKeys

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Ended, Intake


def latest(shop: Intake) -> str:
    with closing(Finder(shop.data / "intake.db", key=StoreKeys(shop.data).connecting())) as finder:
        return finder.orders("", limit=1)[0].number


def to_pdf(shop: Intake, order: str, file: Path) -> Ended:
    return shop("print", order, "--document", "label", "--pdf", str(file))


@pytest.mark.parametrize("way", ["whole", "without check digit", "ticket"])
def test_an_order_is_named_as_people_and_scanners_do(
    furnished: Intake, tmp_path: Path, way: str
) -> None:
    number = latest(furnished)
    found = ticket.from_number(number)
    assert found is not None
    short = number.rpartition("-")[0]
    typed = {"whole": number, "without check digit": short, "ticket": found.digits}[way]
    ended = to_pdf(furnished, typed, tmp_path / "x.pdf")
    assert (ended.code, ended.err) == (0, "")


@pytest.mark.parametrize("typed", ["A-77777", "nonsense", "000000000000"])
def test_an_order_that_is_not_there_is_called_an_order(
    furnished: Intake, tmp_path: Path, typed: str
) -> None:
    ended = to_pdf(furnished, typed, tmp_path / "x.pdf")
    assert (ended.code, ended.err.count("\n")) == (1, 1)
    assert "no such order" in ended.err
    assert typed in ended.err


def test_a_wrong_check_digit_prints_nothing(furnished: Intake, tmp_path: Path) -> None:
    number = latest(furnished)
    wrong = f"{number[:-1]}{(int(number[-1]) + 1) % 10}"
    assert "no such order" in to_pdf(furnished, wrong, tmp_path / "x.pdf").err


@pytest.mark.parametrize("command", ["print", "check", "backup"])
def test_a_database_that_is_not_there_is_told_and_not_made(
    intake: Intake, tmp_path: Path, command: str
) -> None:
    ended = to_pdf(intake, "A-1", tmp_path / "x.pdf") if command == "print" else intake(command)
    assert ended.code == 1
    assert "no database here" in ended.err
    assert str(intake.data / "intake.db") in ended.err
    assert not intake.data.exists()


def test_a_file_that_cannot_be_written_is_not_the_data_folder(
    furnished: Intake, tmp_path: Path
) -> None:
    ended = to_pdf(furnished, latest(furnished), tmp_path / "absent" / "x.pdf")
    assert ended.code == 1
    assert "data folder" not in ended.err
    assert str(tmp_path / "absent" / "x.pdf") in ended.err


def test_a_full_disk_is_called_full(furnished: Intake) -> None:
    ended = furnished("print", latest(furnished), "--document", "label", "--pdf", "/dev/full")
    assert ended.code == 1
    assert "disk is full" in ended.err


def test_a_printer_that_is_off_has_no_lid_to_look_at(furnished: Intake) -> None:
    where = "tcp://127.0.0.1:1"
    ended = furnished("print", latest(furnished), "--document", "receipt", "--to", where)
    assert ended.code == 1
    assert "does not answer" in ended.err
    assert "lid" not in ended.err
    assert where in ended.err


def test_a_backup_names_the_folder_that_takes_nothing(furnished: Intake, tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")
    ended = furnished("backup", str(tmp_path / "taken"))
    assert ended.code == 1
    assert str(tmp_path / "taken") in ended.err


def test_doctor_is_content_with_a_pc_that_has_no_devices(intake: Intake) -> None:
    ended = intake("doctor", lang="ru")
    assert ended.code == 0
    assert ended.out.count("не задано") == 4
    assert "секрет" in ended.out
    assert "missing" not in ended.out


def test_doctor_is_content_with_secrets_for_this_account_alone(intake: Intake) -> None:
    intake.data.mkdir()
    file = intake.data / "secrets.json"
    file.write_text("{}", "utf-8")
    file.chmod(0o600)
    ended = intake("doctor")
    assert ended.code == 0
    assert "only this account" in ended.out


def test_doctor_tells_of_secrets_that_others_may_read(intake: Intake) -> None:
    intake.data.mkdir()
    file = intake.data / "secrets.json"
    file.write_text("{}", "utf-8")
    file.chmod(0o644)
    ended = intake("doctor")
    assert ended.code == 1
    assert f"chmod 600 {file}" in ended.out
