"""Where the token of the hub is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringError, KeyringLocked, PasswordDeleteError
from typing_extensions import override

from intake_app.errors import Problem, UnavailableError
from intake_app.sync.secrets import FILE, FileSecrets, Place, open_secrets, token_name

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


class MemoryKeyring(KeyringBackend):
    priority = 1  # pyright: ignore[reportAssignmentType] - a property of the library's base

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.trouble: KeyringError | None = None

    @override
    def get_password(self, service: str, username: str) -> str | None:
        self._fail()
        return self.kept.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self._fail()
        self.kept[service, username] = password

    @override
    def delete_password(self, service: str, username: str) -> None:
        self._fail()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError

    def _fail(self) -> None:
        if self.trouble is not None:
            raise self.trouble


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Generator[MemoryKeyring]:
    monkeypatch.delenv("INTAKE_KEYRING", raising=False)
    before = keyring.get_keyring()
    ring = MemoryKeyring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


def test_a_keyring_is_used_where_there_is_one(ring: MemoryKeyring, tmp_path: Path) -> None:
    secrets = open_secrets(tmp_path)
    secrets.write("token", "s3cret")
    assert secrets.place is Place.KEYRING
    assert secrets.read("token") == "s3cret"
    secrets.erase("token")
    secrets.erase("token")
    assert secrets.read("token") is None
    assert list(tmp_path.iterdir()) == []


def test_a_locked_keyring_is_told(ring: MemoryKeyring, tmp_path: Path) -> None:
    secrets = open_secrets(tmp_path)
    ring.trouble = KeyringLocked()
    for refused in (
        lambda: secrets.read("token"),
        lambda: secrets.write("token", "s"),
        lambda: secrets.erase("token"),
    ):
        with pytest.raises(UnavailableError) as error:
            refused()
        assert error.value.problem is Problem.READ_ONLY


def test_a_pc_without_keyring_uses_a_file(ring: MemoryKeyring, tmp_path: Path) -> None:
    keyring.set_keyring(NoKeyring())
    assert open_secrets(tmp_path).place is Place.FILE


def test_the_file_can_be_forced_and_only_we_may_read_it(
    ring: MemoryKeyring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTAKE_KEYRING", "file")
    secrets = open_secrets(tmp_path)
    secrets.write("one", "1")
    secrets.write("two", "2")
    secrets.erase("one")
    assert (secrets.read("one"), secrets.read("two")) == (None, "2")
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert ring.kept == {}


@pytest.mark.parametrize("content", ["{half", "[]", "\0"])
def test_a_broken_file_is_told_or_taken_as_empty(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content)
    secrets = FileSecrets(tmp_path / FILE)
    if content == "[]":
        assert secrets.read("token") is None
    else:
        with pytest.raises(UnavailableError):
            secrets.read("token")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    secrets = FileSecrets(tmp_path / "absent" / FILE)
    assert secrets.read("token") is None
    with pytest.raises(UnavailableError) as error:
        secrets.write("token", "s")
    assert error.value.problem is Problem.READ_ONLY


def test_each_store_of_a_pc_has_its_own_token() -> None:
    assert token_name(uuid4()) != token_name(uuid4())
