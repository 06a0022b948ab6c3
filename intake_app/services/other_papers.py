"""Papers that are asked for beside those of an order: of its client, and of the shop. Light."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from intake_app.checks.consent_rules import Purpose
from intake_app.errors import Problem, RejectedError

if TYPE_CHECKING:
    from intake_app.services.papers import PaperData, PaperName
    from intake_app.services.spool import PrintJob
    from intake_app.services.use_cases import Services

Paper: TypeAlias = "tuple[PaperName, PaperData]"

OF_CLIENTS = ("client_label", "consent", "advertising")
"""What can be printed for the client of an order."""
OF_SHOP = ("shift_x", "shift_z", "shift_mine", "stages")
"""And for the shop; besides these `places:1-20` and `badge:<id>`."""
_PURPOSES = {"consent": Purpose.PERSONAL_DATA, "advertising": Purpose.ADVERTISING}


def proof(services: Services, what: str, order: UUID | None, language: str = "") -> PrintJob:
    """The job that `queue` would make; queues nothing. Raises RejectedError."""
    (name, data), _ = _paper(services, what, order, language)
    return services.desk_papers.proof(name, data, language)


def queue(services: Services, what: str, order: UUID | None, language: str = "") -> UUID:
    """Print such a paper. Raises RejectedError."""
    (name, data), about = _paper(services, what, order, language)
    return services.desk_papers.queue(name, data, about, language)


def _paper(
    services: Services, what: str, order: UUID | None, language: str
) -> tuple[Paper, UUID | None]:
    papers = services.desk_papers
    kind, _, rest = what.partition(":")
    if order is not None and kind in OF_CLIENTS:
        return _of_client(services, kind, papers.client_of(order), language)
    match kind:
        case "shift_x" | "shift_z" | "shift_mine":
            of = papers.store.recorder.operator if kind == "shift_mine" else ""
            return ("shift_report", papers.shift(of=of, closing=kind == "shift_z")), None
        case "stages":
            return ("stage_codes", papers.stages(language)), None
        case "places":
            return ("place_label", papers.places(rest)), None
        case "badge":
            person = UUID(rest)
            return ("staff_label", papers.badge(person)), person
        case _:
            raise RejectedError(Problem.UNKNOWN_RECORD, "no such paper")


def _of_client(services: Services, kind: str, client: UUID, language: str) -> tuple[Paper, UUID]:
    purpose = _PURPOSES.get(kind)
    if purpose is None:
        return ("client_label", services.desk_papers.client(client)), client
    return ("consent", services.consents.paper(client, purpose, language)), client
