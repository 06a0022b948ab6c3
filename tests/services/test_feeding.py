from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest

from intake_app.checks.ticket import Ticket
from intake_app.models.orders import Order
from intake_app.models.people import Client
from intake_app.services.order_place import Place
from intake_app.sync.core.ops import Op, Outcome, decode
from tests.rigs.drafts import INTAKE
from tests.rigs.feed import AT, ELSEWHERE, Feed, edit, put

if TYPE_CHECKING:
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services
    from intake_app.sync.core.ops import Scalar

TICKET = Ticket("B", 1)
CLIENT = put("client", created_at=AT, kind="person", name="Зоя", colour="синий")
PHONE = put("phone", client_id=str(CLIENT.rec), e164="+79031112233", created_at=AT)
DEVICE = put("device", client_id=str(CLIENT.rec), created_at=AT, kind="утюг", serial="U100")
ORDER = put(
    "order",
    number=TICKET.number,
    ticket=TICKET.digits,
    client_id=str(CLIENT.rec),
    device_id=str(DEVICE.rec),
    accepted_at=AT,
    accepted_by="Илья",
    fault="не греет",
    repair_kind="paid",
    urgent=True,
    currency="RUB",
)


@pytest.fixture
def feed(services: Services) -> Feed:
    return Feed(services.replica)


def move(to: str, before: str, order: UUID = ORDER.rec) -> Op:
    said = {"at": AT, "by": "Илья", "comment": ""}
    return put("stage", order_id=str(order), from_stage=before, to_stage=to, **said)


def rows(services: Services, sql: str) -> list[tuple[Any, ...]]:
    with services.intakes.store.reading() as session:
        return session.driver.execute(sql).fetchall()


def name_of(services: Services, client: UUID = CLIENT.rec) -> str:
    with services.intakes.store.reading() as session:
        return session.get_one(Client, client).name


def rename(services: Services, name: str, client: UUID = CLIENT.rec) -> Op:
    with services.intakes.store.writing() as session:
        session.get_one(Client, client).name = name
    return services.replica.unsent(100)[-1]


def conflicts(services: Services) -> list[tuple[UUID, str, str]]:
    found = rows(services, "SELECT loser, field, lost_value FROM conflict ORDER BY seq")
    return [(UUID(bytes=loser), field, json.loads(value)) for loser, field, value in found]


def stage_of(services: Services, order: UUID = ORDER.rec) -> str:
    return services.orders.card(order).row.stage


def attention(services: Services) -> list[tuple[str, str]]:
    return rows(services, "SELECT kind, code FROM attention ORDER BY kind, code")


def test_an_order_taken_in_elsewhere_is_here_and_is_found(
    shop: Shop, services: Services, feed: Feed
) -> None:
    feed.bring(CLIENT, PHONE, DEVICE, ORDER, move("accepted", ""))

    card = services.orders.card(ORDER.rec)
    assert (card.row.client, card.row.phone, card.row.device) == ("Зоя", "+79031112233", "утюг")
    assert (card.urgent, card.row.stage, card.at_hub) == (True, "accepted", True)
    for typed in ("зоя", "2233", "u100", "B-00001"):
        assert [row.id for row in shop.finder.orders(typed)] == [ORDER.rec]
    assert shop.finder.order_by_ticket(TICKET.digits) == ORDER.rec
    assert [row.name for row in shop.finder.clients("зоя")] == ["Зоя"]
    assert shop.finder.kinds("утю") == ("утюг",)


def test_an_op_is_kept_as_it_came_with_what_nobody_here_understands(
    services: Services, feed: Feed
) -> None:
    feed.bring(CLIENT)

    ((raw, seq),) = rows(services, "SELECT raw, seq FROM feed")
    assert decode(json.loads(raw)) == CLIENT
    assert seq == 1


