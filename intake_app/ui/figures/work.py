"""What is done for the figures off the GUI thread: plain calls, no widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from intake_app.config import resources
from intake_app.errors import Problem, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from threading import Event

    from intake_app.printing.profile import Role
    from intake_app.services.charts import Paper, Table
    from intake_app.services.figures_rows import Behind, By, Figures, Over, Span
    from intake_app.services.shop import Shop

LANE = "figures"
FILE_NAME = "figures.pdf"


def read(shop: Shop, span: Span, tell: Callable[[int, int], None], stop: Event) -> Figures:
    """The whole page. Raises RejectedError: NOT_ALLOWED, STOPPED."""
    return shop.services.figures.read(span, tell, stop.is_set)


def listed(shop: Shop, over: Over, key: str, span: Span) -> tuple[tuple[Behind, ...], int]:
    """The list behind a figure of a span. Raises RejectedError(NOT_ALLOWED)."""
    return shop.services.figures.listed(over, key, span)


def behind(shop: Shop, by: By, key: str) -> tuple[tuple[Behind, ...], int]:
    """The list behind a figure. Raises RejectedError(NOT_ALLOWED)."""
    return shop.services.figures.behind(by, key)


def printed(paper: Paper, address: str, role: str) -> None:
    """Print it on the printer of pages, in its lane. Raises IntakeError."""
    from intake_app.printing import figures_sheet  # noqa: PLC0415 - reportlab takes its time
    from intake_app.printing.printer import printer  # noqa: PLC0415 - the same

    target = printer(address, cast("Role", role))
    figures_sheet.send(_pdf(paper), target)


def written(paper: Paper, path: Path) -> Path:
    """Write the page for whatever program prints it. Raises UnavailableError."""
    try:
        path.write_bytes(_pdf(paper))
    except OSError as error:
        raise UnavailableError(Problem.FILE_UNWRITABLE, path.name) from error
    return path


def exported(folder: Path, tables: Sequence[Table], point: str) -> Path:
    """Write the tables for a spreadsheet. Raises UnavailableError."""
    from intake_app.services import figures_file  # noqa: PLC0415 - SQLAlchemy

    figures_file.write(folder, tables, point)
    return folder


def _pdf(paper: Paper) -> bytes:
    from intake_app.printing import figures_sheet  # noqa: PLC0415 - reportlab takes its time

    fonts = resources() / "fonts"
    return figures_sheet.pdf(paper, (fonts / "PTSans-Regular.ttf", fonts / "PTSans-Bold.ttf"))
