"""What the facts of an order tell of a loaner, of the last check, of the hand-over."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from intake_app.checks import warranty_terms
from intake_app.checks.stages import Stage
from intake_app.i18n import formats
from intake_app.services import rechecks
from intake_app.services.device_history import WARRANTY_KEY, warranty_days
from intake_app.services.handover_rows import TO_WHOM

if TYPE_CHECKING:
    from intake_app.services.handover_rows import Handed, Leaving
    from intake_app.services.rows import OrderCard
    from intake_app.ui.desk import Desk


def lines(card: OrderCard, desk: Desk) -> tuple[tuple[str, str], ...]:
    """Label and value; an empty value where there is nothing to tell."""
    tr, leaving = desk.tr, card.leaving
    if leaving is None:
        return ()
    return (
        (tr("Loaner"), _loaner(card, leaving, desk)),
        (tr("Since the intake"), _changed(card, leaving, desk)),
        (tr("Handed over"), _handed(leaving.handed, desk) if leaving.handed else ""),
        (tr("Our warranty"), _covered(leaving, desk) if card.row.stage == Stage.ISSUED else ""),
    )


def _loaner(card: OrderCard, leaving: Leaving, desk: Desk) -> str:
    loan = leaving.loan
    if loan is None:
        return desk.tr("the client wants one") if card.terms.loaner_wanted else ""
    until = formats.day(loan.due_on)
    told = desk.tr("%(device)s, back by %(day)s") if until else desk.tr("%(device)s, until ready")
    return told % {"device": f"{loan.title} {loan.serial}".strip(), "day": until}


def _changed(card: OrderCard, leaving: Leaving, desk: Desk) -> str:
    """By the last check: at the test, or at the hand-over."""
    if not leaving.checks:
        return ""
    last = leaving.checks[-1]
    found = rechecks.changes(card.appearance_marks, last.marks)
    nothing = desk.tr("checked, nothing changed")
    return "; ".join(filter(None, (rechecks.told(found, desk.tr) or nothing, last.note)))


def _handed(handed: Handed, desk: Desk) -> str:
    zone = ZoneInfo(desk.settings.shop.timezone)
    when = formats.moment(handed.at, desk.tr.language, zone)
    whom = desk.tr(TO_WHOM[handed.to_whom]).lower() if handed.to_whom in TO_WHOM else ""
    return ", ".join(filter(None, (f"{when}  {handed.name}", whom)))


def _covered(leaving: Leaving, desk: Desk) -> str:
    """Works and parts that are still under warranty; without lines the whole work."""
    handed = leaving.handed
    if handed is None:
        return ""
    zone = ZoneInfo(desk.settings.shop.timezone)
    today, issued = desk.now().astimezone(zone).date(), handed.at.astimezone(zone).date()
    usual = warranty_days(desk.shop.finder.preference(WARRANTY_KEY))
    running = warranty_terms.running(warranty_terms.terms(leaving.done, issued, usual), today)
    told = desk.tr("%(name)s until %(day)s")
    if leaving.done:
        return "; ".join(
            told % {"name": term.text, "day": f"{term.until:%d.%m.%Y}"} for term in running
        )
    until = warranty_terms.until((), issued, usual)
    return desk.tr("until %s") % f"{until:%d.%m.%Y}" if until >= today else ""
