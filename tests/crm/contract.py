"""What every adapter must do, told in the words of `Stand`.

A test file of an adapter derives a class of its own and gives it the fixture `stand`::

    class TestOdoo16(Contract):
        @pytest.fixture
        def stand(self) -> Iterator[Stand]: ...
"""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from intake_hub.crm.adapter import Refused, Remote, Stored, Vanished
from intake_hub.crm.documents import Kind
from intake_hub.crm.faults import CrmError, Stop, StoppedError, TransientError
from tests.crm.told import a_client, an_order, now

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from intake_app.sync.core.ops import Scalar
    from intake_hub.crm.adapter import CrmAdapter
    from intake_hub.crm.documents import Document
    from tests.crm.stand import Stand

RACERS = 6
EDITS = 6


class Heard:
    """Follows one kind as the engine does: what says the same as before is no news."""

    def __init__(self, adapter: CrmAdapter, kind: Kind) -> None:
        self.cursor = ""
        self._adapter, self._kind = adapter, kind
        self._last: dict[str, Remote] = {}

    def news(self) -> list[Remote]:
        """Read on to the end; what is new since the last time, the newest state of each."""
        found: dict[str, Remote] = {}
        for _ in range(500):
            page = self._adapter.pull(self._kind, self.cursor, 50)
            self.cursor = page.cursor
            for record in page.records:
                said = replace(record, revision="")
                if self._last.get(record.remote) != said:
                    self._last[record.remote] = said
                    found[record.remote] = record
            if page.is_last:
                return list(found.values())
        pytest.fail("the cursor never drains")


def stored(adapter: CrmAdapter, *documents: Document) -> list[str]:
    """Push documents of one kind that must be taken; their remote ids."""
    done = adapter.push(documents[0].kind, documents)
    assert [one.uid for one in done] == [one.uid for one in documents]
    assert all(isinstance(one, Stored) for one in done), done
    return [one.remote for one in done if isinstance(one, Stored)]


def agrees(seen: Mapping[str, Scalar], told: Mapping[str, Scalar]) -> None:
    """Hold what a CRM shows against what it was told; what it does not keep says nothing."""
    kept = {name: seen[name] for name in told if name in seen}
    assert kept == {name: told[name] for name in kept}


