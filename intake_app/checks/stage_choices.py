"""What the owner made of the table of stages: labels, limits, gates, colours, roles; pure.

As JSON: `{stage: {"label": {"ru": …}, "limit": hours, "tint": …, "gates": […], "roles": […]}}`,
only what differs from what is shipped.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from intake_app.checks.gates import Gate
from intake_app.checks.rights import ROLES
from intake_app.checks.stage_rules import SHIPPED, StageRule, Tint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.checks.stages import Stage

KEY = "stages"
LABEL_MAX = 40
LIMIT_MAX = 2000
LANGUAGES = ("ru", "en")


def read(chosen: object) -> Mapping[Stage, StageRule]:
    """The table in force; what cannot be understood of a choice is as shipped."""
    found = _object(chosen)
    return MappingProxyType(
        {stage: _rule(rule, _object(found.get(stage.value))) for stage, rule in SHIPPED.items()}
    )


def written(rules: Mapping[Stage, StageRule]) -> dict[str, Any]:
    """As the preference holds them: what differs from what is shipped."""
    told = {stage.value: _differences(SHIPPED[stage], rule) for stage, rule in rules.items()}
    return {stage: choice for stage, choice in told.items() if choice}


def label(chosen: object, code: str, language: str) -> str:
    """How the owner calls a stage in a language; empty where he left it as it is."""
    found = _object(_object(_object(chosen).get(code)).get("label"))
    said = found.get(language)
    return said.strip()[:LABEL_MAX] if isinstance(said, str) else ""


def tint(chosen: object, stage: Stage) -> Tint:
    """The colour of one stage, asked for at every painting."""
    found = _object(_object(chosen).get(stage.value)).get("tint")
    known = isinstance(found, str) and found in tuple(Tint)
    return Tint(found) if known else SHIPPED[stage].tint


def _rule(rule: StageRule, choice: Mapping[str, object]) -> StageRule:
    limit, paint = choice.get("limit"), choice.get("tint")
    if isinstance(limit, int) and 0 <= limit <= LIMIT_MAX:
        rule = replace(rule, limit_hours=int(limit))
    if isinstance(paint, str) and paint in tuple(Tint):
        rule = replace(rule, tint=Tint(paint))
    gates, roles = _texts(choice.get("gates")), _texts(choice.get("roles"))
    if gates is not None:
        rule = replace(rule, on=frozenset(gate for gate in rule.gates if gate in gates))
    if roles is not None:
        rule = replace(rule, roles=frozenset(role for role in ROLES if role in roles))
    said = {name: label({"": choice}, "", name) for name in LANGUAGES}
    return replace(rule, labels=MappingProxyType({k: v for k, v in said.items() if v}))


def _differences(shipped: StageRule, rule: StageRule) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if rule.labels:
        told["label"] = dict(rule.labels)
    if rule.limit_hours != shipped.limit_hours:
        told["limit"] = rule.limit_hours
    if rule.tint is not shipped.tint:
        told["tint"] = rule.tint.value
    if rule.on != shipped.on:
        told["gates"] = [gate.value for gate in Gate if gate in rule.on]
    if rule.roles is not None:
        told["roles"] = [role for role in ROLES if role in rule.roles]
    return told


def _object(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}


def _texts(value: object) -> frozenset[str] | None:
    if not isinstance(value, list):
        return None
    return frozenset(one for one in cast("list[object]", value) if isinstance(one, str))
