"""Codes act by what they are and what is in sight, never by what has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.checks import ticket
from intake_app.scanning.meaning import Kind
from intake_app.scanning.scan import Scan
from intake_app.ui.scan_table import Act, Context, act
from tests.rigs.wedge import FakeWedge
from tests.ui.counter import PETER

if TYPE_CHECKING:
    from intake_app.services.shop import Changes
    from tests.ui.counter import Counter

IMEI, IMEI_2 = "356938035643809", "490154203237518"
CHEQUE = "t=20260518T2205&s=975.88&fn=8710000101125654&i=99456&fp=1250448795&n=1"
UNKNOWN = "#?!"


def scan(counter: Counter, text: str) -> None:
    counter.window.scan(Scan(text))
    counter.settle()


@pytest.mark.parametrize("context", Context)
@pytest.mark.parametrize("kind", Kind)
def test_every_code_has_an_answer_everywhere(context: Context, kind: Kind) -> None:
    assert act(context, kind) in Act


def test_the_same_code_means_another_thing_elsewhere() -> None:
    assert act(Context.INTAKE, Kind.IMEI) is Act.FILL_DEVICE
    assert act(Context.ORDERS, Kind.IMEI) is Act.FIND
    assert act(Context.BATCH, Kind.SERIAL) is Act.HAND_OVER


def test_our_order_opens_and_the_half_typed_intake_stays(counter: Counter) -> None:
    order = counter.give()
    counter.press("Ctrl+1")
    counter.type("Анна")
    scan(counter, order.ticket)
    assert counter.parts.card.order == order.order_id
    counter.press("Ctrl+1")
    assert counter.parts.intake.draft().client.name == "Анна"


def test_a_scanner_that_plays_a_keyboard_does_the_same(counter: Counter) -> None:
    order = counter.give()
    counter.type("Анна")
    FakeWedge(counter.window.windowHandle(), "ru").scan(order.ticket)
    assert counter.parts.card.order == order.order_id
    assert counter.parts.intake.draft().client.name == "Анна"


@pytest.mark.parametrize("focus", ["Alt+1", "Alt+3", "Alt+6"])
def test_a_serial_number_finds_its_field(counter: Counter, focus: str) -> None:
    counter.press(focus)
    before = counter.focused()
    scan(counter, "SC02XY123ABCD")
    assert counter.parts.intake.draft().device.serial == "C02XY123ABCD"
    assert counter.focused() == before


def test_a_box_fills_what_it_says(counter: Counter) -> None:
    scan(counter, f"IMEI1:{IMEI};IMEI2:{IMEI_2};SN:R58N30ABCDE")
    device = counter.parts.intake.draft().device
    assert (device.imei, device.serial) == (IMEI, "R58N30ABCDE")


def test_a_phone_brings_its_client(counter: Counter) -> None:
    counter.give()
    scan(counter, "tel:+79161234567")
    assert counter.parts.intake.draft().client.name == PETER.name


def test_a_new_phone_is_the_new_clients(counter: Counter) -> None:
    scan(counter, "tel:+79169999999")
    assert counter.parts.intake.draft().client.phone == "+7\u00a0916\u00a0999-99-99"


def test_a_clients_card_brings_him_into_the_intake(counter: Counter) -> None:
    counter.give()
    (client,) = counter.desk.shop.finder.clients("4567")
    scan(counter, ticket.client_digits(client.id))
    assert counter.parts.intake.client.known() == client


def test_a_clients_card_opens_him_elsewhere(counter: Counter) -> None:
    counter.give()
    (client,) = counter.desk.shop.finder.clients("4567")
    counter.press("Ctrl+2")
    asked: list[object] = []
    counter.parts.address.client_asked.connect(asked.append)
    scan(counter, ticket.client_digits(client.id))
    assert asked == [client]


def test_an_imei_on_the_list_is_looked_for(counter: Counter) -> None:
    counter.press("Ctrl+2")
    scan(counter, IMEI)
    assert counter.parts.orders.search.text() == IMEI
    assert counter.parts.intake.is_untouched()


def test_the_counter_of_an_order_finds_it_on_the_list(counter: Counter) -> None:
    bare = counter.give().number.split("-")[1]
    counter.press("Ctrl+2")
    scan(counter, bare)
    assert counter.parts.orders.search.text() == bare
    assert counter.said() == ""


def test_an_imei_with_a_wrong_digit_is_said_to_be_one(counter: Counter) -> None:
    scan(counter, f"{IMEI[:-1]}1")
    assert "IMEI" in counter.said()


def test_a_cheque_goes_into_the_note(counter: Counter) -> None:
    scan(counter, CHEQUE)
    assert "18.05.2026" in counter.parts.intake.draft().note
    assert "8710000101125654" in counter.said()
    counter.press("Ctrl+2")
    scan(counter, CHEQUE)
    assert "18.05.2026" in counter.said()


def test_a_link_is_shown_and_not_followed(counter: Counter) -> None:
    scan(counter, "https://example.org/" + "x" * 60)
    assert "https://example.org/xxx" in counter.said()
    assert counter.said().endswith("…")


@pytest.mark.parametrize(
    "code", [ticket.client_digits.__doc__ and "000000000000", ticket.place_digits(7), UNKNOWN]
)
def test_a_code_nobody_knows_is_told_and_types_nothing(counter: Counter, code: str) -> None:
    scan(counter, code)
    assert counter.said()
    assert counter.parts.intake.is_untouched()
    assert counter.focused() == "client.name"


def test_a_shelf_is_written_into_the_story_of_the_order_in_sight(counter: Counter) -> None:
    order = counter.give().order_id
    counter.window.open_order(order)
    counter.settle()
    scan(counter, ticket.place_digits(7))
    counter.settle()
    story = counter.desk.shop.services.orders.card(order).story
    assert [event.kind for event in story].count("comment") == 0
    with counter.desk.shop.services.placements.store.reading() as session:
        row = session.driver.execute(
            'SELECT p.name FROM "order" o JOIN place p ON p.id = o.place_id'
        ).fetchone()
    assert row == ("7",)
    assert counter.said().startswith("7 ")


def test_a_shelf_goes_into_the_note_of_what_is_taken_in(counter: Counter) -> None:
    counter.type("Анна")
    scan(counter, ticket.place_digits(12))
    assert counter.parts.intake.draft().note == "Полка 12"


def test_a_shelf_elsewhere_says_what_to_open_first(counter: Counter) -> None:
    counter.press("Ctrl+2")
    scan(counter, ticket.place_digits(7))
    message = counter.parts.messages.message
    assert message is not None
    assert (message.title, message.actions) == ("Полка 7", ())


def test_a_client_nobody_knows_is_told(counter: Counter) -> None:
    counter.give()
    (client,) = counter.desk.shop.finder.clients("4567")
    digits = ticket.client_digits(type(client.id)(int=client.id.int ^ (1 << 100)))
    for screen in ("Ctrl+1", "Ctrl+2"):
        counter.press(screen)
        counter.parts.messages.dismiss()
        scan(counter, digits)
        assert counter.said()
    assert counter.parts.intake.client.known() is None


def test_a_person_says_what_an_unknown_code_is(counter: Counter) -> None:
    scan(counter, UNKNOWN)
    counter.press("Alt+S")
    assert counter.parts.intake.draft().device.serial == UNKNOWN
    assert counter.said() == ""


def test_an_unknown_code_may_be_looked_for(counter: Counter) -> None:
    scan(counter, UNKNOWN)
    counter.press("Alt+F")
    assert counter.parts.orders.search.text() == UNKNOWN


def test_an_article_is_a_part_if_a_person_says_so(counter: Counter) -> None:
    scan(counter, "4601234567893")
    counter.press("Alt+P")
    assert "4601234567893" in counter.parts.intake.draft().note


def test_answers_to_no_question_do_nothing(counter: Counter) -> None:
    counter.press("Alt+S", "Alt+F", "Alt+P")
    counter.window._scans.as_serial()
    counter.window._scans.as_query()
    counter.window._scans.as_part()
    assert counter.parts.intake.is_untouched()


def test_a_badge_changes_who_works_here(counter: Counter) -> None:
    ilya = counter.desk.shop.services.staff.add("Илья", "technician")
    scan(counter, ilya.badge)
    assert counter.desk.shop.operator == ilya.operator
    assert counter.parts.status._who.text() == "Илья"
    assert "Илья" in counter.said()
    order = counter.give()
    assert counter.desk.shop.services.orders.card(order.order_id).accepted_by == "Илья"


def test_a_badge_nobody_has_is_told(counter: Counter) -> None:
    scan(counter, ticket.staff_digits(7))
    assert counter.said()
    assert counter.desk.shop.operator.name == "Анна"


@pytest.mark.parametrize("code", [UNKNOWN, IMEI, "SC02XY123ABCD", "tel:+79169999999", CHEQUE])
def test_no_code_is_written_into_the_log(
    counter: Counter, caplog: pytest.LogCaptureFixture, code: str
) -> None:
    FakeWedge(counter.window.windowHandle()).scan(code)
    counter.settle()
    assert code not in caplog.text


def test_the_owner_sets_how_scanners_are_told_from_people(counter: Counter) -> None:
    heard: list[Changes] = []
    counter.desk.shop.listen(heard.append)
    counter.desk.shop.services.preferences.choose("scanner.wedge", {"gap_ms": 80, "prefix": "F13"})
    counter.window.show_changes(heard[-1])
    assert counter.window._wedge.setting.gap_ms == 80
    assert counter.window._wedge.setting.prefix == "F13"
