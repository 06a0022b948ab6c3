"""Values written into `settings.toml`; every other line and comment stays as it was."""

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
    from collections.abc import Callable, Mapping
    from pathlib import Path

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_VALUE = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^#\r\n]*?)"""


def prepared(file: Path, section: str, key: str, value: str) -> Callable[[], None]:
    """Make ready to write, so that what cannot be is told before anything else is done.

    Raises RejectedError(SETTINGS_BROKEN) when the file is laid out in a way we cannot change;
    the call that is returned raises UnavailableError (FILE_UNWRITABLE).
    """
    return prepared_all(file, {(section, key): value})


def prepared_all(
    file: Path, values: Mapping[tuple[str, str], str | int | None]
) -> Callable[[], None]:
    """The same for several values by section and key, all or none; None takes a key away."""
    before = file.read_bytes().decode("utf-8-sig") if file.exists() else ""
    after, wanted = before, tomllib.loads(before)
    for (section, key), value in values.items():
        after = changed(after, section, key, value)
        table = {**wanted.get(section, {}), key: value}
        wanted[section] = {name: kept for name, kept in table.items() if kept is not None}
    try:
        is_right = _full(tomllib.loads(after)) == _full(wanted)
    except tomllib.TOMLDecodeError:
        is_right = False
    if not is_right:
        names = ", ".join(f"[{section}] {key}" for section, key in values)
        raise RejectedError(Problem.SETTINGS_BROKEN, f"{file.name}: {names}")
    return partial(_replace, file.resolve(), after)


def changed(text: str, section: str, key: str, value: str | int | None) -> str:
    """The text with one key set: in its place, else under its section, else at the end."""
    name = key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)
    said = "" if value is None else f"{name} = {json.dumps(value, ensure_ascii=False)}"
    end = "\r\n" if "\r\n" in text else "\n"
    header = re.search(rf"^[ \t]*\[[ \t]*{section}[ \t]*\][^\r\n]*(?:\r?\n|\Z)", text, re.MULTILINE)
    if header is None:
        gap = "" if not text else end if text.endswith("\n") else end * 2
        return f"{text}{gap}[{section}]{end}{said}{end}" if said else text
    first, rest = text[: header.end()], text[header.end() :]
    following = re.search(r"^[ \t]*\[", rest, re.MULTILINE)
    own = rest[: following.start()] if following else rest
    names = "|".join(re.escape(way) for way in (key, f'"{key}"', f"'{key}'"))
    tail = r"(?=[ \t]*(?:#[^\r\n]*)?\r?$)" if said else r"[^\r\n]*(?:\r?\n|\Z)"
    line = re.compile(rf"^[ \t]*(?:{names})[ \t]*=[ \t]*{_VALUE}{tail}", re.MULTILINE)
    own_now, count = line.subn(lambda _: said, own, count=1)
    if said and not count:
        first += "" if first.endswith("\n") else end
        own_now = f"{said}{end}{own}"
    return first + own_now + rest[len(own) :]


def _full(tables: Mapping[str, object]) -> Mapping[str, object]:
    """A section without keys says nothing."""
    return {name: value for name, value in tables.items() if value != {}}


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
