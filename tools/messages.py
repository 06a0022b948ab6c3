"""The catalogues: `python tools/messages.py update | compile`.

Texts are English in the code; `update` brings the catalogues in step with it, `compile` writes
the `.mo` files beside them.
"""

from __future__ import annotations

import ast
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("intake_app", "intake_hub")
KEYWORDS = {"tr": None, "_tr": None, "_": None, "N_": None, "plural": (1, 2)}


def catalogues() -> Iterator[Path]:
    """Every catalogue in the repository."""
    yield from sorted((ROOT / "resources" / "locale").glob("*/LC_MESSAGES/intake.po"))


def extracted() -> Catalog:
    """The texts the code holds now."""
    found = Catalog(project="Intake", fuzzy=False)
    for package in PACKAGES:
        for _, _, text, comments, context in extract_from_dir(
            ROOT / package,
            [("**.py", "python")],
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        ):
            # Without places: a text that moves, or is used once more, is no change of the texts.
            found.add(text, None, auto_comments=comments, context=context)
        for file in sorted((ROOT / package).rglob("*.py")):
            for text in _within_strings(file.read_text("utf-8")):
                found.add(text)
    return found


def _within_strings(source: str) -> Iterator[str]:
    """Texts asked for inside formatted strings, which Babel takes for plain letters."""
    for string in ast.walk(ast.parse(source)):
        if isinstance(string, ast.JoinedStr):
            for call in ast.walk(string):
                if isinstance(call, ast.Call) and _called(call.func) in KEYWORDS and call.args:
                    text = call.args[0]
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        yield text.value


def _called(function: ast.expr) -> str:
    """The last part of what is called."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def read(path: Path) -> Catalog:
    """A catalogue as it stands in the repository."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, domain="intake")


def updated(path: Path) -> bytes:
    """The catalogue in step with the code; texts no longer used are dropped."""
    catalogue = read(path)
    template = extracted()
    template.creation_date = catalogue.creation_date
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    buffer = BytesIO()
    write_po(buffer, catalogue, width=100, no_location=True, sort_output=True)
    return buffer.getvalue()


def update() -> None:
    """Bring every catalogue in step with the code."""
    for path in catalogues():
        path.write_bytes(updated(path))


def compile_stale() -> None:
    """Compile each catalogue that is newer than its compiled form."""
    for path in catalogues():
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime:
            buffer = BytesIO()
            write_mo(buffer, read(path))
            compiled.write_bytes(buffer.getvalue())


if __name__ == "__main__":
    {"update": update, "compile": compile_stale}[sys.argv[1]]()
