"""Taking devices in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from intake_app.checks.stages import Stage
from intake_app.errors import RejectedError
from intake_app.models.orders import Comment, Order, StageMove
from intake_app.money import Money
from intake_app.services import (
    advances,
    attachments,
    batches,
    field_policy,
    hand,
    kept_drafts,
    loaner_demand,
    order_terms,
    parties,
    preferences,
    storage_terms,
    terms_finder,
    things,
    usual_promise,
    visits,
    voiding,
)
from intake_app.services.intake_checks import problems
from intake_app.services.papers import ReceiptData
from intake_app.services.rows import Accepted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from intake_app.config import Settings
    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.drafts import BatchDraft, BatchItem, IntakeDraft
    from intake_app.services.paperwork import Paperwork
    from intake_app.services.parties import Number, Party
    from intake_app.services.rows import Voided
    from intake_app.services.things import Thing
    from intake_app.services.vault import Vault


_LANGUAGE = "SELECT language FROM client WHERE id = ?"


@dataclass(frozen=True, slots=True)
class _How:
    printing: bool = True
    more: bool = False  # devices of this visit are to come
    batch: bool = False


@dataclass(frozen=True, slots=True)
class Intakes:
    """The use cases; each method is one transaction."""

    store: Store
    settings: Settings
    paperwork: Paperwork
    vault: Vault

    def receive(
        self, draft: IntakeDraft, *, printing: bool = True, slot: str = "", more: bool = False
    ) -> Accepted:
        """Write client, device, order, first stage, prepayment, print jobs and ops, all or none.

        With `more` devices of the visit to come its receipt waits for `end_visit`, or for the last.
        The saved draft of form `slot` goes in the same transaction, so that it cannot come back.
        Raises RejectedError with `fields` when the draft has problems, UnavailableError when the
        disk does not take it; nothing is written then.
        """
        shop = self.settings.shop
        self._check(draft)
        attachments.prepare(draft, self.vault)
        # Outside the transaction: the first number read imports a large library.
        numbers = parties.numbers(draft.client, shop.region)
        with self.store.writing() as session:
            accepted = self._accept(session, draft, numbers, _How(printing=printing, more=more))
            if slot:
                kept_drafts.drop(session, slot)
        return accepted

    def receive_batch(
        self, batch: BatchDraft, items: Sequence[BatchItem], *, last: bool
    ) -> tuple[tuple[Accepted, ...], BatchDraft]:
        """Take in the next few of a batch in one transaction; returns what is left, and keeps it.

        The labels come with each, one act with the `last`. Raises as `receive`.
        """
        shop = self.settings.shop
        for item in items:
            self._check(batches.draft_of(batch.common, item))
        attachments.prepare(batch.common, self.vault)
        numbers = parties.numbers(batch.common.client, shop.region)
        taken: list[Accepted] = []
        left = batch
        with self.store.writing() as session:
            for item in items:
                how = _How(batch=True, more=not (last and item == items[-1]))
                draft = batches.draft_of(left.common, item)
                taken.append(self._accept(session, draft, numbers, how))
                left = batches.after(left, item, taken[-1].client_id)
                session.settle()  # the next one finds the client
            kept_drafts.put_batch(session, left)
        return tuple(taken), left

    def _check(self, draft: IntakeDraft) -> None:
        """Raise RejectedError naming each bad field, by the rules the owner set."""
        shop = self.settings.shop
        with self.store.reading() as session:
            chosen = preferences.chosen(session.driver, field_policy.key(draft.repair_kind))
        found = problems(
            draft,
            shop.region,
            self.store.recorder.now(),
            rules=field_policy.rules(draft.repair_kind, chosen),
            legal_profile=shop.legal_profile,
        )
        if found:
            raise RejectedError(next(iter(found.values())), fields=found)

    def _accept(
        self, session: Writing, draft: IntakeDraft, numbers: Sequence[Number], how: _How
    ) -> Accepted:
        """One device, inside a transaction."""
        party = parties.party(session, visits.known(session, draft), numbers)
        thing = things.thing(session, draft.device, party)
        receipt = replace(self._receipt(session, draft, party, thing), is_batch=how.batch)
        receipt = attachments.on_paper(receipt, draft)
        receipt = hand.on_paper(receipt, draft, self.paperwork.blobs)
        frame = (party.id, thing.id, self.settings.shop.currency)
        order = _order(session, draft, receipt, frame)
        advances.take(session, self.paperwork.settings, (order, receipt), draft)
        attachments.add(session, draft, (order, receipt.accepted_by), self.vault)
        hand.add(session, draft, party.id, (order, receipt.accepted_by))
        jobs: tuple[UUID, ...] = ()
        if how.printing:
            jobs = self._papers(session, draft.visit_id, (order, receipt), more=how.more)
        return Accepted(order, receipt.number, receipt.ticket, jobs, party.id, thing.id)

    def _papers(
        self, session: Writing, visit: UUID | None, of: tuple[UUID, ReceiptData], *, more: bool
    ) -> tuple[UUID, ...]:
        """Queue what is due now: all papers, or the label alone while a visit goes on."""
        order, receipt = of
        if visit is None:
            return self.paperwork.order(session, order, receipt)
        jobs = self.paperwork.label_of(session, order, receipt)
        visits.owe(session, visit, receipt)
        if more:
            return jobs
        session.settle()  # the order is looked for by its receipt
        return (*visits.settle(session, self.paperwork, visit), *jobs)

    def end_visit(self, visit: UUID) -> tuple[UUID, ...]:
        """No more devices: queue the one receipt of the visit, if it is owed."""
        with self.store.writing() as session:
            return visits.settle(session, self.paperwork, visit)

    def end_visits(self) -> int:
        """At start: queue the receipt of each visit that was cut short; counts them."""
        with self.store.writing() as session:
            found = visits.open_visits(session)
            for visit in found:
                visits.settle(session, self.paperwork, visit)
        return len(found)

    def void(self, order: UUID, reason: str) -> Voided:
        """Cancel an order by facts: stage with the reason, money given back, papers not printed.

        Its number is not used again. Raises RejectedError: MISSING without a reason,
        UNKNOWN_RECORD, STAGE_NOT_ALLOWED once somebody works on it.
        """
        with self.store.writing() as session:
            return voiding.void(session, self.paperwork, order, reason)

    def _receipt(
        self, session: Writing, draft: IntakeDraft, party: Party, thing: Thing
    ) -> ReceiptData:
        """Everything the order says, under the next number."""
        zone, shop, ticket = self.paperwork.zone, self.settings.shop, session.next_ticket()
        promised = draft.promised_at or self._usual_promise(session, draft)
        return ReceiptData(
            shop=self.paperwork.heading,
            legal_profile=shop.legal_profile,
            number=ticket.number,
            ticket=ticket.digits,
            accepted_at=session.now.astimezone(zone),
            promised_at=promised.astimezone(zone),
            accepted_by=self.store.recorder.operator,
            client=party.name,
            client_phone=party.phone,
            client_inn=party.inn,
            repair_kind=draft.repair_kind.value,
            urgent=draft.urgent,
            device_kind=thing.kind,
            device=" ".join(filter(None, (thing.brand, thing.model))),
            serial=thing.serial,
            imei=" / ".join(filter(None, (thing.imei, thing.imei2))),
            fault=draft.fault.strip(),
            accessories=draft.accessories.strip(),
            appearance=draft.appearance.strip(),
            estimate=_money(draft.estimate_minor, shop.currency),
            limit=_money(draft.limit_minor, shop.currency),
            agreed_value=_money(draft.agreed_value_minor, shop.currency),
            prepayment=_money(draft.prepayment_minor or None, shop.currency),
            prepayment_method=draft.prepayment_method.value if draft.prepayment_minor else "",
            demo=self.settings.demo,
            terms=order_terms.agreed(
                session.driver,
                draft,
                shop,
                session.now.astimezone(zone),
                preferences.in_force(session, storage_terms.KEY),
            ),
            language="" if party.is_new else _language(session, party.id),
            warranty_days=shop.warranty_days,
        )

    def _usual_promise(self, session: Writing, draft: IntakeDraft) -> datetime:
        """What the form proposes: the usual term, the queue, and parts as they took before."""
        driver = session.driver
        alike = terms_finder.similar(driver, draft)
        return usual_promise.proposal(
            draft,
            session.now,
            self.settings.shop,
            (partial(preferences.in_force, session), partial(terms_finder.queue, driver)),
            alike.parts_days if alike and alike.same_fault else 0,
        ).moment


def _language(session: Writing, client: UUID) -> str:
    """Of a client's papers, as his card says; a new client has none yet."""
    row = session.driver.execute(_LANGUAGE, (client.bytes,)).fetchone()
    return row[0] if row is not None else ""


