"""`print` for papers that belong to no order: a day, shelves, a person, a client."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from intake_app.errors import Problem, RejectedError

if TYPE_CHECKING:
    import argparse

    from intake_app.services.spool import PrintJob
    from intake_app.services.use_cases import Services


def of_shop(services: Services, options: argparse.Namespace) -> PrintJob | None:
    """The paper of a day, of shelves or of a person; None for papers of orders and clients.

    Raises RejectedError: MALFORMED for what is no day and no number, UNKNOWN_RECORD for a person.
    """
    papers, asked = services.desk_papers, options.order.strip()
    match options.document:
        case "shift_report":
            data = papers.shift(_day(asked), closing=options.closing)
            return papers.proof("shift_report", data, options.language)
        case "place_label":
            return papers.proof("place_label", papers.places(asked), options.language)
        case "stage_codes":
            data = papers.stages(options.language)
            return papers.proof("stage_codes", data, options.language)
        case "staff_label":
            people = services.staff.all()
            found = next((one.id for one in people if one.name.lower() == asked.lower()), None)
            if found is None:
                raise RejectedError(Problem.UNKNOWN_RECORD, asked)
            return papers.proof("staff_label", papers.badge(found), options.language)
        case _:
            return None


def _day(asked: str) -> date | None:
    if asked in {"today", "-", ""}:
        return None
    try:
        return date.fromisoformat(asked)
    except ValueError as error:
        raise RejectedError(Problem.MALFORMED, f"{asked}: expected 2026-11-21") from error
