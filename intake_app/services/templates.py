"""The owner's own papers: the source of each, chosen once for all desks. Light."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from intake_app.errors import Problem, RejectedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_FORMAT = "intake templates 1"


def key(document: str, language: str) -> str:
    """Under which preference the source stands."""
    return f"template.{document}.{language}"


def own(chosen: Callable[[str], object], document: str, language: str) -> str:
    """The owner's source; empty where the shipped one serves."""
    found = chosen(key(document, language))
    return found if isinstance(found, str) else ""


def written(sources: Mapping[str, str]) -> str:
    """One file of many papers, by their keys."""
    content = {"format": _FORMAT, "templates": dict(sources)}
    return json.dumps(content, ensure_ascii=False, indent=1)


def read(text: str) -> Mapping[str, str]:
    """The papers of such a file. Raises RejectedError(MALFORMED) for anything else."""
    try:
        content: object = json.loads(text)
    except ValueError as error:
        raise RejectedError(Problem.MALFORMED, "templates") from error
    if isinstance(content, dict):
        table = cast("dict[str, object]", content)
        found = table.get("templates")
        if table.get("format") == _FORMAT and isinstance(found, dict):
            papers = cast("dict[str, object]", found)
            return {name: source for name, source in papers.items() if isinstance(source, str)}
    raise RejectedError(Problem.MALFORMED, "templates")
