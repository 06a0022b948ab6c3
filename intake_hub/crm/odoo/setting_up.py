"""What Odoo lacks to take our records: apps, rights, fields; and the adding of fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_hub.crm.faults import Stop, StoppedError
from intake_hub.crm.odoo.calls import Call
from intake_hub.crm.odoo.meaning import NoModelError, RefusedError
from intake_hub.crm.titles import TITLES
from intake_hub.crm.values import moment, seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_hub.crm.odoo.session import Session
    from intake_hub.crm.odoo.shape import Lack

_OPERATIONS = ("read", "write", "create")
_HAS_ACCESS = (18, 0)
_KEYS_END = (18, 0)
_MANY = (12, 0)
_APPS = {"crm.lead": "CRM", "repair.order": "Repairs", "res.partner": "Contacts"}
_OUR_MARK = "Intake ID"


def rights(session: Session, model: str) -> tuple[str, ...]:
    """Name, for an administrator, what whoever holds the key may not do."""
    try:
        refused = [one for one in _OPERATIONS if not _may(session, model, one)]
    except NoModelError:
        return (f"install the app {_APPS[model]} (model {model})",)
    return tuple(f"give the user the right to {one} {model}" for one in refused)


def _may(session: Session, model: str, operation: str) -> bool:
    named: dict[str, object] = {"operation": operation}
    if session.version >= _HAS_ACCESS:
        return bool(session.call(Call(model, "has_access", named)))
    named["raise_exception"] = False
    return bool(session.call(Call(model, "check_access_rights", named)))


def add_fields(session: Session, lacks: Sequence[Lack]) -> tuple[str, ...]:
    """Add what an administrator may add from outside: each call makes Odoo load itself anew."""
    models = {model: _number(session, model) for model in {lack.model for lack in lacks}}
    rows = [_field(lack, models[lack.model]) for lack in lacks if lack.can_add]
    if not rows:
        return ()
    if session.version >= _MANY:
        session.call(Call("ir.model.fields", "create", {"vals_list": rows}, changes=True))
    else:
        for row in rows:
            session.call(Call("ir.model.fields", "create", {"vals": row}, changes=True))
    return tuple(str(lack) for lack in lacks if lack.can_add)


def _number(session: Session, model: str) -> object:
    found = session.rows("ir.model", [["model", "=", model]], ["id"], limit=1)
    if not found:
        raise StoppedError(Stop.NOT_OFFERED, f"install the app {_APPS[model]}")
    return found[0]["id"]


def _field(lack: Lack, model: object) -> dict[str, object]:
    return {
        "name": lack.name,
        "model_id": model,
        "field_description": TITLES.get(lack.field, _OUR_MARK),
        "ttype": lack.type,
        "state": "manual",
        "copied": False,  # of a partner duplicated by hand only one may be ours
        "index": lack.field == "uid",
    }


def key_ends_ms(session: Session, uid: int) -> int:
    """When the first of this user's keys ends; 0 where they do not end, or it is not told."""
    if session.version < _KEYS_END:
        return 0
    domain = [["user_id", "=", uid], ["expiration_date", "!=", False]]
    try:
        rows = session.rows("res.users.apikeys", domain, ["expiration_date"], "expiration_date", 1)
    except (RefusedError, StoppedError):
        return 0
    ends = moment(rows[0]["expiration_date"]) if rows else None
    return seconds(ends) * 1000 if ends else 0
