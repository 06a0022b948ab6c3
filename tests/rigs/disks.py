"""Disks with a trouble of their own: one that takes no bytes, one that is soon full.

Best is a small disk mounted for the test. Where that is not allowed (a container without the right
to mount) the next best thing that is really full, or really read-only, stands in for it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

_BLOCK = 4096
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a disk of its own, not a place for scratch files
_SMALL_ENOUGH = 128 << 20


@contextmanager
def read_only(folder: Path) -> Generator[Path]:
    """A folder that can only be read; permissions alone would not stop an administrator."""
    folder.mkdir(exist_ok=True)
    if _mount(folder, "ro,size=1m"):
        try:
            yield folder
        finally:
            _unmount(folder)
    elif os.geteuid() == 0:
        yield Path("/proc/shop")  # the kernel's own file system takes no folders, whoever asks
    else:
        folder.chmod(0o500)
        yield folder
        folder.chmod(0o700)


@contextmanager
def small(folder: Path, megabytes: int) -> Generator[Path]:
    """A disk of a few megabytes. AssertionError where there is none to be had."""
    folder.mkdir(exist_ok=True)
    if _mount(folder, f"size={megabytes}m"):
        try:
            yield folder
        finally:
            _unmount(folder)
        return
    assert shutil.disk_usage(_SHARED_MEMORY).free < _SMALL_ENOUGH, (
        "no disk is small enough to be filled: run as root, or with a small /dev/shm"
    )
    with tempfile.TemporaryDirectory(dir=_SHARED_MEMORY) as stand_in:
        yield Path(stand_in)


@contextmanager
def turned_read_only(folder: Path) -> Generator[None]:
    """Let a disk of `small` be read only for a while; nothing on it may be open for writing."""
    _remount(folder, "ro", 0o500)
    try:
        yield
    finally:
        _remount(folder, "rw", 0o700)


def _remount(folder: Path, how: str, mode: int) -> None:
    """Where nothing was mounted, permissions stand in for it."""
    if folder.is_mount():
        subprocess.run(["mount", "-o", f"remount,{how}", folder], check=True, capture_output=True)
        return
    for one in (*folder.rglob("*/"), folder):
        one.chmod(mode)


def fill(folder: Path) -> Path:
    """Take all that is left on the disk; unlinking the returned file frees it again."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(_BLOCK))
        except OSError:
            return filler


def _mount(folder: Path, options: str) -> bool:
    if os.geteuid() != 0:
        return False
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _unmount(folder: Path) -> None:
    subprocess.run(["umount", "--lazy", folder], check=True)
