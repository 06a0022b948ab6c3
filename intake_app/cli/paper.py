"""`print ORDER`: a paper of an order, to a printer or into a PDF file, past the spool."""

from __future__ import annotations

import errno
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.checks import ticket
from intake_app.cli import complaint, shop_paper
from intake_app.cli import settings as shop_settings
from intake_app.cli.shops import opened
from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.printing import presses
from intake_app.printing.printer import printer
from intake_app.printing.transport import Parcel
from intake_app.services import other_papers, routes

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from uuid import UUID

    from intake_app.printing.press import Press
    from intake_app.printing.printer import Printer
    from intake_app.services.finder import Finder
    from intake_app.services.shop import Shop
    from intake_app.services.spool import PrintJob


def main(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Print what the order's paper says. Raises RejectedError: NO_STORE, NO_ORDER.

    By the owner's templates, and word for word as it was if it was printed here before: then it
    bears the mark of a repeat, as one asked for at the desk.
    """
    settings = shop_settings.loaded(options, environment)
    role = "label" if routes.is_label(options.document) else "receipt"
    target = printer(options.to, role) if options.to else None  # told before the store is opened
    shop_settings.store_file(settings)
    with opened(settings) as shop:
        job = _job(shop, options)
        said = partial(_say_broken, settings.desk.lang)
        press = presses.press(settings, shop.services.preferences.value, said)
        if target is None:
            _write_pdf(press.pages(job, options.page).payload, Path(options.pdf))
        else:
            _send(target, press, job, options.order)
    return 0


def _job(shop: Shop, options: argparse.Namespace) -> PrintJob:
    job = shop_paper.of_shop(shop.services, options)
    if job is not None:
        return job
    found = _order(shop.finder, options.order.strip())
    if found is None:
        raise RejectedError(Problem.NO_ORDER, options.order)
    if options.document in other_papers.OF_CLIENTS:
        return other_papers.proof(shop.services, options.document, found, options.language)
    return shop.services.orders.proof(found, options.document, options.language)


def _order(finder: Finder, typed: str) -> UUID | None:
    """The order of a number with or without its check digit, or of the digits in the barcode."""
    if ticket.is_ours(typed):
        return finder.order_by_ticket(typed)
    wanted = ticket.from_number(typed)
    if wanted is None:
        return None
    rows = finder.orders(wanted.number)
    return next((row.id for row in rows if row.number == wanted.number), None)


def _write_pdf(pages: bytes, file: Path) -> None:
    try:
        file.write_bytes(pages)
    except OSError as error:
        full = error.errno == errno.ENOSPC
        problem = Problem.DISK_FULL if full else Problem.FILE_UNWRITABLE
        raise UnavailableError(problem, f"{file}: {error.strerror}") from error


def _send(target: Printer, press: Press, job: PrintJob, order: str) -> None:
    payload = press.rendered(job, target.profile).payload
    picture = partial(press.picture, job, target.profile)
    about = {"document": job.document, "order": order}
    target.transport.send(Parcel(str(job.id), payload, picture, about))


def _say_broken(language: str) -> None:
    complaint.tell(RejectedError(Problem.TEMPLATE_BROKEN), language)
