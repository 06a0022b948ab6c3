"""The sticker on a device: found from an arm's length, scanned from any side of the bench."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from intake_app.i18n import formats
from intake_app.i18n.translator import N_
from intake_app.printing.templating.variables import Values, Variables
from intake_app.printing.views.sheet import Sheet
from intake_app.printing.views.titles import TITLES

if TYPE_CHECKING:
    from datetime import datetime

    from intake_app.i18n.translator import Translator
    from intake_app.printing.templating.variables import Group
    from intake_app.services.papers import LabelData

LABEL: Group = {
    "shop": N_("Name of the shop on its sign"),
    "number": N_("Number of the order"),
    "ticket": N_("Digits of the barcode"),
    "client": N_("Short name of the client"),
    "device": N_("Kind, brand and model"),
    "fault": N_("Fault, in the client's words"),
    "accepted": N_("When it was accepted"),
    "ready_by": N_("When it is promised; empty without a promise"),
    "urgent": N_("Filled only for an urgent order"),
    "item": N_("One accessory"),
    "place": N_("Its place among the labels printed together: 1 of 3"),
}
VARIABLES = Variables({"label": LABEL})


def sheet(name: str, data: LabelData, tr: Translator) -> Sheet:
    """Whatever the template says, a label of an exercise is marked."""
    texts: Group = {
        "shop": data.shop,
        "number": data.number,
        "ticket": data.ticket,
        "client": data.client,
        "device": data.device,
        "fault": data.fault,
        "accepted": _moment(data.accepted_at, tr),
        "ready_by": _moment(data.promised_at, tr) if data.promised_at else "",
        "urgent": tr("yes") if data.urgent else "",
        "item": data.item,
        "place": tr("%(nth)d of %(total)d") % {"nth": data.nth, "total": data.total}
        if data.total
        else "",
    }
    return Sheet(
        title=tr(TITLES[name]) % data.number,
        language=tr.language,
        profile="",
        day=data.accepted_at.date(),
        variables=VARIABLES,
        values=Values({"label": texts}),
        stamps=_stamps(name, data, tr),
        single=True,
    )


def _stamps(name: str, data: LabelData, tr: Translator) -> tuple[str, ...]:
    """A label from before the order was saved can never be taken for the label of one."""
    draft = (tr("DRAFT – NOT ACCEPTED"),) if name == "draft_label" else ()
    return (*draft, *((tr("TRAINING"),) if data.demo else ()))


def _moment(at: datetime, tr: Translator) -> str:
    return formats.moment(at, tr.language, at.tzinfo or UTC)
