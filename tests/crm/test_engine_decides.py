"""Duplicates, deletes and merges there: noticed, shown, and done as a person says."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core.wire_crm_work import Choice, DecideRequest
from intake_hub.crm.documents import Kind
from intake_hub.crm.engine import deciding
from intake_hub.crm.engine.engine import SWEEP_MS
from intake_hub.crm.engine.links import Bond
from intake_hub.crm.engine.notices import What
from intake_hub.crm.engine.outbox import State
from tests.crm.equal import hold_equal

if TYPE_CHECKING:
    from uuid import UUID

    from tests.crm.counter import Counter


def decide(shop: Counter, choice: Choice, remote: str = "", notice: UUID | None = None) -> None:
    asked = DecideRequest(
        name=shop.road.system,
        notice=notice or shop.notices()[0].id,
        choice=choice,
        remote=remote,
    )
    with shop.store.writing() as connection:
        deciding.decide(connection, shop.road, asked, shop.now_ms)
    shop.settle()


def night(shop: Counter) -> None:
    """The sweep of the night."""
    shop.now_ms += SWEEP_MS
    shop.settle()


def bond(shop: Counter, kind: Kind, uid: UUID) -> Bond | None:
    link = shop.link(kind, uid)
    return None if link is None else link.bond


def whats(shop: Counter) -> list[What]:
    return [one.what for one in shop.notices()]


def alike(shop: Counter) -> tuple[UUID, UUID, str]:
    """Somebody is there already who may be our client."""
    remote = shop.crm.make(Kind.CLIENT, {"name": "Орлова", "phone": "8 912 345-67-01"})
    client = shop.client(address="Москва")
    order = shop.order(client)
    shop.settle()
    return client, order, remote


def test_somebody_alike_waits_for_a_person_and_so_do_his_orders(counter: Counter) -> None:
    client, order, remote = alike(counter)
    [notice] = counter.notices()
    assert (notice.what, notice.uid) == (What.DUPLICATE, client)
    assert notice.others == {remote: "Орлова"}
    assert counter.owed()["client", client] == State.ASKED
    assert counter.link(Kind.ORDER, order) is None
    counter.edit("client", client, "name", "Орлова А.")
    counter.settle()
    assert len(counter.notices()) == 1
    assert len(counter.crm.records(Kind.CLIENT)) == 1


def test_it_is_that_one(counter: Counter) -> None:
    """What only they knew is taken over; where both say something ours stands, theirs is shown."""
    remote = counter.crm.make(
        Kind.CLIENT, {"name": "Орлова", "phone": "8 912 345-67-01", "email": "o@example.org"}
    )
    client = counter.client()
    order = counter.order(client)
    counter.settle()
    decide(counter, Choice.LINK, remote)
    assert counter.remote(Kind.CLIENT, client) == remote
    assert counter.there(Kind.ORDER, order)["client"] == remote
    seen = counter.there(Kind.CLIENT, client)
    assert (seen["name"], seen["email"]) == ("Орлова Анна", "o@example.org")
    assert [(one.what, one.words) for one in counter.notices()] == [
        (What.LOST_EDIT, "name: Орлова"),
    ]
    hold_equal(counter)


def test_it_is_somebody_else(counter: Counter) -> None:
    client, order, remote = alike(counter)
    decide(counter, Choice.CREATE)
    assert counter.remote(Kind.CLIENT, client) != remote
    assert counter.link(Kind.ORDER, order) is not None
    assert counter.notices() == []
    hold_equal(counter)


def test_he_is_left_alone_with_his_orders(counter: Counter) -> None:
    client, order, _ = alike(counter)
    decide(counter, Choice.LEAVE)
    counter.edit("client", client, "name", "Орлова А.")
    counter.pay(order, 100)
    counter.settle()
    assert len(counter.crm.records(Kind.CLIENT)) == 1
    assert counter.crm.records(Kind.ORDER) == {}
    assert counter.owed() == {}


def test_nobody_is_linked_to_one_who_was_not_found_or_is_taken(shop: Counter) -> None:
    taken = shop.client("Белов", "+79120000009")
    shop.settle()
    alike(shop)
    other = shop.crm.make(Kind.CLIENT, {"name": "Чужой"})
    for remote in (other, ""):
        with pytest.raises(RejectedError) as refused:
            decide(shop, Choice.LINK, remote)
        assert refused.value.problem is Problem.MALFORMED
    third = shop.client("Белова", "+79120000009")
    shop.settle()
    notice = next(one for one in shop.notices() if one.uid == third)
    with pytest.raises(RejectedError):
        decide(shop, Choice.LINK, shop.remote(Kind.CLIENT, taken), notice.id)


def test_a_choice_must_fit_and_its_notice_be_open(shop: Counter) -> None:
    alike(shop)
    with pytest.raises(RejectedError) as refused:
        decide(shop, Choice.SEEN)
    assert refused.value.problem is Problem.MALFORMED
    with pytest.raises(RejectedError) as refused:
        decide(shop, Choice.CREATE, notice=uuid4())
    assert refused.value.problem is Problem.UNKNOWN_RECORD


@pytest.mark.parametrize("kind", Kind)
def test_what_is_deleted_there_is_noticed_in_the_night(counter: Counter, kind: Kind) -> None:
    client = counter.client()
    uid = client if kind is Kind.CLIENT else counter.order(client)
    counter.settle()
    remote = counter.remote(kind, uid)
    counter.crm.delete(kind, remote)
    night(counter)
    [notice] = counter.notices()
    assert (notice.what, notice.kind, notice.remote) == (What.DELETED, kind, remote)
    assert bond(counter, kind, uid) is Bond.DELETED
    assert counter.crm.records(kind) == {}


def test_a_delete_is_noticed_at_the_next_push_as_well(counter: Counter) -> None:
    client = counter.client()
    counter.settle()
    counter.crm.delete(Kind.CLIENT, counter.remote(Kind.CLIENT, client))
    counter.edit("client", client, "name", "Белова")
    counter.settle()
    assert whats(counter) == [What.DELETED]
    assert counter.owed() == {("client", client): State.ASKED}
    decide(counter, Choice.CREATE)
    assert counter.there(Kind.CLIENT, client)["name"] == "Белова"


def test_a_deleted_client_is_made_again_with_his_orders_on_a_word(counter: Counter) -> None:
    client = counter.client()
    order = counter.order(client)
    counter.settle()
    counter.crm.delete(Kind.CLIENT, counter.remote(Kind.CLIENT, client))
    night(counter)
    decide(counter, Choice.CREATE)
    hold_equal(counter)
    assert counter.there(Kind.ORDER, order)["client"] == counter.remote(Kind.CLIENT, client)


def test_what_was_deleted_may_stay_so(shop: Counter) -> None:
    client = shop.client()
    shop.settle()
    shop.crm.delete(Kind.CLIENT, shop.remote(Kind.CLIENT, client))
    night(shop)
    decide(shop, Choice.LEAVE)
    shop.edit("client", client, "name", "Белова")
    shop.settle()
    assert shop.crm.records(Kind.CLIENT) == {}
    assert shop.owed() == {}
    assert shop.notices() == []


def test_what_comes_back_there_is_linked_again(counter: Counter) -> None:
    client = counter.client()
    counter.settle()
    row = counter.crm.tables[Kind.CLIENT].pop(counter.remote(Kind.CLIENT, client))
    night(counter)
    counter.edit("client", client, "name", "Белова")
    counter.settle()
    counter.crm.tables[Kind.CLIENT]["99"] = row
    row.written_s = counter.crm.now_s()
    counter.settle()
    assert whats(counter) == [What.RECREATED]
    assert counter.remote(Kind.CLIENT, client) == "99"
    hold_equal(counter)
    decide(counter, Choice.SEEN)
    assert counter.notices() == []


def test_what_is_archived_there_is_told_and_not_fetched_out(counter: Counter) -> None:
    client = counter.client()
    counter.settle()
    counter.crm.archive(Kind.CLIENT, counter.remote(Kind.CLIENT, client))
    counter.settle()
    assert whats(counter) == [What.ARCHIVED]
    counter.edit("client", client, "name", "Белова")
    counter.settle()
    assert counter.there(Kind.CLIENT, client)["archived"] is True
    decide(counter, Choice.SEEN)
    counter.settle()
    assert counter.notices() == []


def merged_there(shop: Counter) -> tuple[UUID, UUID]:
    loser, survivor = shop.client(), shop.client("Белов", "+79120000002")
    shop.order(loser)
    shop.settle()
    remotes = shop.remote(Kind.CLIENT, loser), shop.remote(Kind.CLIENT, survivor)
    shop.crm.merge(Kind.CLIENT, *remotes)
    return loser, survivor


@pytest.mark.parametrize("is_edited", [True, False])
def test_two_merged_there_are_noticed(counter: Counter, is_edited: bool) -> None:
    """In the night, or when the one that is gone is to be written."""
    loser, survivor = merged_there(counter)
    if is_edited:
        counter.edit("client", loser, "name", "Орлова А.")
        counter.settle()
    else:
        night(counter)
    [notice] = counter.notices()
    assert (notice.what, notice.uid) == (What.MERGED, loser)
    assert notice.others == {str(survivor): counter.remote(Kind.CLIENT, survivor)}
    assert bond(counter, Kind.CLIENT, loser) is Bond.MERGED
    assert counter.there(Kind.CLIENT, survivor)["name"] == "Белов"


def test_an_order_of_one_merged_there_hangs_on_the_survivor(shop: Counter) -> None:
    loser, survivor = merged_there(shop)
    night(shop)
    order = shop.order(loser, "A-000002")
    shop.settle()
    assert shop.there(Kind.ORDER, order)["client"] == shop.remote(Kind.CLIENT, survivor)


def test_two_merged_there_can_be_parted_again(shop: Counter) -> None:
    merged_there(shop)
    night(shop)
    shop.crm.merged.clear()
    decide(shop, Choice.CREATE)
    hold_equal(shop)
    assert len(shop.crm.records(Kind.CLIENT)) == 2


def test_two_of_ours_that_get_one_id_there_are_noticed(shop: Counter) -> None:
    first = shop.client()
    shop.settle()
    second = shop.client("Белов", "+79120000002")
    shop.crm.merged[second] = shop.remote(Kind.CLIENT, first)
    shop.settle()
    assert whats(shop) == [What.MERGED]
    assert bond(shop, Kind.CLIENT, second) is Bond.MERGED


def test_a_crm_that_tells_of_deletes_is_heard_at_once(shop: Counter) -> None:
    client = shop.client()
    shop.settle()
    remote = shop.remote(Kind.CLIENT, client)
    shop.crm.delete(Kind.CLIENT, remote)
    shop.crm.graves.append((Kind.CLIENT, remote))
    shop.settle()
    assert whats(shop) == [What.DELETED]
    assert bond(shop, Kind.CLIENT, client) is Bond.DELETED


def test_what_is_typed_over_somebody_erased_is_not_taken(shop: Counter) -> None:
    client = shop.client()
    shop.settle()
    shop.erase(client)
    shop.settle()
    shop.desk.pull()
    shop.crm.edit(Kind.CLIENT, shop.remote(Kind.CLIENT, client), {"name": "Снова Он"})
    shop.settle()
    assert shop.desk.pull() == []
    assert "Снова" not in shop.everything()
