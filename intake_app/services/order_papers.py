"""The papers of an order that is here already, made from what is known of it now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from intake_app.money import Money
from intake_app.services import (
    accessories,
    agreement_papers,
    billing,
    client_reading,
    dues,
    hand,
    leaving_papers,
    work_reading,
)
from intake_app.services.papers import BuyerData, SignedData

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlcipher3.dbapi2 import Connection

    from intake_app.services.papers import DocumentName, LabelData, PaperData, ReceiptData
    from intake_app.services.paperwork import Paperwork
    from intake_app.services.rows import ClientFacts, OrderCard
    from intake_app.services.tendered_data import TenderedData

_BESIDE = (
    'SELECT id FROM "order" WHERE visit_id = (SELECT visit_id FROM "order" WHERE id = ?1)'
    " OR id = ?1 ORDER BY no"
)
_OF_LEAVING = frozenset({"completed", "warranty_slip", "handover"})
_DONE = frozenset({"ready", "ready_no_repair"})


@dataclass(frozen=True, slots=True)
class OrderPapers:
    """`card` reads any order in the transaction that is under way."""

    paperwork: Paperwork
    driver: Connection
    card: Callable[[UUID], OrderCard]
    now: datetime

    def fresh(self, order: UUID, document: DocumentName) -> PaperData:
        """The paper as it would be printed now."""
        if document == "batch_label":
            return self._labels(order)
        receipt = self._receipt(order)
        if document == "label":
            return self.paperwork.label(receipt)
        if document == "accessory_label":
            return accessories.labels(receipt, self.paperwork.label(receipt))
        return receipt if document == "receipt" else self._later(receipt, order, document)

    def slip(self, order: UUID, came: TenderedData | None) -> ReceiptData:
        """What was paid, what of it was given in notes, and what is left."""
        return replace(self._later(self._receipt(order), order, "cash_slip"), tendered=came)

    def _later(self, receipt: ReceiptData, order: UUID, document: DocumentName) -> ReceiptData:
        """A paper that tells how things stand now."""
        later = self._agreed(replace(receipt, at=self.paperwork.local(self.now)), order)
        paperwork = self.paperwork
        later = leaving_papers.told(self.driver, order, later, paperwork.zone, paperwork.blobs)
        if document in _OF_LEAVING and later.handed is not None:
            later = replace(later, at=later.handed.at)  # warranties begin there
        return self._worked(replace(later, paid=self._paid(order)), order)

    def _paid(self, order: UUID) -> Money | None:
        """All that was paid, less what was given back; None where no money was ever told of."""
        found = dues.standing(self.driver, order)
        currency = self.paperwork.settings.shop.currency
        return Money(found.account.paid, currency) if found.entries else None

    def _worked(self, receipt: ReceiptData, order: UUID) -> ReceiptData:
        """What was done and found; before anything was, the price that was agreed."""
        tax = self.paperwork.settings.shop.vat
        sheet = work_reading.known_sheet(self.driver, order, with_costs=False)
        lines = billing.of_work(sheet, receipt, tax) or billing.lines(receipt, tax)
        return replace(receipt, lines=lines, found=billing.found(sheet))

    def _agreed(self, receipt: ReceiptData, order: UUID) -> ReceiptData:
        """What was offered and agreed, and what is to be said where nobody fetches it."""
        shop, zone = self.paperwork.settings.shop, self.paperwork.zone
        now = self.now.astimezone(zone)
        law = (shop.legal_profile, zone)
        return replace(
            receipt,
            agreed=agreement_papers.agreed(self.driver, order, shop, now),
            unfetched=agreement_papers.unfetched(
                self.driver, order, law, now.date(), receipt.terms
            ),
        )

    def _labels(self, order: UUID) -> LabelData:
        """Those of all devices that came together."""
        found = self.driver.execute(_BESIDE, (order.bytes,)).fetchall()
        made = [self._receipt(UUID(bytes=row[0])) for row in found]
        return accessories.counted([self.paperwork.label(each) for each in made])

    def _receipt(self, order: UUID) -> ReceiptData:
        card = self.card(order)
        facts = client_reading.facts(self.driver, card.client_id)
        moves = [event for event in card.story if event.kind == "stage" and event.code in _DONE]
        receipt = self.paperwork.receipt(card, facts.inn if facts is not None else "")
        if moves:
            receipt = replace(receipt, finished_at=self.paperwork.local(moves[-1].at))
        buyer = _buyer(facts) if facts is not None else receipt.buyer
        language = facts.language if facts is not None else ""
        receipt = replace(receipt, language=language, buyer=buyer)
        return self._signed(receipt, card)

    def _signed(self, receipt: ReceiptData, card: OrderCard) -> ReceiptData:
        row = card.signature
        if row is None:
            return receipt
        drawn = hand.picture(self.paperwork.blobs, row.sha256)
        signed = SignedData(version=row.text_version, language=row.language)
        return replace(receipt, signature=drawn, signed=signed)


def _buyer(facts: ClientFacts) -> BuyerData:
    return BuyerData(
        kpp=facts.kpp,
        address=facts.address,
        consignee=facts.consignee,
        contract=facts.contract,
        director=facts.director,
    )