def test_records_and_fields_of_a_newer_program_pass_by(services: Services, feed: Feed) -> None:
    feed.bring(
        CLIENT,
        put("loyalty_card", created_at=AT),
        edit("client", CLIENT.rec, "colour", "красный"),
        edit("client", CLIENT.rec, "created_at", "1970-01-01T00:00:00.000000Z"),
    )

    assert services.replica.standing().cursor == 4
    assert rows(services, "SELECT created_at FROM client") == [(AT,)]
    assert len(rows(services, "SELECT 1 FROM feed")) == 4
    assert attention(services) == []


def test_an_edit_made_elsewhere_is_shown(services: Services, feed: Feed) -> None:
    feed.bring(CLIENT)
    feed.bring(edit("client", CLIENT.rec, "name", "Зоя Ким"))

    assert name_of(services) == "Зоя Ким"
    assert conflicts(services) == []


def test_our_edit_on_its_way_stays_on_the_screen(services: Services, feed: Feed) -> None:
    feed.bring(CLIENT)
    rename(services, "Зоя наша")
    theirs = edit("client", CLIENT.rec, "name", "Зоя их")
    feed.bring(theirs)

    assert name_of(services) == "Зоя наша"
    ((confirmed, value),) = rows(
        services, "SELECT confirmed_op, confirmed_value FROM field_version"
    )
    assert (UUID(bytes=confirmed), json.loads(value)) == (theirs.op_id, "Зоя их")


def test_our_edit_that_won_stays_and_the_other_value_is_listed(
    services: Services, feed: Feed
) -> None:
    feed.bring(CLIENT)
    rename(services, "Зоя наша")
    theirs = edit("client", CLIENT.rec, "name", "Зоя их")
    feed.bring(theirs)
    feed.echo()

    assert name_of(services) == "Зоя наша"
    assert conflicts(services) == [(theirs.op_id, "name", "Зоя их")]
    assert services.replica.standing().pending == 0
    # Later edits from elsewhere reach the screen again.
    feed.bring(edit("client", CLIENT.rec, "note", "VIP"))
    assert rows(services, "SELECT note FROM client") == [("VIP",)]


def test_our_edit_that_lost_gives_way_and_is_listed(services: Services, feed: Feed) -> None:
    feed.bring(CLIENT)
    ours = rename(services, "Зоя наша")
    feed.bring(edit("client", CLIENT.rec, "name", "Зоя их"))
    feed.echo(Outcome.LOST)

    assert name_of(services) == "Зоя их"
    assert conflicts(services) == [(ours.op_id, "name", "Зоя наша")]
    feed.bring(edit("client", CLIENT.rec, "name", "Зоя третья", base=feed.told[1].op.op_id))
    assert name_of(services) == "Зоя третья"
    assert len(conflicts(services)) == 1


def test_our_newer_edit_stays_while_the_older_one_comes_back(
    services: Services, feed: Feed
) -> None:
    feed.bring(CLIENT)
    first = rename(services, "Зоя первая")
    second = rename(services, "Зоя вторая")

    feed.bring(first)
    assert name_of(services) == "Зоя вторая"
    feed.bring(second)
    assert name_of(services) == "Зоя вторая"
    assert conflicts(services) == []
    theirs = edit("client", CLIENT.rec, "name", "Зоя их", base=second.op_id)
    feed.bring(theirs)
    assert name_of(services) == "Зоя их"


def test_our_older_edit_that_lost_leaves_the_newer_one(services: Services, feed: Feed) -> None:
    feed.bring(CLIENT)
    first = rename(services, "Зоя первая")
    rename(services, "Зоя вторая")
    feed.bring(edit("client", CLIENT.rec, "name", "Зоя их"))
    feed.bring(first, outcome=Outcome.LOST)

    assert name_of(services) == "Зоя вторая"
    assert (first.op_id, "name", "Зоя первая") in conflicts(services)


def test_a_value_replaced_unseen_by_a_third_desk_is_listed(services: Services, feed: Feed) -> None:
    one = edit("client", CLIENT.rec, "name", "Зоя раз")
    other = edit("client", CLIENT.rec, "name", "Зоя два")
    feed.bring(CLIENT, one, other)

    assert name_of(services) == "Зоя два"
    assert conflicts(services) == [(one.op_id, "name", "Зоя раз")]


