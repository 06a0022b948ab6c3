"""A signature drawn as a device leaves: under which words, for what, and on which paper."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from intake_app.clock import utc_now
from intake_app.services import signing
from intake_app.services.drafts import SignatureDraft
from intake_app.services.handover_rows import HandoverDraft
from intake_app.services.papers import ReceiptData
from tests.rigs.road import send
from tests.services.test_handovers import FREE, IPHONE, WAY, ready

if TYPE_CHECKING:
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services

VISIT = UUID(int=7)
STROKES = b"\x89PNG strokes"
GIVEN = HandoverDraft(accessories=("чехол",), remarks="скол")
VERSION = "handover ru 2026-01-01"


def sign(shop: Shop, draft: HandoverDraft, *numbers: str) -> HandoverDraft:
    """The draft, signed as it stands."""
    drawn = SignatureDraft(
        sha256=shop.blobs.put(STROKES),
        text_version=VERSION,
        text_sha256="0" * 64,
        language="ru",
        content=signing.leaving(numbers, draft),
        at=utc_now(),
    )
    return replace(draft, signature=drawn)


def kept(services: Services, order: UUID) -> list[tuple[str, str]]:
    sql = "SELECT purpose, text_version FROM signature WHERE order_id = ?"
    with services.replica.store.reading() as session:
        return session.driver.execute(sql, (order.bytes,)).fetchall()


def handed(services: Services, order: UUID, paper: str = "completed") -> tuple[str, str]:
    data = services.orders.paper(order, paper)
    assert isinstance(data, ReceiptData)
    assert data.handed is not None
    return data.handed.signature, data.handed.signed_version


def test_it_is_kept_and_printed_with_the_hand_over(services: Services, shop: Shop) -> None:
    order = ready(services)
    number = services.handovers.state(order).number
    services.handovers.hand_over(order, sign(shop, GIVEN, number))
    assert kept(services, order) == [("handover", VERSION)]
    drawn, version = handed(services, order)
    assert (base64.b64decode(drawn), version) == (STROKES, VERSION)
    card = services.orders.card(order)
    assert card.signature is None  # nothing was signed at the intake
    assert card.leaving is not None
    assert card.leaving.handed is not None
    assert card.leaving.handed.signed


@pytest.mark.parametrize(
    "changed",
    [
        {"remarks": "другое"},
        {"accessories": ()},
        {"to_whom": "proxy", "name": "Иванов", "proxy": "№ 7"},
        {"old_parts": "kept"},
        {"marks": '{"экран":"works"}'},
    ],
)
def test_what_was_put_under_something_else_is_none(
    services: Services, shop: Shop, changed: dict[str, Any]
) -> None:
    order = ready(services)
    number = services.handovers.state(order).number
    signed = replace(sign(shop, GIVEN, number), **changed)
    services.handovers.hand_over(order, signed)
    assert kept(services, order) == []
    assert handed(services, order) == ("", "")


def test_how_he_was_known_and_who_allowed_a_debt_are_not_his_business(
    services: Services, shop: Shop
) -> None:
    order = ready(services)
    number = services.handovers.state(order).number
    signed = replace(sign(shop, GIVEN, number), known_by="phone", allowed_by="Ольга")
    services.handovers.hand_over(order, signed)
    assert len(kept(services, order)) == 1


def test_one_signature_is_for_all_that_go_together(services: Services, shop: Shop) -> None:
    drafts = [replace(FREE, visit_id=VISIT, device=replace(IPHONE, serial=n)) for n in "AB"]
    first, other = (services.intakes.receive(draft, more=True).order_id for draft in drafts)
    for order in (first, other):
        send(services, order, *WAY)
    numbers = [services.handovers.state(one).number for one in (first, other)]
    both = HandoverDraft(also=(other,), also_given=((),))
    services.handovers.hand_over(first, sign(shop, both, *numbers))
    assert kept(services, first) == kept(services, other) == [("handover", VERSION)]


def test_strokes_that_are_elsewhere_leave_a_line_to_sign_on(services: Services, shop: Shop) -> None:
    order = ready(services)
    number = services.handovers.state(order).number
    signed = sign(shop, GIVEN, number)
    services.handovers.hand_over(order, signed)
    assert signed.signature is not None
    shop.blobs.path(signed.signature.sha256).unlink()
    services.orders.reprint(order, "diagnosis")  # a paper of now
    again = services.orders.paper(order, "diagnosis")
    assert isinstance(again, ReceiptData)
    assert again.handed is not None
    assert (again.handed.signature, again.handed.signed_version) == ("", VERSION)
