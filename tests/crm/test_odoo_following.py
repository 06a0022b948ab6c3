"""What was seen to go wrong in following running Odoos: traps 6 and 14."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from intake_hub.crm.documents import Kind
from tests.crm.contract import Heard, a_client, stored

if TYPE_CHECKING:
    from tests.crm.odoo_office import OdooOffice


def test_what_was_written_at_once_is_read_in_small_pages(odoo: OdooOffice) -> None:
    """Trap 6: a bulk write gives many records one write_date."""
    remotes = stored(odoo.adapter, *[a_client() for _ in range(9)])
    assert len({odoo.row("res.partner", one)["write_date"] for one in remotes}) == 1
    cursor, found = "", list[str]()
    while True:
        page = odoo.adapter.pull(Kind.CLIENT, cursor, 2)
        cursor, found = page.cursor, [*found, *(one.remote for one in page.records)]
        if page.is_last:
            break
    assert sorted(found) == sorted(remotes)


def test_an_edit_behind_the_reader_is_read_in_the_next_pass(odoo: OdooOffice) -> None:
    """Trap 6: between two pages somebody edits what the first of them held."""
    remotes = stored(odoo.adapter, *[a_client() for _ in range(4)])
    first = odoo.adapter.pull(Kind.CLIENT, "", 2)
    odoo.stand.edit(Kind.CLIENT, first.records[0].remote, {"name": "Позже"})
    rest = odoo.adapter.pull(Kind.CLIENT, first.cursor, 10)
    assert {one.remote for one in (*first.records, *rest.records)} == set(remotes)
    again = odoo.adapter.pull(Kind.CLIENT, rest.cursor, 10)
    assert "Позже" in {one.values["name"] for one in again.records}


def test_a_long_transaction_of_theirs_is_not_lost(odoo: OdooOffice) -> None:
    """Trap 6: write_date is when a transaction began, and it may end a minute later."""
    [remote, _] = stored(odoo.adapter, a_client(), a_client())
    heard = Heard(odoo.adapter, Kind.CLIENT)
    heard.news()
    began = odoo.fake.clock.now - timedelta(seconds=60)
    odoo.fake.tables.put("res.partner", int(remote), {"name": "Долго"}, began)
    assert [one.values["name"] for one in heard.news()] == ["Долго"]


def test_when_nothing_is_written_nothing_is_read_again(odoo: OdooOffice) -> None:
    """Trap 6: the overlap is read until nothing can come into it any more."""
    stored(odoo.adapter, a_client(), a_client())
    cursor = odoo.adapter.pull(Kind.CLIENT, "", 50).cursor
    page = odoo.adapter.pull(Kind.CLIENT, cursor, 50)
    assert len(page.records) == 2
    odoo.fake.clock.pass_by(121)
    page = odoo.adapter.pull(Kind.CLIENT, page.cursor, 50)
    assert not page.records
    late = stored(odoo.adapter, a_client())
    page = odoo.adapter.pull(Kind.CLIENT, page.cursor, 50)
    assert set(late) <= {one.remote for one in page.records}


def test_an_unreadable_cursor_begins_again(odoo: OdooOffice) -> None:
    remotes = stored(odoo.adapter, a_client())
    for cursor in ("?", "[1]", '{"start": 1}'):
        assert [one.remote for one in odoo.adapter.pull(Kind.CLIENT, cursor, 50).records] == remotes


def test_where_nothing_of_ours_is_there_is_nothing_to_read(odoo: OdooOffice) -> None:
    page = odoo.adapter.pull(Kind.ORDER, "", 50)
    assert (page.records, page.is_last) == ((), True)


def test_deletes_are_swept_for_a_thousand_at_a_time(odoo: OdooOffice) -> None:
    """Trap 6: a delete leaves no trace."""
    kept, gone = stored(odoo.adapter, a_client(), a_client())
    odoo.stand.delete(Kind.CLIENT, gone)
    odoo.fake.done.clear()
    strangers = {str(number) for number in range(10_000, 12_000)}
    assert odoo.adapter.missing(Kind.CLIENT, [kept, gone, *strangers]) == strangers | {gone}
    assert len(odoo.fake.done) == 3


def test_changes_are_asked_for_and_no_hook_is_set(odoo: OdooOffice) -> None:
    """Trap 14: hooks are unsigned, come many times over, and are never sent again."""
    [remote] = stored(odoo.adapter, a_client())
    heard = Heard(odoo.adapter, Kind.CLIENT)
    heard.news()
    odoo.stand.edit(Kind.CLIENT, remote, {"name": "Новое"})
    assert [one.remote for one in heard.news()] == [remote]
    assert "base.automation" not in {one.model for one in odoo.fake.done}
    assert not odoo.adapter.caps.shows_deletes
