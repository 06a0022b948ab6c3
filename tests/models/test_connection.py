from __future__ import annotations

import shutil
from contextlib import closing
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import dbapi2

from intake_app.errors import Problem, UnavailableError
from intake_app.models.connection import (
    is_made,
    is_plain,
    open_file,
    refuse_unsafe,
    schema_number,
    translated,
    unavailable,
)

if TYPE_CHECKING:
    from pathlib import Path

KEY = bytes(range(32))


class DriverError(dbapi2.OperationalError):
    """What the driver raises, with the code it would carry."""

    def __init__(self, code: int) -> None:
        super().__init__("words of SQLite")
        self.sqlite_errorcode = code


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("mmap_size", 0),
    ],
)
def test_a_store_is_opened_with_the_agreed_pragmas(
    tmp_path: Path, pragma: str, value: object
) -> None:
    with closing(open_file(tmp_path / "a b%.db")) as connection:
        assert connection.execute(f"PRAGMA {pragma}").fetchone() == (value,)


def test_a_new_file_has_no_schema(tmp_path: Path) -> None:
    with closing(open_file(tmp_path / "new.db")) as connection:
        assert schema_number(connection) == 0


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    path = tmp_path / "one.db"
    with closing(open_file(path)) as writer:
        writer.execute("CREATE TABLE a(b)")
        with closing(open_file(path, readonly=True)) as reader:
            assert reader.execute("SELECT * FROM a").fetchall() == []
            with pytest.raises(UnavailableError) as refused, translated():
                reader.execute("INSERT INTO a VALUES (1)")
    assert refused.value.problem is Problem.READ_ONLY


def test_only_the_right_key_opens_an_encrypted_store(tmp_path: Path) -> None:
    path = tmp_path / "secret.db"
    with closing(open_file(path, key=KEY)) as connection:
        connection.execute("CREATE TABLE a(b)")
    with closing(open_file(path, key=KEY)) as connection:
        assert connection.execute("SELECT * FROM a").fetchall() == []
    assert b"CREATE TABLE" not in path.read_bytes()
    with pytest.raises(UnavailableError) as wrong:
        open_file(path, key=bytes(32))
    assert wrong.value.problem is Problem.STORE_KEY_WRONG


def test_something_else_is_not_taken_for_a_store(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear Sir or Madam, " * 200)

    with pytest.raises(UnavailableError) as refused:
        open_file(path)

    assert refused.value.problem is Problem.STORE_CORRUPT


def test_damage_that_the_driver_cannot_put_into_words_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(open_file(path)) as store:
        store.execute("CREATE TABLE t (a)")
        store.execute("PRAGMA writable_schema=ON")
        store.execute("UPDATE sqlite_master SET name = CAST(x'd02e' AS TEXT), sql = 'CREATE d'")

    with pytest.raises(UnavailableError) as refused:
        open_file(path)

    assert refused.value.problem is Problem.STORE_CORRUPT


def test_a_place_that_cannot_be_written_is_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError) as refused:
        open_file(tmp_path / "no such folder" / "intake.db")

    assert refused.value.problem is Problem.READ_ONLY


def test_a_full_disk_is_told_apart(tmp_path: Path) -> None:
    with closing(open_file(tmp_path / "small.db")) as connection:
        connection.execute("CREATE TABLE a(b)")
        connection.execute("PRAGMA max_page_count=3")
        with pytest.raises(UnavailableError) as refused, translated():
            connection.execute("INSERT INTO a VALUES (zeroblob(100000))")

    assert refused.value.problem is Problem.DISK_FULL


@pytest.mark.parametrize(
    ("free", "problem"), [(1000, Problem.DISK_FULL), (10**9, Problem.READ_ONLY)]
)
def test_a_disk_that_takes_nothing_is_asked_for_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, problem: Problem
) -> None:
    def usage(_place: Path) -> SimpleNamespace:
        return SimpleNamespace(free=free)

    monkeypatch.setattr(shutil, "disk_usage", usage)

    known = unavailable(DriverError(10), place=tmp_path)  # SQLITE_IOERR, without a reason

    assert known is not None
    assert known.problem is problem


def test_another_writer_makes_the_store_busy(tmp_path: Path) -> None:
    path = tmp_path / "one.db"
    with closing(open_file(path)) as one, closing(open_file(path, patience_s=0)) as other:
        one.execute("BEGIN IMMEDIATE")
        with pytest.raises(UnavailableError) as refused, translated():
            other.execute("BEGIN IMMEDIATE")

    assert refused.value.problem is Problem.STORE_BUSY


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (4874, Problem.DISK_FULL),  # SQLITE_IOERR_SHMSIZE
        (778, Problem.READ_ONLY),  # SQLITE_IOERR_WRITE
        (267, Problem.STORE_CORRUPT),  # SQLITE_CORRUPT_VTAB
        (1544, Problem.READ_ONLY),  # SQLITE_READONLY_DIRECTORY
        (261, Problem.STORE_BUSY),  # SQLITE_BUSY_RECOVERY
    ],
)
def test_extended_codes_keep_their_meaning(code: int, problem: Problem) -> None:
    known = unavailable(DriverError(code))

    assert known is not None
    assert known.problem is problem


def test_a_corrupt_page_of_an_encrypted_store_is_no_wrong_key() -> None:
    known = unavailable(DriverError(11), encrypted=True)

    assert known is not None
    assert known.problem is Problem.STORE_CORRUPT


def test_a_bug_in_a_statement_stays_a_bug(tmp_path: Path) -> None:
    with (
        closing(open_file(tmp_path / "one.db")) as connection,
        pytest.raises(dbapi2.OperationalError),
        translated(),
    ):
        connection.execute("SELECT * FROM nowhere")


def test_an_unsafe_sqlite_is_refused() -> None:
    with pytest.raises(UnavailableError) as refused:
        refuse_unsafe("3.51.2")

    assert refused.value.problem is Problem.SQLITE_UNSAFE
    assert refused.value.detail == "3.51.2"


def test_what_cannot_be_looked_at_is_left_to_the_driver(tmp_path: Path) -> None:
    assert is_plain(tmp_path)
    assert not is_made(tmp_path)
