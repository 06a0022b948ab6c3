"""The terms of an order on their way from the draft to its columns, its papers and its card."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from intake_app.money import Money
from intake_app.services import storage_terms, terms
from intake_app.services.papers import TermsData

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from sqlcipher3.dbapi2 import Connection

    from intake_app.config import ShopSettings
    from intake_app.services.drafts import IntakeDraft

_ALIKE = (
    "estimate_kind",
    "data_copy",
    "seller",
    "bought_on",
    "warranty_until",
    "warranty_card",
    "claim_number",
    "loaner_wanted",
    "due_by_client",
    "site_address",
    "article",
    "grade",
)
"""Fields with one name in the draft, in the order and on paper."""

_STAFF = "SELECT name FROM staff WHERE id = ?"
_NUMBER = 'SELECT number FROM "order" WHERE id = ?'
_CHOICE = "SELECT value FROM preference WHERE key = ? AND value <> ''"
_TERMS = (
    "SELECT o.estimate_kind, o.data_copy, o.seller, o.bought_on, o.warranty_until,"
    " o.warranty_card, o.claim_number, o.loaner_wanted, o.due_by_client, o.site_address,"
    " o.article, o.grade,"
    " o.terms_version, coalesce(s.name, ''), coalesce(e.number, ''), o.site_from, o.site_to,"
    ' o.travel_minor, o.currency, o.accepted_at FROM "order" o LEFT JOIN staff s'
    ' ON s.id = o.technician_id LEFT JOIN "order" e ON e.id = o.rework_of WHERE o.id = ?'
)


def columns(draft: IntakeDraft, version: str) -> dict[str, object]:
    """What was agreed, beside what the receipt needs; the version of the conditions with it."""
    return {
        **_alike(draft),
        "terms_version": version,
        "technician_id": draft.technician_id,
        "estimate_minor": draft.estimate_minor,
        "limit_minor": draft.limit_minor,
        "agreed_value_minor": draft.agreed_value_minor,
        "rework_of": draft.rework_of,
        "site_from": draft.site_from,
        "site_to": draft.site_to,
        "travel_minor": draft.travel_minor,
    }


def agreed(
    driver: Connection,
    draft: IntakeDraft,
    shop: ShopSettings,
    local_now: datetime,
    storage: object = None,
) -> TermsData:
    """The same for papers, names and numbers looked up; `storage` is the owner's choice."""
    zone = local_now.tzinfo
    return TermsData(
        **_alike(draft),
        version=terms.version(shop.legal_profile, local_now.date()),
        technician=_looked_up(driver, _STAFF, draft.technician_id),
        rework_number=_looked_up(driver, _NUMBER, draft.rework_of),
        site_from=draft.site_from.astimezone(zone) if draft.site_from else None,
        site_to=draft.site_to.astimezone(zone) if draft.site_to else None,
        travel=_money(draft.travel_minor, shop.currency),
        **_storage(storage, local_now.date(), shop.currency),
    )


def read(driver: Connection, order: UUID) -> TermsData:
    """The terms of an order that exists, as they stand now; moments are in UTC."""
    *alike, version, technician, rework, start, end, travel, currency, at = driver.execute(
        _TERMS, (order.bytes,)
    ).fetchone()
    found = dict(zip(_ALIKE, alike, strict=True))
    found["loaner_wanted"] = bool(found["loaner_wanted"])
    return TermsData(
        **found,
        version=version,
        technician=technician,
        rework_number=rework,
        site_from=datetime.fromisoformat(start) if start else None,
        site_to=datetime.fromisoformat(end) if end else None,
        travel=_money(travel, currency),
        **_storage(_chosen(driver), datetime.fromisoformat(at).date(), currency),
    )


def excuses(draft: IntakeDraft) -> Iterator[str]:
    """One line for each warning that was let stand: the field and the reason."""
    for override in draft.overrides:
        if reason := " ".join(override.reason.split()):
            yield f"[{override.field}] {reason}"


def _alike(draft: IntakeDraft) -> dict[str, Any]:
    found = {name: getattr(draft, name) for name in _ALIKE}
    return {name: text.strip() if isinstance(text, str) else text for name, text in found.items()}


def _chosen(driver: Connection) -> object:
    row = driver.execute(_CHOICE, (storage_terms.KEY,)).fetchone()
    return json.loads(row[0]) if row else None


def _storage(chosen: object, accepted: date, currency: str) -> dict[str, Any]:
    """What keeping it costs by the terms of the day it was taken in; nothing where it is free."""
    found = storage_terms.agreed(chosen, accepted)
    if not found.minor:
        return {}
    return {
        "storage_free_days": found.free_days,
        "storage_fee": Money(found.minor, currency),
    }


def _looked_up(driver: Connection, sql: str, ident: UUID | None) -> str:
    found = None if ident is None else driver.execute(sql, (ident.bytes,)).fetchone()
    return "" if found is None else str(found[0])


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)
