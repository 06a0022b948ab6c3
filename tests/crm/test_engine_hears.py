"""What managers type in the CRM: it reaches the desks once, and overwrites nothing unseen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from intake_app.sync.core.ops import Outcome, Verb
from intake_hub.crm.documents import Kind, Owner
from intake_hub.crm.engine.notices import What
from intake_hub.crm.field_map import FieldRule
from intake_hub.store.tables import Conflict
from tests.crm.equal import hold_equal
from tests.crm.plain import usual_map

if TYPE_CHECKING:
    from uuid import UUID

    from intake_app.sync.core.ops import FeedOp, Scalar
    from intake_hub.crm.field_map import FieldMap
    from tests.crm.counter import Counter


def told(shop: Counter, **values: str) -> UUID:
    """A client who is linked."""
    client = shop.client(**values)
    shop.settle()
    shop.desk.pull()
    return client


def typed(shop: Counter, client: UUID, **values: Scalar) -> list[FeedOp]:
    """A manager types; what the desks hear of it."""
    shop.crm.edit(Kind.CLIENT, shop.remote(Kind.CLIENT, client), values)
    shop.settle()
    return shop.desk.pull()


def owned(name: str, owner: Owner, kind: Kind = Kind.ORDER) -> FieldMap:
    fields = usual_map()
    rules = {**fields.rules[kind], name: FieldRule(name, owner, is_sent=True)}
    return replace(fields, rules={**fields.rules, kind: rules})


def whats(shop: Counter) -> list[What]:
    return [one.what for one in shop.notices()]


def test_an_edit_there_reaches_the_desks_once(counter: Counter) -> None:
    client = told(counter)
    pulled = typed(counter, client, name="Орлова А.", email="a@example.org")
    assert {one.op.field: one.op.value for one in pulled} == {
        "name": "Орлова А.",
        "email": "a@example.org",
    }
    assert {one.op.by_user for one in pulled} == {"CRM plain"}
    assert counter.heads == [pulled[-1].seq]
    assert counter.crm.calls.count("push") == 1
    hold_equal(counter)


def test_our_own_pushes_are_no_edits(shop: Counter) -> None:
    client = told(shop)
    shop.edit("client", client, "name", "Белова")
    shop.settle()
    assert [one.op.origin for one in shop.desk.pull()] == [shop.desk.origin]
    assert shop.notices() == []


def test_what_somebody_just_typed_there_is_read_before_it_is_written_over(
    counter: Counter,
) -> None:
    """The shop changes the name while a manager has changed the e-mail: both stay."""
    client = told(counter)
    counter.crm.edit(
        Kind.CLIENT, counter.remote(Kind.CLIENT, client), {"email": "there@example.org"}
    )
    counter.edit("client", client, "name", "Белова")
    counter.settle()
    seen = counter.there(Kind.CLIENT, client)
    assert (seen["name"], seen["email"]) == ("Белова", "there@example.org")
    hold_equal(counter)


def test_one_field_changed_on_both_sides_is_for_a_person(counter: Counter) -> None:
    client = told(counter)
    counter.crm.edit(Kind.CLIENT, counter.remote(Kind.CLIENT, client), {"name": "Там"})
    counter.edit("client", client, "name", "Здесь")
    counter.settle()
    hold_equal(counter)
    with counter.store.reading() as connection:
        rows = connection.execute(select(Conflict.loser_value)).scalars().all()
    assert rows == ['"Здесь"']
    assert counter.there(Kind.CLIENT, client)["name"] == "Там"


def test_of_two_words_the_later_one_stands_even_if_it_is_ours(shop: Counter) -> None:
    client = told(shop)
    shop.crm.edit(Kind.CLIENT, shop.remote(Kind.CLIENT, client), {"name": "Там"})
    shop.now_ms += 3_600_000
    shop.edit("client", client, "name", "Здесь")
    shop.now_ms -= 3_590_000  # this desk's clock is ahead; it is corrected by the hub
    shop.settle()
    hold_equal(shop)


def test_a_new_number_there_is_a_new_record_here(counter: Counter) -> None:
    client = told(counter, phone="+79120000001")
    counter.phone(client, "+79120000002")
    counter.settle()
    counter.desk.pull()
    pulled = typed(counter, client, phone="8 (913) 777-66-55")
    made = [dict(one.op.values)["e164"] for one in pulled if one.op.verb is Verb.PUT]
    assert made == ["+79137776655", "+79120000002"]
    assert [one.op.value for one in pulled if one.op.field == "archived"] == [True, True]
    seen = counter.there(Kind.CLIENT, client)
    assert (seen["phone"], seen["phone2"]) == ("+79137776655", "+79120000002")
    hold_equal(counter)


def test_a_number_taken_away_there_is_archived_here(shop: Counter) -> None:
    client = told(shop, phone="+79120000001")
    pulled = typed(shop, client, phone="")
    assert [(one.op.field, one.op.value) for one in pulled] == [("archived", True)]
    hold_equal(shop)


def test_a_second_number_leaves_the_first_alone(shop: Counter) -> None:
    client = told(shop, phone="+79120000001")
    pulled = typed(shop, client, phone2="+79137776655")
    assert [one.op.verb for one in pulled] == [Verb.PUT]
    hold_equal(shop)


def test_a_number_changed_on_both_sides_stays_ours_and_is_told(shop: Counter) -> None:
    client = told(shop, phone="")
    phone = shop.phone(client, "+79120000001")
    shop.settle()
    shop.desk.pull()
    shop.crm.edit(Kind.CLIENT, shop.remote(Kind.CLIENT, client), {"phone": "+79137776655"})
    shop.edit("phone", phone, "archived", value=True)
    shop.phone(client, "+79120000009")
    shop.settle()
    assert shop.there(Kind.CLIENT, client)["phone"] == "+79120000009"
    assert whats(shop) == [What.LOST_EDIT]
    hold_equal(shop)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phone", "позвонить брату"),
        ("name", ""),
        ("inn", "123"),
        ("email", "нет"),
        ("address", "д" * 3000),
    ],
)
def test_nonsense_is_not_taken_and_ours_is_put_back(shop: Counter, field: str, value: str) -> None:
    client = told(shop, email="a@example.org", address="Москва")
    assert typed(shop, client, **{field: value}) == []
    assert whats(shop) == [What.NOT_TAKEN]
    hold_equal(shop)


def test_what_is_ours_is_put_back_once_and_not_fought_over(shop: Counter) -> None:
    client = shop.client()
    order = shop.order(client)
    shop.settle()
    remote = shop.remote(Kind.ORDER, order)
    shop.crm.edit(Kind.ORDER, remote, {"stage": "issued"})
    shop.settle()
    assert shop.there(Kind.ORDER, order)["stage"] == "accepted"
    assert whats(shop) == [What.PUT_BACK]
    pushes = shop.crm.calls.count("push")
    shop.crm.edit(Kind.ORDER, remote, {"stage": "issued"})
    shop.settle()
    assert shop.crm.calls.count("push") == pushes
    assert shop.there(Kind.ORDER, order)["stage"] == "issued"
    shop.move(order, "accepted", "ready")
    shop.settle()
    hold_equal(shop)


def test_what_is_theirs_is_shown_and_never_an_op(shop: Counter) -> None:
    client = told(shop)
    assert typed(shop, client, manager="Кузнецова", tags="опт, vip") == []
    link = shop.link(Kind.CLIENT, client)
    assert link is not None
    assert link.theirs == {"manager": "Кузнецова", "tags": "опт, vip"}


def test_an_order_can_be_changed_there_if_the_shop_wants_it(shop: Counter) -> None:
    shop.new_engine(owned("promised_at", Owner.SHARED))
    order = shop.order(shop.client(), promised_at=None)
    shop.settle()
    shop.desk.pull()
    remote = shop.remote(Kind.ORDER, order)
    shop.crm.edit(Kind.ORDER, remote, {"promised_at": "2026-11-30T21:05:00Z"})
    shop.settle()
    [one] = shop.desk.pull()
    assert (one.op.field, one.op.value) == ("promised_at", "2026-11-30T21:05:00.000000Z")
    shop.crm.edit(Kind.ORDER, remote, {"promised_at": None})
    shop.settle()
    assert [one.op.value for one in shop.desk.pull()] == [None]
    hold_equal(shop)


def test_money_stays_ours_whatever_the_map_says(shop: Counter) -> None:
    shop.new_engine(owned("total_minor", Owner.SHARED))
    order = shop.order(shop.client())
    shop.settle()
    shop.desk.pull()
    shop.crm.edit(Kind.ORDER, shop.remote(Kind.ORDER, order), {"total_minor": 1})
    shop.settle()
    assert shop.desk.pull() == []
    hold_equal(shop)


def test_a_client_made_there_stays_there(shop: Counter) -> None:
    told(shop)
    shop.crm.make(Kind.CLIENT, {"name": "Чужой", "phone": "+79998887766"})
    shop.settle()
    assert shop.desk.pull() == []
    assert shop.notices() == []


def test_a_copy_of_a_linked_record_is_none_of_ours(shop: Counter) -> None:
    client = told(shop)
    copy = shop.crm.make(Kind.CLIENT, {"name": "Копия"})
    shop.crm.tables[Kind.CLIENT][copy].uid = client
    shop.settle()
    assert shop.desk.pull() == []
    assert shop.link(Kind.CLIENT, client).remote != copy  # pyright: ignore[reportOptionalMemberAccess] - it is linked


def test_of_edits_inside_one_second_none_is_lost(counter: Counter) -> None:
    clients = [counter.client(f"Клиент {at}", f"+7912000000{at}") for at in range(6)]
    counter.settle()
    counter.desk.pull()
    second = counter.now_ms // 1000
    counter.crm.now_s = lambda: second  # it stands still
    for at, client in enumerate(clients):
        counter.crm.edit(Kind.CLIENT, counter.remote(Kind.CLIENT, client), {"name": f"Там {at}"})
        counter.turn()
    counter.settle()
    pulled = counter.desk.pull()
    assert [one.op.value for one in pulled] == [f"Там {at}" for at in range(6)]
    assert all(one.outcome is Outcome.APPLIED for one in pulled)


def test_an_echo_after_a_lost_reply_does_not_undo_a_newer_edit(counter: Counter) -> None:
    """What was on its way when the line broke comes back: nobody there has typed it."""
    client = told(counter)
    counter.edit("client", client, "name", "Вторая")
    counter.crm.spoil("lost")
    counter.turn()
    counter.edit("client", client, "name", "Третья")
    counter.wait(100)
    counter.settle()
    assert counter.there(Kind.CLIENT, client)["name"] == "Третья"
    hold_equal(counter)
