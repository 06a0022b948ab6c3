"""A company at the counter: requisites pasted, or typed within their budget of keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication

from intake_app.services.drafts import ClientDraft, ClientKind
from tests.rigs.typist import KeyMeter
from tests.ui.counter import ROMASHKA

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from intake_app.ui.forms.client_section import ClientSection
    from tests.ui.counter import Counter

BLOCK = """Полное наименование: Общество с ограниченной ответственностью "Ромашка"
Юридический адрес: 101000, г. Москва, ул. Мясницкая, д. 1
ИНН/КПП 7701234560/770101001
ОГРН 1237700123451
Банк: ПАО Сбербанк
Р/с 40702810938000000001
К/с 30101810400000000225
БИК 044525225
Генеральный директор: Иванов Иван Иванович
Тел.: +7 916 123-45-60
E-mail: info@romashka.ru"""


@pytest.fixture
def section(counter: Counter) -> ClientSection:
    return counter.parts.intake.client


def paste(counter: Counter, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    counter.press("Ctrl+V")


def test_pasted_requisites_fill_everything_in_one_step(
    counter: Counter, section: ClientSection
) -> None:
    paste(counter, BLOCK)
    client = section.draft()
    assert replace(client, phone="+7 916 123-45-60") == ROMASHKA
    assert counter.bad_fields() == []
    assert not section.fold.is_open
    assert section.box.sentence()
    counter.press("Ctrl+Z")
    assert section.draft() == ClientDraft()


def test_what_fails_in_a_block_is_marked_and_unfolded(
    counter: Counter, section: ClientSection
) -> None:
    paste(counter, BLOCK.replace("1237700123451", "1237700123452").replace("225\n", "974\n"))
    assert counter.bad_fields() == ["client.ogrn"]
    assert section.details.fields["ogrn"].isVisible()
    assert section.details.fields["account"].is_warned()
    counter.press("Ctrl+Return")
    assert counter.focused() == "client.ogrn"


def test_a_block_in_the_tax_number_fills_the_form_too(
    counter: Counter, section: ClientSection
) -> None:
    section.become(ClientKind.COMPANY)
    section.inn.line.setFocus()
    paste(counter, BLOCK)
    assert section.draft().inn == "7701234560"
    assert section.box.text() == "ООО «Ромашка»"


def test_a_company_with_pasted_requisites_costs_forty_keys(
    counter: Counter, qapp: QApplication
) -> None:
    meter = KeyMeter(qapp)
    paste(counter, BLOCK)
    counter.press("Return")
    counter.type("Анна")
    counter.press("Return")
    counter.type("принтер")
    counter.press("Return")
    counter.press("Alt+3")
    counter.type("не печатает")
    counter.press("Ctrl+Return")
    meter.stop()
    card = counter.order()
    assert card.row.client == "ООО «Ромашка»"
    assert meter.keys + 3 <= 40
    assert meter.clicks == 0


def test_a_company_typed_by_hand_costs_seventy_three_keys(
    counter: Counter, qapp: QApplication
) -> None:
    meter = KeyMeter(qapp)
    counter.type("ооо ромашка")
    counter.press("Return")
    counter.type("9161234560")
    counter.press("Return")
    counter.type("7701234560")
    counter.press("Return")
    counter.type("Анна")
    counter.press("Return")
    counter.type("принтер")
    counter.press("Return", "Alt+3")
    counter.type("не печатает")
    counter.press("Ctrl+Return")
    meter.stop()
    facts = counter.desk.shop.finder.client_facts(counter.order().client_id)
    assert facts is not None
    assert (facts.row.name, facts.inn) == ("ООО ромашка", "7701234560")
    assert [who.name for who in facts.contacts] == ["Анна"]
    assert meter.keys + 2 <= 73
    assert meter.clicks == 0


def test_a_tax_number_in_the_box_begins_a_company(counter: Counter, section: ClientSection) -> None:
    counter.type("770123456703")
    counter.press("Escape", "Return")
    assert section.draft() == ClientDraft(kind=ClientKind.COMPANY, inn="770123456703")
    assert section.inn.frame.echo()


def test_a_company_has_no_birthday(counter: Counter) -> None:
    section = counter.parts.intake.client
    section.fold.click()
    fields = counter.parts.intake.fields
    assert fields["client.birthday"].isVisible()
    section.become(ClientKind.COMPANY)
    assert not fields["client.birthday"].isVisible()
    assert fields["client.source"].isVisible()
