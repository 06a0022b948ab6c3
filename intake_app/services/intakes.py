"""Taking devices in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from intake_app.checks import phone
from intake_app.checks.stages import Stage
from intake_app.errors import RejectedError
from intake_app.models.orders import Order, Payment, StageMove
from intake_app.models.spool import Draft
from intake_app.money import Money
from intake_app.services import frozen, parties
from intake_app.services.drafts import IntakeDraft
from intake_app.services.intake_checks import problems
from intake_app.services.papers import ReceiptData
from intake_app.services.rows import Accepted

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.config import Settings
    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.paperwork import Paperwork
    from intake_app.services.parties import Party, Thing

_CLOSING = time(18)  # a promised day ends with the working day
_KEEP_DRAFT = (
    "INSERT INTO draft(slot, data, saved_at) VALUES (?, ?, ?)"
    " ON CONFLICT DO UPDATE SET data = excluded.data, saved_at = excluded.saved_at"
)


@dataclass(frozen=True, slots=True)
class Intakes:
    """The use cases; each method is one transaction."""

    store: Store
    settings: Settings
    paperwork: Paperwork

    def receive(self, draft: IntakeDraft, *, printing: bool = True, slot: str = "") -> Accepted:
        """Write client, device, order, first stage, prepayment, print jobs and ops, all or none.

        The saved draft of form `slot` goes in the same transaction, so that it cannot come back.
        Raises RejectedError with `fields` when the draft has problems, UnavailableError when the
        disk does not take it; nothing is written then.
        """
        shop = self.settings.shop
        if found := problems(draft, shop.region, self.store.recorder.now()):
            raise RejectedError(next(iter(found.values())), fields=found)
        # Outside the transaction: the first number read imports a large library.
        e164 = phone.normalise(draft.client.phone, shop.region) or ""
        with self.store.writing() as session:
            party = parties.party(session, draft.client, e164)
            thing = parties.thing(session, draft.device, party)
            receipt = self._receipt(session, draft, party, thing)
            order = _order(session, draft, receipt, (party.id, thing.id, shop.currency))
            jobs = self.paperwork.order(session, order, receipt) if printing else ()
            if slot:
                session.driver.execute("DELETE FROM draft WHERE slot = ?", (slot,))
        return Accepted(order, receipt.number, receipt.ticket, jobs)

    def _receipt(
        self, session: Writing, draft: IntakeDraft, party: Party, thing: Thing
    ) -> ReceiptData:
        """Everything the order says, under the next number."""
        zone, shop, ticket = self.paperwork.zone, self.settings.shop, session.next_ticket()
        promised = draft.promised_at or self._usual_promise(session.now)
        return ReceiptData(
            shop=self.paperwork.heading,
            legal_profile=shop.legal_profile,
            number=ticket.number,
            ticket=ticket.digits,
            accepted_at=session.now.astimezone(zone),
            promised_at=promised.astimezone(zone),
            accepted_by=self.settings.desk.operator,
            client=party.name,
            client_phone=party.phone,
            client_inn=party.inn,
            repair_kind=draft.repair_kind.value,
            urgent=draft.urgent,
            device_kind=thing.kind,
            device=" ".join(filter(None, (thing.brand, thing.model))),
            serial=thing.serial,
            imei=thing.imei,
            fault=draft.fault.strip(),
            accessories=draft.accessories.strip(),
            appearance=draft.appearance.strip(),
            estimate=_money(draft.estimate_minor, shop.currency),
            limit=_money(draft.limit_minor, shop.currency),
            agreed_value=_money(draft.agreed_value_minor, shop.currency),
            prepayment=_money(draft.prepayment_minor or None, shop.currency),
            prepayment_method=draft.prepayment_method.value if draft.prepayment_minor else "",
            demo=self.settings.demo,
        )

    def _usual_promise(self, now: datetime) -> datetime:
        """The shop's usual term, to the end of a working day on its own clock."""
        zone = self.paperwork.zone
        day = now.astimezone(zone).date() + timedelta(days=self.settings.shop.repair_days)
        return datetime.combine(day, _CLOSING, zone)

    def save_draft(self, slot: str, draft: IntakeDraft) -> None:
        """Keep what is typed; `slot` names the form. Local to this PC, never synced."""
        with self.store.writing() as session:
            values = (slot, frozen.dump(draft), session.now.isoformat())
            session.driver.execute(_KEEP_DRAFT, values)

    def saved_draft(self, slot: str) -> IntakeDraft | None:
        """What was typed when the program ended, if anything that can still be read."""
        with self.store.reading() as session:
            found = session.get(Draft, slot)
        if found is None:
            return None
        try:
            return frozen.load(IntakeDraft, found.data)
        except RejectedError:  # written by another version: an empty form is better than none
            return None

    def drop_draft(self, slot: str) -> None:
        """Forget a draft that was cleared."""
        with self.store.writing() as session:
            session.driver.execute("DELETE FROM draft WHERE slot = ?", (slot,))


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
        fault=receipt.fault,
        accessories=receipt.accessories,
        appearance=receipt.appearance,
        repair_kind=receipt.repair_kind,
        urgent=receipt.urgent,
        promised_at=receipt.promised_at,
        estimate_minor=draft.estimate_minor,
        limit_minor=draft.limit_minor,
        agreed_value_minor=draft.agreed_value_minor,
        currency=currency,
        note=draft.note.strip(),
        stage=Stage.ACCEPTED.value,
    )
    made = {"order_id": order, "at": session.now, "by": receipt.accepted_by}
    session.create(StageMove, **made, from_stage="", to_stage=Stage.ACCEPTED.value)
    if receipt.prepayment is not None:
        paid = {"minor": receipt.prepayment.minor, "currency": receipt.prepayment.currency}
        session.create(Payment, **made, **paid, kind="prepayment", method=receipt.prepayment_method)
    return order


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)
