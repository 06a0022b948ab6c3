"""A database lies on a disk of this PC."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from intake_app.checks.shared_folder import is_in_cloud, is_on_server

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/x /mnt/nfs nfs4 rw 0 0
//nas/share /mnt/my\\040nas cifs rw 0 0
/dev/sdb1 /mnt/nfs/local ext4 rw 0 0

"""


@pytest.mark.parametrize(
    "folder",
    [
        PureWindowsPath(r"C:\Users\Анна\OneDrive - Мастерская\intake"),
        PureWindowsPath(r"C:\Users\Анна\Яндекс.Диск\intake"),
        PurePosixPath("/home/anna/Dropbox/intake"),
        PurePosixPath("/Users/anna/Library/Mobile Documents/com~apple~CloudDocs/intake"),
    ],
)
def test_clouds_are_known_by_their_folders(folder: PureWindowsPath | PurePosixPath) -> None:
    assert is_in_cloud(folder)


def test_a_usual_folder_is_no_cloud() -> None:
    assert not is_in_cloud(PureWindowsPath(r"C:\Users\Анна\AppData\Local\intake"))
    assert not is_in_cloud(PurePosixPath("/home/anna/.local/share/intake"))


@pytest.mark.parametrize(
    ("folder", "away"),
    [
        ("/mnt/nfs/intake", True),
        ("/mnt/my nas/intake", True),
        ("/mnt/nfs/local/intake", False),
        ("/home/anna/intake", False),
        ("//server/share/intake", True),
    ],
)
def test_a_server_is_known_by_its_mount(folder: str, away: bool) -> None:
    assert is_on_server(PurePosixPath(folder), MOUNTS) is away


def test_a_share_of_windows_is_a_server() -> None:
    assert is_on_server(PureWindowsPath(r"\\server\share\intake"))
    assert not is_on_server(PureWindowsPath(r"C:\intake"))
