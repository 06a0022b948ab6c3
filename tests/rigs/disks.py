"""Disks with a trouble of their own: one that takes no bytes, one that is soon full."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

_BLOCK = 4096


@contextmanager
def read_only(folder: Path) -> Generator[Path]:
    """A disk that can only be read; permissions alone would not stop an administrator."""
    with _mounted(folder, "ro,size=1m"):
        yield folder


@contextmanager
def small(folder: Path, megabytes: int) -> Generator[Path]:
    """A disk of a few megabytes."""
    with _mounted(folder, f"size={megabytes}m"):
        yield folder


def fill(folder: Path) -> Path:
    """Take all that is left on the disk; unlinking the returned file frees it again."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(_BLOCK))
        except OSError:
            return filler


@contextmanager
def _mounted(folder: Path, options: str) -> Generator[None]:
    folder.mkdir(exist_ok=True)
    assert os.geteuid() == 0, "this test mounts a small disk of its own and must run as root"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
