"""Devices by their numbers, what the shop learns of them, hints and the catalogue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from intake_app.checks import imei
from intake_app.checks.stages import Stage
from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.models.orders import Device
from intake_app.services import catalogue_file, device_history, hint_rows, shipped_hints
from intake_app.services.catalogue_file import Entry
from intake_app.services.drafts import ClientDraft, DeviceDraft
from intake_app.services.finder import Finder
from tests.rigs.drafts import INTAKE, PHONE
from tests.rigs.road import send

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.services.rows import Accepted
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services

MOSCOW = ZoneInfo("Europe/Moscow")
SECOND = "353456789012348"


def given(services: Services, device: DeviceDraft = PHONE, **more: Any) -> Accepted:  # noqa: ANN401 - fields of a draft
    return services.intakes.receive(replace(INTAKE, device=device, **more))


def issue(services: Services, order: UUID) -> None:
    send(services, order, Stage.IN_REPAIR, Stage.READY, Stage.ISSUED)


def test_a_device_is_found_by_any_of_its_numbers(shop: Shop, services: Services) -> None:
    known = given(services, replace(PHONE, imei2=SECOND, serial="SN1O7AB"))
    codes = (PHONE.imei, PHONE.imei[:14], SECOND, "sn107ab", "ыт107фи", "SN 1O7 AB")
    for code in codes:
        found = shop.finder.device_by_code(code)
        assert found is not None, code
        assert found.device.id == known.device_id
    for code in ("", "SN1", "353456789012345", "SN107AC"):
        assert shop.finder.device_by_code(code) is None, code
    assert shop.finder.device_history(UUID(int=5)) is None


def test_of_two_records_the_one_that_was_here_last_is_meant(shop: Shop, services: Services) -> None:
    given(services)
    last = given(services)
    found = shop.finder.device_by_code(PHONE.imei)
    assert found is not None
    assert found.device.id == last.device_id


def test_the_story_of_a_device(shop: Shop, services: Services) -> None:
    first = given(services)
    found = shop.finder.device_by_code(PHONE.imei)
    assert found is not None
    assert found.open_repair is not None
    assert found.open_repair.order_id == first.order_id
    assert found.owner == "Ёлкин Пётр Ильич"

    issue(services, first.order_id)
    found = shop.finder.device_by_code(PHONE.imei)
    assert found is not None
    assert found.open_repair is None
    assert found.repairs[0].issued_at is not None
    today = found.repairs[0].issued_at.astimezone(MOSCOW).date()
    covered = found.warranty(90, MOSCOW, today + timedelta(days=90))
    assert covered is not None
    assert covered[1] == today + timedelta(days=90)
    assert found.warranty(90, MOSCOW, today + timedelta(days=91)) is None
    assert found.same_fault("снова не заряжается") is not None
    assert found.same_fault("разбит экран") is None


def test_nothing_is_covered_before_it_was_handed_over_repaired(
    shop: Shop, services: Services
) -> None:
    order = given(services).order_id
    send(services, order, Stage.READY_NO_REPAIR, Stage.ISSUED_NO_REPAIR)
    found = shop.finder.device_by_code(PHONE.imei)
    assert found is not None
    assert found.warranty(90, MOSCOW, date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    ("chosen", "days"), [(30, 30), (0, 0), (None, 90), ("x", 90), (True, 90), (-1, 90), (9999, 90)]
)
def test_a_term_that_cannot_be_understood_is_the_usual_one(chosen: object, days: int) -> None:
    assert device_history.warranty_days(chosen) == days


def test_a_device_changes_hands_when_it_is_saved(shop: Shop, services: Services) -> None:
    first = given(services)
    anna = ClientDraft(name="Анна", phone="+79031112233")
    known = DeviceDraft(id=first.device_id, colour="синий", imei2=SECOND)
    second = given(services, known, client=anna)

    assert second.device_id == first.device_id
    found = shop.finder.device_history(first.device_id)
    assert found is not None
    assert (found.owner_id, found.owner) == (second.client_id, "Анна")
    assert (found.device.colour, found.device.imei2) == ("синий", SECOND)
    assert len(found.repairs) == 2
    assert services.orders.card(first.order_id).client_id == first.client_id


def test_the_same_numbers_of_the_same_client_are_the_same_device(services: Services) -> None:
    first = given(services)
    again = given(services, client=ClientDraft(id=first.client_id))
    serial = replace(PHONE, imei="")
    third = given(services, serial, client=ClientDraft(id=first.client_id))
    other = given(services)
    assert first.device_id == again.device_id == third.device_id != other.device_id


def test_tacs_are_learnt_corrected_and_imported(shop: Shop, services: Services) -> None:
    finder = shop.finder
    near = imei.completed(f"{PHONE.imei[:8]}000001")
    assert finder.model_by_tac(near) is None
    first = given(services)
    assert finder.model_by_tac(near) == ("смартфон", "Apple", "iPhone 13")
    assert finder.model_by_tac("12") is None

    again = DeviceDraft(id=first.device_id, kind="смартфон", brand="Apple", model="iPhone 14")
    given(services, again, client=ClientDraft(id=first.client_id))
    assert finder.model_by_tac(near) == ("смартфон", "Apple", "iPhone 14")

    services.catalogue.take([Entry(brand="Apple", model="iPhone 14", tac="35345678")], print)
    assert finder.model_by_tac(SECOND) == ("смартфон", "Apple", "iPhone 14")


def test_colours_accessories_and_faults_become_usual(shop: Shop, services: Services) -> None:
    marks = '{"cable": "yes", "case": "yes", "sim": "no"}'
    for colour, accessories in (("синий", marks), ("белый", '{"cable": "yes"}'), ("синий", "")):
        device = replace(PHONE, imei="", serial="", colour=colour)
        given(services, device, fault="Греется в чехле", accessory_marks=accessories)
    model = ("смартфон", "Apple", "iPhone 13")
    assert shop.finder.colours(model) == ("синий", "белый")
    assert shop.finder.colours(model, "бел") == ("белый",)
    assert shop.finder.usual_accessories(*model) == ()  # too few to be usual
    given(services, replace(PHONE, imei="", serial=""), accessory_marks='{"cable": "yes"}')
    assert shop.finder.usual_accessories(*model) == ("cable",)
    assert shop.finder.faults("чехл", "смартфон") == ("Греется в чехле",)
    assert shop.finder.faults("экр", "смартфон")[0] == "Экран разбит"
    assert shop.finder.faults("ытогозавтра", "смартфон") == ()


def test_old_habits_fade(shop: Shop, services: Services) -> None:
    device = replace(PHONE, imei="", serial="")
    for number in range(60):
        chip = "case" if number < 25 else "cable"
        given(services, device, accessory_marks=f'{{"{chip}": "yes"}}')
    assert shop.finder.usual_accessories("смартфон", "Apple", "iPhone 13") == ("cable",)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ip13", "iPhone 13"),
        ("айфон 13", "iPhone 13"),
        ("самсунг а52", "Galaxy A52"),
        ("редми нот 10", "Redmi Note 10"),
        ("пс5", "PlayStation 5"),
        ("шзрщту 13", "iPhone 13"),
    ],
)
def test_models_are_found_as_people_say_them(shop: Shop, typed: str, first: str) -> None:
    assert shop.finder.models(typed)[0][2] == first


def test_kind_and_brand_in_the_form_come_first(shop: Shop) -> None:
    assert shop.finder.models("pro", kind="ноутбук")[0][0] == "ноутбук"
    assert shop.finder.models("", kind="смартфон", brand="POCO")[0][1] == "POCO"
    assert shop.finder.brands("сам")[0] == "Samsung"
    assert shop.finder.kinds("тел")[0] == "смартфон"
    assert shop.finder.kinds("ноут") == ("ноутбук",)


def test_a_model_of_the_catalogue_is_suggested_until_it_is_archived(
    shop: Shop, services: Services
) -> None:
    entry = Entry("самогонный аппарат", "Домна", "Люкс 20")
    services.catalogue.add(entry)
    wanted = ("самогонный аппарат", "Домна", "Люкс 20")
    assert shop.finder.models("домна люкс") == (wanted,)
    assert shop.finder.kinds("самогон") == ("самогонный аппарат",)
    assert shop.finder.brands("домна") == ("Домна",)
    services.catalogue.archive(entry)
    assert shop.finder.models("домна люкс") == ()
    services.catalogue.add(entry)
    assert shop.finder.models("домна люкс") == (wanted,)
    with pytest.raises(RejectedError):
        services.catalogue.add(Entry("самовар"))


def test_a_shipped_model_can_be_forgotten(shop: Shop, services: Services) -> None:
    services.catalogue.archive(Entry("смартфон", "Apple", "iPhone 13"))
    assert shop.finder.models("iphone 13")[0][2] == "iPhone 13 Pro"


def test_a_file_taken_in_twice_is_taken_in_once(services: Services) -> None:
    entries = [Entry("утюг", "Б", f"М{number}") for number in range(600)]
    said: list[int] = []
    take = services.catalogue.take
    assert take(entries, said.append, dry=True).new == 600
    assert take(entries, said.append).new == 600
    again = take(entries, said.append)
    assert (again.new, again.known) == (0, 600)
    assert said[-1] == 600


@pytest.mark.parametrize(
    ("data", "entries", "bad"),
    [
        ("Вид;Марка;Модель\nутюг;Б;М1\n;;\n;Б;М2\n".encode("cp1251"), [("утюг", "Б", "М1")], [4]),
        ('\ufeffkind,brand,model\nутюг,"Б, К",М1\n'.encode(), [("утюг", "Б, К", "М1")], []),
        ("kind\tmodel\nутюг\tМ1\nутюг\tМ1\n".encode("utf-16"), [("утюг", "", "М1")], []),
    ],
)
def test_files_in_any_common_dress(
    tmp_path: Path, data: bytes, entries: list[tuple[str, str, str]], bad: list[int]
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(data)
    found = catalogue_file.read(path)
    assert [(one.kind, one.brand, one.model) for one in found.entries] == entries
    assert list(found.bad) == bad


def test_a_file_of_tacs(tmp_path: Path) -> None:
    path = tmp_path / "tacs.csv"
    path.write_text("tac,brand,model\n35345678,Apple,iPhone 13\n3534,Apple,iPhone\n")
    found = catalogue_file.read(path)
    assert found.entries == (Entry("", "Apple", "iPhone 13", "35345678"),)
    assert found.bad == (3,)


@pytest.mark.parametrize("text", ["", "a;b;c\n1;2;3\n", "вид;марка\nутюг;Б\n"])
def test_a_file_without_the_columns_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text)
    with pytest.raises(RejectedError) as refused:
        catalogue_file.read(path)
    assert refused.value.problem is Problem.NO_COLUMNS


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError) as refused:
        catalogue_file.read(tmp_path / "none.csv")
    assert refused.value.problem is Problem.NO_FILE


def test_shipped_hints_are_told_changed_and_put_away(shop: Shop, services: Services) -> None:
    def told(fault: str = "") -> list[str]:
        return [row.text for row in shop.finder.hints_for("смартфон", "Apple", "iPhone 13", fault)]

    shipped = shop.finder.hints_for("смартфон", "apple", "iPhone 13")
    assert [row.shipped for row in shipped] == [True, True]
    services.hints.keep(shipped[0], text="Выключить поиск", kind="смартфон", brand="Apple")
    assert told()[0] == "Выключить поиск"
    services.hints.archive(shipped[0].id)
    assert "Выключить поиск" not in told()
    own = services.hints.keep(None, text="Снять чехол", model="iphone", fault="греется")
    assert told("очень греется")[0] == "Снять чехол"
    assert "Снять чехол" not in told("разбит")
    services.hints.keep(hint_rows.HintRow(own, ""), text="Снять стекло", model="iphone")
    assert told()[0] == "Снять стекло"
    services.hints.archive(own)
    assert "Снять стекло" not in told()


def test_a_hint_needs_words(services: Services) -> None:
    for text, problem in ((" ", Problem.MISSING), ("я" * 201, Problem.TOO_LONG)):
        with pytest.raises(RejectedError) as refused:
            services.hints.keep(None, text=text)
        assert refused.value.fields == {"hint.text": problem}
    with pytest.raises(RejectedError):
        services.hints.archive(UUID(int=3))


def test_without_a_store_the_shipped_knowledge_is_there(tmp_path: Path) -> None:
    finder = Finder(tmp_path / "none.db")
    model = ("смартфон", "Apple", "iPhone 13")
    assert finder.models("ip13")[0] == model
    assert finder.brands("эпл") == ("Apple",)
    assert finder.faults("экр", "смартфон")[0] == "Экран разбит"
    assert finder.hints_for(*model)
    assert finder.hints() == shipped_hints.SHIPPED
    assert finder.device_by_code("SN107AB") is None
    assert finder.device_history(UUID(int=5)) is None
    assert finder.model_by_tac(PHONE.imei) is None
    assert finder.colours(model) == ()
    assert finder.usual_accessories(*model) == ()


def test_one_device_written_down_on_two_desks_is_shown_once(shop: Shop, services: Services) -> None:
    first = services.orders.card(given(services, replace(PHONE, imei="")).order_id)
    again = replace(INTAKE, client=ClientDraft(id=first.client_id), device=replace(PHONE, imei=""))
    services.intakes.receive(replace(again, fault="разбит экран"))
    with services.clients.store.writing() as session:  # as the other desk sent it
        for device in session.scalars(select(Device)):
            device.imei = SECOND
    (device,) = shop.finder.devices_of(first.client_id)
    assert device.last_fault == "разбит экран"
    story = shop.finder.device_by_code(SECOND)
    assert story is not None
    assert [repair.fault for repair in story.repairs] == ["разбит экран", INTAKE.fault]
    assert [row.imei for row in services.clients.card(first.client_id).devices] == [SECOND]


def test_an_imei_nobody_brought_is_nobodys(shop: Shop, services: Services) -> None:
    given(services, PHONE)
    assert shop.finder.device_by_code(SECOND) is None
