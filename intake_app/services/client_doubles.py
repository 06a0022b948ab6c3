"""Cards that may be one client: offered to a person, never merged by themselves.

Families share phones and numbers change hands. Whoever was told apart once is not offered again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.services import client_reading, near_clients, unions
from intake_app.services.client_card import Pair
from intake_app.services.client_reading import GROUP
from intake_app.services.rows import NearClient

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

    from intake_app.services.rows import ClientFacts

_NEAR = 6
_ASKED = 8
_APART = (
    "SELECT m.client_id, m.merged_id FROM merge m JOIN unmerge u ON u.merge_id = m.id"  # noqa: S608 - words of ours
    f" WHERE m.client_id IN {GROUP} OR m.merged_id IN {GROUP}"
)
_ROOT = "coalesce(c.merged_into, c.id)"
_SHARED = (
    (
        "phone",
        (
            f"SELECT min({_ROOT}) FROM phone p JOIN client c ON c.id = p.client_id"  # noqa: S608 - words of ours
            f" WHERE NOT p.archived GROUP BY p.e164 HAVING count(DISTINCT {_ROOT}) > 1 LIMIT ?"
        ),
    ),
    (
        "inn",
        (
            f"SELECT min({_ROOT}) FROM client c WHERE c.inn <> ''"  # noqa: S608 - words of ours
            f" GROUP BY c.inn, c.kpp HAVING count(DISTINCT {_ROOT}) > 1 LIMIT ?"
        ),
    ),
    (
        "email",
        (
            f"SELECT min({_ROOT}) FROM client c WHERE c.email <> ''"  # noqa: S608 - words of ours
            f" GROUP BY lower(c.email) HAVING count(DISTINCT {_ROOT}) > 1 LIMIT ?"
        ),
    ),
)


def near(driver: Connection, facts: ClientFacts) -> tuple[NearClient, ...]:
    """Who may be this client under another card, the surest first."""
    marks = [("", row.e164, "", "") for row in facts.phones[:_ASKED]]
    marks.append((facts.row.name, "", facts.email, facts.inn))
    why: dict[int, str] = {}
    for one in marks:
        why = near_clients.found(driver, one, _NEAR) | why
    known = {facts.row.id} | _told_apart(driver, facts.row.id)
    found: dict[UUID, NearClient] = {}
    for no, row in client_reading.by_number(driver, tuple(why)).items():
        if row.id not in known:
            found.setdefault(row.id, NearClient(row, why[no]))
    return tuple(sorted(found.values(), key=_sureness))[:_NEAR]


def pairs(driver: Connection, limit: int) -> tuple[Pair, ...]:
    """Pairs of the whole shop that share what hardly two people share."""
    found: dict[frozenset[UUID], Pair] = {}
    for reason, sql in _SHARED:
        for (raw,) in driver.execute(sql, (limit,)).fetchall():
            facts = client_reading.facts(driver, UUID(bytes=raw))
            for other in near(driver, facts) if facts else ():
                if facts and other.why == reason:
                    pair = frozenset({facts.row.id, other.client.id})
                    found.setdefault(pair, Pair(facts.row, other.client, reason))
    return tuple(found.values())[:limit]


def _told_apart(driver: Connection, root: UUID) -> set[UUID]:
    rows = driver.execute(_APART, (root.bytes,)).fetchall()
    cards = {UUID(bytes=raw) for row in rows for raw in row}
    roots = (unions.root_of(driver, card) for card in cards)
    return {found for found in roots if found is not None}


def _sureness(found: NearClient) -> int:
    return ("phone", "inn", "email", "name").index(found.why)
