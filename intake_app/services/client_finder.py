"""Who is meant by what stands in the box: clients by their own marks, by a device, by an order."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple

from intake_app.checks import layout, names, phone, ticket
from intake_app.models.connection import translated
from intake_app.services import (
    client_classes,
    client_history,
    client_reading,
    client_search,
    hit_reasons,
    near_clients,
    order_reading,
    order_search,
)
from intake_app.services.client_search import firsts
from intake_app.services.rows import ClientHit, NearClient
from intake_app.services.store_reader import StoreReader

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlcipher3.dbapi2 import Connection

    from intake_app.services.client_search import Tiers
    from intake_app.services.rows import ClientFacts, ClientRow

# Who was here last is asked for first; a client without orders stands behind those with.
_LIVELY = (
    "SELECT c.no FROM client c WHERE c.no IN (SELECT value FROM json_each(?)) AND NOT c.archived"
    ' ORDER BY (SELECT max(o.no) FROM "order" o WHERE o.client_id = c.id) DESC, c.no DESC'
)

# From word to word through the index: a shop has few of them, however many clients it has.
_SOURCES = """
WITH RECURSIVE said(word) AS (
    SELECT (SELECT min(source) FROM client INDEXED BY client_source WHERE source <> '')
    UNION ALL
    SELECT (SELECT min(source) FROM client INDEXED BY client_source
            WHERE source <> '' AND source > said.word)
    FROM said WHERE said.word IS NOT NULL
    LIMIT 500
),
lately AS (
    SELECT source, count(*) AS times
    FROM (SELECT source FROM client ORDER BY no DESC LIMIT 300)
    GROUP BY source
)
SELECT word FROM said LEFT JOIN lately ON lately.source = said.word
WHERE word IS NOT NULL
ORDER BY coalesce(times, 0) DESC,
         (SELECT max(no) FROM client INDEXED BY client_source
          WHERE source <> '' AND source = said.word) DESC
"""

_POOL = 2  # times as many as are shown: the liveliest of them are
_FEW = 3  # with less than so many found, what was typed may be a slip
_SURE_DIGITS = 7  # so many at an end of a number are hardly in the middle of another
_SEATS = 2  # kept for orders and devices where clients would fill the list


class _Found(NamedTuple):
    """Row numbers of clients; `guesses` are those who differ by one letter or digit."""

    exact: list[int]
    guesses: list[int]


class _Owned(NamedTuple):
    """Hits by a device or an order; `maybe` are those whose digits may mean something else."""

    sure: list[ClientHit]
    maybe: list[ClientHit]


class ClientFinder(StoreReader):
    """The part of the finder that answers the client box."""

    def clients(self, typed: str, limit: int = 8) -> tuple[ClientRow, ...]:
        """Clients by phone digits, words of the name, tax number or e-mail.

        Case, ё/е and the keyboard layout do not matter. An exact phone comes first, then the last
        digits, the first ones, and any run of three or more; a surname comes before other words,
        and who was here lately before who was not. If few are found, one letter or digit may be
        wrong.
        """
        connection = self._connection()
        if connection is None:
            return ()
        with translated():
            found = _found(connection, typed, limit)
            rows = client_reading.by_number(connection, [*found.exact, *found.guesses]).values()
        return tuple({row.id: row for row in rows}.values())[:limit]

    def hits(self, typed: str, limit: int = 8) -> tuple[ClientHit, ...]:
        """Clients as above, and the owners of what bears the typed number: a device, an order.

        A number that can be nothing else comes first; a run of digits is a phone before it is
        anything else; whoever differs by a letter or digit comes last.
        """
        connection = self._connection()
        if connection is None:
            return ()
        with translated():
            owned = _owned(connection, typed.strip(), limit)
            taken = max(len(owned.sure), min(len(owned.maybe), _SEATS))
            found = _found(connection, typed, max(1, limit - taken))
            exact = _hits(connection, typed, found.exact)
            guesses = _hits(connection, typed, found.guesses)
        hits = [*owned.sure, *exact, *owned.maybe, *(replace(hit, guess=True) for hit in guesses)]
        known = {hit.client.id for hit in hits if hit.device is not None}
        once = {
            (hit.client.id, hit.device and hit.device.id): hit
            for hit in reversed(hits)
            if hit.device is not None or hit.client.id not in known
        }
        return tuple(reversed(once.values()))[:limit]

    def client_by_ticket(self, digits: str) -> ClientRow | None:
        """The client whose card holds `digits`; None when unknown or the check digit is wrong."""
        is_card = ticket.kind_of(digits) is ticket.TicketKind.CLIENT
        connection = self._connection() if is_card else None
        if connection is None:
            return None
        with translated():
            return client_reading.client_between(connection, *ticket.client_range(digits))

    def client_facts(self, client: UUID) -> ClientFacts | None:
        """All that is known of the one who was chosen; of the surviving card if he was merged."""
        connection = self._connection()
        if connection is None:
            return None
        with translated():
            return client_reading.facts(connection, client)

    def client_class(self, facts: ClientFacts, rule: object, now: datetime) -> str:
        """The class chosen by hand, else what the last year makes of him by the owner's rule."""
        connection = self._connection()
        by_hand = client_classes.chosen(facts, now.date())
        if by_hand or connection is None:
            return by_hand
        since = f"{(now - client_classes.PERIOD).astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
        with translated():
            closed, minor = client_history.closed_since(connection, facts.row.id, since)
        chosen = client_classes.regular(rule)
        return client_classes.computed(
            contract=facts.contract, closed=closed, minor=minor, rule=chosen
        ).value

    def sources(self) -> tuple[str, ...]:
        """Why clients came to us: the commonest of lately first, then all else that was said."""
        return self._fresh("sources", _read_sources, ())

    def near_clients(
        self, *, name: str = "", e164: str = "", email: str = "", inn: str = "", limit: int = 4
    ) -> tuple[NearClient, ...]:
        """Who may be the one being typed, the surest first: by phone, tax number, e-mail, name."""
        connection = self._connection()
        if connection is None:
            return ()
        with translated():
            found = near_clients.found(connection, (name, e164, email, inn), limit)
            rows = client_reading.by_number(connection, tuple(found))
        near = {row.id: NearClient(row, found[no]) for no, row in reversed(rows.items())}
        return tuple(reversed(near.values()))