def test_who_saw_the_same_value_from_another_hand_overwrites_nobody(
    services: Services, feed: Feed
) -> None:
    seen = edit("client", CLIENT.rec, "name", "Зоя Ким")
    again = edit("client", CLIENT.rec, "name", "Зоя Ким")
    feed.bring(CLIENT, seen, again)
    feed.bring(edit("client", CLIENT.rec, "name", "Зоя Пак", base=seen.op_id))

    assert name_of(services) == "Зоя Пак"
    assert conflicts(services) == []
    back = edit("client", CLIENT.rec, "name", "Зоя", base=uuid4())  # nobody knows what was seen
    feed.bring(back)
    assert [value for _, _, value in conflicts(services)] == ["Зоя Пак"]


def test_the_same_value_twice_is_no_conflict(services: Services, feed: Feed) -> None:
    feed.bring(
        CLIENT,
        edit("client", CLIENT.rec, "name", "Зоя Ким"),
        edit("client", CLIENT.rec, "name", "Зоя Ким"),
    )

    assert conflicts(services) == []


def test_a_lost_edit_of_somebody_else_is_listed_here_too(services: Services, feed: Feed) -> None:
    lost = edit("client", CLIENT.rec, "name", "Зоя их")
    feed.bring(CLIENT)
    feed.bring(lost, outcome=Outcome.LOST)

    assert name_of(services) == "Зоя"
    assert conflicts(services) == [(lost.op_id, "name", "Зоя их")]


@pytest.mark.parametrize(
    ("field", "value", "stored"),
    [
        ("urgent", False, 0),
        ("estimate_minor", 5000, 5000),
        ("promised_at", "2026-12-01T15:00:00+00:00", "2026-12-01T15:00:00.000000Z"),
        ("technician_id", str(ELSEWHERE), ELSEWHERE.bytes),
        ("technician_id", None, None),
    ],
)
def test_every_kind_of_value_arrives(
    services: Services, feed: Feed, field: str, value: Scalar, stored: object
) -> None:
    feed.bring(CLIENT, DEVICE, ORDER)
    feed.bring(edit("order", ORDER.rec, field, value))

    assert rows(services, f'SELECT {field} FROM "order"') == [(stored,)]  # noqa: S608 - ours


def test_a_value_of_every_kind_comes_back_when_ours_is_lost(services: Services, feed: Feed) -> None:
    feed.bring(CLIENT, DEVICE, ORDER)
    with services.intakes.store.writing() as session:
        header = session.get_one(Order, ORDER.rec)
        header.urgent, header.technician_id, header.estimate_minor = False, ELSEWHERE, 7
    feed.echo(Outcome.LOST)

    assert rows(services, 'SELECT urgent, technician_id, estimate_minor FROM "order"') == [
        (1, None, None)
    ]


@pytest.mark.parametrize(
    ("op", "problem"),
    [
        (put("client", created_at=AT, kind="person", name=7), "malformed"),
        (put("client", created_at="yesterday", kind="person", name="Зоя"), "malformed"),
        (put("client", created_at=AT), "malformed"),
        (replace(PHONE, op_id=UUID(int=8), rec=UUID(int=8)), "unknown_record"),
        (put("phone", client_id=None, e164="+7", created_at=AT), "malformed"),
        (put("phone", e164="+7", created_at=AT), "unknown_record"),
        (edit("client", UUID(int=8), "name", "Зоя"), "unknown_record"),
        (edit("client", UUID(int=8), "name", 7), "malformed"),
    ],
)
def test_a_bad_op_needs_attention_and_stops_nothing(
    services: Services, feed: Feed, op: Op, problem: str
) -> None:
    feed.bring(op, CLIENT)

    assert name_of(services) == "Зоя"
    assert services.replica.standing().cursor == 2
    assert [kind for kind, _ in attention(services)] == [problem]


def test_an_erased_record_is_not_made(services: Services, feed: Feed) -> None:
    feed.bring(CLIENT, outcome=Outcome.GONE)

    assert services.replica.counts()["client"] == 0


