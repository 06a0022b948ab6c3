"""The codes of the stages, for the wall of a workshop: scan a device, then where it goes."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.checks.stages import Stage
from intake_app.i18n.translator import N_
from intake_app.printing.templating.variables import Values, Variables
from intake_app.printing.views.sheet import Sheet
from intake_app.printing.views.titles import TITLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.i18n.translator import Translator
    from intake_app.printing.templating.variables import Group
    from intake_app.services.papers import StageCodesData

NAMES: Mapping[str, str] = MappingProxyType(
    {
        Stage.DIAGNOSTICS: N_("In diagnostics"),
        Stage.AWAITING_APPROVAL: N_("Awaiting approval"),
        Stage.AWAITING_PREPAYMENT: N_("Awaiting prepayment"),
        Stage.AWAITING_PARTS: N_("Awaiting parts"),
        Stage.IN_REPAIR: N_("In repair"),
        Stage.OUTSOURCED: N_("Sent out"),
        Stage.TESTING: N_("Quality check"),
        Stage.ON_HOLD: N_("On hold"),
        Stage.READY: N_("Ready for pickup"),
        Stage.READY_NO_REPAIR: N_("Ready, not repaired"),
    }
)
WALL: Group = {"shop": N_("Name of the shop on its sign"), "day": N_("The day of the paper")}
STAGE: Group = {"name": N_("How the stage is called"), "digits": N_("Digits of the barcode")}
VARIABLES = Variables({"wall": WALL}, {"stages": STAGE})


def sheet(name: str, data: StageCodesData, tr: Translator) -> Sheet:
    """Each stage as the shop calls it."""
    return Sheet(
        title=tr(TITLES[name]) % f"{data.at:%d.%m.%Y}",
        language=tr.language,
        profile="",
        day=data.at.date(),
        variables=VARIABLES,
        values=Values(
            {"wall": {"shop": data.shop, "day": f"{data.at:%d.%m.%Y}"}},
            {
                "stages": tuple(
                    {"name": one.label or tr(NAMES[one.code]), "digits": one.digits}
                    for one in data.stages
                )
            },
        ),
        stamps=(tr("TRAINING"),) if data.demo else (),
    )
