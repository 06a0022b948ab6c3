"""The card of a client: read whole, edited with a trace, every edit taken back by one call."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from intake_app.checks.consent_rules import Purpose
from intake_app.errors import Problem, RejectedError
from intake_app.services import frozen
from intake_app.services.client_classes import KEY, ClientClass, computed, regular
from intake_app.services.drafts import ClientDraft, DeviceDraft, IntakeDraft
from tests.rigs.feed import Feed, edit
from tests.rigs.road import send

if TYPE_CHECKING:
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch

DRAFT = IntakeDraft(
    client=ClientDraft(name="Петров Пётр", phone="+79161234567"),
    device=DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13"),
    fault="не включается",
    estimate_minor=400_000,
    prepayment_minor=100_000,
)
PAID_ROAD = ("in_repair", "ready", "issued")


@pytest.fixture
def client(services: Services) -> UUID:
    return services.orders.card(services.intakes.receive(DRAFT).order_id).client_id


def again(services: Services, client: UUID) -> UUID:
    return services.intakes.receive(replace(DRAFT, client=ClientDraft(id=client))).order_id


def test_the_card_tells_orders_money_and_debt(services: Services, client: UUID) -> None:
    order = again(services, client)
    send(services, order, *PAID_ROAD)
    card = services.clients.card(client)
    assert card.order_count == 2
    assert card.paid.minor == 200_000
    assert card.facts.debt is not None
    assert card.facts.debt.minor == 300_000
    assert card.changed == {}
    assert not card.archived
    assert [row.title for row in card.devices] == ["Apple iPhone 13"] * 2


def test_an_unknown_client_is_refused(services: Services) -> None:
    for ask in (services.clients.card, services.clients.orders):
        with pytest.raises(RejectedError):
            ask(UUID(int=7))


def test_orders_come_page_by_page(services: Services, client: UUID) -> None:
    for _ in range(4):
        again(services, client)
    first = services.clients.orders(client, limit=3)
    assert first.before is not None
    second = services.clients.orders(client, first.before, limit=3)
    assert second.before is None
    ids = [row.id for row in (*first.rows, *second.rows)]
    assert len(set(ids)) == 5
    assert ids == sorted(ids, reverse=True)


def test_an_edit_tells_who_and_when(services: Services, client: UUID, watch: Watch) -> None:
    watch.forward(minutes=5)
    services.clients.edit(client, {"note": "звонить после 18", "birthday": "17.05.1990"})
    card = services.clients.card(client)
    assert card.facts.note == "звонить после 18"
    assert card.facts.birthday == "1990-05-17"
    assert card.changed["note"].by == "Анна"
    assert card.changed["note"].at == watch()


def test_an_edit_is_taken_back_and_made_again(services: Services, client: UUID) -> None:
    clients = services.clients
    change = clients.edit(client, {"name": "Петров  Пётр Ильич", "source": "сайт"})
    assert clients.card(client).facts.row.name == "Петров Пётр Ильич"
    redo = clients.undo(change)
    assert clients.card(client).facts.row.name == "Петров Пётр"
    assert clients.card(client).facts.source == ""
    clients.undo(redo)
    assert clients.card(client).facts.source == "сайт"


def test_undo_leaves_what_somebody_changed_since(services: Services, client: UUID) -> None:
    change = services.clients.edit(client, {"note": "раз", "source": "сайт"})
    services.clients.edit(client, {"note": "два"})
    services.clients.undo(change)
    facts = services.clients.card(client).facts
    assert (facts.note, facts.source) == ("два", "")


@pytest.mark.parametrize(
    ("values", "problems"),
    [
        ({"name": "  "}, {"name": Problem.MISSING}),
        ({"email": "петров"}, {"email": Problem.EMAIL_INVALID}),
        ({"inn": "7701234561", "kpp": "1"}, {"inn": Problem.INN_DIGIT, "kpp": Problem.MALFORMED}),
        ({"birthday": "31.02"}, {"birthday": Problem.DATE_INVALID}),
        ({"discount_bp": 10_001}, {"discount_bp": Problem.AMOUNT_INVALID}),
        ({"client_class": "friend"}, {"client_class": Problem.MALFORMED}),
        ({"source": "щ" * 201}, {"source": Problem.TOO_LONG}),
        ({"account": "12"}, {"account": Problem.MALFORMED}),
    ],
)
def test_what_is_wrong_is_named_by_field(
    services: Services, client: UUID, values: dict[str, object], problems: dict[str, Problem]
) -> None:
    with pytest.raises(RejectedError) as refused:
        services.clients.edit(client, values)
    assert refused.value.fields.keys() <= problems.keys()
    assert set(refused.value.fields.values()) <= set(problems.values())


def test_only_fields_of_the_card_are_edited(services: Services, client: UUID) -> None:
    for field in ("conflict_level", "merged_into", "id"):
        with pytest.raises(RejectedError):
            services.clients.edit(client, {field: 1})


def test_discount_and_archive_are_kept(services: Services, client: UUID) -> None:
    services.clients.edit(client, {"discount_bp": 500, "archived": True})
    card = services.clients.card(client)
    assert card.facts.discount_bp == 500
    assert card.archived


def test_phones_are_added_confirmed_and_put_away(
    services: Services, client: UUID, watch: Watch
) -> None:
    clients = services.clients
    added = clients.add_phone(client, "8 903 555-44-33", "жена")
    first, second = clients.card(client).facts.phones
    assert (second.e164, second.label) == ("+79035554433", "жена")
    assert second.confirmed_at == watch()
    watch.forward(days=1)
    clients.confirm_phone(first.id)
    assert clients.card(client).facts.phones[0].confirmed_at == watch()
    gone = clients.put_phone_away(first.id)
    assert [row.e164 for row in clients.card(client).facts.phones] == ["+79035554433"]
    clients.undo(gone)
    clients.undo(added)
    assert [row.e164 for row in clients.card(client).facts.phones] == ["+79161234567"]
    clients.edit_phone(first.id, label="рабочий")
    assert clients.card(client).facts.phones[0].label == "рабочий"


def test_a_number_he_has_already_is_confirmed(
    services: Services, client: UUID, watch: Watch
) -> None:
    services.clients.add_phone(client, "9161234567")
    (only,) = services.clients.card(client).facts.phones
    assert only.confirmed_at == watch()


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", Problem.MISSING),
        ("916123456", Problem.PHONE_SHORT),
        ("+7 000 000-00-00", Problem.PHONE_INVALID),
    ],
)
def test_a_wrong_phone_says_what_is_wrong(
    services: Services, client: UUID, typed: str, problem: Problem
) -> None:
    with pytest.raises(RejectedError) as refused:
        services.clients.add_phone(client, typed)
    assert refused.value.fields == {"phone": problem}


def test_contacts_of_a_company(services: Services, client: UUID) -> None:
    clients = services.clients
    clients.add_contact(client, {"name": "Ольга", "role": "бухгалтер", "phone": "9035554433"})
    (found,) = clients.card(client).facts.contacts
    assert (found.name, found.role, found.phone) == ("Ольга", "бухгалтер", "+79035554433")
    clients.edit_contact(found.id, {"name": "Ольга Ильина", "phone": "", "email": "o@mail.ru"})
    (edited,) = clients.card(client).facts.contacts
    assert (edited.name, edited.phone, edited.email) == ("Ольга Ильина", "", "o@mail.ru")
    gone = clients.put_contact_away(found.id)
    assert clients.card(client).facts.contacts == ()
    clients.undo(gone)
    assert len(clients.card(client).facts.contacts) == 1
    with pytest.raises(RejectedError):
        clients.add_contact(client, {"role": "директор"})


def test_a_conflict_level_needs_a_fact(services: Services, client: UUID, watch: Watch) -> None:
    clients = services.clients
    for level, fact in ((2, ""), (4, "12.03 повысил голос")):
        with pytest.raises(RejectedError):
            clients.set_conflict(client, level, fact)
    change = clients.set_conflict(client, 2, "12.03 просил письменный ответ")
    with pytest.raises(RejectedError):
        clients.set_conflict(client, 3, "12.03 просил письменный ответ")
    card = clients.card(client)
    assert card.facts.conflict_level == 2
    assert card.changed["conflict_level"].by == "Анна"
    assert not card.calm_down
    watch.forward(days=366)
    assert clients.card(client).calm_down
    clients.undo(change)
    assert clients.card(client).facts.conflict_note == ""


def test_calm_needs_no_fact(services: Services, client: UUID) -> None:
    services.clients.set_conflict(client, 1, "12.03 трижды перезвонил")
    services.clients.set_conflict(client, 0, "")
    facts = services.clients.card(client).facts
    assert (facts.conflict_level, facts.conflict_note) == (0, "")


def test_three_paid_orders_make_a_regular_client(
    services: Services, client: UUID, watch: Watch
) -> None:
    assert services.clients.card(client).computed_class is ClientClass.ONE_OFF
    for _ in range(3):
        order = again(services, client)
        send(services, order, *PAID_ROAD)
    assert services.clients.card(client).computed_class is ClientClass.REGULAR
    services.preferences.choose(KEY, {"orders": 9})
    assert services.clients.card(client).computed_class is ClientClass.ONE_OFF
    services.preferences.choose(KEY, None)
    watch.forward(days=400)
    assert services.clients.card(client).computed_class is ClientClass.ONE_OFF


def test_wholesale_comes_by_contract_alone() -> None:
    rule = regular({"orders": "many"})
    assert computed(contract="№ 7", closed=0, minor=0, rule=rule) is ClientClass.WHOLESALE
    assert computed(contract=" ", closed=0, minor=5_000_000, rule=rule) is ClientClass.REGULAR
    assert computed(contract="", closed=2, minor=4_999_999, rule=rule) is ClientClass.ONE_OFF


def test_what_is_for_the_staff_only_is_on_no_paper(services: Services, client: UUID) -> None:
    services.clients.set_conflict(client, 2, "12.03 требовал книгу жалоб")
    services.clients.edit(client, {"note": "скупой"})
    order = again(services, client)
    papers = [
        services.orders.paper(order, "receipt"),
        services.orders.paper(order, "label"),
        *(services.consents.paper(client, purpose) for purpose in Purpose),
    ]
    for paper in papers:
        said = frozen.dump(paper)
        assert "Петров" in said
        assert "жалоб" not in said
        assert "скупой" not in said


def test_the_clients_of_late_come_first(services: Services, client: UUID) -> None:
    other = replace(DRAFT, client=ClientDraft(name="Сидорова Анна", phone="+79035554433"))
    services.intakes.receive(other)
    assert [row.name for row in services.clients.recent()] == ["Сидорова Анна", "Петров Пётр"]
    services.clients.edit(client, {"archived": True})
    assert [row.name for row in services.clients.recent()] == ["Сидорова Анна"]


def test_an_edit_made_elsewhere_tells_its_author(services: Services, client: UUID) -> None:
    feed = Feed(services.replica)
    feed.echo()
    feed.bring(edit("client", client, "note", "из филиала"))
    trace = services.clients.card(client).changed["note"]
    assert trace.by == "Илья"


def test_what_is_gone_cannot_be_edited(services: Services) -> None:
    nothing = UUID(int=7)
    clients = services.clients
    for ask in (clients.confirm_phone, clients.put_phone_away, clients.put_contact_away):
        with pytest.raises(RejectedError) as refused:
            ask(nothing)
        assert refused.value.problem is Problem.UNKNOWN_RECORD


def test_a_class_by_hand_tells_why_who_and_until_when(
    services: Services, client: UUID, watch: Watch
) -> None:
    until = watch().date() + timedelta(days=30)
    change = services.clients.set_class(client, "wholesale", "  возит   партии ", until)
    card = services.clients.card(client)
    assert (card.chosen_class, card.computed_class) == ("wholesale", ClientClass.ONE_OFF)
    assert card.facts.class_reason == "возит партии"
    assert card.facts.class_until == until.isoformat()
    assert card.changed["client_class"].by == "Анна"
    watch.forward(days=31)
    later = services.clients.card(client)
    assert (later.chosen_class, later.facts.client_class) == ("", "wholesale")
    services.clients.undo(change)
    assert services.clients.card(client).facts.class_reason == ""


def test_a_class_by_hand_holds_on_its_last_day(
    shop: Shop, services: Services, client: UUID, watch: Watch
) -> None:
    services.clients.set_class(client, "regular", "жена механика", watch().date())
    facts = services.clients.card(client).facts
    assert shop.finder.client_class(facts, None, watch()) == "regular"
    assert shop.finder.client_class(facts, None, watch() + timedelta(days=1)) == "one_off"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (("gold", "так", 1), Problem.MALFORMED),
        (("regular", "  ", 1), Problem.MISSING),
        (("regular", "так", -1), Problem.DATE_PAST),
    ],
)
def test_a_class_needs_a_reason_and_a_day_to_come(
    services: Services, client: UUID, watch: Watch, said: tuple[str, str, int], why: Problem
) -> None:
    grade, reason, days = said
    with pytest.raises(RejectedError) as refused:
        services.clients.set_class(client, grade, reason, watch().date() + timedelta(days=days))
    assert tuple(refused.value.fields.values()) == (why,)
    assert services.clients.card(client).facts.client_class == ""


def test_the_rule_decides_again_without_a_reason(services: Services, client: UUID) -> None:
    services.clients.set_class(client, "wholesale", "по договору")
    services.clients.set_class(client, "", "")
    facts = services.clients.card(client).facts
    assert (facts.client_class, facts.class_reason, facts.class_until) == ("", "", "")


def test_an_edit_whose_op_was_let_go_has_no_author(services: Services, client: UUID) -> None:
    """Ops are not kept for ever; the value stands without them."""
    services.clients.edit(client, {"note": "звонить после 18"})
    with services.clients.store.writing() as session:
        session.driver.execute("DELETE FROM outbox WHERE field = 'note'")
    card = services.clients.card(client)
    assert card.facts.note == "звонить после 18"
    assert "note" not in card.changed


def test_a_word_of_a_few_is_one_of_them(services: Services, client: UUID) -> None:
    services.clients.edit(client, {"language": "en", "kind": "company"})
    assert services.clients.card(client).facts.language == "en"
    with pytest.raises(RejectedError) as refused:
        services.clients.edit(client, {"language": "fr"})
    assert refused.value.fields == {"language": Problem.MALFORMED}
