"""A field map as desks see it: a row for every neutral field, those that are not exchanged too."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from intake_app.sync.core.wire_crm_work import CrmMap, MapRule
from intake_hub.crm import field_map
from intake_hub.crm.documents import FIELDS, Kind

if TYPE_CHECKING:
    from intake_hub.crm.documents import FieldSpec
    from intake_hub.crm.field_map import FieldMap


def shown(name: str, fields: FieldMap) -> CrmMap:
    """Write it for a desk."""
    rules = tuple(
        _rule(kind, field, spec, fields) for kind in Kind for field, spec in FIELDS[kind].items()
    )
    return CrmMap(name=name, rules=rules, codes=dict(fields.codes))


def read(asked: CrmMap) -> FieldMap:
    """Read what a desk made of it. Raises RejectedError(MALFORMED) saying where."""
    rules: dict[str, dict[str, object]] = {kind.value: {} for kind in Kind}
    for one in asked.rules:
        if one.remote:
            found = {"remote": one.remote, "owner": one.owner, "sent": one.is_sent}
            rules.setdefault(one.kind, {})[one.field] = found
    codes = {name: dict(words) for name, words in asked.codes.items()}
    return field_map.from_json(json.dumps({"rules": rules, "codes": codes}))


def _rule(kind: Kind, field: str, spec: FieldSpec, fields: FieldMap) -> MapRule:
    rule = fields.rule(kind, field)
    return MapRule(
        kind=kind.value,
        field=field,
        remote=rule.remote if rule else "",
        owner=rule.owner.value if rule else spec.owner.value,
        is_sent=rule is not None and rule.is_sent,
        is_personal=spec.is_personal,
    )
