"""A hub's file is encrypted unless it is told otherwise; its key is kept apart and found again."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from intake_app.errors import IntakeError, Problem, RejectedError
from intake_app.sync.secrets import FILE
from intake_hub.access import wrapping as wrapped
from intake_hub.app import now_ms
from intake_hub.cli import main
from intake_hub.opening import keep_key, key_of, store_of
from intake_hub.stations import Stations
from intake_hub.store.erasures import beside
from intake_hub.tls import folder
from tests.rigs.hub import ROOT
from tests.rigs.stations import asked

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = b"SQLite format 3"
PAPER = bytes(range(32))


@pytest.fixture(autouse=True)
def secrets_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_KEYRING", "file")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "hub.db"


@pytest.fixture
def db(file: Path) -> str:
    return f"sqlite:///{file}"


def serve_once(db: str, *, encrypt: bool = True, wrapping: bytes = b"") -> None:
    with closing(store_of(db, encrypt=encrypt, wrapping=wrapping)) as store:
        store.open(now_ms())
        stations = Stations(store, now_ms)
        stations.enrol(asked(stations.new_code(), name="Стойка"))


def serve(db: str, *options: str, stdin: bytes = b"") -> None:
    """`intake-hub serve` until it has read its standard input."""
    command = [sys.executable, "-m", "intake_hub", "serve", "--db", db, "--port", "0"]
    done = subprocess.run(
        [*command, "--with-parent", *options],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        timeout=60,
        check=False,
        env={**os.environ, "INTAKE_KEYRING": "file"},
    )
    assert done.returncode == 0, done.stderr


def test_serving_encrypts_a_new_file_unless_told_not_to(tmp_path: Path) -> None:
    for options in ((), ("--plain",)):
        file = tmp_path / f"{len(options)}.db"
        serve(f"sqlite:///{file}", *options)
        assert file.read_bytes().startswith(PLAIN) is bool(options)


def test_nothing_in_an_encrypted_file_can_be_read(
    tmp_path: Path, db: str, capsys: pytest.CaptureFixture[str]
) -> None:
    serve_once(db)
    held = [file.read_bytes() for file in tmp_path.glob("hub.db*") if file.is_file()]
    assert not any("Стойка".encode() in content for content in held)
    assert main(["stations", "--db", db]) == 0
    assert capsys.readouterr().out.startswith("Стойка")
    assert main(["check", "--db", db]) == 0
    plain = f"sqlite:///{tmp_path / 'plain.db'}"
    assert main(["move", "--from", db, "--to", plain, "--plain"]) == 0
    assert (tmp_path / "plain.db").read_bytes().startswith(PLAIN)
    again = f"sqlite:///{tmp_path / 'again.db'}"
    assert main(["move", "--from", plain, "--to", again]) == 0
    assert not (tmp_path / "again.db").read_bytes().startswith(PLAIN)


def test_a_plain_file_stays_plain(file: Path, db: str) -> None:
    serve_once(db, encrypt=False)
    serve_once(db, wrapping=PAPER)
    assert file.read_bytes().startswith(PLAIN)
    assert key_of(db) is None
    assert main(["key", "--db", db]) == 1


def test_a_file_that_was_just_begun_is_encrypted_with_the_key_made_for_it(
    file: Path, db: str
) -> None:
    serve_once(db)
    key = key_of(db)
    for part in file.parent.glob("hub.db*"):
        if part.is_file():
            part.unlink()
    file.touch()
    serve_once(db)
    assert key_of(db) == key
    assert not file.read_bytes().startswith(PLAIN)


def test_without_its_key_it_does_not_open(db: str) -> None:
    serve_once(db)
    (folder.beside(db) / FILE).unlink()
    with pytest.raises(IntakeError):
        serve_once(db)


def test_the_paper_of_the_desk_that_runs_it_opens_it_on_a_bare_pc(db: str) -> None:
    serve(db, "--wrapped", stdin=f"{PAPER.hex()}\n".encode())
    key = key_of(db)
    (folder.beside(db) / FILE).unlink()
    with pytest.raises(IntakeError):
        serve_once(db, wrapping=bytes(32))
    serve_once(db, wrapping=PAPER)
    assert key_of(db) == key


def test_a_new_recovery_key_of_the_desk_takes_the_place_of_the_old(db: str) -> None:
    serve_once(db, wrapping=PAPER)
    serve_once(db, wrapping=bytes(32))
    assert wrapped.find(folder.beside(db), PAPER) is None
    assert wrapped.find(folder.beside(db), bytes(32)) == key_of(db)


def test_what_is_no_key_is_refused(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-m", "intake_hub", "serve", "--db", db, "--wrapped"]
    done = subprocess.run(command, input=b"nothing\n", capture_output=True, cwd=ROOT, check=False)
    assert (done.returncode, b"64 hex digits" in done.stderr) == (1, True)
    with pytest.raises(RejectedError) as error:
        keep_key(db, PAPER)
    assert error.value.problem is Problem.MALFORMED
    assert main(["key", "--db", db]) == 1
    assert "no key" in capsys.readouterr().err


def test_a_key_that_was_written_down_is_kept_only_if_it_opens(
    db: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    serve_once(db)
    assert main(["key", "--db", db]) == 0
    written = capsys.readouterr().out
    (folder.beside(db) / FILE).unlink()
    for typed in ("xyz", PAPER.hex()):
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed + "\n"))
        assert main(["key", "--keep", "--db", db]) == 1
    monkeypatch.setattr(sys, "stdin", io.StringIO(written))
    assert main(["key", "--keep", "--db", db]) == 0
    serve_once(db)


def test_a_key_that_was_spoilt_is_told(db: str) -> None:
    serve_once(db)
    kept = folder.beside(db) / FILE
    key = key_of(db)
    assert key is not None
    kept.write_text(kept.read_text("utf-8").replace(key.hex(), "zz"), "utf-8")
    with pytest.raises(IntakeError) as error:
        serve_once(db)
    assert error.value.problem is Problem.STORE_KEY_WRONG


def test_files_of_a_hub_on_a_server_do_not_follow_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTAKE_HUB_FOLDER", str(tmp_path / "here"))
    assert beside(None, "shop", ".erased") == tmp_path / "here" / "intake-hub-shop.erased"
    db = "postgresql+psycopg://user@host/name"
    assert folder.beside(db).parent == tmp_path / "here"
    monkeypatch.delenv("INTAKE_HUB_FOLDER")
    for name in ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir("/")
    assert beside(None, "shop", ".erased").is_relative_to(tmp_path)
    assert folder.beside(db).is_relative_to(tmp_path)
