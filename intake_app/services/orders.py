"""Orders after the intake: reading, commenting, printing again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID, uuid4

from intake_app.checks import stage_choices
from intake_app.errors import Problem, RejectedError
from intake_app.models.orders import Order
from intake_app.money import Money
from intake_app.services import (
    attachments,
    frozen,
    handover_reading,
    money_reading,
    order_files,
    order_place,
    order_reading,
    order_story,
    order_terms,
    order_watch,
    routes,
    stage_choosing,
    usual_promise,
    visits,
    work_reading,
)
from intake_app.services.chosen import chosen
from intake_app.services.legal_clocks import Law
from intake_app.services.order_papers import OrderPapers
from intake_app.services.order_state import Asker
from intake_app.services.papers import data_of
from intake_app.services.paperwork import Again, document_name
from intake_app.services.rows import OrderCard
from intake_app.services.spool import JobState, PrintJob

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.drafts import PhotoDraft
    from intake_app.services.order_watch import OrderWatch
    from intake_app.services.papers import DocumentName, PaperData
    from intake_app.services.paperwork import Paperwork
    from intake_app.services.rows import FileDraft

_JOBS = (
    "SELECT id, data, composed, language FROM print_job WHERE about = ? AND document = ?"
    " ORDER BY no"
)


@dataclass(frozen=True, slots=True)
class Orders:
    """The use cases; each method is one transaction."""

    store: Store
    paperwork: Paperwork

    SHOWS: ClassVar[frozenset[str]] = frozenset(
        {
            "order",
            "stage",
            "payment",
            "comment",
            "client",
            "device",
            "phone",
            "photo",
            "order_file",
            "passcode",
            "passcode_view",
            "conflict",
            "durable",
            "checkup",
            "handover",
            "loan",
            "loan_return",
        }
    )

    def card(self, order: UUID) -> OrderCard:
        """Everything of one order. Raises RejectedError(UNKNOWN_RECORD)."""
        with self.store.reading() as session:
            card = attachments.on_card(_card(session.driver, order), session.driver)
            recorder = self.store.recorder
            profile = self.paperwork.settings.shop.legal_profile
            asker = Asker(recorder.operator, recorder.now(), profile)
            found = stage_choosing.choices(session.driver, order.bytes, asker)
            return replace(
                card,
                choices=found,
                watch=self._watch(session.driver, order),
                leaving=handover_reading.on_card(session.driver, order),
                cheques=money_reading.cheques_of(session.driver, order),
            )

    def _watch(self, driver: Connection, order: UUID) -> OrderWatch:
        """How long it has been where it is, by the calendar of the shop."""
        shop = self.paperwork.settings.shop
        calendar = usual_promise.calendar_of(shop, partial(chosen, driver))
        law = Law(shop.legal_profile, calendar.zone, self.store.recorder.now())
        return order_watch.read(driver, order, calendar, chosen(driver, stage_choices.KEY), law)

    def add_photos(self, order: UUID, photos: Sequence[PhotoDraft]) -> None:
        """Put photos to an order that is here already. Raises RejectedError(UNKNOWN_RECORD)."""
        with self.store.writing() as session:
            _known(session, order)
            attachments.add_photos(session, photos, (order, self.store.recorder.operator))

    def add_files(self, order: UUID, files: tuple[FileDraft, ...]) -> None:
        """Put files of any kind to an order. Raises RejectedError(UNKNOWN_RECORD)."""
        with self.store.writing() as session:
            _known(session, order)
            order_files.add(session, files, order)

    def reprint(self, order: UUID, document: str, language: str = "") -> UUID:
        """Queue the latest paper of that kind again, marked as a repeat; returns the job.

        The receipt of a visit is repeated whole, whichever of its devices is asked for.
        A paper this PC has never printed is made from the order as it stands now, unmarked.
        Without a language it speaks as it did before, or as the client's card says.
        """
        name = document_name(document)
        with self.store.writing() as session:
            _known(session, order)
            order = _filed(session.driver, order, name)
            jobs = session.driver.execute(_JOBS, (order.bytes, name)).fetchall()
            if not jobs:
                fresh = self._fresh(session.driver, order, name)
                return self.paperwork.queue(session, order, (name, fresh), language=language)
            _, data, composed, spoken = jobs[-1]
            again = Again(tuple(UUID(bytes=row[0]) for row in jobs), composed, spoken)
            said = frozen.load(data_of(name), data)
            return self.paperwork.queue(session, order, (name, said), again, language)

    def paper(self, order: UUID, document: str) -> PaperData:
        """The latest paper of that kind as it was frozen, or as it would be now; queues nothing.

        Raises RejectedError(UNKNOWN_RECORD).
        """
        name = document_name(document)
        with self.store.reading() as session:
            order = _filed(session.driver, order, name)
            jobs = session.driver.execute(_JOBS, (order.bytes, name)).fetchall()
            if jobs:
                return frozen.load(data_of(name), jobs[-1][1])
            return self._fresh(session.driver, order, name)

    def proof(self, order: UUID, document: str, language: str = "") -> PrintJob:
        """The job that `reprint` would queue, for a look before it is printed; queues nothing.

        A paper that was printed here before carries its blocks and the mark of its next repeat.
        Raises RejectedError(UNKNOWN_RECORD).
        """
        name = document_name(document)
        with self.store.reading() as session:
            order = _filed(session.driver, order, name)
            jobs = session.driver.execute(_JOBS, (order.bytes, name)).fetchall()
            last, data, composed, spoken = jobs[-1] if jobs else (None, "", "", "")
            said = (
                frozen.load(data_of(name), data)
                if jobs
                else self._fresh(session.driver, order, name)
            )
        wanted = language or spoken or self.paperwork.language_of(name, said)
        return PrintJob(
            id=uuid4(),
            key=f"{name}:{order}:1:{len(jobs) + 1}",
            printer=routes.printer_of(self.paperwork.settings, name),
            document=name,
            data=said,
            language=wanted,
            state=JobState.QUEUED,
            payload=None,
            attempts=0,
            created_at=self.store.recorder.now(),
            reprint_of=None if last is None else UUID(bytes=last),
            composed=composed if wanted == spoken else "",
        )

    def _fresh(self, driver: Connection, order: UUID, document: DocumentName) -> PaperData:
        return papers(self.paperwork, driver, self.store.recorder.now()).fresh(order, document)


def papers(paperwork: Paperwork, driver: Connection, now: datetime) -> OrderPapers:
    """What makes papers of any order in the transaction that is under way."""

    def card(one: UUID) -> OrderCard:
        return attachments.on_card(_card(driver, one), driver)

    return OrderPapers(paperwork, driver, card, now)


def _filed(driver: Connection, order: UUID, document: DocumentName) -> UUID:
    return visits.under(driver, order) if document == "receipt" else order


def _known(session: Writing, order: UUID) -> Order:
    found = session.get(Order, order)
    if found is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "order")
    return found


def _card(driver: Connection, order: UUID) -> OrderCard:
    row = order_reading.one_order(driver, order)
    if row is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "order")
    header = driver.execute(order_reading.HEADER, (order.bytes,)).fetchone()
    ticket, client, accessories, appearance, repair_kind, urgent, *amounts = header
    estimate, limit, agreed_value, currency, note, accepted_by, device = amounts
    return OrderCard(
        row=row,
        ticket=ticket,
        client_id=UUID(bytes=client),
        device=order_reading.one_device(driver, device),
        accessories=accessories,
        appearance=appearance,
        repair_kind=repair_kind,
        urgent=bool(urgent),
        estimate=_money(estimate, currency),
        limit=_money(limit, currency),
        agreed_value=_money(agreed_value, currency),
        note=note,
        accepted_by=accepted_by,
        story=order_story.story(driver, order),
        place=order_place.place_of(driver, order),
        terms=order_terms.read(driver, order),
        diagnosis=work_reading.diagnosis(driver, order),
    )


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)
