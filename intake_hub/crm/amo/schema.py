"""Custom fields, pipeline and stages: what is there, what is missing, what can be added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_hub.crm.amo.names import ENTITIES, TOTAL, UID, custom, wanted
from intake_hub.crm.documents import Kind, Owner
from intake_hub.crm.titles import TITLES

if TYPE_CHECKING:
    from intake_hub.crm.amo.calls import Calls
    from intake_hub.crm.amo.reading import Reader
    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.values import Row

_OWN_TITLES = {UID: "Intake: номер карточки", TOTAL: "Сумма заказа точно"}


class Schema:
    """Looks at an account as an administrator would."""

    def __init__(self, calls: Calls, reader: Reader, pipeline: int, fields: FieldMap) -> None:
        self._calls = calls
        self._reader = reader
        self._pipeline = pipeline
        self._fields = fields

    def missing(self) -> dict[str, tuple[str, Kind, str]]:
        """What is not there, as "leads: INTAKE_…", with its entity, kind and code."""
        found: dict[str, tuple[str, Kind, str]] = {}
        for kind in Kind:
            for entity in ENTITIES[kind]:
                there = self._reader.fields(entity)
                for code in wanted(self._fields, kind):
                    if code not in there:
                        found[f"{entity}: {code}"] = (entity, kind, code)
        return found

    def add(self) -> tuple[str, ...]:
        """Add all that is missing."""
        lacking = self.missing()
        for entity in ("contacts", "companies", "leads"):
            some = [
                self._field(kind, code) for found, kind, code in lacking.values() if found == entity
            ]
            if some:
                self._calls.write("POST", f"{entity}/custom_fields", some)
        return tuple(lacking)

    def lacks(self) -> tuple[str, ...]:
        """What else is missing, in words."""
        if not self._pipeline:
            return ("The option pipeline is missing: the number of the pipeline for orders.",)
        stages = self._reader.stages(self._pipeline)
        if not stages:
            return (f"There is no pipeline {self._pipeline}.",)
        mapped = self._fields.codes.get("stage", {}).values()
        return tuple(
            f"There is no stage {one} in the pipeline." for one in mapped if one not in stages
        )

    def _field(self, kind: Kind, code: str) -> Row:
        name = custom(self._fields, kind).get(code, "")
        rule = self._fields.rule(kind, name)
        is_ours = rule is None or rule.owner is Owner.OURS
        title = _OWN_TITLES.get(code) or TITLES.get(name, code)
        kept = wanted(self._fields, kind)[code]
        return {"name": title, "code": code, "type": kept, "is_api_only": is_ours}
