"""The printers of one desk as they can be chosen: where each is, what goes where, how often. Light.

They stand in `settings.toml`; what is changed there holds at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from intake_app import settings_file
from intake_app.config import FILE_NAME, NOT_THERE
from intake_app.errors import Problem, RejectedError
from intake_app.services import routes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.config import Settings

Value: TypeAlias = "str | int"

_OWN_SETTING = (routes.RECEIPT, routes.LABEL, routes.A4)
_NAME = re.compile(r"[\w-]{1,24}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`addresses` has the three every shop knows first; the owner's own come after them."""

    addresses: Mapping[str, str]
    fallback: str
    routes: Mapping[str, str]
    copies: Mapping[str, int]

    @property
    def own(self) -> Mapping[str, str]:
        """Those with names of the owner's."""
        return {name: at for name, at in self.addresses.items() if name not in _OWN_SETTING}

    def placed(self, name: str, address: str) -> Plan:
        """With a printer at an address; a new name adds one. Raises RejectedError(MALFORMED)."""
        if name not in self.addresses and not is_name(name):
            raise RejectedError(Problem.MALFORMED, "name of a printer")
        return replace(self, addresses={**self.addresses, name: address})

    def without(self, name: str) -> Plan:
        """With one of the owner's printers gone, and every way that led to it."""
        return replace(
            self,
            addresses={key: at for key, at in self.addresses.items() if key != name},
            fallback="" if self.fallback == name else self.fallback,
            routes={paper: to for paper, to in self.routes.items() if to != name},
        )

    def routed(self, document: str, printer: str) -> Plan:
        """With a paper going to a printer; an empty one is the usual."""
        ways = {paper: to for paper, to in self.routes.items() if paper != document}
        return replace(self, routes={**ways, document: printer} if printer else ways)

    def copied(self, document: str, count: int) -> Plan:
        """With so many copies of a paper."""
        most = {paper: kept for paper, kept in self.copies.items() if paper != document}
        return replace(self, copies={**most, document: count} if count != 1 else most)


def is_name(text: str) -> bool:
    """Whether a printer may be called so."""
    return bool(_NAME.fullmatch(text)) and text not in routes.BUILT_IN


def plan_of(settings: Settings) -> Plan:
    """What is in force."""
    desk = settings.desk
    addresses = {
        routes.RECEIPT: desk.receipt_printer,
        routes.LABEL: desk.label_printer,
        routes.A4: desk.a4_printer,
        **settings.printers,
    }
    return Plan(
        addresses=MappingProxyType(addresses),
        fallback=desk.fallback_printer,
        routes=settings.routes,
        copies=settings.copies,
    )


def planned(settings: Settings, plan: Plan) -> Settings:
    """The settings with a plan in force. Raises RejectedError(SETTINGS_BROKEN)."""
    desk = replace(
        settings.desk,
        receipt_printer=plan.addresses.get(routes.RECEIPT, NOT_THERE),
        label_printer=plan.addresses.get(routes.LABEL, NOT_THERE),
        a4_printer=plan.addresses.get(routes.A4, NOT_THERE),
        fallback_printer=plan.fallback,
    )
    after = replace(
        settings,
        desk=desk,
        printers=MappingProxyType(dict(plan.own)),
        routes=MappingProxyType(dict(plan.routes)),
        copies=MappingProxyType(dict(plan.copies)),
    )
    routes.check(after)
    return after


def written(settings: Settings, plan: Plan) -> Settings:
    """Put a plan into the file of this desk; the settings that are in force with it.

    Raises RejectedError(SETTINGS_BROKEN), UnavailableError(FILE_UNWRITABLE).
    """
    after = planned(settings, plan)
    changes = _changes(plan_of(settings), plan)
    settings_file.prepared_all(settings.data / FILE_NAME, changes)()
    return after


def _changes(before: Plan, after: Plan) -> dict[tuple[str, str], Value | None]:
    """What differs; None takes a key away."""
    found: dict[tuple[str, str], Value | None] = {}
    for name in _OWN_SETTING:
        now = after.addresses.get(name, NOT_THERE)
        if now != before.addresses.get(name, NOT_THERE):
            found["desk", f"{name}_printer"] = now
    if after.fallback != before.fallback:
        found["desk", "fallback_printer"] = after.fallback
    for section, old, new in (
        ("printers", before.own, after.own),
        ("routes", before.routes, after.routes),
        ("copies", before.copies, after.copies),
    ):
        found |= {(section, key): None for key in old if key not in new}
        found |= {(section, key): value for key, value in new.items() if old.get(key) != value}
    return found
