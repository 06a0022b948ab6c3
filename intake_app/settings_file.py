"""One value written into `settings.toml`; every other line and comment stays as it was."""

from __future__ import annotations

import json
import os
import re
import shutil
import tomllib
from functools import partial
from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_VALUE = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^#\r\n]*?)"""


def prepared(file: Path, section: str, key: str, value: str) -> Callable[[], None]:
    """Make ready to write, so that what cannot be is told before anything else is done.

    Raises RejectedError(SETTINGS_BROKEN) when the file is laid out in a way we cannot change;
    the call that is returned raises UnavailableError (FILE_UNWRITABLE).
    """
    before = file.read_bytes().decode("utf-8-sig") if file.exists() else ""
    after = changed(before, section, key, value)
    wanted = tomllib.loads(before)
    wanted[section] = {**wanted.get(section, {}), key: value}
    try:
        is_right = tomllib.loads(after) == wanted
    except tomllib.TOMLDecodeError:
        is_right = False
    if not is_right:
        raise RejectedError(Problem.SETTINGS_BROKEN, f"{file.name}: [{section}] {key}")
    return partial(_replace, file.resolve(), after)


def changed(text: str, section: str, key: str, value: str) -> str:
    """The text with one key set: in its place, else under its section, else at the end."""
    said = f"{key} = {json.dumps(value, ensure_ascii=False)}"
    end = "\r\n" if "\r\n" in text else "\n"
    header = re.search(rf"^[ \t]*\[[ \t]*{section}[ \t]*\][^\r\n]*(?:\r?\n|\Z)", text, re.MULTILINE)
    if header is None:
        gap = "" if not text else end if text.endswith("\n") else end * 2
        return f"{text}{gap}[{section}]{end}{said}{end}"
    first, rest = text[: header.end()], text[header.end() :]
    following = re.search(r"^[ \t]*\[", rest, re.MULTILINE)
    own = rest[: following.start()] if following else rest
    line = re.compile(
        rf"^[ \t]*{key}[ \t]*=[ \t]*{_VALUE}(?=[ \t]*(?:#[^\r\n]*)?\r?$)", re.MULTILINE
    )
    own_now, count = line.subn(lambda _: said, own, count=1)
    if not count:
        first += "" if first.endswith("\n") else end
        own_now = f"{said}{end}{own}"
    return first + own_now + rest[len(own) :]


def _replace(file: Path, text: str) -> None:
    """Whole or not at all, whatever the power does."""
    scratch = file.with_name(f".{file.name}.part")
    try:
        with scratch.open("wb") as stream:
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())
        if file.exists():
            shutil.copymode(file, scratch)
        scratch.replace(file)
    except OSError as error:
        raise UnavailableError(Problem.FILE_UNWRITABLE, f"{file}: {error.strerror}") from error
