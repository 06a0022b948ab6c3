"""Tryton: the contract against the fake, and how it answers calls."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_hub.crm.adapter import Access, Refused
from intake_hub.crm.documents import Kind, Owner
from intake_hub.crm.faults import Stop, StoppedError, TransientError
from intake_hub.crm.field_map import FieldRule
from intake_hub.crm.offers import offered
from intake_hub.crm.tryton.adapter import connect, usual_map
from tests.crm.contract import Contract, a_client, an_order, now, stored
from tests.crm.fake_tryton import KEY, FakeStand, NoError
from tests.crm.loopback import Answer, told
from tests.crm.stand_tryton import DATABASE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from intake_hub.crm.field_map import FieldMap
    from intake_hub.crm.tryton.adapter import TrytonAdapter


@pytest.fixture
def stand() -> Iterator[FakeStand]:
    found = FakeStand()
    yield found
    found.close()


@pytest.fixture
def adapter(stand: FakeStand) -> Iterator[TrytonAdapter]:
    found = stand.adapter()
    yield found
    found.close()


class TestFakeTryton(Contract):
    @pytest.fixture
    def stand(self) -> Iterator[FakeStand]:
        found = FakeStand()
        yield found
        found.close()


def _with(
    stand: FakeStand, fields: FieldMap, key: str = KEY, base: str = DATABASE
) -> TrytonAdapter:
    return connect(Access(stand.tryton.url, key, {"database": base}), fields)


def _mapped(kind: Kind, names: Mapping[str, str], **codes: Mapping[str, str]) -> FieldMap:
    fields = usual_map()
    rules = {name: FieldRule(remote, Owner.OURS, is_sent=True) for name, remote in names.items()}
    found = {**fields.rules, kind: {**fields.rules[kind], **rules}}
    return replace(fields, rules=found, codes=codes)


def test_it_is_offered_as_one_that_was_seen() -> None:
    offer = offered("tryton")
    assert offer.is_seen
    assert offer.needs == ("database",)
    assert offer.usual_map() == usual_map()
    offer.connect(Access("http://127.0.0.1:1", "a:b"), usual_map()).close()


def test_a_session_that_ran_out_is_begun_again(stand: FakeStand, adapter: TrytonAdapter) -> None:
    """Tryton ends a session after minutes without calls; the call was not carried out."""
    stored(adapter, a_client())
    stand.tryton.sessions.clear()
    stored(adapter, a_client())
    assert len(stand.tryton.tables["party.party"]) == 2


def test_a_session_ended_at_once_again_stops(stand: FakeStand, adapter: TrytonAdapter) -> None:
    """Who is thrown out right after he got in will not get in by trying."""
    stored(adapter, a_client())

    stand.tryton.keeps_sessions = False
    stand.tryton.sessions.clear()
    with pytest.raises(StoppedError) as stopped:
        adapter.find(Kind.CLIENT, [a_client().uid])
    assert stopped.value.why is Stop.KEY_EXPIRED


def test_another_database_is_a_wrong_address(stand: FakeStand) -> None:
    """It is told by an HTML page with 404."""
    adapter = _with(stand, usual_map(), base="other")
    with pytest.raises(StoppedError) as stopped:
        adapter.probe()
    adapter.close()
    assert stopped.value.why is Stop.ADDRESS_WRONG


def test_a_trace_of_the_server_is_never_shown(stand: FakeStand, adapter: TrytonAdapter) -> None:
    """An exception comes with HTTP 200, its text first and its whole trace second."""
    client = a_client()
    [remote] = stored(adapter, client)
    stand.tryton.trace = "division by zero"
    with pytest.raises(StoppedError) as failed:
        adapter.read(Kind.CLIENT, [remote])
    assert failed.value.why is Stop.SCHEMA_CHANGED
    assert str(failed.value) == failed.value.words == "division by zero"


def test_a_locked_database_is_tried_again(stand: FakeStand, adapter: TrytonAdapter) -> None:
    """SQLite and PostgreSQL give way under load; nothing was stored then."""
    adapter.probe()
    stand.tryton.trace = "database is locked"
    with pytest.raises(TransientError) as busy:
        adapter.missing(Kind.CLIENT, ["1"])
    assert not busy.value.is_in_doubt


def test_a_right_that_is_missing_stops(stand: FakeStand) -> None:
    """It comes as an ordinary UserError, told apart by what it says in English."""
    adapter = _with(stand, _mapped(Kind.ORDER, {"number": "number"}))
    client = a_client()
    [owner] = stored(adapter, client)
    with pytest.raises(StoppedError) as stopped:
        adapter.push(Kind.ORDER, [an_order(client, owner)])
    adapter.close()
    assert stopped.value.why is Stop.RIGHT_MISSING


def test_a_login_without_a_session_is_a_wrong_key(stand: FakeStand, adapter: TrytonAdapter) -> None:
    """Where a second factor is asked for, nothing comes that could be used."""
    stand.tryton.instead = told({"id": 1, "result": None})
    with pytest.raises(StoppedError) as stopped:
        adapter.probe()
    assert stopped.value.why is Stop.KEY_WRONG


def test_a_module_that_is_not_installed_is_named(stand: FakeStand, adapter: TrytonAdapter) -> None:
    """Then the model is unknown, which comes as a KeyError with a trace."""
    del stand.tryton.fields["sale.opportunity"]
    assert adapter.missing_schema() == ("The module sale_opportunity is not installed.",)


def test_a_user_without_company_is_told(stand: FakeStand, adapter: TrytonAdapter) -> None:
    """Orders need one; it is chosen in the preferences of the user."""
    stand.tryton.preferences = {"name": "Intake"}
    stand.tryton.tables["currency.currency"].clear()
    assert [one.partition(":")[0] for one in adapter.probe().lacks] == [
        "The user has no company",
        "There is no currency",
    ]


def test_a_warning_is_a_refusal_in_its_words(stand: FakeStand, adapter: TrytonAdapter) -> None:
    """A person would be asked whether he is sure; a machine is not."""
    adapter.probe()
    asked: list[object] = ["similar", "Похожая карточка", "Всё равно?"]

    def warn() -> None:
        raise NoError("UserWarning", asked)

    client = a_client()
    [remote] = stored(adapter, client)
    stand.tryton.before_write = warn
    [refused] = adapter.push(Kind.CLIENT, [now(client, remote)])
    assert refused == Refused(client.uid, "Похожая карточка Всё равно?")


@pytest.mark.parametrize(
    ("status", "why"),
    [(403, Stop.NOT_OFFERED), (404, Stop.ADDRESS_WRONG), (400, Stop.ADDRESS_WRONG)],
)
def test_what_http_says_stops_the_queue(
    stand: FakeStand, adapter: TrytonAdapter, status: int, why: Stop
) -> None:
    """A method that is not offered, a path that is not there."""
    adapter.probe()
    stand.tryton.instead = Answer(status)
    with pytest.raises(StoppedError) as stopped:
        adapter.find(Kind.CLIENT, [a_client().uid])
    assert stopped.value.why is why


def test_a_failing_server_is_tried_again(stand: FakeStand, adapter: TrytonAdapter) -> None:
    """500 says nothing about whether the call was carried out."""
    adapter.probe()
    stand.tryton.instead = Answer(500)
    with pytest.raises(TransientError):
        adapter.find(Kind.CLIENT, [a_client().uid])
    stand.tryton.instead = told({"hello": 1})
    with pytest.raises(StoppedError):
        adapter.find(Kind.CLIENT, [a_client().uid])


def test_asking_for_nothing_asks_nothing_of_tryton(adapter: TrytonAdapter) -> None:
    assert adapter.find(Kind.CLIENT, []) == {}
    assert adapter.read(Kind.CLIENT, []) == []
    assert adapter.missing(Kind.CLIENT, ["no-id"]) == {"no-id"}
