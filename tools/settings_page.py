"""Write `docs/settings.md` from the settings themselves: `python tools/settings_page.py`."""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "settings.md"

HEAD = """# Settings

One file, `settings.toml`, in the data folder. An option on the command line wins over the
environment variable, that over the file, that over the default. An unknown key is reported with
its line and ignored; a wrong value stops the start and names the line.

`--data DIR` (`INTAKE_DATA`) says where everything of this PC lies; without it the system's folder
for program data is used. `--demo` (`INTAKE_DEMO`, or `demo = true` at the top of the file) means
an exercise: data in `./demo`, printers that write into a folder.

Device addresses: `tcp://192.168.1.50:9100`, `serial:///dev/ttyUSB0?baudrate=9600`,
`file:///dev/usb/lp0`, `folder:///path`, `none:`; all of it in [printers.md](printers.md).
"""

TABLES = """## Tables

Three sections whose keys are names of your own choice; they have no variables.

| section | key | value |
|---|---|---|
| `[printers]` | a name for one more printer | its device address |
| `[routes]` | a document, as `receipt` | a printer: `receipt`, `label`, `a4` or another name |
| `[copies]` | a document | how many are printed, 1 to 9; a repeat is always one |
"""


def page() -> str:
    """The page as it should stand in the repository."""
    sys.path.insert(0, str(ROOT))
    from intake_app import config  # noqa: PLC0415 - found once the path is set

    tables = (_table(name, kind, config.variable) for name, kind in config.SECTIONS.items())
    return "\n".join((HEAD, *tables, TABLES))


def _table(section: str, kind: type, variable: object) -> str:
    return "\n".join((f"## [{section}]", "", *_rows(section, kind, variable), ""))


def _rows(section: str, kind: type, variable: object) -> Iterator[str]:
    assert callable(variable)  # noqa: S101 - a tool, not the product
    hints = get_type_hints(kind)
    yield "| key | values | default | variable | meaning |"
    yield "|---|---|---|---|---|"
    for known in fields(kind):
        hint = hints[known.name]
        values = (
            " · ".join(f"`{value}`" for value in get_args(hint))
            if get_origin(hint) is Literal
            else {str: "text", int: "whole number", bool: "true, false"}[hint]
        )
        default = f'"{known.default}"' if isinstance(known.default, str) else known.default
        yield (
            f"| `{known.name}` | {values} | `{default}` | `{variable(section, known.name)}` "
            f"| {known.metadata['help']} |"
        )


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
