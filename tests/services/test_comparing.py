"""What is compared with the hub at night is what the feed confirmed, nothing of ours on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.models.people import Client
from intake_app.sync.core.digest import bucket_of
from tests.rigs.drafts import INTAKE
from tests.rigs.feed import AT, Feed, edit, put

if TYPE_CHECKING:
    from intake_app.services.use_cases import Services

CLIENT = put("client", created_at=AT, kind="person", name="Зоя")


@pytest.fixture
def feed(services: Services) -> Feed:
    found = Feed(services.replica)
    found.bring(CLIENT)
    return found


def rename(services: Services, name: str) -> None:
    with services.replica.store.writing() as session:
        session.get_one(Client, CLIENT.rec).name = name


def test_an_edit_on_its_way_does_not_count_until_it_came_round(
    services: Services, feed: Feed
) -> None:
    before = services.replica.digest()
    rename(services, "Зоя наша")
    feed.bring(edit("client", CLIENT.rec, "note", "VIP"))
    theirs = services.replica.digest()
    assert theirs != before  # what others did counts
    rename(services, "Зоя ещё раз")
    assert services.replica.digest() == theirs
    feed.echo()
    assert services.replica.digest() != theirs


def test_a_record_the_hub_has_not_numbered_does_not_count(services: Services, feed: Feed) -> None:
    before = services.replica.digest()
    services.intakes.receive(INTAKE)
    assert services.replica.digest() == before
    feed.echo()
    assert set(services.replica.digest()) > set(before)


def test_one_bit_is_seen_in_its_bucket_alone(services: Services, feed: Feed) -> None:
    before = services.replica.digest()["client"]
    with services.replica.store.writing() as session, session.unrecorded({"client"}) as driver:
        driver.execute("UPDATE client SET name = 'Зоч'")
    after = services.replica.digest()["client"]
    assert [no for no in range(256) if before[no] != after[no]] == [bucket_of(CLIENT.rec)]
