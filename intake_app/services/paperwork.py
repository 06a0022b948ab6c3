"""Ordering paper: what a receipt and a label say is frozen here and queued with the rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from intake_app.checks import names
from intake_app.errors import Problem, RejectedError
from intake_app.models.spool import PrintJobEntry
from intake_app.services import frozen, routes
from intake_app.services.papers import (
    DOCUMENTS,
    FOR_THE_SHOP,
    PAPERS,
    ConsentData,
    DocumentName,
    LabelData,
    PaperData,
    PaperName,
    ReceiptData,
    ShopData,
    TermsData,
)

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from intake_app.config import Settings
    from intake_app.models.writing import Writing
    from intake_app.services.blobs import Blobs
    from intake_app.services.rows import OrderCard

_ASKED = "SELECT count(*) FROM print_job WHERE about = ? AND document = ?"


def document_name(text: str) -> DocumentName:
    """Insist on a paper that orders have. Raises RejectedError(UNKNOWN_RECORD)."""
    for name in DOCUMENTS:
        if name == text:
            return name
    raise RejectedError(Problem.UNKNOWN_RECORD, "no such document")


def paper_name(text: str) -> PaperName:
    """Insist on a paper that the spool knows. Raises RejectedError(UNKNOWN_RECORD)."""
    for name in PAPERS:
        if name == text:
            return name
    raise RejectedError(Problem.UNKNOWN_RECORD, "no such paper")


@dataclass(frozen=True, slots=True)
class Again:
    """The jobs of a paper that is printed once more, and the blocks it had."""

    earlier: tuple[UUID, ...]
    composed: str
    language: str = ""


@dataclass(eq=False)
class Paperwork:
    """Knows the shop's heading, which printers there are, and where signatures lie."""

    settings: Settings
    blobs: Blobs

    def adopt(self, settings: Settings) -> None:
        """Send papers by other ways from now on; all services share this one."""
        self.settings = settings

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone of everything on paper."""
        return ZoneInfo(self.settings.shop.timezone)

    @cached_property
    def heading(self) -> ShopData:
        """Who signs."""
        return ShopData.of(self.settings.shop)

    def local(self, at: datetime | None) -> datetime | None:
        """A moment as the clock on the shop's wall shows it."""
        return None if at is None else at.astimezone(self.zone)

    def has_printer(self, document: PaperName) -> bool:
        """Whether paper of that kind can ever come out here."""
        return routes.is_there(self.settings, document)

    def receipt(self, card: OrderCard, inn: str) -> ReceiptData:
        """The receipt of an order taken in elsewhere, or before there was a printer."""
        prepaid = [event for event in card.story if event.kind == "payment"][:1]
        return ReceiptData(
            shop=self.heading,
            legal_profile=self.settings.shop.legal_profile,
            number=card.row.number,
            ticket=card.ticket,
            accepted_at=card.row.accepted_at.astimezone(self.zone),
            promised_at=self.local(card.row.promised_at),
            accepted_by=card.accepted_by,
            client=card.row.client,
            client_phone=card.row.phone,
            client_inn=inn,
            repair_kind=card.repair_kind,
            urgent=card.urgent,
            device_kind=card.device.kind,
            device=" ".join(filter(None, (card.device.brand, card.device.model))),
            serial=card.device.serial,
            imei=card.device.imei,
            fault=card.row.fault,
            accessories=card.accessories,
            appearance=card.appearance,
            estimate=card.estimate,
            limit=card.limit,
            agreed_value=card.agreed_value,
            prepayment=prepaid[0].amount if prepaid else None,
            prepayment_method=prepaid[0].code if prepaid else "",
            demo=self.settings.demo,
            accessory_marks=card.accessory_marks,
            appearance_marks=card.appearance_marks,
            passcode_given=card.passcode_given,
            terms=self._local_terms(card.terms),
            warranty_days=self.settings.shop.warranty_days,
        )

    def _local_terms(self, terms: TermsData) -> TermsData:
        site = (self.local(terms.site_from), self.local(terms.site_to))
        return replace(terms, site_from=site[0], site_to=site[1])

    def label(self, receipt: ReceiptData) -> LabelData:
        """The sticker that belongs to a receipt; a short name is all it tells of the client."""
        return LabelData(
            shop=receipt.shop.name,
            number=receipt.number,
            ticket=receipt.ticket,
            client=names.short(receipt.client),
            device=" ".join(filter(None, (receipt.device_kind, receipt.device))),
            fault=receipt.fault,
            accepted_at=receipt.accepted_at,
            promised_at=receipt.promised_at,
            urgent=receipt.urgent,
            demo=receipt.demo,
        )

    def language_of(self, document: PaperName, data: PaperData) -> str:
        """A client's papers speak his language, those of the shop its own."""
        own = data.language if isinstance(data, ReceiptData | ConsentData) else ""
        return self.settings.desk.paper_lang if document in FOR_THE_SHOP or not own else own

    def order(self, session: Writing, order: UUID, receipt: ReceiptData) -> tuple[UUID, ...]:
        """Queue the papers of a new intake, in its transaction; nothing for absent printers."""
        papers: dict[DocumentName, PaperData] = {"receipt": receipt, "label": self.label(receipt)}
        return tuple(
            self.queue(session, order, (document, data))
            for document, data in papers.items()
            if self.has_printer(document)
        )

    def label_of(self, session: Writing, order: UUID, receipt: ReceiptData) -> tuple[UUID, ...]:
        """Queue the label alone; the receipt of a visit comes at its end."""
        if not self.has_printer("label"):
            return ()
        return (self.queue(session, order, ("label", self.label(receipt))),)

    def queue(
        self,
        session: Writing,
        about: UUID,
        paper: tuple[PaperName, PaperData],
        again: Again | None = None,
        language: str = "",
    ) -> UUID:
        """Add one job; a repeat says what the paper before it said, in its language or another.

        The blocks of the earlier paper serve only as long as the language is theirs.
        """
        document, data = paper
        earlier = again.earlier if again else ()
        wanted = language or (again.language if again else "") or self.language_of(document, data)
        is_same = again is not None and wanted == again.language
        return session.create(
            PrintJobEntry,
            key=f"{document}:{about}:1:{len(earlier) + 1}",
            printer=routes.printer_of(self.settings, document),
            document=document,
            about=about,
            data=frozen.dump(data),
            language=wanted,
            created_at=session.now,
            reprint_of=earlier[-1] if earlier else None,
            composed=again.composed if again is not None and is_same else "",
        )

    def queue_new(
        self,
        session: Writing,
        about: UUID,
        paper: tuple[PaperName, PaperData],
        language: str = "",
    ) -> UUID:
        """Add a paper that, asked for again, is a new one and no repeat."""
        document, data = paper
        asked: int = session.driver.execute(_ASKED, (about.bytes, document)).fetchone()[0]
        return session.create(
            PrintJobEntry,
            key=f"{document}:{about}:{asked + 2}:1",
            printer=routes.printer_of(self.settings, document),
            document=document,
            about=about,
            data=frozen.dump(data),
            language=language or self.language_of(document, data),
            created_at=session.now,
        )
