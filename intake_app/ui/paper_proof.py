"""A paper before it is printed: its picture, its printer, and the signs that printer lacks.

Runs in a lane of its own; the renderers are imported with the first look.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from intake_app.config import NOT_THERE
from intake_app.services import other_papers, routes
from intake_app.services.papers import DOCUMENTS
from intake_app.ui import paper_words

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.config import Settings
    from intake_app.i18n.translator import Translator
    from intake_app.printing.profile import Role
    from intake_app.printing.proofs import Proof
    from intake_app.services.spool import PrintJob
    from intake_app.services.use_cases import Services

LANE = "proof"
_MM_PER_INCH = 25.4
_MOST_SIGNS = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look at, without an order a paper of the shop.

    An empty language is that of the client's card.
    """

    order: UUID | None
    document: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """`width_mm` is 0 for whole pages."""

    wanted: Wanted
    printer: str
    width_mm: int
    proof: Proof


def proofed(services: Services, settings: Settings, wanted: Wanted) -> Shown:
    """Make the paper and draw it as its printer would. Raises RejectedError, UnavailableError."""
    from intake_app.printing import presses  # noqa: PLC0415 - needs the renderers
    from intake_app.printing.printer import printer  # noqa: PLC0415 - the same

    job = _job(services, wanted)
    address = routes.addresses(settings).get(job.printer, NOT_THERE)
    role = cast("Role", routes.role_of(settings, job.printer))
    able = printer(address, role, job.printer).profile
    press = presses.press(settings, services.preferences.value)
    paged = able.language == "pdf"
    width = 0 if paged else round(able.width / able.dpi * _MM_PER_INCH)
    return Shown(wanted, job.printer, width, press.proof(job, able))


def _job(services: Services, wanted: Wanted) -> PrintJob:
    if wanted.order is None or wanted.document in other_papers.OF_CLIENTS:
        return other_papers.proof(services, wanted.document, wanted.order, wanted.language)
    return services.orders.proof(wanted.order, wanted.document, wanted.language)


def caption(tr: Translator, shown: Shown) -> str:
    """Which printer it is for, and how wide that prints."""
    name = paper_words.printer_named(tr, shown.printer)
    if not shown.width_mm:
        return name
    return tr("%(printer)s, %(width)d mm of print") % {"printer": name, "width": shown.width_mm}


def about_signs(tr: Translator, proof: Proof) -> str:
    """What cannot be printed, and what is printed as something else; empty when all is well."""
    said: list[str] = []
    if proof.missing:
        count = len(proof.missing)
        told = tr.plural(
            "%d character cannot be printed on this printer: %s",
            "%d characters cannot be printed on this printer: %s",
            count,
        )
        said.append(told % (count, _listed([_named(sign) for sign in proof.missing])))
    if proof.folded:
        count = len(proof.folded)
        told = tr.plural(
            "%d character is printed as another: %s",
            "%d characters are printed as others: %s",
            count,
        )
        pairs = [f"{_named(sign)} → {other or '–'}" for sign, other in proof.folded]
        said.append(told % (count, _listed(pairs)))
    return "\n".join(said)


def titles(tr: Translator) -> dict[str, str]:
    """The papers that orders and their clients have, by name."""
    return {name: tr(paper_words.PAPERS[name]) for name in (*DOCUMENTS, *other_papers.OF_CLIENTS)}


def _named(sign: str) -> str:
    return sign if sign.isprintable() else f"U+{ord(sign):04X}"


def _listed(names: list[str]) -> str:
    more = ["…"] if len(names) > _MOST_SIGNS else []
    return "  ".join([*names[:_MOST_SIGNS], *more])