def test_our_own_record_comes_back_after_a_restore(services: Services, feed: Feed) -> None:
    feed.bring(CLIENT, PHONE, DEVICE, ORDER, move("accepted", ""))
    feed.bring(*(one.op for one in feed.told))

    assert services.replica.counts()["client"] == 1
    assert services.replica.standing().cursor == 10


def test_a_move_made_elsewhere_moves_the_order(services: Services, feed: Feed) -> None:
    feed.bring(CLIENT, DEVICE, ORDER, move("accepted", ""), move("diagnostics", "accepted"))

    assert stage_of(services) == "diagnostics"
    assert attention(services) == []


def test_a_late_move_of_a_closed_order_is_kept_and_needs_attention(
    services: Services, feed: Feed
) -> None:
    late = move("in_repair", "accepted")
    feed.bring(CLIENT, DEVICE, ORDER, move("accepted", ""), move("cancelled", "accepted"), late)

    assert stage_of(services) == "cancelled"
    assert attention(services) == [("stage", "in_repair")]
    assert [event.code for event in services.orders.card(ORDER.rec).story].count("in_repair") == 1
    assert rows(services, "SELECT rec, about FROM attention") == [(late.rec.bytes, ORDER.rec.bytes)]


def test_a_late_move_that_is_still_allowed_moves_the_order(services: Services, feed: Feed) -> None:
    feed.bring(CLIENT, DEVICE, ORDER, move("accepted", ""), move("diagnostics", "accepted"))
    feed.bring(move("in_repair", "accepted"))

    assert stage_of(services) == "in_repair"


def test_our_move_on_its_way_is_judged_on_top_of_what_the_hub_says(
    services: Services, feed: Feed
) -> None:
    feed.bring(CLIENT, DEVICE, ORDER, move("accepted", ""))
    services.moves.move(ORDER.rec, "diagnostics")
    feed.bring(move("cancelled", "accepted"))

    assert stage_of(services) == "cancelled"
    assert attention(services) == [("stage", "diagnostics")]
    feed.echo()
    assert stage_of(services) == "cancelled"
    assert attention(services) == [("stage", "diagnostics")]


def test_a_move_that_fits_after_all_needs_no_attention_any_more(
    services: Services, feed: Feed
) -> None:
    feed.bring(CLIENT, DEVICE, ORDER, move("accepted", ""))
    services.moves.move(ORDER.rec, "diagnostics")
    services.moves.move(ORDER.rec, "awaiting_approval")
    ours = services.replica.unsent(10)
    feed.bring(move("on_hold", "accepted"))
    feed.bring(*ours)

    assert stage_of(services) == "awaiting_approval"
    assert attention(services) == []


def test_an_intake_of_ours_that_comes_back_stays_as_it_is(services: Services, feed: Feed) -> None:
    order = services.intakes.receive(replace(INTAKE, prepayment_minor=100)).order_id
    before = services.orders.card(order)
    feed.echo()

    assert services.orders.card(order) == replace(before, place=Place.HUB)
    assert rows(services, "SELECT * FROM feed") == []
    assert rows(services, "SELECT seq FROM stage") == [(5,)]


def test_what_was_blanked_on_both_sides_is_nobodys_dispute(services: Services, feed: Feed) -> None:
    feed.bring(CLIENT, edit("client", CLIENT.rec, "note", ""))
    feed.bring(edit("client", CLIENT.rec, "note", ""), outcome=Outcome.LOST)

    assert conflicts(services) == []


def test_cards_united_elsewhere_are_one_client_here_until_that_is_taken_back(
    services: Services, feed: Feed
) -> None:
    other = put("client", created_at=AT, kind="person", name="Зоя К.")
    said = {"at": AT, "by": "Илья"}
    merge = put(
        "merge", client_id=str(CLIENT.rec), merged_id=str(other.rec), reason="phone", **said
    )
    feed.bring(CLIENT, other, merge)

    united = "SELECT merged_into FROM client WHERE merged_into IS NOT NULL"
    assert rows(services, united) == [(CLIENT.rec.bytes,)]
    feed.bring(put("unmerge", merge_id=str(merge.rec), **said))
    assert rows(services, united) == []
