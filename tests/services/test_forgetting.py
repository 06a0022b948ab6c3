"""A person is forgotten with every card and picture of his; somebody else's things stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from intake_app.checks.stages import Stage
from intake_app.errors import Problem, RejectedError
from intake_app.models.base import new_id
from intake_app.services.blobs import Blobs
from intake_app.services.forgetting import Forgetting
from intake_app.sync.core.erasure import NOBODY
from tests.rigs.drafts import INTAKE, intake
from tests.rigs.feed import AT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_app.services.drafts import IntakeDraft
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services

OTHER = intake("Зоя Ким", "8 903 111-22-33")


@pytest.fixture
def blobs(shop: Shop) -> Blobs:
    return Blobs(shop.settings.data / "blobs")


@pytest.fixture
def forgetting(services: Services, blobs: Blobs) -> Forgetting:
    return Forgetting(services.replica.store, blobs)


def rows(services: Services, sql: str, *values: bytes) -> list[tuple[Any, ...]]:
    with services.replica.store.reading() as session:
        return session.driver.execute(sql, values).fetchall()


def taken_in(services: Services, draft: IntakeDraft = INTAKE, stage: Stage = Stage.ISSUED) -> UUID:
    """An order that is over; the client of it."""
    order = services.intakes.receive(draft).order_id
    with services.replica.store.writing() as session, session.unrecorded({"order"}) as driver:
        driver.execute('UPDATE "order" SET stage = ? WHERE id = ?', (stage, order.bytes))
    return UUID(
        bytes=rows(services, 'SELECT client_id FROM "order" WHERE id = ?', order.bytes)[0][0]
    )


def add_picture(services: Services, client: UUID, name: str) -> None:
    sql = (
        'INSERT INTO photo(id, order_id, sha256, mime, size, caption, at, "by", thumb)'
        " SELECT ?, id, ?, '', 1, '', ?, '', '' FROM \"order\" WHERE client_id = ?"
    )
    with services.replica.store.writing() as session, session.unrecorded({"photo"}) as driver:
        driver.execute(sql, (new_id().bytes, name, AT, client.bytes))


def told(services: Services, words: Sequence[str]) -> set[str]:
    """Which of these words the store still holds somewhere."""
    found = rows(
        services,
        "SELECT payload FROM outbox UNION ALL SELECT data FROM print_job"
        " UNION ALL SELECT name FROM client UNION ALL SELECT e164 FROM phone",
    )
    return {word for word in words if word in str(found)}


def test_an_unknown_client_cannot_be_forgotten(forgetting: Forgetting) -> None:
    with pytest.raises(RejectedError) as refused:
        forgetting.forget(UUID(int=5))
    assert refused.value.problem is Problem.UNKNOWN_RECORD


def test_nobody_is_forgotten_while_a_thing_of_his_is_here(
    services: Services, forgetting: Forgetting
) -> None:
    client = taken_in(services, stage=Stage.READY)
    with pytest.raises(RejectedError) as refused:
        forgetting.forget(client)
    assert refused.value.problem is Problem.OPEN_ORDERS
    assert told(services, [INTAKE.client.name]) == {INTAKE.client.name}


def test_one_is_forgotten_and_the_other_is_not(services: Services, forgetting: Forgetting) -> None:
    client = taken_in(services)
    taken_in(services, OTHER)
    forgetting.forget(client)
    words = [INTAKE.client.name, "+79161234567", OTHER.client.name, "+79031112233"]
    assert told(services, words) == {OTHER.client.name, "+79031112233"}
    names = rows(services, "SELECT name, archived FROM client ORDER BY name")
    assert names == [(OTHER.client.name, 0), (NOBODY, 1)]
    assert rows(services, "SELECT scrub FROM sync") == [(1,)]


@pytest.mark.parametrize("asked", [0, 1])
def test_cards_made_one_are_forgotten_together(
    services: Services, forgetting: Forgetting, asked: int
) -> None:
    cards = taken_in(services), taken_in(services, OTHER)
    services.clients.merge(*cards)
    forgetting.forget(cards[asked])
    assert told(services, [INTAKE.client.name, OTHER.client.name]) == set()


def test_his_pictures_go_and_those_of_others_stay(
    services: Services, forgetting: Forgetting, blobs: Blobs
) -> None:
    client, other = taken_in(services), taken_in(services, OTHER)
    own, shared = blobs.put(b"his"), blobs.put(b"both")
    for whose, name in [(client, own), (client, shared), (other, shared)]:
        add_picture(services, whose, name)
    forgetting.forget(client)
    assert not blobs.path(own).exists()
    assert blobs.path(shared).exists()
