from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.errors import Problem, RejectedError
from intake_app.money import Money
from intake_app.services import frozen
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft
from intake_app.services.papers import LabelData, ReceiptData
from tests.rigs.watch import NOON

zones = st.integers(-12, 12).map(lambda hours: timezone(timedelta(hours=hours)))
moments = st.datetimes(timezones=zones)
texts = st.text(st.characters(codec="utf-8"), max_size=30)
sums = st.none() | st.integers(0, 10**12)
drafts = st.builds(
    IntakeDraft,
    client=st.builds(ClientDraft, id=st.none() | st.uuids(), name=texts, phone=texts),
    device=st.builds(DeviceDraft, id=st.none() | st.uuids(), kind=texts),
    fault=texts,
    urgent=st.booleans(),
    promised_at=st.none() | moments,
    estimate_minor=sums,
)
RECEIPT = {"legal_profile": st.sampled_from(["ru", "neutral"]), "accepted_at": moments}
receipts = st.builds(ReceiptData, **RECEIPT, promised_at=st.none() | moments)
labels = st.builds(LabelData, accepted_at=moments, promised_at=st.none() | moments)


@given(drafts)
def test_a_draft_comes_back_as_it_was_typed(draft: IntakeDraft) -> None:
    assert frozen.load(IntakeDraft, frozen.dump(draft)) == draft


@given(receipts)
def test_a_receipt_comes_back_as_it_was_ordered(receipt: ReceiptData) -> None:
    assert frozen.load(ReceiptData, frozen.dump(receipt)) == receipt


@given(labels)
def test_a_label_comes_back_as_it_was_ordered(label: LabelData) -> None:
    assert frozen.load(LabelData, frozen.dump(label)) == label


def test_a_moment_keeps_the_clock_of_its_place() -> None:
    moscow = NOON.astimezone(timezone(timedelta(hours=3)))
    draft = frozen.load(IntakeDraft, frozen.dump(IntakeDraft(promised_at=moscow)))

    assert isinstance(draft.promised_at, datetime)
    assert draft.promised_at.hour == 15


def test_members_of_another_version_are_dropped_and_missing_ones_take_defaults() -> None:
    draft = frozen.load(IntakeDraft, '{"fault":"шумит","mood":"bad","client":{"name":"Анна"}}')

    assert draft == IntakeDraft(fault="шумит", client=ClientDraft(name="Анна"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no JSON",
        "[]",
        "7",
        '{"client":7}',
        '{"promised_at":"soon"}',
        '{"client":{"id":"x"}}',
        '{"repair_kind":"magic"}',
        '{"promised_at":7}',
        '{"client":{"id":7}}',
    ],
)
def test_a_text_of_something_else_is_refused(text: str) -> None:
    with pytest.raises(RejectedError) as refused:
        frozen.load(IntakeDraft, text)

    assert refused.value.problem is Problem.MALFORMED


def test_a_value_that_lacks_something_is_refused() -> None:
    with pytest.raises(RejectedError):
        frozen.load(Money, "{}")
