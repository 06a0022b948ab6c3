"""What the tour leaves besides pictures: the receipt as PDF, the hub's feed, and an index."""

from __future__ import annotations

import shutil
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from intake_app.app import feed_copy
from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.printing import presses
from intake_app.tour.player import Until

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from uuid import UUID

    from intake_app.app.desktop import Desktop
    from intake_app.config import Settings
    from intake_app.services.use_cases import Services
    from intake_app.tour.player import Script

INDEX = "README.txt"
RECEIPT = "receipt.pdf"
FEED = "hub-feed.jsonl"
_TITLE = "A tour of Intake: one shop, three visits, all by keys."
_FILES = (
    (RECEIPT, "the receipt of the first visit for an office printer"),
    ("paper/", "what went to the printers: bytes (.bin), picture (.png), words (.json)"),
    ("photo.jpg", "the photo that was taken in; the order has its bytes in blobs/"),
    ("intake.db", "the store of this desk (SQLite)"),
    ("hub.db", "the store of the hub (SQLite)"),
    (FEED, "everything the hub was told, one change a line"),
    ("logs/", "what the program wrote down"),
)
_LANE = "tour"


def make_room(folder: Path) -> None:
    """Clear away an earlier tour. Raises RejectedError for a folder with anything else in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            if not _is_ours(folder):
                raise RejectedError(Problem.FOLDER_NOT_EMPTY, str(folder))
            shutil.rmtree(folder)
            folder.mkdir()
        _write_index(folder, ())  # from now on the folder is known to be a tour's
    except OSError as error:
        raise UnavailableError(Problem.READ_ONLY, f"{folder}: {error.strerror}") from error


def gather(
    visited: Desktop, folder: Path, order: UUID, pictures: Sequence[tuple[str, str]]
) -> Script:
    """Write the last files in a lane, and the index when they are there."""
    services, settings = visited.shop.services, visited.settings
    done: list[object] = []
    for work in (
        partial(_write_pdf, folder / RECEIPT, services, settings, order),
        partial(feed_copy.write, folder / FEED, visited.hub_url, folder, services.replica),
    ):
        visited.jobs.device(_LANE, work, done.append)
    yield Until(lambda: len(done) == len((RECEIPT, FEED)), "the PDF and the feed", 60)
    _write_index(folder, pictures)


def _write_pdf(file: Path, services: Services, settings: Settings, order: UUID) -> None:
    paper = services.orders.paper(order, "receipt")
    rendered = presses.press(settings).pdf("receipt", paper, settings.desk.paper_lang)
    file.write_bytes(rendered.payload)


def _write_index(folder: Path, pictures: Sequence[tuple[str, str]]) -> None:
    lines = [f"{name:28} {shows}" for name, shows in (*pictures, *_FILES)]
    (folder / INDEX).write_text("\n".join((_TITLE, "", *lines, "")), "utf-8")


def _is_ours(folder: Path) -> bool:
    with suppress(OSError, UnicodeDecodeError):
        return (folder / INDEX).read_text("utf-8").startswith(_TITLE)
    return False
