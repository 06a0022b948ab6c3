"""Which fields of the intake the owner wants asked, per kind of repair. Pure and light.

A field is optional, mandatory or hidden. Only what differs from the shipped rules is chosen, as
`{"estimate": "mandatory"}` under the key `fields.paid`.
"""

from __future__ import annotations

from enum import StrEnum
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING

from intake_app.services.drafts import RepairKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from intake_app.services.drafts import IntakeDraft


class Rule(StrEnum):
    """What the owner wants of a field."""

    OPTIONAL = "optional"
    MANDATORY = "mandatory"
    HIDDEN = "hidden"


ALWAYS = ("client.name", "device.kind", "fault")
"""Without these an intake means nothing; no policy can let them go."""

_VALUES: Mapping[str, Callable[[IntakeDraft], object]] = MappingProxyType(
    {
        "client.phone": attrgetter("client.phone"),
        "client.email": attrgetter("client.email"),
        "client.birthday": attrgetter("client.birthday"),
        "client.source": attrgetter("client.source"),
        "device.brand": attrgetter("device.brand"),
        "device.model": attrgetter("device.model"),
        "device.serial": attrgetter("device.serial"),
        "device.imei": attrgetter("device.imei"),
        "device.colour": attrgetter("device.colour"),
        "accessories": attrgetter("accessories"),
        "appearance": attrgetter("appearance"),
        "photos": attrgetter("photos"),
        "passcode": attrgetter("passcode_kind"),
        "technician": attrgetter("technician_id"),
        "promised_at": attrgetter("promised_at"),
        "estimate": attrgetter("estimate_minor"),
        "limit": attrgetter("limit_minor"),
        "agreed_value": attrgetter("agreed_value_minor"),
        "prepayment": attrgetter("prepayment_minor"),
        "data_copy": attrgetter("data_copy"),
        "seller": attrgetter("seller"),
        "bought_on": attrgetter("bought_on"),
        "warranty_until": attrgetter("warranty_until"),
        "warranty_card": attrgetter("warranty_card"),
        "claim_number": attrgetter("claim_number"),
        "loaner_wanted": attrgetter("loaner_wanted"),
        "rework_of": attrgetter("rework_of"),
        "due_by_client": attrgetter("due_by_client"),
        "site_address": attrgetter("site_address"),
        "site_window": attrgetter("site_from"),
        "travel": attrgetter("travel_minor"),
        "article": attrgetter("article"),
        "grade": attrgetter("grade"),
        "note": attrgetter("note"),
    }
)
FIELDS = tuple(_VALUES)
"""Every field with a rule, in the order of the form."""

ANSWERS = frozenset({"loaner_wanted"})
"""Yes or no: never empty, so it cannot be mandatory."""

_WARRANTY = frozenset(
    {"seller", "bought_on", "warranty_until", "warranty_card", "claim_number", "loaner_wanted"}
)
_REWORK = frozenset({"rework_of", "due_by_client"})
_SITE = frozenset({"site_address", "site_window", "travel"})
_BATCH = frozenset({"article", "grade"})
_MONEY = frozenset({"estimate", "limit", "prepayment"})
_SPECIAL = _WARRANTY | _REWORK | _SITE | _BATCH
_OWN: Mapping[RepairKind, frozenset[str]] = MappingProxyType(
    {
        RepairKind.WARRANTY: _WARRANTY,
        RepairKind.OWN_WARRANTY: _REWORK,
        RepairKind.ONSITE: _SITE,
        RepairKind.PRESALE: _BATCH,
    }
)
_UNPAID = frozenset({RepairKind.WARRANTY, RepairKind.OWN_WARRANTY, RepairKind.TRADE_IN})
_SHIPPED_MANDATORY: Mapping[RepairKind, frozenset[str]] = MappingProxyType(
    {RepairKind.ONSITE: frozenset({"site_address"})}
)


def key(kind: RepairKind) -> str:
    """The preference that holds the owner's rules for a kind of repair."""
    return f"fields.{kind.value}"


def shipped(kind: RepairKind) -> dict[str, Rule]:
    """The rules before the owner changed anything: what belongs to another kind is hidden."""
    hidden = _SPECIAL - _OWN.get(kind, frozenset())
    if kind in _UNPAID:
        hidden |= _MONEY
    mandatory = _SHIPPED_MANDATORY.get(kind, frozenset())
    return {
        name: Rule.HIDDEN
        if name in hidden
        else Rule.MANDATORY
        if name in mandatory
        else Rule.OPTIONAL
        for name in FIELDS
    }


def rules(kind: RepairKind, chosen: object) -> dict[str, Rule]:
    """The rules in force; what cannot be understood in a choice is left as shipped."""
    found = shipped(kind)
    if isinstance(chosen, dict):
        for name, rule in chosen.items():  # pyright: ignore[reportUnknownVariableType] - JSON
            if name in found and rule in allowed(str(name)):  # pyright: ignore[reportUnknownArgumentType] - JSON
                found[str(name)] = Rule(str(rule))  # pyright: ignore[reportUnknownArgumentType] - JSON
    return found


def allowed(name: str) -> tuple[Rule, ...]:
    """The rules a field can have."""
    if name in ANSWERS:
        return (Rule.OPTIONAL, Rule.HIDDEN)
    return tuple(Rule)


def differences(kind: RepairKind, wanted: Mapping[str, Rule]) -> dict[str, str]:
    """What of these rules is to be kept as the owner's choice."""
    usual = shipped(kind)
    return {name: rule.value for name, rule in wanted.items() if usual.get(name) != rule}


def missing(draft: IntakeDraft, wanted: Mapping[str, Rule]) -> Iterator[str]:
    """Mandatory fields that are empty; a known client or device was asked the first time."""
    for name, rule in wanted.items():
        if rule is not Rule.MANDATORY or name in ANSWERS:
            continue
        if (name.startswith("client.") and draft.client.id) or (
            name.startswith("device.") and draft.device.id
        ):
            continue
        if _VALUES[name](draft) in {None, ""} or _VALUES[name](draft) == ():
            yield name
