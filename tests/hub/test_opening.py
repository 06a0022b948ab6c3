"""A hub whose file is encrypted: its key is kept apart, and every command finds it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from intake_app.errors import IntakeError
from intake_app.sync.secrets import FILE
from intake_hub.app import now_ms
from intake_hub.cli import main
from intake_hub.opening import store_of
from intake_hub.stations import Stations
from intake_hub.tls import folder
from tests.rigs.stations import asked

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def secrets_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_KEYRING", "file")


def serve_once(db: str, *, encrypt: bool) -> None:
    with closing(store_of(db, encrypt=encrypt)) as store:
        store.open(now_ms())
        stations = Stations(store, now_ms)
        stations.enrol(asked(stations.new_code(), name="Стойка"))


def test_nothing_in_an_encrypted_file_can_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = f"sqlite:///{tmp_path / 'hub.db'}"
    serve_once(db, encrypt=True)
    assert not (tmp_path / "hub.db").read_bytes().startswith(b"SQLite")
    held = [file.read_bytes() for file in tmp_path.glob("hub.db*") if file.is_file()]
    assert not any("Стойка".encode() in content for content in held)
    assert main(["stations", "--db", db]) == 0
    assert capsys.readouterr().out.startswith("Стойка")
    assert main(["check", "--db", db]) == 0
    plain = f"sqlite:///{tmp_path / 'plain.db'}"
    assert main(["move", "--from", db, "--to", plain]) == 0
    assert (tmp_path / "plain.db").read_bytes().startswith(b"SQLite")
    again = f"sqlite:///{tmp_path / 'again.db'}"
    assert main(["move", "--from", plain, "--to", again, "--encrypt"]) == 0
    assert not (tmp_path / "again.db").read_bytes().startswith(b"SQLite")


def test_a_plain_file_stays_plain(tmp_path: Path) -> None:
    db = f"sqlite:///{tmp_path / 'hub.db'}"
    serve_once(db, encrypt=False)
    serve_once(db, encrypt=True)
    assert (tmp_path / "hub.db").read_bytes().startswith(b"SQLite")


def test_without_its_key_it_does_not_open(tmp_path: Path) -> None:
    db = f"sqlite:///{tmp_path / 'hub.db'}"
    serve_once(db, encrypt=True)
    (folder.beside(db) / FILE).unlink()
    with pytest.raises(IntakeError):
        serve_once(db, encrypt=True)
