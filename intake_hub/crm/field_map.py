"""How a shop wants its records to look in a CRM: data, read and written as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from intake_app.errors import Problem, RejectedError
from intake_hub.crm.documents import FIELDS, Kind, Owner

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_NAME = 120


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One field: what it is called there, whose it is, whether it is told at all."""

    remote: str
    owner: Owner
    is_sent: bool


@dataclass(frozen=True, slots=True)
class FieldMap:
    """Rules per kind and neutral field; a field without a rule is not exchanged.

    `codes` translates our codes, as {"stage": {"ready": "C7:EXECUTING"}}; one that is missing is
    sent as it is, or not at all where the adapter can only send what the CRM has.
    """

    rules: Mapping[Kind, Mapping[str, FieldRule]]
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))

    def rule(self, kind: Kind, name: str) -> FieldRule | None:
        """How one field is treated; None: it is not exchanged."""
        return self.rules[kind].get(name)

    def sent(self, kind: Kind) -> Mapping[str, str]:
        """What is told: neutral name to the name there."""
        return {name: rule.remote for name, rule in self.rules[kind].items() if rule.is_sent}

    def read(self, kind: Kind) -> Mapping[str, str]:
        """What is listened to: all that is told, and what is theirs alone."""
        return {
            name: rule.remote
            for name, rule in self.rules[kind].items()
            if rule.is_sent or rule.owner is Owner.THEIRS
        }

    def code(self, name: str, ours: str) -> str:
        """One of our codes in their words."""
        return self.codes.get(name, {}).get(ours, ours)

    def to_json(self) -> str:
        """Write it all down."""
        rules = {
            kind.value: {
                name: {"remote": rule.remote, "owner": rule.owner.value, "sent": rule.is_sent}
                for name, rule in fields.items()
            }
            for kind, fields in self.rules.items()
        }
        codes = {name: dict(found) for name, found in self.codes.items()}
        return json.dumps({"rules": rules, "codes": codes}, ensure_ascii=False, sort_keys=True)


def usual(names: Mapping[Kind, Mapping[str, str]]) -> FieldMap:
    """Make the map an adapter starts with from what each neutral field is called there."""
    return FieldMap(
        {
            kind: {
                name: FieldRule(remote, FIELDS[kind][name].owner, FIELDS[kind][name].is_sent)
                for name, remote in fields.items()
            }
            for kind, fields in names.items()
        }
    )


def from_json(text: str) -> FieldMap:
    """Read what a person may have written. Raises RejectedError(MALFORMED) saying where."""
    try:
        found = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise RejectedError(Problem.MALFORMED, "the field map is no JSON") from error
    members = _mapping(found, "the field map")
    rules = _mapping(members.get("rules", {}), "rules")
    codes = _mapping(members.get("codes", {}), "codes")
    return FieldMap(
        {kind: _rules(kind, rules.get(kind.value, {})) for kind in Kind},
        {name: _texts(listed, f"codes.{name}") for name, listed in codes.items()},
    )


def without(fields: FieldMap, kind: Kind, name: str) -> FieldMap:
    """The same map with one field no longer told."""
    rules = dict(fields.rules[kind])
    if name in rules:
        rules[name] = replace(rules[name], is_sent=False)
    return replace(fields, rules={**fields.rules, kind: rules})


def _rules(kind: Kind, value: object) -> dict[str, FieldRule]:
    return {name: _rule(kind, name, one) for name, one in _mapping(value, f"rules.{kind}").items()}


def _rule(kind: Kind, name: str, value: object) -> FieldRule:
    where = f"rules.{kind}.{name}"
    if name not in FIELDS[kind]:
        raise RejectedError(Problem.MALFORMED, f"{where}: no such field")
    members = _mapping(value, where)
    remote, owner, is_sent = members.get("remote"), members.get("owner"), members.get("sent")
    if not isinstance(remote, str) or not 0 < len(remote) <= MAX_NAME:
        raise RejectedError(Problem.MALFORMED, f"{where}.remote")
    if owner not in tuple(Owner) or not isinstance(is_sent, bool):
        raise RejectedError(Problem.MALFORMED, f"{where}: owner and sent")
    return FieldRule(remote, Owner(owner), is_sent)


def _texts(value: object, where: str) -> dict[str, str]:
    found = _mapping(value, where)
    if not all(isinstance(one, str) and len(one) <= MAX_NAME for one in found.values()):
        raise RejectedError(Problem.MALFORMED, where)
    return cast("dict[str, str]", dict(found))


def _mapping(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise RejectedError(Problem.MALFORMED, where)
    return cast("dict[str, object]", value)
