"""`print ORDER`: a paper of an order, to a printer or into a PDF file, past the spool."""

from __future__ import annotations

import errno
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from intake_app.app import presses
from intake_app.checks import ticket
from intake_app.cli import settings as shop_settings
from intake_app.cli.shops import opened
from intake_app.clock import utc_now
from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.printing.printer import printer
from intake_app.printing.transport import Parcel
from intake_app.services.papers import LABELS
from intake_app.services.spool import JobState, PrintJob

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from uuid import UUID

    from intake_app.config import Settings
    from intake_app.printing.profile import Role
    from intake_app.services.finder import Finder
    from intake_app.services.papers import DocumentName, PaperData


def main(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Print what the order's paper says. Raises RejectedError: NO_STORE, NO_ORDER."""
    settings = shop_settings.loaded(options, environment)
    if options.to:  # a wrong address is told before the store is opened
        printer(options.to, _role(options.document))
    paper = _paper(settings, options.order, options.document)
    if options.pdf:
        _write_pdf(settings, paper, options.document, Path(options.pdf))
    else:
        _send(settings, paper, options)
    return 0


def _paper(settings: Settings, number: str, document: str) -> PaperData:
    shop_settings.store_file(settings)
    with opened(settings) as shop:
        found = _order(shop.finder, number.strip())
        if found is None:
            raise RejectedError(Problem.NO_ORDER, number)
        return shop.services.orders.paper(found, document)


def _order(finder: Finder, typed: str) -> UUID | None:
    """The order of a number with or without its check digit, or of the digits in the barcode."""
    if ticket.is_ours(typed):
        return finder.order_by_ticket(typed)
    wanted = ticket.from_number(typed)
    if wanted is None:
        return None
    rows = finder.orders(wanted.number)
    return next((row.id for row in rows if row.number == wanted.number), None)


def _write_pdf(settings: Settings, paper: PaperData, document: DocumentName, file: Path) -> None:
    rendered = presses.press(settings).pdf(document, paper, settings.desk.paper_lang)
    try:
        file.write_bytes(rendered.payload)
    except OSError as error:
        full = error.errno == errno.ENOSPC
        problem = Problem.DISK_FULL if full else Problem.FILE_UNWRITABLE
        raise UnavailableError(problem, f"{file}: {error.strerror}") from error


def _send(settings: Settings, paper: PaperData, options: argparse.Namespace) -> None:
    target = printer(options.to, _role(options.document))
    press = presses.press(settings)
    job = PrintJob(
        id=uuid4(),
        key="",
        printer=target.name,
        document=options.document,
        data=paper,
        language=settings.desk.paper_lang,
        state=JobState.SENDING,
        payload=None,
        attempts=1,
        created_at=utc_now(),
    )
    payload = press.rendered(job, target.profile).payload
    picture = partial(press.picture, job, target.profile)
    about = {"document": options.document, "order": options.order}
    target.transport.send(Parcel(str(job.id), payload, picture, about))


def _role(document: str) -> Role:
    return "label" if document in LABELS else "receipt"