class Contract:
    """Derived from, with a fixture `stand`, once for every CRM and version of it."""

    @pytest.fixture
    def adapter(self, stand: Stand) -> Iterator[CrmAdapter]:
        adapter = stand.adapter()
        yield adapter
        adapter.close()

    def test_a_wrong_key_is_refused_by_its_name(self, stand: Stand) -> None:
        adapter = stand.adapter("a-key-nobody-gave")
        try:
            with pytest.raises(StoppedError) as refused:
                adapter.probe()
        finally:
            adapter.close()
        assert refused.value.why in {Stop.KEY_WRONG, Stop.KEY_EXPIRED}
        assert "a-key-nobody-gave" not in f"{refused.value} {refused.value.words}"

    def test_the_right_key_tells_what_is_there(self, adapter: CrmAdapter) -> None:
        found = adapter.probe()
        assert found.product
        assert found.version
        assert not found.lacks
        assert not adapter.missing_schema()

    def test_a_client_is_made(self, stand: Stand, adapter: CrmAdapter) -> None:
        client = a_client()
        [remote] = stored(adapter, client)
        seen = stand.records(Kind.CLIENT)[remote]
        agrees(seen, client.values)
        assert {"name", "phone", "email"} <= seen.keys()

    def test_the_same_push_again_gives_the_same_ids(
        self, stand: Stand, adapter: CrmAdapter
    ) -> None:
        clients = [a_client() for _ in range(4)]
        first = stored(adapter, *clients)
        count = len(stand.records(Kind.CLIENT))
        assert stored(adapter, *clients) == first
        assert len(stand.records(Kind.CLIENT)) == count

    @pytest.mark.parametrize("kind", Kind)
    def test_a_push_whose_reply_was_lost_makes_nothing_twice(
        self, stand: Stand, adapter: CrmAdapter, kind: Kind
    ) -> None:
        client = a_client()
        [owner] = stored(adapter, client)
        document = a_client() if kind is Kind.CLIENT else an_order(client, owner)
        count = len(stand.records(kind))
        stand.spoil("lost")
        with pytest.raises(TransientError) as lost:
            adapter.push(kind, [document])
        assert lost.value.is_in_doubt
        [remote] = stored(adapter, document)
        assert len(stand.records(kind)) == count + 1
        assert adapter.find(kind, [document.uid]) == {document.uid: remote}

    @pytest.mark.parametrize("fault", ["unsent", "garbage", "page", "429", "503", "slow"])
    def test_a_fault_is_told_and_the_next_try_goes_through(
        self, stand: Stand, adapter: CrmAdapter, fault: str
    ) -> None:
        if fault == "slow" and "slow" not in stand.can:
            return
        client = a_client()
        count = len(stand.records(Kind.CLIENT))
        stand.spoil(fault)
        with pytest.raises(CrmError):
            adapter.push(Kind.CLIENT, [client])
        stored(adapter, client)
        assert len(stand.records(Kind.CLIENT)) == count + 1

    def test_what_was_made_is_found_by_our_id(self, adapter: CrmAdapter) -> None:
        client, stranger = a_client(), uuid4()
        [remote] = stored(adapter, client)
        assert adapter.find(Kind.CLIENT, [client.uid, stranger]) == {client.uid: remote}

    def test_a_change_keeps_the_id(self, stand: Stand, adapter: CrmAdapter) -> None:
        client = a_client()
        [remote] = stored(adapter, client)
        later = now(client, remote, name="Орлова-Белая Анна", phone="+79123456799")
        assert stored(adapter, later) == [remote]
        agrees(stand.records(Kind.CLIENT)[remote], later.values)

    def test_a_value_taken_away_is_taken_away_there(
        self, stand: Stand, adapter: CrmAdapter
    ) -> None:
        client = a_client()
        [remote] = stored(adapter, client)
        stored(adapter, now(client, remote, email=None))
        assert not stand.records(Kind.CLIENT)[remote].get("email")

    def test_an_order_hangs_on_its_client(self, stand: Stand, adapter: CrmAdapter) -> None:
        client, other = a_client(), a_client()
        owner, _ = stored(adapter, client, other)
        [remote] = stored(adapter, an_order(client, owner))
        assert stand.records(Kind.ORDER)[remote]["client"] == owner

    def test_values_and_moments_come_back_as_they_were_sent(
        self, stand: Stand, adapter: CrmAdapter
    ) -> None:
        client = a_client()
        [owner] = stored(adapter, client)
        order = an_order(client, owner)
        [remote] = stored(adapter, order)
        agrees(stand.records(Kind.ORDER)[remote], order.values)
        [there] = adapter.read(Kind.ORDER, [remote])
        agrees(there.values, order.values)
        assert there.uid == order.uid

    def test_our_own_pushes_come_back_and_are_recognised(self, adapter: CrmAdapter) -> None:
        client = a_client()
        [remote] = stored(adapter, client)
        heard = {one.remote: one for one in Heard(adapter, Kind.CLIENT).news()}
        assert heard[remote].uid == client.uid
        agrees(heard[remote].values, client.values)

    def test_the_cursor_drains(self, adapter: CrmAdapter) -> None:
        clients = [a_client() for _ in range(7)]
        remotes = stored(adapter, *clients)
        heard = Heard(adapter, Kind.CLIENT)
        assert set(remotes) <= {one.remote for one in heard.news()}
        assert heard.news() == []
        assert heard.news() == []

    def test_small_pages_lose_nothing(self, adapter: CrmAdapter) -> None:
        remotes = stored(adapter, *[a_client() for _ in range(7)])
        cursor, found = "", set[str]()
        for _ in range(500):
            page = adapter.pull(Kind.CLIENT, cursor, 2)
            cursor = page.cursor
            found.update(one.remote for one in page.records)
            if page.is_last:
                break
        assert set(remotes) <= found

    def test_an_edit_there_is_seen_exactly_once(self, stand: Stand, adapter: CrmAdapter) -> None:
        [remote, _] = stored(adapter, a_client(), a_client())
        heard = Heard(adapter, Kind.CLIENT)
        heard.news()
        stand.edit(Kind.CLIENT, remote, {"name": "Орлова А."})
        assert [(one.remote, one.values["name"]) for one in heard.news()] == [(remote, "Орлова А.")]
        assert heard.news() == []

    def test_an_order_edited_there_is_seen(self, stand: Stand, adapter: CrmAdapter) -> None:
        client = a_client()
        [owner] = stored(adapter, client)
        [remote] = stored(adapter, an_order(client, owner))
        heard = Heard(adapter, Kind.ORDER)
        heard.news()
        stand.edit(Kind.ORDER, remote, {"fault": "Разбит экран"})
        assert [one.values["fault"] for one in heard.news()] == ["Разбит экран"]

    def test_of_edits_inside_one_second_none_is_lost(
        self, stand: Stand, adapter: CrmAdapter
    ) -> None:
        remotes = stored(adapter, *[a_client() for _ in range(EDITS)])
        heard = Heard(adapter, Kind.CLIENT)
        heard.news()
        for turn, edited in enumerate([*remotes, *remotes[:1] * EDITS]):
            stand.edit(Kind.CLIENT, edited, {"name": f"Имя {turn}"})
            assert [one.values["name"] for one in heard.news()] == [f"Имя {turn}"]

    def test_a_bad_record_stops_no_other_and_says_why(
        self, stand: Stand, adapter: CrmAdapter
    ) -> None:
        clients = [a_client(), a_client(**stand.refused), a_client()]
        first, bad, last = adapter.push(Kind.CLIENT, clients)
        assert isinstance(first, Stored)
        assert isinstance(last, Stored)
        assert isinstance(bad, Refused)
        assert bad.uid == clients[1].uid
        assert 0 < len(bad.words) <= 300
        assert "Traceback" not in bad.words
        assert {first.remote, last.remote} <= stand.records(Kind.CLIENT).keys()

    @pytest.mark.parametrize(
        ("theirs", "ours", "alike"),
        [
            ({"phone": "8 (912) 555-44-33"}, {"phone": "+79125554433"}, "phone"),
            ({"email": "Petrov.Ivan@Example.ORG"}, {"email": "petrov.ivan@example.org"}, "email"),
        ],
    )
    def test_the_same_client_is_found_however_it_is_written(
        self,
        stand: Stand,
        adapter: CrmAdapter,
        theirs: Mapping[str, Scalar],
        ours: Mapping[str, Scalar],
        alike: str,
    ) -> None:
        remote = stand.make(Kind.CLIENT, {"name": "Петров Иван", **theirs})
        found = adapter.candidates(a_client(**ours))
        assert (remote, alike) in {(one.remote, one.alike) for one in found}

    def test_nobody_is_taken_for_somebody_else(self, stand: Stand, adapter: CrmAdapter) -> None:
        stand.make(Kind.CLIENT, {"name": "Сидоров", "phone": "8 (913) 777-66-55"})
        client = a_client()
        stored(adapter, client)
        assert not [one for one in adapter.candidates(client) if one.uid != client.uid]

    def test_one_of_theirs_is_taken_over_when_a_person_says_so(
        self, stand: Stand, adapter: CrmAdapter
    ) -> None:
        remote = stand.make(Kind.CLIENT, {"name": "Кузнецов", "phone": "+79126667788"})
        count = len(stand.records(Kind.CLIENT))
        client = now(a_client(phone="+79126667788"), remote)
        assert stored(adapter, client) == [remote]
        assert len(stand.records(Kind.CLIENT)) == count
        assert adapter.find(Kind.CLIENT, [client.uid]) == {client.uid: remote}

    @pytest.mark.parametrize("kind", Kind)
    def test_a_delete_there_is_noticed(self, stand: Stand, adapter: CrmAdapter, kind: Kind) -> None:
        client, other = a_client(), a_client()
        owners = stored(adapter, client, other)
        remotes = owners
        if kind is Kind.ORDER:
            remotes = stored(adapter, *[an_order(client, owners[0]) for _ in range(2)])
        stand.delete(kind, remotes[1])
        assert adapter.missing(kind, remotes) == {remotes[1]}
        assert [one.remote for one in adapter.read(kind, remotes)] == [remotes[0]]

    def test_what_was_deleted_there_is_made_again_only_on_a_word(
        self, stand: Stand, adapter: CrmAdapter
    ) -> None:
        client = a_client()
        [remote] = stored(adapter, client)
        stand.delete(Kind.CLIENT, remote)
        count = len(stand.records(Kind.CLIENT))
        assert list(adapter.push(Kind.CLIENT, [now(client, remote, name="Другая")])) == [
            Vanished(client.uid, remote)
        ]
        assert len(stand.records(Kind.CLIENT)) == count
        [anew] = stored(adapter, client)
        assert anew in stand.records(Kind.CLIENT)
        assert adapter.find(Kind.CLIENT, [client.uid]) == {client.uid: anew}

    def test_what_is_archived_there_is_seen_so(self, stand: Stand, adapter: CrmAdapter) -> None:
        if "archive" not in stand.can:
            return
        [remote] = stored(adapter, a_client())
        heard = Heard(adapter, Kind.CLIENT)
        heard.news()
        stand.archive(Kind.CLIENT, remote)
        assert [(one.remote, one.is_archived) for one in heard.news()] == [(remote, True)]
        assert not adapter.missing(Kind.CLIENT, [remote])

    def test_two_merged_there_are_noticed(self, stand: Stand, adapter: CrmAdapter) -> None:
        """Both of our ids lead to the survivor, or the loser is gone: the engine sees either."""
        if "merge" not in stand.can:
            return
        clients = [a_client(), a_client()]
        loser, survivor = stored(adapter, *clients)
        stand.merge(Kind.CLIENT, loser, survivor)
        found = adapter.find(Kind.CLIENT, [one.uid for one in clients])
        assert found[clients[1].uid] == survivor
        assert found.get(clients[0].uid, survivor) == survivor
        gone = loser in adapter.missing(Kind.CLIENT, [loser, survivor])
        [there] = adapter.read(Kind.CLIENT, [loser]) if not gone else [None]
        assert there is None or there.is_archived or there.is_deleted

    def test_six_that_race_for_one_new_client_make_one(self, stand: Stand) -> None:
        if "race" not in stand.can:
            return
        client = a_client()
        count = len(stand.records(Kind.CLIENT))
        found = _raced(stand, client)
        assert len(found) == 1, found
        assert len(stand.records(Kind.CLIENT)) == count + 1


def _raced(stand: Stand, client: Document) -> set[str]:
    """Push one client from six adapters at once, each as often as it is told to try again."""
    together = threading.Barrier(RACERS)
    found: set[str] = set()
    failed: list[BaseException] = []

    def race() -> None:
        adapter = stand.adapter()
        try:
            together.wait(30)
            found.update(_insisted(adapter, client))
        except BaseException as error:  # noqa: BLE001 - told by the test's own thread
            failed.append(error)
        finally:
            adapter.close()

    racers = [threading.Thread(target=race) for _ in range(RACERS)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert not failed, failed
    return found


def _insisted(adapter: CrmAdapter, client: Document) -> Sequence[str]:
    for _ in range(RACERS * 3):
        try:
            return stored(adapter, client)
        except TransientError:
            continue
    pytest.fail("never taken")
