"""Cards that may be one client: offered to a person, never merged by themselves.

Families share phones, numbers change hands and things are sold. Whoever was told apart once, by
a merge taken back or by a word, is not offered again.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, cast
from uuid import UUID

from intake_app.services import client_reading, near_clients, unions
from intake_app.services.client_card import Pair
from intake_app.services.client_reading import GROUP
from intake_app.services.rows import NearClient

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlcipher3.dbapi2 import Connection

    from intake_app.services.rows import ClientFacts, ClientRow

_NEAR = 6
_ASKED = 8
_APART = (
    "SELECT m.client_id, m.merged_id FROM merge m JOIN unmerge u ON u.merge_id = m.id"  # noqa: S608 - words of ours
    f" WHERE m.client_id IN {GROUP} OR m.merged_id IN {GROUP}"
    " UNION SELECT client_id, other_id FROM apart"
    f" WHERE (client_id IN {GROUP} OR other_id IN {GROUP}) AND NOT archived"
)
_OWNER = "JOIN client c ON c.id = {0}.client_id"
# What stands in an index twice is found by the index alone; only that is looked up.
_TWICE = "(SELECT {1} AS mark FROM {0} WHERE {1} <> '' GROUP BY 1 HAVING count(*) > 1)"
_SHARED = (
    (
        "phone",
        (
            f"{_TWICE.format('phone', 'e164')} k JOIN phone p ON p.e164 = k.mark"
            f" {_OWNER.format('p')} WHERE NOT p.archived GROUP BY k.mark"
        ),
    ),
    ("inn", "client c WHERE c.inn <> '' GROUP BY c.inn, c.kpp"),
    ("email", "client c WHERE c.email <> '' GROUP BY lower(c.email)"),
    (
        "device",
        (
            f"{_TWICE.format('device', 'imei')} k JOIN device d ON d.imei = k.mark AND d.imei <> ''"
            f" {_OWNER.format('d')} GROUP BY k.mark"
        ),
    ),
    (
        "device",
        (
            f"{_TWICE.format('device', 'serial')} k JOIN device d ON d.serial = k.mark"
            f" AND d.serial <> '' {_OWNER.format('d')} GROUP BY k.mark, lower(d.brand)"
        ),
    ),
)
_SHARERS = (
    "SELECT group_concat(c.no) FROM {} HAVING count(DISTINCT coalesce(c.merged_into, c.id)) > 1"
)
_ROOTS = (
    "SELECT DISTINCT coalesce(merged_into, id) FROM client"
    " WHERE no IN (SELECT value FROM json_each('[' || ? || ']')) ORDER BY 1"
)
_SAME_DEVICE = (
    "SELECT DISTINCT c.no FROM (SELECT t.client_id FROM device d JOIN device t ON t.imei = d.imei"  # noqa: S608 - words of ours
    f" WHERE d.client_id IN {GROUP} AND d.imei <> '' AND t.imei <> ''"
    " UNION SELECT t.client_id FROM device d JOIN device t ON t.serial = d.serial"
    f" AND lower(t.brand) = lower(d.brand) WHERE d.client_id IN {GROUP} AND d.serial <> ''"
    " AND t.serial <> '') f JOIN client c ON c.id = f.client_id LIMIT ?2"
)
_SURENESS = ("phone", "inn", "email", "device", "name")


def near(driver: Connection, facts: ClientFacts) -> tuple[NearClient, ...]:
    """Who may be this client under another card, the surest first."""
    marks = [("", row.e164, "", "") for row in facts.phones[:_ASKED]]
    marks.append((facts.row.name, "", facts.email, facts.inn))
    known = {facts.row.id} | told_apart(driver, facts.row.id)
    why: dict[int, str] = {}
    for one in marks:
        for no, reason in near_clients.found(driver, one, _NEAR + len(known)).items():
            why[no] = min(reason, why.get(no, reason), key=_SURENESS.index)
    for (no,) in driver.execute(_SAME_DEVICE, (facts.row.id.bytes, _NEAR + len(known))):
        why[no] = min("device", why.get(no, "device"), key=_SURENESS.index)
    found: dict[UUID, NearClient] = {}
    for no in sorted(why, key=lambda no: _SURENESS.index(why[no])):
        for row in client_reading.by_number(driver, (no,)).values():
            if row.id not in known:
                found.setdefault(row.id, NearClient(row, why[no]))
    return tuple(found.values())[:_NEAR]


def pairs(driver: Connection, limit: int) -> tuple[Pair, ...]:
    """Pairs of the whole shop that share what hardly two people share, and are not told apart."""
    found: dict[frozenset[UUID], Pair] = {}
    apart: dict[UUID, set[UUID]] = {}
    for one, other, reason in _sharing(driver):
        if one not in apart:
            apart[one] = told_apart(driver, one)
        if other in apart[one] or frozenset({one, other}) in found:
            continue
        found[frozenset({one, other})] = Pair(_row(driver, one), _row(driver, other), reason)
        if len(found) == limit:
            break
    return tuple(found.values())


def told_apart(driver: Connection, root: UUID) -> set[UUID]:
    """Whom somebody has looked at beside this client and found to be another."""
    rows = driver.execute(_APART, (root.bytes,)).fetchall()
    cards = {UUID(bytes=raw) for row in rows for raw in row}
    roots = (unions.root_of(driver, card) for card in cards)
    return {found for found in roots if found is not None and found != root}


def _sharing(driver: Connection) -> Iterator[tuple[UUID, UUID, str]]:
    for reason, alike in _SHARED:
        for (numbers,) in driver.execute(_SHARERS.format(alike)):
            roots = (UUID(bytes=raw) for (raw,) in driver.execute(_ROOTS, (numbers,)).fetchall())
            for one, other in combinations(roots, 2):
                yield one, other, reason


def _row(driver: Connection, root: UUID) -> ClientRow:
    return cast("ClientRow", client_reading.client(driver, root))  # it has just been read
