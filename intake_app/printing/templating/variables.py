"""What a template may speak of: groups of texts, and lists of such groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Group: TypeAlias = "Mapping[str, str]"
"""Names to texts, ready to be printed; the empty text is "nothing to say"."""


@dataclass(frozen=True, slots=True, eq=False)
class Variables:
    """The names of one document and what each means, for the editor and for checking.

    There is one of each document, so they are told apart by identity.

    `{{ client.name }}` is a text of a group; `{% for line in lines %}{{ line.sum }}` of a list.
    """

    groups: Mapping[str, Group]
    lists: Mapping[str, Group] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Values:
    """The texts of one paper, under the names of its `Variables`."""

    groups: Mapping[str, Group]
    lists: Mapping[str, tuple[Group, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that a template may not say; `line` counts from 1."""

    line: int
    code: str  # "syntax", "forbidden", "unknown", "markup", "too_long", "too_deep"
    what: str = ""