def _order(
    session: Writing, draft: IntakeDraft, receipt: ReceiptData, frame: tuple[UUID, UUID, str]
) -> UUID:
    """Write the header and its first facts, in the words of the receipt."""
    client, device, currency = frame
    order = session.create(
        Order,
        number=receipt.number,
        ticket=receipt.ticket,
        client_id=client,
        device_id=device,
        accepted_at=session.now,
        accepted_by=receipt.accepted_by,
        visit_id=draft.visit_id,
        fault=receipt.fault,
        accessories=receipt.accessories,
        appearance=receipt.appearance,
        accessory_marks=draft.accessory_marks,
        appearance_marks=draft.appearance_marks,
        repair_kind=receipt.repair_kind,
        urgent=receipt.urgent,
        promised_at=receipt.promised_at,
        **order_terms.columns(draft, receipt.terms.version),
        currency=currency,
        note=draft.note.strip(),
        stage=Stage.ACCEPTED.value,
        stage_at=session.now,
        loaner_wanted_on=receipt.accepted_at.date().isoformat() if draft.loaner_wanted else "",
    )
    if draft.loaner_wanted:
        day = receipt.accepted_at
        loaner_demand.remind(session, order, day.date(), day.tzinfo)
    made = {"order_id": order, "at": session.now, "by": receipt.accepted_by}
    first = {"from_stage": "", "to_stage": Stage.ACCEPTED.value, "desk": session.desk}
    session.create(StageMove, **made, **first)
    for excuse in order_terms.excuses(draft):
        session.create(Comment, **made, text=excuse)
    return order


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)
