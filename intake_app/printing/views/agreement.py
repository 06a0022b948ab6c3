"""What was offered and agreed, and what a client is told who does not fetch his thing."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.printing.views import lines
from intake_app.printing.views.agreed import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from intake_app.i18n.translator import Translator
    from intake_app.printing.templating.variables import Group
    from intake_app.services.papers import OfferData, ReceiptData

CHANNELS: Mapping[str, str] = MappingProxyType(
    {
        "phone": N_("by phone"),
        "counter": N_("at the counter"),
        "message": N_("by message"),
        "page": N_("on his page"),
        "letter": N_("by letter"),
    }
)

MEANINGS: Group = {
    "version": N_("Number of the estimate"),
    "firm": N_("Filled only when the offered sum is firm"),
    "several": N_("Filled only when there are several alternatives"),
    "sum": N_("Up to which sum the client agreed; empty before"),
    "how": N_("Who agreed, when and how; empty before"),
    "warning": N_("Which warning this is, of how many: 1 of 2"),
    "fetch_by": N_("Until when the device is to be fetched"),
    "fee": N_("What its keeping costs by the day of the paper; empty when nothing"),
}
OFFERS: Group = {
    "offer": N_("Begins an alternative: its letter and title"),
    "table": N_("Filled where works and parts follow"),
    "name": N_("A work or a part of it"),
    "quantity": N_("How many"),
    "price": N_("Price of one"),
    "sum": N_("Price of the line"),
    "total": N_("Ends an alternative: its sum"),
    "ready_by": N_("When it would be ready"),
}
_BLANK: dict[str, str] = dict.fromkeys(OFFERS, "")


def texts(data: ReceiptData, tr: Translator) -> Group:
    """Empty where nothing was offered, agreed or warned of."""
    agreed, unfetched = data.agreed, data.unfetched
    when = formats.written(agreed.said_at) if agreed.said_at else ""
    how = tr(CHANNELS.get(agreed.channel, agreed.channel))
    nth = tr("%(nth)d of %(all)d") % {"nth": unfetched.warning, "all": unfetched.of}
    return {
        "version": str(agreed.version or ""),
        "firm": tr("yes") if agreed.firm else "",
        "several": tr("yes") if len(agreed.offers) > 1 else "",
        "sum": written(agreed.total, tr.language),
        "how": ", ".join(filter(None, (agreed.said_by, when, how if when else ""))),
        "warning": nth if unfetched.of > 1 else "",
        "fetch_by": formats.day(unfetched.fetch_by),
        "fee": written(unfetched.fee, tr.language) if unfetched.fee else "",
    }


def offers(data: ReceiptData, tr: Translator) -> tuple[Group, ...]:
    """All alternatives one below the other: a head, its lines, its sum."""
    return tuple(row for offer in data.agreed.offers for row in _offer(offer, tr))


def _offer(offer: OfferData, tr: Translator) -> Iterator[Group]:
    name = tr("Option %s") % offer.name if offer.name else ""
    head = " – ".join(filter(None, (name, offer.title)))
    if head or offer.lines:
        yield _BLANK | {"offer": head, "table": tr("yes") if offer.lines else ""}
    for line in offer.lines:
        yield _BLANK | {
            "name": line.name,
            "quantity": lines.quantity(line.quantity, tr.language),
            "price": written(line.price, tr.language),
            "sum": written(line.total, tr.language),
        }
    total = written(offer.total, tr.language)
    yield _BLANK | {"total": total, "ready_by": formats.day(offer.ready_by)}
