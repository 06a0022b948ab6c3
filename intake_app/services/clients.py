"""The card of a client: read whole, edited field by field, merged with its doubles."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from intake_app.checks import names
from intake_app.checks.consent_rules import Purpose, standing
from intake_app.checks.unions import to_part
from intake_app.clock import moment_text
from intake_app.errors import Problem, RejectedError
from intake_app.models.consents import Apart, Merge, Unmerge
from intake_app.models.people import Client, Contact, Phone
from intake_app.services import (
    client_classes,
    client_doubles,
    client_edits,
    client_history,
    client_reading,
    order_reading,
    unions,
)
from intake_app.services.client_card import Change, ClientCard
from intake_app.services.client_classes import PERIOD, ClientClass
from intake_app.sync.core.catalogue import ENTITIES, FLAGS, NUMBERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlcipher3.dbapi2 import Connection

    from intake_app.config import Settings
    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.client_card import OrderPage, Pair
    from intake_app.services.rows import ClientFacts, ClientRow

PAGE = 50
_REVIEW = timedelta(days=365)
_REASON_MAX = 200
_ENTITIES = {"client": Client, "phone": Phone, "contact": Contact, "apart": Apart}
_BY_REASON = frozenset(
    {"client_class", "class_reason", "class_until", "conflict_level", "conflict_note"}
)
_CARD_FIELDS = ENTITIES["client"].cards - _BY_REASON - {"email_confirmed_at"}
_STATES = FLAGS | {"name", "kind"}
_RECENT = (
    "SELECT no FROM client WHERE merged_into IS NULL AND NOT archived ORDER BY no DESC LIMIT ?"
)
_MERGED = "SELECT id FROM client WHERE merged_into = ? ORDER BY id"
_CHOICE = "SELECT value FROM preference WHERE key = ? AND value <> ''"


@dataclass(frozen=True, slots=True)
class Clients:
    """The use cases; each method is one transaction. What edits tell can be taken back."""

    store: Store
    settings: Settings

    SHOWS: ClassVar[frozenset[str]] = frozenset(
        {
            "client",
            "phone",
            "contact",
            "consent",
            "merge",
            "unmerge",
            "apart",
            "order",
            "stage",
            "payment",
            "device",
            "conflict",
        }
    )

    def card(self, client: UUID) -> ClientCard:
        """Everything of one client and of the cards merged into him; any of them names him.

        Raises RejectedError(UNKNOWN_RECORD).
        """
        with self.store.reading() as session:
            return self._card(session.driver, client)

    def orders(self, client: UUID, before: UUID | None = None, limit: int = PAGE) -> OrderPage:
        """A page of his orders, latest first, behind the one named.

        Raises RejectedError(UNKNOWN_RECORD).
        """
        with self.store.reading() as session:
            root = _root(session.driver, client)
            return client_history.order_page(session.driver, root, before, limit)

    def recent(self, limit: int = PAGE) -> tuple[ClientRow, ...]:
        """The clients whose cards were made last."""
        with self.store.reading() as session:
            rows = session.driver.execute(_RECENT, (limit,)).fetchall()
            numbers = [row[0] for row in rows]
            return tuple(client_reading.by_number(session.driver, numbers).values())

    def doubles(self, limit: int = PAGE) -> tuple[Pair, ...]:
        """Cards that share a phone, an e-mail or a tax number and that nobody has told apart."""
        with self.store.reading() as session:
            return client_doubles.pairs(session.driver, limit)

    def edit(self, client: UUID, values: Mapping[str, object]) -> Change:
        """Change fields of the card. Raises RejectedError with `fields`, then nothing changed."""
        unknown = values.keys() - _CARD_FIELDS
        if unknown:
            raise RejectedError(Problem.MALFORMED, f"client {sorted(unknown)}")
        with self.store.writing() as session:
            kept = client_edits.tidied(values, session.now.date())
            root = _root(session.driver, client)
            also = _emptied(session, root, [field for field, value in kept.items() if not value])
            return replace(_change(session, "client", root, kept), also=also)

    def set_conflict(self, client: UUID, level: int, fact: str) -> Change:
        """Raise or lower the conflict level; `fact` says what happened, never what he is like.

        Raises RejectedError(MISSING) for a level above calm without a fact of its own.
        """
        said = names.tidy(fact)
        if level not in range(client_edits.TOP_LEVEL + 1):
            raise RejectedError(Problem.MALFORMED, fields={"conflict_level": Problem.MALFORMED})
        with self.store.writing() as session:
            known = _facts(session.driver, client)
            root = known.row.id
            silent = level != known.conflict_level and said == known.conflict_note
            if level and (not said or silent):
                raise RejectedError(Problem.MISSING, fields={"conflict_note": Problem.MISSING})
            wanted = {"conflict_level": level, "conflict_note": said if level else ""}
            # Of several cards the highest level counts: lowering it is meant for all of them.
            also = _emptied(session, root, list(wanted))
            return replace(_change(session, "client", root, wanted), also=also)

    def set_class(self, client: UUID, grade: str, reason: str, until: date | None = None) -> Change:
        """Say by hand what the client is, why, and until which day; "" leaves it to the rule.

        Raises RejectedError with the problem of `class_reason` or `class_until`.
        """
        said = names.tidy(reason)[:_REASON_MAX]
        if grade not in {"", *ClientClass}:
            raise RejectedError(Problem.MALFORMED, fields={"client_class": Problem.MALFORMED})
        with self.store.writing() as session:
            if grade and not said:
                raise RejectedError(Problem.MISSING, fields={"class_reason": Problem.MISSING})
            if grade and until is not None and until < session.now.date():
                raise RejectedError(Problem.DATE_PAST, fields={"class_until": Problem.DATE_PAST})
            wanted = {
                "client_class": grade,
                "class_reason": said if grade else "",
                "class_until": until.isoformat() if grade and until is not None else "",
            }
            root = _root(session.driver, client)
            also = () if grade else _emptied(session, root, list(wanted))
            return replace(_change(session, "client", root, wanted), also=also)

    def add_phone(self, client: UUID, typed: str, label: str = "") -> Change:
        """Add a number, or take up again one that was put away; he has just named it himself.

        Raises RejectedError with the problem of `phone`.
        """
        e164 = client_edits.number(typed, self.settings.shop.region)
        with self.store.writing() as session:
            known = _facts(session.driver, client)
            mine = next((row for row in known.phones if row.e164 == e164), None)
            if mine is not None:
                return _change(session, "phone", mine.id, {"confirmed_at": session.now})
            made = session.create(
                Phone,
                client_id=known.row.id,
                created_at=session.now,
                e164=e164,
                label=names.tidy(label),
                confirmed_at=session.now,
            )
            return Change("phone", made, {"archived": True}, {"archived": False})

    def edit_phone(self, phone: UUID, *, label: str) -> Change:
        """Say whose number it is. Raises RejectedError(UNKNOWN_RECORD)."""
        with self.store.writing() as session:
            return _change(session, "phone", phone, {"label": names.tidy(label)})

    def confirm_phone(self, phone: UUID) -> Change:
        """The client said that the number is still right. Raises RejectedError(UNKNOWN_RECORD)."""
        with self.store.writing() as session:
            return _change(session, "phone", phone, {"confirmed_at": session.now})

    def put_phone_away(self, phone: UUID) -> Change:
        """The number is not his any more. Raises RejectedError(UNKNOWN_RECORD)."""
        with self.store.writing() as session:
            return _change(session, "phone", phone, {"archived": True})

    def add_contact(self, client: UUID, values: Mapping[str, str]) -> Change:
        """Add somebody who speaks for a company: `name`, `role`, `phone`, `email`.

        Raises RejectedError with `fields`.
        """
        kept = self._contact(values)
        if not kept.get("name"):
            raise RejectedError(Problem.MISSING, fields={"name": Problem.MISSING})
        with self.store.writing() as session:
            root = _root(session.driver, client)
            made = session.create(Contact, client_id=root, created_at=session.now, **kept)
            return Change("contact", made, {"archived": True}, {"archived": False})

    def edit_contact(self, contact: UUID, values: Mapping[str, str]) -> Change:
        """Change what is known of a contact. Raises RejectedError with `fields`."""
        kept = self._contact(values)
        with self.store.writing() as session:
            return _change(session, "contact", contact, kept)

    def put_contact_away(self, contact: UUID) -> Change:
        """He does not speak for the company any more. Raises RejectedError(UNKNOWN_RECORD)."""
        with self.store.writing() as session:
            return _change(session, "contact", contact, {"archived": True})

    def undo(self, change: Change) -> Change:
        """Take an edit back, where nobody has changed the field since; tells how to redo it."""
        with self.store.writing() as session:
            also = tuple(_taken_back(session, one) for one in change.also)
            return replace(_taken_back(session, change), also=also)

    def merge(self, client: UUID, merged: UUID, reason: str = "") -> UUID | None:
        """Say that two cards are one client; the first speaks for both from now on.

        None where they were one already. Raises RejectedError(UNKNOWN_RECORD).
        """
        with self.store.writing() as session:
            winner, loser = _root(session.driver, client), _root(session.driver, merged)
            if winner == loser:
                return None
            made = Merge(
                client_id=winner,
                merged_id=loser,
                at=session.now,
                by=self.store.recorder.operator,
                reason=names.tidy(reason)[:_REASON_MAX],
            )
            session.add(made)
            session.flush()
            unions.settle(session.driver, winner)
            session.touched.add("client")
            return made.id

    def unmerge(self, merge: UUID) -> None:
        """Say that a merge was a mistake; everything is as if it had never been.

        Raises RejectedError(UNKNOWN_RECORD).
        """
        with self.store.writing() as session:
            found = session.get(Merge, merge)
            if found is None:
                raise RejectedError(Problem.UNKNOWN_RECORD, "merge")
            links = unions.links_of(session.driver, found.client_id)
            if all(link.id != merge for link in links):
                return  # somebody else was faster
            by = self.store.recorder.operator
            for one in to_part(links, merge):
                session.add(Unmerge(merge_id=one, at=session.now, by=by))
            session.flush()
            unions.settle(session.driver, found.client_id)
            session.touched.add("client")

    def tell_apart(self, client: UUID, other: UUID) -> Change:
        """Say that two cards are two clients, whatever they share: they are not offered again.

        Raises RejectedError(UNKNOWN_RECORD).
        """
        with self.store.writing() as session:
            made = session.create(
                Apart,
                client_id=_root(session.driver, client),
                other_id=_root(session.driver, other),
                at=session.now,
                by=self.store.recorder.operator,
            )
            return Change("apart", made, {"archived": True}, {"archived": False})

    def _contact(self, values: Mapping[str, str]) -> dict[str, object]:
        kept = client_edits.tidied(
            {name: text for name, text in values.items() if name != "phone"},
            self.store.recorder.now().date(),
        )
        typed = values.get("phone")
        if typed is not None:
            region = self.settings.shop.region
            kept["phone"] = client_edits.number(typed, region) if typed.strip() else ""
        return kept

    def _card(self, driver: Connection, client: UUID) -> ClientCard:
        facts = _facts(driver, client)
        root, now = facts.row.id, self.store.recorder.now()
        ledger = client_history.ledger(driver, root)
        traces = client_history.changed(driver, root)
        closed, minor = client_history.closed_since(driver, root, moment_text(now - PERIOD))
        level = traces.get("conflict_level")
        return ClientCard(
            facts=facts,
            archived=client_history.is_archived(driver, root),
            order_count=client_history.order_count(driver, root),
            paid=client_history.paid(driver, root, self.settings.shop.currency),
            computed_class=client_classes.computed(
                contract=facts.contract, closed=closed, minor=minor, rule=_rule(driver)
            ),
            consents=tuple(standing(ledger, purpose, now) for purpose in Purpose),
            ledger=ledger,
            chosen_class=client_classes.chosen(facts, now.date()),
            devices=order_reading.devices_of(driver, root),
            orders=client_history.order_page(driver, root, None, PAGE),
            merges=client_history.merges(driver, root),
            near=client_doubles.near(driver, facts),
            changed=traces,
            calm_down=bool(facts.conflict_level and level and now - level.at > _REVIEW),
        )


def _rule(driver: Connection) -> client_classes.Regular:
    row = driver.execute(_CHOICE, (client_classes.KEY,)).fetchone()
    return client_classes.regular(None if row is None else json.loads(row[0]))


def _facts(driver: Connection, client: UUID) -> ClientFacts:
    facts = client_reading.facts(driver, client)
    if facts is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "client")
    return facts


def _root(driver: Connection, client: UUID) -> UUID:
    root = unions.root_of(driver, client)
    if root is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "client")
    return root


def _known(session: Writing, entity: str, rec: UUID) -> Client | Phone | Contact | Apart:
    found = session.get(_ENTITIES[entity], rec)
    if found is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, entity)
    return found


def _emptied(session: Writing, root: UUID, fields: Sequence[str]) -> tuple[Change, ...]:
    """Empty fields on the cards merged into this one, lest their word stands again."""
    rows = session.driver.execute(_MERGED, (root.bytes,)).fetchall()
    blank = {field: 0 if field in NUMBERS else "" for field in fields if field not in _STATES}
    changes = [_change(session, "client", UUID(bytes=raw), blank) for (raw,) in rows]
    return tuple(change for change in changes if change.after)


def _taken_back(session: Writing, change: Change) -> Change:
    record = _known(session, change.entity, change.rec)
    values = {
        field: value
        for field, value in change.before.items()
        if getattr(record, field) == change.after[field]
    }
    return _change(session, change.entity, change.rec, values)


def _change(session: Writing, entity: str, rec: UUID, values: Mapping[str, object]) -> Change:
    record = _known(session, entity, rec)
    before = {field: getattr(record, field) for field in values}
    differing = {field: value for field, value in values.items() if value != before[field]}
    for field, value in differing.items():
        setattr(record, field, value)
    return Change(entity, rec, {field: before[field] for field in differing}, differing)
