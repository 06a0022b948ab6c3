"""Codes, workstations, and the limits for strangers."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from starlette.requests import Request

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.sync.core.refusal import HubRejectedError, HubUnavailableError, Why
from intake_hub.access.codes import CODE_LIFE_MS
from intake_hub.api.limits import ENROL_TRIES, ENROL_WINDOW_S, EnrolLimit, body_of
from intake_hub.stations import Stations
from intake_hub.store.engine import HubStore
from tests.rigs.stations import asked

if TYPE_CHECKING:
    from starlette.types import Message

    from tests.rigs.postgres import Postgres


class Clock:
    ms = 1_000_000

    def __call__(self) -> int:
        return self.ms


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def stations(store: HubStore, clock: Clock) -> Stations:
    return Stations(store, clock)


def test_a_code_dies_after_ten_minutes(stations: Stations, clock: Clock) -> None:
    early, late = stations.new_code(), stations.new_code()
    clock.ms += CODE_LIFE_MS - 1
    assert stations.enrol(asked(early)).prefix == "A"
    clock.ms += 1
    with pytest.raises(HubRejectedError) as error:
        stations.enrol(asked(late))
    assert error.value.why is Why.CODE


def test_a_refused_enrolment_does_not_use_the_code_up(stations: Stations) -> None:
    code = stations.new_code()
    with pytest.raises(RejectedError):
        stations.enrol(asked(code, name=" "))
    assert stations.enrol(asked(code)).inc == 0


def test_the_database_holds_neither_code_nor_token(stations: Stations) -> None:
    code = stations.new_code()
    token = stations.enrol(asked(code)).token
    with stations.store.reading() as connection:
        for table in ("enrolment_code", "station"):
            rows = connection.exec_driver_sql(f"SELECT * FROM {table}").all()  # noqa: S608
            assert token not in repr(rows)
            assert code.replace("-", "") not in repr(rows)


def test_a_revoked_station_is_listed_as_such_and_an_unknown_one_is_told(
    stations: Stations, clock: Clock
) -> None:
    token = stations.enrol(asked(stations.new_code())).token
    stations.revoke("Counter")
    with pytest.raises(HubRejectedError) as error:
        stations.by_token(token)
    assert error.value.why is Why.REVOKED
    assert [one.revoked_ms for one in stations.listing()] == [clock.ms]
    with pytest.raises(RejectedError) as unknown:
        stations.revoke("nobody")
    assert unknown.value.problem is Problem.UNKNOWN_RECORD


def test_a_revoked_station_may_be_let_in_again(stations: Stations) -> None:
    request = asked(stations.new_code())
    stations.enrol(request)
    stations.revoke("Counter")
    again = asked(stations.new_code(), request.origin)
    stations.enrol(again)
    assert stations.listing()[-1].inc == 1


def test_a_life_taken_offline_is_noted(stations: Stations) -> None:
    station = stations.by_token(stations.enrol(asked(stations.new_code())).token)
    assert stations.greet(station, 77, is_forked=False) == (77, "A4J")
    assert stations.greet(station, 0, is_forked=True)[0] == 78


def test_tries_of_strangers_are_counted_in_a_sliding_minute() -> None:
    now = [0.0]
    limit = EnrolLimit(lambda: now[0])
    for _ in range(ENROL_TRIES):
        limit.count("here")
        now[0] += 1
    with pytest.raises(HubUnavailableError) as error:
        limit.count("here")
    assert error.value.retry_after_s == ENROL_WINDOW_S - ENROL_TRIES
    now[0] = ENROL_WINDOW_S
    limit.count("here")


def test_of_many_who_use_one_code_at_once_one_gets_in(stations: Stations) -> None:
    for _ in range(5):
        code = stations.new_code()
        start = Barrier(4)

        def enter(code: str = code, start: Barrier = start) -> bool:
            start.wait(10)
            try:
                stations.enrol(asked(code))
            except HubRejectedError:
                return False
            return True

        with ThreadPoolExecutor(4) as threads:
            entered = [job.result(30) for job in [threads.submit(enter) for _ in range(4)]]
        assert sorted(entered) == [False, False, False, True]
    prefixes = [one.prefix for one in stations.listing()]
    assert sorted(prefixes) == ["A", "B", "C", "D", "E"]


def test_a_body_that_never_ends_is_given_up() -> None:
    async def nothing() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    request = Request({"type": "http", "method": "POST", "headers": []}, nothing)
    with pytest.raises(HubRejectedError) as error:
        asyncio.run(body_of(request, 10, patience_s=0.01))
    assert error.value.why is Why.MALFORMED


def test_collisions_without_end_are_told(postgres: Postgres) -> None:
    """Every try meets a row that somebody else has just written."""
    store = HubStore(postgres.new_database())
    store.open(1)
    code = Stations(store, Clock()).new_code()
    with store.writing() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION collide() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'busy' USING ERRCODE = '40001'; END $$"
        )
        connection.exec_driver_sql(
            "CREATE TRIGGER busy BEFORE INSERT ON station EXECUTE FUNCTION collide()"
        )
    with pytest.raises(UnavailableError) as error:
        Stations(store, Clock()).enrol(asked(code))
    assert error.value.problem is Problem.STORE_BUSY
    store.close()
