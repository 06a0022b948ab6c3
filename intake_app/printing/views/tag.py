"""A label of ours that no order has: a shelf, a badge, a client's card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.i18n.translator import N_
from intake_app.printing.templating.variables import Values, Variables
from intake_app.printing.views.sheet import Sheet
from intake_app.printing.views.titles import TITLES

if TYPE_CHECKING:
    from intake_app.i18n.translator import Translator
    from intake_app.printing.templating.variables import Group
    from intake_app.services.papers import TagData

TAG: Group = {
    "shop": N_("Name of the shop on its sign"),
    "title": N_("What is labelled: a place, a person, a client"),
    "note": N_("A line below it"),
    "digits": N_("Digits of the barcode"),
    "day": N_("The day of the paper"),
}
VARIABLES = Variables({"tag": TAG})


def sheet(name: str, data: TagData, tr: Translator) -> Sheet:
    """Whatever the template says, a label of an exercise is marked."""
    texts: Group = {
        "shop": data.shop,
        "title": data.title,
        "note": data.note,
        "digits": data.digits,
        "day": f"{data.at:%d.%m.%Y}",
    }
    return Sheet(
        title=tr(TITLES[name]) % data.title,
        language=tr.language,
        profile="",
        day=data.at.date(),
        variables=VARIABLES,
        values=Values({"tag": texts}),
        stamps=(tr("TRAINING"),) if data.demo else (),
        single=True,
    )
