"""Write `docs/keys.md` from the table of actions: `python tools/keys_page.py`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "keys.md"

HEAD = """# Keys

The same physical keys in every language and layout. F1 shows the ones of the screen in sight,
Ctrl+K every action by its name. The Enter of the number pad is Enter everywhere.

In a form Enter takes the highlighted row and goes on, Tab moves on and leaves what is typed,
Shift+Enter starts a new line of the fault, Down and Up move in the list, Esc closes the list, then
clears the line. A promise is typed as `+3`, `25`, `25.12`, `fri 15:30`; a sum as `4000` or
`4 000,50`.
"""


def page() -> str:
    """The page as it should stand in the repository."""
    sys.path.insert(0, str(ROOT))
    from intake_app.ui.action_spec import SCOPES  # noqa: PLC0415 - found once the path is set

    words = _russian()
    tables = ("\n".join(_table(scope, title, words)) for scope, title in SCOPES.items())
    return "\n".join((HEAD, *tables))


def _table(scope: str, title: str, words: dict[str, str]) -> Iterator[str]:
    from intake_app.ui.actions import SPECS  # noqa: PLC0415 - found once the path is set

    rows = [row for row in SPECS if row.scope == scope]
    if not rows:
        return
    yield f"## {title} / {words[title]}"
    yield ""
    yield "| keys | English | по-русски |"
    yield "|---|---|---|"
    for row in rows:
        keys = " · ".join(dict.fromkeys(key.replace("Return", "Enter") for key in row.keys))
        yield f"| {keys} | {row.text} | {words[row.text]} |"
    yield ""


def _russian() -> dict[str, str]:
    """The catalogue itself, so that the page does not wait for its compiled form."""
    sys.path.insert(0, str(ROOT))
    from tools import messages  # noqa: PLC0415 - found once the path is set

    catalogue = messages.read(next(messages.catalogues()))
    return {str(message.id): str(message.string) for message in catalogue if message.id}


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
