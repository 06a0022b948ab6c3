"""What was seen to go wrong in storing records in running Odoos: traps 1 to 5."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_hub.crm.adapter import Refused, Stored
from intake_hub.crm.documents import Kind
from intake_hub.crm.faults import TransientError
from intake_hub.crm.odoo.names import external_id
from tests.crm.contract import a_client, now, stored
from tests.crm.fake_odoo import INTAKE

if TYPE_CHECKING:
    from tests.crm.odoo_office import OdooOffice


def test_who_looked_before_another_made_it_makes_no_second(odoo: OdooOffice) -> None:
    """Trap 1: eight that searched and then created made eight; a name from outside makes one."""
    client, found = a_client(), list[int]()

    def made_by_another() -> None:
        values = {"name": "Орлова", "x_intake_uid": str(client.uid)}
        found.append(odoo.fake.tables.add("res.partner", values, odoo.fake.clock.now))
        name = external_id(Kind.CLIENT, client.uid)
        odoo.fake.tables.names[name] = ("res.partner", found[0])

    odoo.fake.meanwhile.append(made_by_another)
    assert stored(odoo.adapter, client) == [str(found[0])]
    mine = [one for one in odoo.stand.records(Kind.CLIENT).values() if one["phone"]]
    assert len(mine) == 1


def test_of_a_batch_only_the_bad_rows_are_left_out(odoo: OdooOffice) -> None:
    """Trap 2: errors come with HTTP 200, and one bad row undoes all of the batch."""
    clients = [a_client() for _ in range(5)]
    clients[1], clients[3] = a_client(name=""), a_client(ads_allowed_at="yesterday")
    done = odoo.adapter.push(Kind.CLIENT, clients)
    assert [type(one) for one in done] == [Stored, Refused, Stored, Refused, Stored]
    words = [one.words for one in done if isinstance(one, Refused)]
    assert "res_partner_check_name" in words[0]
    assert "yesterday" in words[1]


def test_a_row_that_is_not_named_is_found_by_halves(odoo: OdooOffice) -> None:
    """Trap 2: some errors do not say which row they are about."""
    odoo.fake.hides_rows = True
    clients = [a_client() for _ in range(7)]
    clients[4] = a_client(name="")
    done = odoo.adapter.push(Kind.CLIENT, clients)
    assert [place for place, one in enumerate(done) if isinstance(one, Refused)] == [4]


def test_no_row_of_a_table_is_among_the_words(odoo: OdooOffice) -> None:
    """PostgreSQL quotes the whole row, phones and all, in the detail of an error."""
    [done] = odoo.adapter.push(Kind.CLIENT, [a_client(name="")])
    assert isinstance(done, Refused)
    assert "+7912" not in done.words


@pytest.mark.parametrize(
    "words",
    [
        "could not serialize access due to concurrent update",
        'duplicate key value violates unique constraint "ir_model_data_module_name_uniq_index"',
        "deadlock detected",
    ],
)
def test_a_lost_race_is_tried_again_and_parks_nobody(odoo: OdooOffice, words: str) -> None:
    """Trap 2: that somebody else was faster comes as such a message too."""
    odoo.fake.races.append(words)
    client = a_client()
    with pytest.raises(TransientError) as lost:
        odoo.adapter.push(Kind.CLIENT, [client])
    assert not lost.value.is_in_doubt
    stored(odoo.adapter, client)


def test_moments_do_not_shift_by_the_zone_of_the_user(odoo: OdooOffice) -> None:
    """Trap 3: load() reads moments in the user's zone, here Moscow's, unless it is told another."""
    client = a_client(ads_allowed_at="2026-10-31T22:15:00Z")
    [remote] = stored(odoo.adapter, client)
    assert odoo.row("res.partner", remote)["x_intake_ads_at"] == "2026-10-31 22:15:00"


def test_an_empty_cell_clears_and_an_absent_one_leaves(odoo: OdooOffice) -> None:
    """Trap 3: all rows of one load share their columns; what we do not tell must stay as it is."""
    client = a_client(source="Яндекс")
    [remote] = stored(odoo.adapter, client)
    odoo.stand.edit(Kind.CLIENT, remote, {"address": "Ленина, 1"})
    told = {**client.values, "source": None}
    assert stored(odoo.adapter, replace(client, remote=remote, values=told)) == [remote]
    row = odoo.row("res.partner", remote)
    assert (row["street"], row["x_intake_source"]) == ("Ленина, 1", False)


def test_what_they_archived_stays_archived_when_it_is_changed_here(odoo: OdooOffice) -> None:
    """Trap 4: load() on an archived record updates it and leaves it archived."""
    client = a_client()
    [remote] = stored(odoo.adapter, client)
    odoo.stand.archive(Kind.CLIENT, remote)
    assert stored(odoo.adapter, now(client, remote, name="Другое имя")) == [remote]
    row = odoo.row("res.partner", remote)
    assert (row["name"], row["active"]) == ("Другое имя", False)


def test_what_we_archived_we_can_bring_back(odoo: OdooOffice) -> None:
    """Trap 4, the other way round: our own word about it is kept there beside theirs."""
    client = a_client()
    [remote] = stored(odoo.adapter, client)
    stored(odoo.adapter, now(client, remote, archived=True))
    assert odoo.row("res.partner", remote)["active"] is False
    stored(odoo.adapter, now(client, remote, archived=False))
    assert odoo.row("res.partner", remote)["active"] is True


def test_after_a_merge_both_our_names_lead_to_the_survivor(odoo: OdooOffice) -> None:
    """Trap 4: the last row of a load would win over the survivor; nobody is overwritten."""
    gone, kept = a_client(name="Ушедший"), a_client(name="Оставшийся")
    loser, survivor = stored(odoo.adapter, gone, kept)
    odoo.stand.merge(Kind.CLIENT, loser, survivor)
    assert odoo.adapter.find(Kind.CLIENT, [gone.uid, kept.uid]) == {
        gone.uid: survivor,
        kept.uid: survivor,
    }
    assert stored(odoo.adapter, gone) == [survivor]
    row = odoo.row("res.partner", survivor)
    assert (row["name"], row["x_intake_uid"]) == ("Оставшийся", str(kept.uid))


def test_our_record_is_known_by_its_name_when_its_mark_was_wiped(odoo: OdooOffice) -> None:
    """Trap 4: the name from outside stays when somebody empties our field."""
    client = a_client()
    [remote] = stored(odoo.adapter, client)
    odoo.person.call("res.partner", "write", [int(remote)], {"x_intake_uid": False})
    assert stored(odoo.adapter, client) == [remote]
    assert odoo.row("res.partner", remote)["x_intake_uid"] == str(client.uid)


def test_names_from_outside_are_never_read_from_their_table(odoo: OdooOffice) -> None:
    """Trap 5: ordinary users may not read ir.model.data; ours are known by our own field."""
    client = a_client()
    [remote] = stored(odoo.adapter, client)
    assert odoo.row("res.partner", remote)["x_intake_uid"] == str(client.uid)
    assert odoo.adapter.find(Kind.CLIENT, [client.uid]) == {client.uid: remote}
    asked = {(one.model, one.method) for one in odoo.fake.done if one.uid == INTAKE}
    assert ("ir.model.data", "search_read") not in asked


def test_where_even_a_name_may_not_be_asked_for_nothing_is_said(odoo: OdooOffice) -> None:
    """Trap 5: no right to look up a name is not a reason to stop."""
    odoo.fake.denied.add(("ir.model.data", "ask"))
    assert odoo.adapter.find(Kind.CLIENT, [a_client().uid]) == {}
    stored(odoo.adapter, a_client())
