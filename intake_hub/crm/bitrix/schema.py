"""Custom fields, pipelines and stages: what is there, what is missing, what can be added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_hub.crm.bitrix.clients import text
from intake_hub.crm.bitrix.names import MOST_SIGNS, PREFIX, TYPES, custom, form_of
from intake_hub.crm.bitrix.webhook import Call, Failure
from intake_hub.crm.documents import Kind
from intake_hub.crm.faults import Stop, StoppedError
from intake_hub.crm.titles import TITLES
from intake_hub.crm.values import row_of, rows_of

if TYPE_CHECKING:
    from intake_hub.crm.bitrix.orders import Place
    from intake_hub.crm.bitrix.webhook import Webhook
    from intake_hub.crm.field_map import FieldMap

_PARTS = {"contact": Kind.CLIENT, "company": Kind.CLIENT, "order": Kind.ORDER}


class Schema:
    """Looks at the portal as an administrator would."""

    def __init__(self, webhook: Webhook, place: Place, fields: FieldMap) -> None:
        self._webhook = webhook
        self._place = place
        self._fields = fields

    def missing(self) -> dict[str, tuple[str, str]]:
        """What is not there, as "deal: UF_CRM_…", with the part it belongs to and our name."""
        calls = {part: self._listed(part) for part in _PARTS}
        found: dict[str, tuple[str, str]] = {}
        for part, told in self._webhook.batch(calls).items():
            if isinstance(told, Failure):
                raise StoppedError(Stop.RIGHT_MISSING, told.words)
            members = row_of(told)
            there = row_of(members.get("fields")) if part == "order" else members
            for remote, name in custom(self._fields, _PARTS[part]).items():
                shown = self._place.field(remote) if part == "order" else remote
                if shown not in there:
                    found[f"{self._shown(part)}: {shown}"] = (part, name)
        return found

    def add(self) -> tuple[str, ...]:
        """Add all that is missing. Raises StoppedError(RIGHT_MISSING) with the words for one."""
        wanted = self.missing()
        done = self._webhook.batch(
            {name: self._added(name, *one) for name, one in wanted.items()}, changes=True
        )
        for name, told in done.items():
            if isinstance(told, Failure):
                raise StoppedError(Stop.RIGHT_MISSING, f"{name}: {told.words}")
        return tuple(wanted)

    def lacks(self) -> tuple[str, ...]:
        """What else is missing, in words."""
        found: list[str] = []
        long = [
            one
            for kind in Kind
            for one in custom(self._fields, kind)
            if len(one.removeprefix(PREFIX)) > MOST_SIGNS
        ]
        found += [
            f"The name {one} is longer than {MOST_SIGNS} signs after UF_CRM_." for one in long
        ]
        stages = self.stages()
        if not stages:
            found.append(f"There is no pipeline {self._place.category} to keep orders in.")
        mapped = self._fields.codes.get("stage", {}).values()
        found += [
            f"There is no stage {one} in the pipeline." for one in mapped if one not in stages
        ]
        return tuple(found)

    def stages(self) -> dict[str, str]:
        """What the stages of the pipeline are called, by their ids."""
        place = self._place
        if place.is_deal:
            entity = f"DEAL_STAGE_{place.category}" if place.category else "DEAL_STAGE"
        else:
            entity = f"DYNAMIC_{place.entity_type}_STAGE_{place.category}"
        call = Call("crm.status.list", {"filter": {"ENTITY_ID": entity}})
        rows = rows_of(self._webhook.rows(call))
        return {text(row, "STATUS_ID"): text(row, "NAME") for row in rows}

    def _shown(self, part: str) -> str:
        if part != "order":
            return part
        return "deal" if self._place.is_deal else f"smart process {self._place.entity_type}"

    def _listed(self, part: str) -> Call:
        if part != "order":
            return Call(f"crm.{part}.fields")
        given = {"entityTypeId": self._place.entity_type, "useOriginalUfNames": "Y"}
        return Call("crm.item.fields", given)

    def _added(self, name: str, part: str, ours: str) -> Call:
        field = name.rpartition(" ")[2]
        kind = TYPES[form_of(_PARTS[part], ours)]
        if part == "order" and not self._place.is_deal:
            about = {"entityId": f"CRM_{self._place.process}", "fieldName": field}
            label = {"ru": TITLES[ours], "en": TITLES[ours]}
            made = {**about, "userTypeId": kind, "editFormLabel": label}
            return Call("userfieldconfig.add", {"moduleId": "crm", "field": made})
        made = {
            "FIELD_NAME": field.removeprefix(PREFIX),
            "USER_TYPE_ID": kind,
            "EDIT_FORM_LABEL": TITLES[ours],
            "LIST_COLUMN_LABEL": TITLES[ours],
            "SETTINGS": {"PRECISION": 2} if kind == "double" else {},
        }
        method = "crm.deal.userfield.add" if part == "order" else f"crm.{part}.userfield.add"
        return Call(method, {"fields": made})
