"""The operator's own keys from `keys.toml`: `"order.last" = ["Ctrl+J"]`. A bad line is no harm."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from intake_app.ui.action_spec import ActionSpec, Scope
from intake_app.ui.actions import SPECS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from intake_app.i18n.translator import Translator

FILE_NAME = "keys.toml"
# Only keys that are the same physical ones in every layout.
_SAFE = re.compile(r"(?:(?:Shift|Ctrl)\+)?F\d{1,2}|(?:Ctrl|Alt)\+[A-Z0-9]|Ctrl\+Enter|Ins|Del")

Keys: TypeAlias = "dict[str, tuple[str, ...]]"


@dataclass(frozen=True, slots=True)
class Overlay:
    """The whole table as it holds at this desk, and what could not be done of the file."""

    rows: tuple[ActionSpec, ...] = SPECS
    unreadable: str = ""  # the line of the file, or what the system says
    unknown: tuple[str, ...] = ()
    unsafe: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether everything in the file holds."""
        return not (self.unreadable or self.unknown or self.unsafe or self.taken)


def read(path: Path) -> Overlay:
    """Lay the file over the table; without a file the table holds as it is."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return Overlay()
    except (OSError, UnicodeDecodeError) as error:
        return Overlay(unreadable=type(error).__name__)
    import tomllib  # noqa: PLC0415 - most desks have no such file

    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        return Overlay(unreadable=line[1] if line else str(text.count("\n") + 1))
    return laid(dict(_flat(content)))


def laid(wanted: Mapping[str, object]) -> Overlay:
    """Change the keys that can be changed; whoever comes first in the table keeps a key."""
    known = {row.id for row in SPECS}
    keys = {action: _keys(value) for action, value in wanted.items() if action in known}
    unsafe = tuple(sorted(action for action, found in keys.items() if found is None))
    chosen: Keys = {action: found for action, found in keys.items() if found is not None}
    rows, taken = _settled(chosen)
    unknown = tuple(sorted(set(wanted) - known))
    return Overlay(rows, unknown=unknown, unsafe=unsafe, taken=taken)


def complaint(overlay: Overlay, tr: Translator) -> str:
    """What of the file does not hold, in one line; empty when all of it does."""
    found = (
        (tr("cannot be read, line %s"), (overlay.unreadable,) if overlay.unreadable else ()),
        (tr("no such action: %s"), overlay.unknown),
        (tr("no key that works in every layout: %s"), overlay.unsafe),
        (tr("the key has another meaning: %s"), overlay.taken),
    )
    said = "; ".join(text % ", ".join(names) for text, names in found if names)
    return f"{FILE_NAME}: {said}" if said else ""


def meet(one: ActionSpec, other: ActionSpec) -> bool:
    """Whether both may work at the same moment, so that one key cannot mean both."""
    everywhere = {Scope.WINDOW, Scope.QUESTION}
    return one.scope is other.scope or bool({one.scope, other.scope} & everywhere)


def _settled(chosen: Keys) -> tuple[tuple[ActionSpec, ...], tuple[str, ...]]:
    """Rows with their new keys; one whose new key another row holds keeps what it had."""
    taken: set[str] = set()
    while True:
        rows = tuple(
            replace(row, keys=chosen[row.id]) if row.id in chosen and row.id not in taken else row
            for row in SPECS
        )
        clash = next(_clashes(rows, chosen, taken), "")
        if not clash:
            return rows, tuple(sorted(taken))
        taken.add(clash)


def _clashes(rows: tuple[ActionSpec, ...], chosen: Keys, taken: set[str]) -> Iterator[str]:
    for place, row in enumerate(rows):
        for other in rows[:place]:
            if set(row.keys) & set(other.keys) and meet(row, other):
                changed = [one.id for one in (row, other) if one.id in chosen]
                yield from (action for action in changed if action not in taken)


def _flat(content: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    """`order.last = …` without quotes is a table in a table to TOML."""
    for name, value in content.items():
        if isinstance(value, dict):
            inner: dict[str, object] = {str(key): item for key, item in value.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - TOML
            yield from _flat(inner, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _keys(value: object) -> tuple[str, ...] | None:
    """Keys as a keyboard has them; None when one of them would not work in every layout."""
    found: list[str] = []
    for key in value if isinstance(value, list) else [value]:  # pyright: ignore[reportUnknownVariableType] - TOML
        if not isinstance(key, str):
            return None
        written = "+".join(part.strip().capitalize() for part in key.split("+"))
        if not _SAFE.fullmatch(written):
            return None
        found.append(written)
        if written == "Ctrl+Enter":
            found.append("Ctrl+Return")  # the other Enter
    return tuple(found)
