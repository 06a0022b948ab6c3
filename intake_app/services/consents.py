"""The ledger of consents: given and taken back, never rewritten; and what they allow to send."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from intake_app.checks import names
from intake_app.checks.consent_rules import (
    Act,
    Medium,
    Permission,
    Purpose,
    Sending,
    Standing,
    Way,
    permission,
    standing,
)
from intake_app.errors import Problem, RejectedError
from intake_app.models.consents import Consent
from intake_app.services import client_history, client_reading, consent_texts, unions
from intake_app.services.papers import ConsentData

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlcipher3.dbapi2 import Connection

    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from intake_app.services.consent_text import ConsentText
    from intake_app.services.drafts import ConsentDraft
    from intake_app.services.paperwork import Paperwork
    from intake_app.services.rows import ClientFacts

_NOTE_MAX = 200


@dataclass(frozen=True, slots=True)
class Consents:
    """The use cases; each method is one transaction. No intake ever waits for one of them."""

    store: Store
    paperwork: Paperwork

    SHOWS: ClassVar[frozenset[str]] = frozenset({"consent", "client", "merge", "unmerge"})

    def standing(self, client: UUID) -> tuple[Standing, ...]:
        """How each purpose stands now, over all cards of the client.

        Raises RejectedError(UNKNOWN_RECORD).
        """
        with self.store.reading() as session:
            root = _root(session.driver, client)
            ledger = client_history.ledger(session.driver, root)
        now = self.store.recorder.now()
        return tuple(standing(ledger, purpose, now) for purpose in Purpose)

    def grant(
        self, client: UUID, purpose: Purpose, way: Way, *, evidence: str = "", language: str = ""
    ) -> UUID:
        """Write down that consent was given to today's text; `evidence` says what proves it.

        Raises RejectedError(UNKNOWN_RECORD).
        """
        with self.store.writing() as session:
            text = self._text(purpose, language or self._language(session.driver, client))
            return session.create(
                Consent,
                client_id=_root(session.driver, client),
                purpose=purpose.value,
                action=Act.GRANTED.value,
                text_version=text.version,
                text_sha256=text.sha256,
                at=session.now,
                by=self.store.recorder.operator,
                channel=way.value,
                evidence=evidence or way.value,
                valid_until=_years_on(session.now, text.years),
            )

    def withdraw(self, client: UUID, purpose: Purpose, way: Way, note: str = "") -> UUID:
        """The client takes it back: it holds from this moment, whatever another desk says.

        Raises RejectedError(UNKNOWN_RECORD).
        """
        with self.store.writing() as session:
            root = _root(session.driver, client)
            stood = standing(client_history.ledger(session.driver, root), purpose, session.now)
            version = stood.fact.text_version if stood.fact is not None else ""
            text = consent_texts.by_version(version)
            return session.create(
                Consent,
                client_id=root,
                purpose=purpose.value,
                action=Act.WITHDRAWN.value,
                text_version=version,
                text_sha256=text.sha256 if text is not None else "",
                at=session.now,
                by=self.store.recorder.operator,
                channel=way.value,
                note=names.tidy(note)[:_NOTE_MAX],
            )

    def may_send(self, client: UUID, sending: Sending, medium: Medium, at: datetime) -> Permission:
        """Ask before anything leaves; keep `consent` of the answer beside the message.

        Ask again when the message goes: a withdrawal stops what is queued, too.
        """
        with self.store.reading() as session:
            root = _root(session.driver, client)
            facts = client_reading.facts(session.driver, root)
            ledger = client_history.ledger(session.driver, root)
            archived = client_history.is_archived(session.driver, root)
        if facts is None or not _reachable(facts, medium):
            return Permission(allowed=False, reason="no_address")
        if archived and sending is not Sending.SERVICE:
            return Permission(allowed=False, reason="archived")
        return permission(ledger, sending, at)

    def paper(self, client: UUID, purpose: Purpose, language: str = "") -> ConsentData:
        """The paper as it would be printed now. Raises RejectedError(UNKNOWN_RECORD)."""
        with self.store.reading() as session:
            return self._paper(session.driver, client, purpose, language)

    def print_paper(self, client: UUID, purpose: Purpose, language: str = "") -> UUID:
        """Queue the paper for the client to sign; printing it grants nothing.

        Raises RejectedError(UNKNOWN_RECORD).
        """
        with self.store.writing() as session:
            data = self._paper(session.driver, client, purpose, language)
            root = _root(session.driver, client)
            return self.paperwork.queue_new(session, root, ("consent", data))

    def _paper(
        self, driver: Connection, client: UUID, purpose: Purpose, language: str
    ) -> ConsentData:
        facts = client_reading.facts(driver, client)
        if facts is None:
            raise RejectedError(Problem.UNKNOWN_RECORD, "client")
        text = self._text(purpose, language or facts.language or self._papers)
        heading = self.paperwork.heading
        return ConsentData(
            shop=heading,
            purpose=purpose.value,
            text_version=text.version,
            text_sha256=text.sha256,
            language=text.language,
            title=text.title,
            body=text.filled(heading),
            client=facts.row.name,
            client_phone=facts.phones[0].e164 if facts.phones else "",
            at=self.store.recorder.now().astimezone(self.paperwork.zone),
            by=self.store.recorder.operator,
            demo=self.paperwork.settings.demo,
        )

    def _text(self, purpose: Purpose, language: str) -> ConsentText:
        profile = self.paperwork.settings.shop.legal_profile
        now = self.store.recorder.now().astimezone(ZoneInfo(self.paperwork.settings.shop.timezone))
        return consent_texts.text_of(profile, language, purpose, now)

    def _language(self, driver: Connection, client: UUID) -> str:
        facts = client_reading.facts(driver, client)
        return facts.language or self._papers if facts is not None else self._papers

    @property
    def _papers(self) -> str:
        return self.paperwork.settings.desk.paper_lang


def add_from_screen(
    session: Writing, client: UUID, said: ConsentDraft, told: tuple[str, str]
) -> None:
    """Write down a yes of the client's own screen, with who was at the desk and what proves it.

    The text is the one he was shown; what names no text of ours is no consent.
    """
    text = consent_texts.by_version(said.text_version)
    if text is None or (text.sha256, text.purpose.value) != (said.text_sha256, said.purpose):
        return
    session.create(
        Consent,
        client_id=client,
        purpose=said.purpose,
        action=Act.GRANTED.value,
        text_version=text.version,
        text_sha256=text.sha256,
        at=said.at,
        by=told[0],
        channel=Way.SCREEN.value,
        evidence=told[1],
        valid_until=_years_on(said.at, text.years),
    )


def _reachable(facts: ClientFacts, medium: Medium) -> bool:
    return bool(facts.email if medium is Medium.EMAIL else facts.phones)


def _root(driver: Connection, client: UUID) -> UUID:
    root = unions.root_of(driver, client)
    if root is None:
        raise RejectedError(Problem.UNKNOWN_RECORD, "client")
    return root


def _years_on(at: datetime, years: int) -> datetime:
    leap = at.month == 2 and at.day == 29  # noqa: PLR2004 - the day most years lack
    return at.replace(year=at.year + years, day=28 if leap else at.day)
