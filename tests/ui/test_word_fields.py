"""Why a client came and who speaks for him: free words, offered where they were said before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from intake_app.models.people import Client
from intake_app.services.drafts import ClientDraft, ClientKind, IntakeDraft
from tests.ui.counter import IPHONE, PETER

if TYPE_CHECKING:
    from tests.ui.counter import Counter

FIRM = ClientDraft(
    kind=ClientKind.COMPANY, name="ООО Ромашка", phone="+79161112233", inn="7701234560"
)


def _open_source(counter: Counter) -> None:
    client = counter.parts.intake.client
    client.fold.click()
    client.details.source.line.setFocus()


def test_a_source_said_before_is_taken_by_its_beginning(counter: Counter) -> None:
    counter.give(IntakeDraft(client=replace(PETER, source="реклама"), device=IPHONE, fault="x"))
    _open_source(counter)
    counter.press("Down")
    assert counter.offered()[0] == "реклама"
    assert len(counter.offered()) == 8
    counter.type("рек")
    counter.press("Return")
    assert counter.parts.intake.draft().client.source == "реклама"
    assert counter.focused() == "device.kind"


def test_a_source_said_long_ago_is_offered_as_well(counter: Counter) -> None:
    counter.give(IntakeDraft(client=replace(PETER, source="радио Волна"), device=IPHONE, fault="x"))
    with counter.desk.shop.services.intakes.store.writing() as session:
        for number in range(320):
            said = "листовка" if number % 2 else ""
            session.create(Client, kind="person", name=f"Клиент {number}", source=said,
                           created_at=session.now)  # fmt: skip
    _open_source(counter)
    counter.press("Down")
    assert counter.offered()[:2] == ["листовка", "радио Волна"]
    counter.type("волн")
    assert counter.offered() == ["радио Волна"]


def test_a_source_of_ones_own_stays_as_typed(counter: Counter) -> None:
    _open_source(counter)
    counter.type("сосед сказал")
    counter.press("Return")
    assert counter.parts.intake.draft().client.source == "сосед сказал"


def test_who_spoke_for_the_company_is_offered_by_name(counter: Counter) -> None:
    for name in ("Анна Белова", "Борис Ким"):
        known = next((row.id for row in counter.desk.shop.finder.clients(FIRM.inn)), None)
        client = replace(FIRM, id=known, contact_name=name)
        counter.give(IntakeDraft(client=client, device=IPHONE, fault="x"))
    counter.type("7701234560")
    counter.press("Return")
    section = counter.parts.intake.client
    assert section.known() is not None
    section.contact.line.setFocus()
    counter.press("Ctrl+A")
    counter.type("бел")
    assert counter.offered() == ["Анна Белова"]
    counter.press("Return")
    assert section.contact.text() == "Анна Белова"