def _read_sources(connection: Connection) -> tuple[str, ...]:
    return tuple(row[0] for row in connection.execute(_SOURCES).fetchall())


def _found(connection: Connection, typed: str, limit: int) -> _Found:
    """The other keyboard layouts are asked when one finds nothing."""
    exact: dict[int, None] = {}
    for text in layout.variants(typed):
        _fill(connection, client_search.near(connection, text, limit * _POOL), exact, limit)
        if not (exact and len(phone.digits(text)) >= _SURE_DIGITS):
            _fill(connection, client_search.far(connection, text, limit * _POOL), exact, limit)
        if exact:
            break
    found = dict(exact)
    # Two words or a whole number that fit somebody are hardly both wrong.
    is_long = client_search.is_phone(typed) or len(names.words(typed)) > 1
    if len(exact) < (1 if is_long else min(_FEW, limit)):
        for text in layout.variants(typed):
            _fill(connection, client_search.guessed(connection, text, limit), found, limit)
    return _Found(list(exact)[:limit], list(found)[len(exact) : limit])


def _fill(connection: Connection, tiers: Tiers, found: dict[int, None], limit: int) -> None:
    """Add tier by tier until there are enough."""
    while len(found) < limit:
        tier = next(tiers, None)
        if tier is None:
            return
        new = [no for no in tier if no not in found]
        if new:
            found.update(dict.fromkeys(firsts(connection, _LIVELY, (json.dumps(new),))))


def _hits(connection: Connection, typed: str, numbers: Sequence[int]) -> list[ClientHit]:
    rows = client_reading.by_number(connection, numbers)
    return [
        ClientHit(row, why=hit_reasons.reason(connection, no, row, typed))
        for no, row in rows.items()
    ]


def _owned(connection: Connection, typed: str, limit: int) -> _Owned:
    owners = order_search.owners(connection, typed, limit)
    rows = client_reading.by_number(connection, [owner.client for owner in owners])
    hits = [
        (
            owner.is_sure,
            ClientHit(
                rows[owner.client],
                order_reading.one_device(connection, owner.device),
                owner.order,
            ),
        )
        for owner in owners
        if owner.client in rows
    ]
    return _Owned(
        [hit for is_sure, hit in hits if is_sure],
        [hit for is_sure, hit in hits if not is_sure],
    )
