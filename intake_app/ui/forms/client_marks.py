"""What is worth knowing of a client at a glance, as short words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from intake_app.i18n import formats
from intake_app.services.client_classes import ClientClass
from intake_app.ui import words
from intake_app.ui.actions import spec, written

if TYPE_CHECKING:
    from intake_app.i18n.translator import Translator
    from intake_app.services.rows import ClientFacts

_PER_CENT = 100


class Badge(NamedTuple):
    """A word in a frame; `tint` is a token."""

    text: str
    tint: str = "muted"


def badges(facts: ClientFacts, class_code: str, tr: Translator) -> tuple[Badge, ...]:
    """Class, discount and money; staff's own remarks are dots, which say nothing to a client."""
    found: list[Badge] = []
    if class_code not in {"", ClientClass.ONE_OFF}:  # which most are, so it says nothing
        found.append(Badge(tr(words.CLIENT_CLASSES.get(class_code, class_code))))
    if facts.discount_bp:
        share = f"{facts.discount_bp / _PER_CENT:g}"
        share = share.replace(".", ",") if tr.language == "ru" else share
        found.append(Badge(tr("discount %s %%") % share))
    for money, told, tint in (
        (facts.debt, tr("owes %s"), "caution"),
        (facts.to_pay, tr("to pay %s"), "muted"),
    ):
        if money is not None:
            found.append(
                Badge(told % formats.amount(money.minor, money.currency, tr.language), tint)
            )
    if remarks(facts):
        found.append(Badge(f"{'•' * facts.conflict_level} {written(spec('intake.facts').keys)}"))
    return tuple(found)


def remarks(facts: ClientFacts) -> str:
    """What staff wrote down of him: facts, one a line."""
    return "\n".join(filter(None, (facts.conflict_note.strip(), facts.note.strip())))
