"""From the spool to paper, one job at a time, never the same one twice by itself."""

from __future__ import annotations

import logging
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING, assert_never

from intake_app.errors import RejectedError, UnavailableError
from intake_app.printing import stored
from intake_app.printing.transport import Delivery, Parcel
from intake_app.services.spool import JobState

if TYPE_CHECKING:
    from intake_app.printing.press import Press
    from intake_app.printing.printer import Printer
    from intake_app.services.printouts import Printouts
    from intake_app.services.spool import PrintJob

logger = logging.getLogger(__name__)


class Turn(Enum):
    """What became of one look into the queue, and so when to look again."""

    GONE = auto()  # a job has left the queue: look again at once
    IDLE = auto()  # nothing to do: look when something is queued
    REFUSED = auto()  # the printer takes nothing now: leave it alone for a while


def print_next(printouts: Printouts, printer: Printer, press: Press) -> Turn:
    """Do the oldest job of a printer, in the lane of that printer."""
    job = printouts.next_for(printer.name)
    if job is None:
        return Turn.IDLE
    payload = job.payload if job.payload is not None else _render(printouts, printer, press, job)
    if payload is None:
        return Turn.GONE
    parcel = Parcel(
        name=str(job.id),
        payload=payload,
        picture=partial(press.picture, job, printer.profile),
        about=_about(job, press, printer),
    )
    try:
        printouts.begin(job.id, printer.name)  # committed before the first byte
    except RejectedError:
        return Turn.GONE  # somebody sent it to another printer, or took it back
    return _send(printouts, printer, job, parcel)


def _render(printouts: Printouts, printer: Printer, press: Press, job: PrintJob) -> bytes | None:
    """Bytes made once and kept, so that a later attempt prints the same; None when impossible."""
    try:
        rendered = press.rendered(job, printer.profile)
    except RejectedError as error:
        logger.warning("job %s cannot be printed: %s", job.id, error)
        printouts.end(job.id, JobState.FAILED, error.problem)
        return None
    if rendered.changed:
        logger.info("job %s: %s replaced", job.id, ", ".join(rendered.changed))
    composed = job.composed or stored.dump(press.composed(job))
    printouts.keep_payload(job.id, rendered.payload, printer.name, composed)
    return rendered.payload


def _send(printouts: Printouts, printer: Printer, job: PrintJob, parcel: Parcel) -> Turn:
    """Only a job of which no byte can have reached paper goes back to the queue."""
    state, problem = JobState.UNKNOWN, ""
    try:
        state = _reached(printer.transport.send(parcel))
    except UnavailableError as error:
        problem = error.problem
        if not error.sent:
            state = JobState.QUEUED
        logger.info("job %s is %s after %s bytes: %s", job.id, state, error.sent, error)
    else:
        logger.info("job %s is %s: %s bytes", job.id, state, len(parcel.payload))
    finally:
        printouts.end(job.id, state, problem)  # a bug leaves the job unknown, not sending
    return Turn.REFUSED if state is JobState.QUEUED else Turn.GONE


def _reached(delivery: Delivery) -> JobState:
    match delivery:
        case Delivery.CONFIRMED:
            return JobState.CONFIRMED
        case Delivery.SENT:
            return JobState.SENT
        case _:
            assert_never(delivery)


def _about(job: PrintJob, press: Press, printer: Printer) -> dict[str, str]:
    return {
        "job": str(job.id),
        "key": job.key,
        "printer": printer.name,
        "document": job.document,
        "language": job.language,
        "repeat_of": str(job.reprint_of or ""),
        "queued_at": job.created_at.isoformat(),
        "text": press.text(job, printer.profile),
    }
