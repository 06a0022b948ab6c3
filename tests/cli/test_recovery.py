"""The store at rest by commands: recover, restore, encrypt, decrypt, carry by hand, reset."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.checks import recovery_key
from intake_app.cli.shops import opened
from intake_app.config import Settings
from intake_app.services.store_keys import StoreKeys
from intake_app.sync.secrets import FILE
from tests.rigs.drafts import INTAKE

if TYPE_CHECKING:
    import pytest

    from tests.cli.conftest import Intake


def orders(intake: Intake) -> int:
    opened_store = StoreKeys(intake.data).open(readonly=True)
    try:
        return opened_store.execute('SELECT count(*) FROM "order"').fetchone()[0]
    finally:
        opened_store.close()


def take_in(intake: Intake) -> None:
    with opened(Settings(intake.data)) as shop:
        shop.services.intakes.receive(INTAKE)


def blocks(intake: Intake) -> tuple[str, ...]:
    return recovery_key.blocks(StoreKeys(intake.data).known().root)


def test_a_wiped_keyring_is_recovered_by_the_paper(furnished: Intake) -> None:
    paper = blocks(furnished)
    (furnished.data / FILE).unlink()
    locked = furnished("check")
    assert (locked.code, "recovery key" in locked.err) == (1, True)
    wrong = furnished("recover", *paper[:-1], "00000")
    assert (wrong.code, "(8)" in wrong.err) == (1, True)
    assert furnished("recover", *paper).code == 0
    assert furnished("check").code == 0
    assert orders(furnished) == 7


def test_a_backup_is_restored_on_another_pc(
    furnished: Intake, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = furnished("backup", str(tmp_path / "stick")).out.strip()
    other = type(furnished)(tmp_path / "other", capsys)
    refused = other("restore", made, "--key", *(["00000"] * 8))
    assert refused.code == 1
    done = other("restore", made, "--key", *blocks(furnished))
    assert (done.code, "orders 7" in done.out) == (0, True)
    assert orders(other) == 7


def test_a_restore_here_needs_no_key(furnished: Intake) -> None:
    made = furnished("backup").out.strip()
    take_in(furnished)
    listed = furnished("backups")
    assert made in listed.out
    assert furnished("backups", "--drill").out.endswith("ok\n")
    done = furnished("restore", made)
    assert done.code == 0, done.err
    assert orders(furnished) == 8


def test_encryption_is_switched_off_and_on(furnished: Intake) -> None:
    store = furnished.data / "intake.db"
    assert furnished("decrypt").code == 0
    assert store.read_bytes().startswith(b"SQLite format 3")
    assert orders(furnished) == 7
    assert furnished("encrypt").code == 0
    assert not store.read_bytes().startswith(b"SQLite format 3")
    assert orders(furnished) == 7


def test_unsent_work_is_carried_by_hand(furnished: Intake, tmp_path: Path) -> None:
    take_in(furnished)
    file = str(tmp_path / "unsent.ops")
    refused = furnished("reset")
    assert (refused.code, "export" in refused.err) == (1, True)
    exported = furnished("export-pending", file)
    assert (exported.code, int(exported.out) > 0) == (0, True)
    again = furnished("import-pending", file)
    assert (again.code, again.out) == (0, "0\n")
    assert furnished("reset", "--check", "--exported", file).code == 0
    assert orders(furnished) == 8
    done = furnished("reset", "--exported", file)
    assert done.code == 0
    assert not (furnished.data / "intake.db").exists()
    assert Path(done.out.split(" in ")[1].strip(), "intake.db").exists()


def test_changes_of_another_pc_need_a_hub(
    furnished: Intake, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take_in(furnished)
    file = str(tmp_path / "unsent.ops")
    furnished("export-pending", file)
    other = type(furnished)(tmp_path / "other", capsys)
    assert other("generate", "--clients", "1").code == 0
    refused = other("import-pending", file, "--key", *blocks(furnished))
    assert refused.code == 1
    assert "enrol" in refused.err
