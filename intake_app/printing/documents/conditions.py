"""The conditions on a receipt, by legal profile and date: a paper keeps the edition of its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from intake_app.i18n.translator import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Edition:
    """One wording; texts are message ids, translated when they are printed."""

    since: date
    clauses: tuple[str, ...]
    not_fiscal: str


_EDITIONS: Mapping[Literal["ru", "neutral"], tuple[Edition, ...]] = MappingProxyType(
    {
        "ru": (
            Edition(
                date(2026, 1, 1),
                (
                    N_(
                        "We repair the faults named in this receipt; any other work only with "
                        "your consent."
                    ),
                    N_(
                        "Appearance and accessories were written down in your presence; please "
                        "check them before you sign."
                    ),
                    N_("Save your data: they may be lost during the repair."),
                    N_("If the date has to move, we tell you before it comes."),
                    N_("The device is handed out on this receipt or on an identity document."),
                ),
                N_("NOT A FISCAL DOCUMENT"),
            ),
        ),
        "neutral": (
            Edition(
                date(2026, 1, 1),
                (
                    N_(
                        "We repair the faults named in this receipt; any other work only with "
                        "your consent."
                    ),
                    N_("Save your data: they may be lost during the repair."),
                    N_("The device is handed out on this receipt or on an identity document."),
                ),
                N_("This is not a receipt for payment"),
            ),
        ),
    }
)


def edition(profile: Literal["ru", "neutral"], at: datetime) -> Edition:
    """The wording in force on the day; the first one for a day before all."""
    known = _EDITIONS[profile]
    return next((one for one in reversed(known) if one.since <= at.date()), known[0])
