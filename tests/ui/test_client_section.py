"""The client's part of the intake, by keys: recognised, asked once, put right by one key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.checks.consent_rules import Purpose
from intake_app.models.orders import Order
from intake_app.models.people import Client
from intake_app.services.drafts import ClientKind, IntakeDraft
from tests.ui.counter import IPHONE, PETER, ROMASHKA

if TYPE_CHECKING:
    from intake_app.ui.forms.client_section import ClientSection
    from tests.rigs.watch import Watch
    from tests.ui.counter import Counter


@pytest.fixture
def section(counter: Counter) -> ClientSection:
    return counter.parts.intake.client


def change(counter: Counter, **values: object) -> None:
    """Write on the only card there is, as another screen would."""
    with counter.desk.shop.services.intakes.store.writing() as session:
        card = session.query(Client).one()
        for name, value in values.items():
            setattr(card, name, value)


def test_a_picked_client_fills_all_his_fields_and_the_next_one_replaces_them(
    counter: Counter, section: ClientSection
) -> None:
    counter.give(IntakeDraft(client=ROMASHKA, device=IPHONE, fault="x"))
    counter.give()
    counter.type("4560")
    counter.press("Return")
    shown = section.texts()
    assert shown["bik"] == "044525225"
    assert shown["inn"] == "7701234560"
    # Of a known card only what is typed anew goes into the draft.
    assert section.draft().bik == ""
    counter.press("Alt+1")
    counter.type("4567")
    counter.press("Return")
    assert section.draft().name == "Петров Пётр"
    section.become(ClientKind.COMPANY)
    assert set(section.texts().values()) == {""}


def test_what_is_typed_anew_on_a_known_card_is_kept(
    counter: Counter, section: ClientSection
) -> None:
    counter.give(IntakeDraft(client=ROMASHKA, device=IPHONE, fault="x"))
    counter.type("4560")
    counter.press("Return")
    section.details.fields["contract"].line.setFocus()
    section.fold.click()
    section.details.fields["contract"].line.setFocus()
    counter.type("№ 7")
    assert section.draft().contract == "№ 7"
    kept = counter.parts.intake.draft()
    counter.parts.intake.clear()
    counter.parts.intake.show_draft(kept)
    assert section.texts()["contract"] == "№ 7"
    assert section.texts()["bank"] == "ПАО Сбербанк"
    counter.parts.intake.device.kind.show_text("принтер")
    counter.parts.intake.fault.show_text("снова")
    counter.press("Ctrl+Return")
    facts = counter.desk.shop.finder.client_facts(counter.order().client_id)
    assert facts is not None
    assert facts.contract == "№ 7"


def test_a_contact_nobody_confirmed_for_long_is_asked_for_by_one_key(
    counter: Counter, section: ClientSection, watch: Watch
) -> None:
    counter.give()
    watch.forward(days=430)
    counter.type("4567")
    counter.press("Return")
    assert "…45-67" in section.phone.sentence()
    assert "+7" not in section.phone.sentence()
    assert counter.focused() == "device.kind"
    counter.press("Ctrl+T")
    assert counter.parts.intake.draft().client.confirmed == "phone"
    assert counter.focused() == "device.kind"
    counter.press("Return")
    counter.parts.intake.fault.show_text("снова")
    counter.press("Ctrl+Return")
    facts = counter.desk.shop.finder.client_facts(counter.order().client_id)
    assert facts is not None
    assert facts.phones[0].confirmed_at == watch.at


def test_a_contact_confirmed_lately_is_not_asked_for(
    counter: Counter, section: ClientSection, watch: Watch
) -> None:
    counter.give()
    watch.forward(days=170)
    counter.type("4567")
    counter.press("Return")
    assert section.phone.sentence() == ""


def test_a_similar_client_is_a_line_and_one_key_takes_him(
    counter: Counter, section: ClientSection
) -> None:
    counter.give()
    counter.type("петрова анна")
    counter.press("Return")
    counter.type("9161234567")
    counter.press("Return")
    assert counter.focused() == "device.kind"
    assert section.phone.has_offer()
    counter.press("Ctrl+T")
    assert section.draft().name == "Петров Пётр"
    assert section.draft().id is not None


def test_a_new_name_without_capitals_gets_them(counter: Counter, section: ClientSection) -> None:
    counter.type("петрова анна-мария")
    counter.press("Tab")
    assert section.box.text() == "Петрова Анна-Мария"


def test_the_form_of_a_company_switches_the_kind(counter: Counter, section: ClientSection) -> None:
    counter.type('Общество с ограниченной ответственностью "Луч"')
    counter.press("Tab")
    assert (section.box.text(), section.kind.value()) == ("ООО «Луч»", "company")


def test_a_mistyped_domain_is_put_right_by_one_key(
    counter: Counter, section: ClientSection
) -> None:
    section.email.line.setFocus()
    counter.type("ivan@gmial.com")
    assert section.email.sentence() == ""
    counter.press("Tab")
    assert section.email.is_warned()
    counter.press("Ctrl+T")
    assert (section.email.text(), section.email.sentence()) == ("ivan@gmail.com", "")


def test_a_doubt_may_stand_with_a_reason(counter: Counter, section: ClientSection) -> None:
    counter.type("Анна")
    counter.press("Tab")
    section.email.line.setFocus()
    counter.type("ivan@gmial.com")
    counter.parts.intake.device.kind.show_text("утюг")
    counter.parts.intake.fault.show_text("искрит")
    counter.press("Ctrl+Return")
    assert counter.received == []
    assert counter.focused() == "client.email"
    counter.press("Ctrl+G", "Return")
    overrides = counter.parts.intake.draft().overrides
    assert [override.field for override in overrides] == ["client.email"]
    assert overrides[0].reason
    counter.press("Ctrl+Return")
    assert counter.order().row.client == "Анна"


def test_typing_again_takes_the_reason_back(counter: Counter, section: ClientSection) -> None:
    section.email.line.setFocus()
    counter.type("ivan@gmial.com")
    counter.press("Tab", "Ctrl+G", "Down", "Return")
    assert counter.parts.intake.draft().overrides
    section.email.line.setFocus()
    counter.type("x")
    assert counter.parts.intake.draft().overrides == ()


@pytest.mark.parametrize("keys", [("Escape",), ("Shift+Tab",)])
def test_no_reason_is_given_by_leaving_the_list(
    counter: Counter, section: ClientSection, keys: tuple[str, ...]
) -> None:
    section.email.line.setFocus()
    counter.type("ivan@gmial.com")
    counter.press("Tab", "Ctrl+G", *keys)
    assert counter.offered() == []
    assert section.email.text() == "ivan@gmial.com"
    assert counter.parts.intake.draft().overrides == ()


def test_typing_goes_on_while_a_reason_is_asked(counter: Counter, section: ClientSection) -> None:
    section.email.line.setFocus()
    counter.type("ivan@gmial.com")
    counter.press("Tab", "Ctrl+G", "End")
    counter.type("x")
    assert counter.offered() == []
    assert section.email.text() == "ivan@gmial.comx"


def test_a_number_of_another_country_is_named(counter: Counter, section: ClientSection) -> None:
    section.phone.line.setFocus()
    counter.type("80291234567")
    counter.press("Return")
    assert section.phone.is_marked()
    counter.press("Ctrl+T")
    assert section.phone.text() == "+375291234567"
    assert section.phone.frame.echo()
    counter.press("Ctrl+T", "Ctrl+G")  # nothing is offered any more


def test_what_staff_noted_is_seen_only_while_it_is_asked_for(
    counter: Counter, section: ClientSection
) -> None:
    counter.give()
    fact = "12.03 просил письменный ответ"
    change(counter, conflict_level=2, conflict_note=fact, discount_bp=500, client_class="regular")
    counter.type("4567")
    counter.press("Return")
    assert "••" in section.badges.texts()[-1]
    assert fact not in " ".join(section.badges.texts()) + section.badges.remarks()
    counter.press("Ctrl+I")
    assert section.badges.remarks() == fact
    counter.press("Ctrl+I")
    assert section.badges.remarks() == ""
    counter.press("Ctrl+I", "Alt+1")
    counter.type("Ив")
    assert section.badges.remarks() == ""
    assert section.badges.texts() == ()


def test_the_fold_opens_by_keys_and_says_how_much_is_in_it(
    counter: Counter, section: ClientSection
) -> None:
    section.email.line.setFocus()
    counter.press("Tab")
    assert counter.focused() == "client.more"
    counter.press("Space")
    counter.press("Return")
    assert counter.focused() == "client.address"
    counter.type("Тула")
    counter.press("Return")
    assert counter.focused() == "client.birthday"
    counter.type("17 мая")
    counter.press("Return")
    assert counter.focused() == "client.source"
    counter.press("Return")
    assert counter.focused() == "device.kind"
    section.fold.click()
    assert "2" in section.fold.text()
    draft = section.draft()
    assert (draft.address, draft.birthday) == ("Тула", "17 мая")


def test_a_client_by_contract_is_marked_wholesale(counter: Counter, section: ClientSection) -> None:
    firm = replace(ROMASHKA, contract="№ 7")
    counter.give(IntakeDraft(client=firm, device=IPHONE, fault="x"))
    counter.type("4560")
    counter.press("Return")
    assert len(section.badges.texts()) == 1
    counter.give()
    counter.press("Alt+1")
    counter.type("4567")
    counter.press("Return")
    assert section.badges.texts() == ()


def test_debt_and_what_waits_are_said(counter: Counter, section: ClientSection) -> None:
    draft = IntakeDraft(client=PETER, device=IPHONE, fault="x", estimate_minor=100_000)
    accepted = counter.give(draft)
    with counter.desk.shop.services.intakes.store.writing() as session:
        session.get_one(Order, accepted.order_id).stage = "ready"
    change(counter, client_class="regular")
    counter.type("4567")
    counter.press("Return")
    assert section.badges.texts()[1].endswith("1\u00a0000\u00a0₽")


def test_a_known_client_without_consent_is_one_quiet_line_and_two_keys(
    counter: Counter, section: ClientSection
) -> None:
    empty = section.sizeHint().height()
    counter.give()
    counter.type("петров")
    assert section.sizeHint().height() == empty  # nobody is known yet
    counter.press("Return")
    counter.settle()
    assert section.consent.isVisible()
    counter.press("Ctrl+M")
    counter.press("Ctrl+N")
    counter.settle()
    counter.settle()
    client = section.known()
    assert client is not None
    standing = counter.desk.shop.services.consents.standing(client.id)
    assert [one.purpose for one in standing if one.holds] == [Purpose.PERSONAL_DATA]
    assert section.consent.said.isVisible()  # given just now, so it is said
    counter.press("Ctrl+E")
    assert not section.consent.isVisible()
    section.recognise(client)
    counter.settle()
    assert not section.consent.isVisible()  # it stands: nothing to say


def test_a_company_is_not_asked_for_consent(counter: Counter, section: ClientSection) -> None:
    counter.give(IntakeDraft(client=ROMASHKA, device=IPHONE, fault="x"))
    counter.type("ромашка")
    counter.press("Return")
    counter.settle()
    assert section.known() is not None
    assert not section.consent.isVisible()
    counter.press("Ctrl+N")
    counter.settle()
    client = section.known()
    assert client is not None
    assert not any(o.holds for o in counter.desk.shop.services.consents.standing(client.id))
