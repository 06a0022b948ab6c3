"""After an upgrade: what the program before could only keep is read, and nothing is done twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from intake_app.models.people import Client
from intake_app.services.tidying import Tidying
from intake_app.sync.core.ops import Outcome
from tests.rigs.feed import AT, Feed, edit, put

if TYPE_CHECKING:
    from intake_app.services.use_cases import Services

CLIENT = put("client", created_at=AT, kind="person", name="Зоя", note="VIP")


@pytest.fixture
def tidying(services: Services) -> Tidying:
    return Tidying(services.replica.store)


@pytest.fixture
def feed(services: Services) -> Feed:
    return Feed(services.replica)


def rows(services: Services, sql: str) -> list[tuple[Any, ...]]:
    with services.replica.store.reading() as session:
        return session.driver.execute(sql).fetchall()


def as_before(services: Services, *changes: str) -> None:
    """The store as the program before left it: it had kept every op without reading it."""
    with services.replica.store.writing() as session, session.unrecorded({"client"}) as driver:
        for sql in ("UPDATE feed SET understood = 0", "UPDATE sync SET schema_seen = 0", *changes):
            driver.execute(sql)


def unread(services: Services) -> int:
    return rows(services, "SELECT count(*) FROM feed WHERE NOT understood")[0][0]


def test_a_field_of_a_record_that_is_here_is_filled(
    services: Services, tidying: Tidying, feed: Feed
) -> None:
    feed.bring(CLIENT)
    as_before(services, "UPDATE client SET note = ''")
    tidying.begin()
    assert rows(services, "SELECT name, note FROM client") == [("Зоя", "VIP")]
    assert unread(services) == 0


def test_a_field_that_was_edited_since_is_left(
    services: Services, tidying: Tidying, feed: Feed
) -> None:
    feed.bring(CLIENT)
    with services.replica.store.writing() as session:
        session.get_one(Client, CLIENT.rec).note = "звонить вечером"
    as_before(services)
    tidying.begin()
    assert rows(services, "SELECT note FROM client") == [("звонить вечером",)]


def test_a_record_of_a_kind_that_was_unknown_is_made(
    services: Services, tidying: Tidying, feed: Feed
) -> None:
    feed.bring(CLIENT)
    as_before(services, "DELETE FROM client")
    tidying.begin()
    assert rows(services, "SELECT name, note FROM client") == [("Зоя", "VIP")]


def test_what_is_still_unknown_or_never_held_waits_for_the_next(
    services: Services, tidying: Tidying, feed: Feed
) -> None:
    feed.bring(CLIENT, put("loyalty_card", created_at=AT))
    feed.bring(edit("client", CLIENT.rec, "note", "их"), outcome=Outcome.LOST)
    as_before(services)
    assert tidying.replay() == 3
    assert unread(services) == 1
    assert rows(services, "SELECT note FROM client") == [("VIP",)]


def test_a_proof_of_less_takes_nothing_back(services: Services, tidying: Tidying) -> None:
    tidying.note_durable(5)
    tidying.note_durable(3)
    assert rows(services, "SELECT durable_seq FROM sync") == [(5,)]
