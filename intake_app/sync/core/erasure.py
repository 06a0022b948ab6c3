"""What an erasure takes away and what the law lets stand: one table for hub and desks.

Amounts, dates, numbers and kinds stay under a client without a name; what tells who he was goes.
An op on an erased record is `gone`. A fact that arrives late for one is taken in without what it
says of the person; a new order or device is a new story and stays as it is.
"""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from intake_app.sync.core.ops import Verb, canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intake_app.sync.core.ops import Op, Scalar

NOBODY = "—"
MARK = "erased"
"""A member of ops whose values are no longer what their author signed."""


class Belonging(NamedTuple):
    """`owner` is the field that says whose a record is; `blanks` what an erasure leaves."""

    owner: str
    blanks: Mapping[str, Scalar]


def _texts(*names: str, **others: Scalar) -> Mapping[str, Scalar]:
    return MappingProxyType(dict.fromkeys(names, "") | others)


ROOT = "client"
FAMILY: Mapping[str, Belonging] = MappingProxyType(
    {
        ROOT: Belonging(
            "",
            _texts(
                "email",
                "inn",
                "kpp",
                "ogrn",
                "bik",
                "bank",
                "account",
                "corr_account",
                "director",
                "consignee",
                "contract",
                "address",
                "birthday",
                "source",
                "conflict_note",
                "note",
                "class_reason",
                name=NOBODY,
                email_confirmed_at=None,
                archived=True,
            ),
        ),
        "phone": Belonging("client_id", _texts("e164", "label", confirmed_at=None, archived=True)),
        "contact": Belonging(
            "client_id", _texts("role", "phone", "email", name=NOBODY, archived=True)
        ),
        "device": Belonging("client_id", _texts("serial", "imei", "imei2")),
        "consent": Belonging("client_id", _texts("evidence", "note")),
        "merge": Belonging("client_id", _texts("reason")),
        "order": Belonging(
            "client_id",
            _texts(
                "fault",
                "accessories",
                "appearance",
                "note",
                "site_address",
                "seller",
                "claim_number",
                "accessory_marks",
                "appearance_marks",
            ),
        ),
        "stage": Belonging("order_id", _texts("comment")),
        "comment": Belonging("order_id", _texts("text")),
        "photo": Belonging("order_id", _texts("sha256", "caption", "thumb")),
        "order_file": Belonging("order_id", _texts("sha256", "name")),
        "signature": Belonging("order_id", _texts("image_sha256")),
        "passcode": Belonging("order_id", _texts("sealed")),
        "finding": Belonging("order_id", _texts("text")),
        "approval": Belonging("order_id", _texts("said_by", "text")),
        "notice": Belonging("order_id", _texts("text", "proof")),
        "checkup": Belonging("order_id", _texts("note")),
        "handover": Belonging("order_id", _texts("name", "proxy", "remarks")),
        "task": Belonging("order_id", _texts("text")),
    }
)
NEW_STORIES = frozenset({"order", "device"})


def blanked(entity: str, values: Mapping[str, Scalar]) -> dict[str, Scalar]:
    """Give values without what tells who somebody was; nothing is added that was not there."""
    found = FAMILY.get(entity)
    if found is None:
        return dict(values)
    return {name: found.blanks.get(name, value) for name, value in values.items()}


def blanked_body(body: str, entity: str) -> str:
    """Give an op as JSON without it; the signature no longer fits and goes as well."""
    members = json.loads(body)
    values = members.get("values")
    if isinstance(values, dict):
        members["values"] = blanked(entity, values)  # pyright: ignore[reportUnknownArgumentType] - JSON
    members.pop("sig", None)
    return canonical(members | {MARK: True})


def is_blank(op: Op) -> bool:
    """Whether an op says nothing of a person, so that it may travel without a signature."""
    values = dict(op.values)
    return op.verb is not Verb.ERASE and blanked(op.entity, values) == values
