"""Papers that belong to no order: what a day took in, shelves, badges, and drafts."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID, uuid4, uuid5

from intake_app.checks import names, stage_choices, stage_codes, ticket
from intake_app.clock import moment_text
from intake_app.errors import Problem, RejectedError
from intake_app.models.people import Staff
from intake_app.money import Money
from intake_app.services import client_reading, routes
from intake_app.services.papers import (
    LabelData,
    ShiftData,
    StageCodeData,
    StageCodesData,
    TagData,
    TakingData,
)
from intake_app.services.spool import JobState, PrintJob

if TYPE_CHECKING:
    from datetime import date

    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.store import Store
    from intake_app.services.drafts import IntakeDraft
    from intake_app.services.papers import PaperData, PaperName
    from intake_app.services.paperwork import Paperwork

_TAKINGS = (
    "SELECT p.at, coalesce(o.number, ''), p.kind, p.method, p.by, p.minor, p.currency"
    ' FROM payment p LEFT JOIN "order" o ON o.id = p.order_id'
    " WHERE p.at >= ?1 AND p.at < ?2 AND ?3 IN ('', p.by) ORDER BY p.at, p.id"
)
_CLIENT_OF = (
    'SELECT coalesce(c.merged_into, c.id) FROM "order" o JOIN client c ON c.id = o.client_id'
    " WHERE o.id = ?"
)
_PLACES = re.compile(r"(?P<name>.*?)\s*(?P<first>\d{1,6})(?:\s*[-–]\s*(?P<last>\d{1,6}))?")
_MOST_PLACES = 200
_CHOICE = "SELECT value FROM preference WHERE key = ? AND value <> ''"
_SHOP = UUID("d1b6a4f2-5f0c-5d5e-9f55-8a3c1e7c2b10")
"""What papers of the whole shop are about."""


@dataclass(frozen=True, slots=True)
class DeskPapers:
    """The use cases; each method is one transaction. `queue` returns the job.

    What is asked for again is a new paper and no repeat: the day went on, the roll ran out.
    """

    store: Store
    paperwork: Paperwork

    SHOWS: ClassVar[frozenset[str]] = frozenset({"payment", "staff"})

    def queue(
        self, name: PaperName, data: PaperData, about: UUID | None = None, language: str = ""
    ) -> UUID:
        """Put such a paper into the queue of its printer."""
        subject = about or uuid5(_SHOP, name)
        with self.store.writing() as session:
            return self.paperwork.queue_new(session, subject, (name, data), language)

    def proof(self, name: PaperName, data: PaperData, language: str = "") -> PrintJob:
        """The job that `queue` would put into the queue; queues nothing."""
        return PrintJob(
            id=uuid4(),
            key="",
            printer=routes.printer_of(self.paperwork.settings, name),
            document=name,
            data=data,
            language=language or self.paperwork.language_of(name, data),
            state=JobState.QUEUED,
            payload=None,
            attempts=0,
            created_at=self.store.recorder.now(),
        )

    def shift(self, day: date | None = None, of: str = "", *, closing: bool = False) -> ShiftData:
        """What was taken on a day, today without one; `of` counts one person's payments alone."""
        now = self._now()
        begin = datetime.combine(day or now.date(), time(), self.paperwork.zone)
        span = (begin, datetime.combine(begin.date() + timedelta(1), time(), begin.tzinfo))
        ends = (moment_text(span[0].astimezone(UTC)), moment_text(span[1].astimezone(UTC)))
        with self.store.reading() as session:
            rows = session.driver.execute(_TAKINGS, (*ends, of)).fetchall()
        shop = self.paperwork.settings.shop
        return ShiftData(
            shop=self.paperwork.heading,
            number=f"{begin:%Y-%m-%d}",
            day=begin,
            at=now,
            by=self.store.recorder.operator,
            of=of,
            closing=closing,
            takings=tuple(self._taking(*row) for row in rows if row[6] == shop.currency),
            currency=shop.currency,
            demo=self.paperwork.settings.demo,
        )

    def _taking(self, at: str, *said: str | int) -> TakingData:
        order, kind, method, by, minor, currency = said
        return TakingData(
            at=datetime.fromisoformat(at).astimezone(self.paperwork.zone),
            order=str(order),
            kind=str(kind),
            method=str(method),
            by=str(by),
            amount=Money(int(minor), str(currency)),
        )

    def places(self, text: str) -> TagData:
        """Labels of shelves, `12`, `1-20` or `Rack A 1-20`. Raises RejectedError(MALFORMED)."""
        found = _PLACES.fullmatch(text.strip())
        first = int(found["first"]) if found else 0
        last = int(found["last"] or first) if found else -1
        if found is None or not first <= last < first + _MOST_PLACES:
            raise RejectedError(Problem.MALFORMED, "places", fields={"places": Problem.MALFORMED})
        note = names.tidy(found["name"])
        tags = [
            self._tag(str(number), note, ticket.place_digits(number))
            for number in range(first, last + 1)
        ]
        return replace(tags[0], more=tuple(tags[1:]))

    def stages(self, language: str = "") -> StageCodesData:
        """The codes of the stages for the wall of the workshop, as the owner calls them."""
        with self.store.reading() as session:
            row = session.driver.execute(_CHOICE, (stage_choices.KEY,)).fetchone()
        spoken = language or self.paperwork.settings.desk.paper_lang
        rules = stage_choices.read(json.loads(row[0]) if row else None)
        return StageCodesData(
            shop=self.paperwork.settings.shop.name,
            stages=tuple(
                StageCodeData(
                    code=stage.value,
                    digits=stage_codes.digits_of(stage),
                    label=rules[stage].labels.get(spoken, ""),
                )
                for stage in stage_codes.ON_WALL
            ),
            at=self._now(),
            demo=self.paperwork.settings.demo,
        )

    def badge(self, person: UUID) -> TagData:
        """The badge of somebody who works here. Raises RejectedError(UNKNOWN_RECORD)."""
        with self.store.reading() as session:
            found = session.get(Staff, person)
            if found is None or not found.badge:
                raise RejectedError(Problem.UNKNOWN_RECORD, "staff")
            return self._tag(found.name, "", found.badge)

    def client(self, client: UUID) -> TagData:
        """The label of a client's card; of his phone the last digits alone.

        Raises RejectedError(UNKNOWN_RECORD).
        """
        with self.store.reading() as session:
            return self._client(session.driver, client)

    def client_of(self, order: UUID) -> UUID:
        """Whose order it is. Raises RejectedError(UNKNOWN_RECORD)."""
        with self.store.reading() as session:
            row = session.driver.execute(_CLIENT_OF, (order.bytes,)).fetchone()
        if row is None:
            raise RejectedError(Problem.UNKNOWN_RECORD, "order")
        return UUID(bytes=row[0])

    def draft(self, draft: IntakeDraft) -> LabelData:
        """A label of what is not accepted yet: it bears no number, so that none can be lost."""
        device = (draft.device.kind, draft.device.brand, draft.device.model)
        return LabelData(
            shop=self.paperwork.settings.shop.name,
            number="",
            ticket="",
            client=names.short(draft.client.name),
            device=" ".join(filter(None, device)),
            fault=draft.fault.strip(),
            accepted_at=self._now(),
            promised_at=None,
            urgent=draft.urgent,
            demo=self.paperwork.settings.demo,
        )

    def queue_draft(self, draft: IntakeDraft) -> UUID:
        """Print the label of a draft; each is a paper of its own."""
        return self.queue("draft_label", self.draft(draft), uuid4())

    def _client(self, driver: Connection, client: UUID) -> TagData:
        facts = client_reading.facts(driver, client)
        if facts is None:
            raise RejectedError(Problem.UNKNOWN_RECORD, "client")
        phone = facts.phones[0].e164 if facts.phones else ""
        shown = f"… {phone[-4:-2]}-{phone[-2:]}" if phone else ""
        return self._tag(names.short(facts.row.name), shown, ticket.client_digits(client))

    def _tag(self, title: str, note: str, digits: str) -> TagData:
        settings = self.paperwork.settings
        return TagData(
            shop=settings.shop.name,
            title=title,
            note=note,
            digits=digits,
            at=self._now(),
            demo=settings.demo,
        )

    def _now(self) -> datetime:
        return self.store.recorder.now().astimezone(self.paperwork.zone)
