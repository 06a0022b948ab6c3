"""What the client does on his own screen: consents and a signature, all with the intake."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.checks.consent_rules import Purpose, Way
from intake_app.services import batches, consent_texts, frozen, signing
from intake_app.services.blobs import FOLDER_NAME, Blobs
from intake_app.services.drafts import (
    BatchDraft,
    BatchItem,
    ConsentDraft,
    HandDraft,
    IntakeDraft,
    KeptDraft,
    SignatureDraft,
)
from intake_app.services.papers import ReceiptData
from tests.rigs.drafts import INTAKE
from tests.rigs.watch import NOON

if TYPE_CHECKING:
    from intake_app.config import Settings
    from intake_app.services.use_cases import Services

UUID_OF_VISIT = UUID(int=7)
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def said(purpose: Purpose, *, granted: bool) -> ConsentDraft:
    text = consent_texts.text_of("ru", "ru", purpose, NOON)
    return ConsentDraft(
        purpose=purpose.value,
        granted=granted,
        text_version=text.version,
        text_sha256=text.sha256,
        at=NOON,
    )


YES = said(Purpose.PERSONAL_DATA, granted=True)
NO = said(Purpose.ADVERTISING, granted=False)


@pytest.fixture
def signed(settings: Settings) -> IntakeDraft:
    """An intake the client signed, its picture among the blobs."""
    name = Blobs(settings.data / FOLDER_NAME).put(PNG)
    signature = SignatureDraft(
        sha256=name,
        text_version="ru 2026-01-01",
        text_sha256="0" * 64,
        language="en",
        content=signing.content(INTAKE),
        at=NOON,
    )
    return replace(INTAKE, hand=HandDraft(consents=(YES, NO), signature=signature))


def receipt(services: Services, order: UUID) -> ReceiptData:
    paper = services.orders.paper(order, "receipt")
    assert isinstance(paper, ReceiptData)
    return paper


def test_a_yes_of_a_new_client_is_a_grant_and_a_no_is_nothing(
    services: Services, signed: IntakeDraft
) -> None:
    accepted = services.intakes.receive(signed)
    personal, advertising = services.consents.standing(accepted.client_id)
    assert personal.holds
    assert personal.fact is not None
    assert (personal.fact.way, personal.fact.text_version) == (Way.SCREEN, YES.text_version)
    assert signed.hand.signature is not None
    assert personal.fact.evidence == f"sha256:{signed.hand.signature.sha256}"
    assert (advertising.holds, advertising.fact) == (False, None)


def test_a_no_takes_nothing_back(services: Services) -> None:
    accepted = services.intakes.receive(INTAKE)
    services.consents.grant(accepted.client_id, Purpose.ADVERTISING, Way.PAPER)
    client = replace(INTAKE.client, id=accepted.client_id)
    services.intakes.receive(replace(INTAKE, client=client, hand=HandDraft(consents=(NO,))))
    assert services.consents.standing(accepted.client_id)[1].holds


def test_consents_without_a_signature_name_the_screen(services: Services) -> None:
    accepted = services.intakes.receive(replace(INTAKE, hand=HandDraft(consents=(YES,))))
    fact = services.consents.standing(accepted.client_id)[0].fact
    assert fact is not None
    assert fact.evidence == "screen"


@pytest.mark.parametrize(
    "odd",
    [
        replace(YES, text_version="no such text"),
        replace(YES, text_sha256="f" * 64),
        replace(YES, purpose=Purpose.ADVERTISING.value),
    ],
)
def test_a_text_we_do_not_have_is_no_consent(services: Services, odd: ConsentDraft) -> None:
    accepted = services.intakes.receive(replace(INTAKE, hand=HandDraft(consents=(odd,))))
    assert not any(one.holds for one in services.consents.standing(accepted.client_id))


def test_a_signature_is_stored_printed_and_shown(services: Services, signed: IntakeDraft) -> None:
    accepted = services.intakes.receive(signed)
    card = services.orders.card(accepted.order_id)
    assert card.signature is not None
    assert signed.hand.signature is not None
    assert card.signature.sha256 == signed.hand.signature.sha256
    assert (card.signature.text_version, card.signature.language) == ("ru 2026-01-01", "en")
    assert base64.b64decode(receipt(services, accepted.order_id).signature) == PNG


def test_what_was_changed_afterwards_was_not_signed(
    services: Services, signed: IntakeDraft
) -> None:
    accepted = services.intakes.receive(replace(signed, estimate_minor=999_00))
    assert services.orders.card(accepted.order_id).signature is None
    assert receipt(services, accepted.order_id).signature == ""


def test_notes_of_the_staff_are_not_what_is_signed(signed: IntakeDraft) -> None:
    assert signing.holding(replace(signed, note="скандалист")) is not None


def test_a_picture_that_is_elsewhere_leaves_a_line_to_sign_on(
    services: Services, settings: Settings, signed: IntakeDraft
) -> None:
    assert signed.hand.signature is not None
    Blobs(settings.data / FOLDER_NAME).path(signed.hand.signature.sha256).unlink()
    accepted = services.intakes.receive(signed)
    assert receipt(services, accepted.order_id).signature == ""


def test_a_receipt_made_from_the_order_bears_the_signature(
    services: Services, signed: IntakeDraft
) -> None:
    accepted = services.intakes.receive(signed, printing=False)
    assert base64.b64decode(receipt(services, accepted.order_id).signature) == PNG


def test_a_visit_is_signed_where_each_device_is(services: Services, signed: IntakeDraft) -> None:
    first = services.intakes.receive(replace(signed, visit_id=UUID_OF_VISIT), more=True)
    services.intakes.receive(replace(INTAKE, visit_id=UUID_OF_VISIT, fault="и это"))
    paper = receipt(services, first.order_id)
    assert len(paper.more) == 1
    assert paper.signature == ""


def test_in_a_batch_a_consent_is_given_once_and_nothing_is_signed(
    services: Services, signed: IntakeDraft
) -> None:
    items = (BatchItem(serial="A1"), BatchItem(serial="A2"))
    batch = BatchDraft(common=signed, items=items)
    assert batches.draft_of(signed, items[0]).hand.signature is None
    taken, _ = services.intakes.receive_batch(batch, items, last=True)
    assert services.consents.standing(taken[0].client_id)[0].holds
    assert batches.after(batch, items[0], taken[0].client_id).common.hand == HandDraft()
    assert all(services.orders.card(each.order_id).signature is None for each in taken)


texts = st.text(max_size=20)


@given(
    phone=texts,
    name=texts,
    yes=st.booleans(),
    after=st.timedeltas(timedelta(), timedelta(days=9)),
)
def test_what_was_given_is_in_the_kept_draft(
    phone: str, name: str, yes: bool, after: timedelta
) -> None:
    consent = replace(YES, granted=yes, at=NOON + after)
    hand = HandDraft(phone=phone, name=name, consents=(consent,))
    kept = KeptDraft(slot="intake:1", draft=replace(INTAKE, hand=hand))
    assert frozen.load(KeptDraft, frozen.dump(kept)) == kept
