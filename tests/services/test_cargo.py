"""Pictures that cannot come, or cannot go, harm nothing else."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

import pytest

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.services.blob_parts import BlobParts
from intake_app.sync.carrying import Carrier
from intake_app.sync.core.refusal import HubRejectedError, HubUnavailableError, Why, refusal
from intake_app.sync.core.wire_files import Piece, piece

if TYPE_CHECKING:
    from intake_app.services.cargo import BlobCargo
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch

NAME = hashlib.sha256(b"picture").hexdigest()


@pytest.fixture
def cargo(services: Services) -> BlobCargo:
    with services.replica.store.writing() as session:
        sql = "INSERT INTO blob VALUES (?, 'elsewhere', 0, 0, 1, 0)"
        session.driver.execute(sql, (NAME,))
    return services.cargo


def state(cargo: BlobCargo) -> tuple[str, int]:
    with cargo.store.reading() as session:
        return session.driver.execute("SELECT state, strikes FROM blob").fetchone()


def test_a_wrong_place_costs_nothing_and_a_lost_case_is_put_aside(cargo: BlobCargo) -> None:
    cargo.refused(NAME, Why.OFFSET)
    assert state(cargo) == ("elsewhere", 0)
    cargo.refused(NAME, Why.ERASED)
    assert state(cargo) == ("refused", 0)


def test_a_clock_that_was_ahead_keeps_no_picture_waiting_for_years(
    cargo: BlobCargo, watch: Watch
) -> None:
    watch.forward(days=5 * 365)
    cargo.refused(NAME, Why.ABSENT)
    assert cargo.next() is None
    watch.forward(days=-5 * 365)
    errand = cargo.next()
    assert errand is not None
    assert errand.name == NAME


def test_nobody_wants_nothing(cargo: BlobCargo) -> None:
    assert cargo.want(()) == ""
    assert cargo.want((NAME,)) == ""
    assert cargo.want(("ab" * 32,)) == ""


def test_a_picture_too_large_is_not_taken(cargo: BlobCargo) -> None:
    with pytest.raises(RejectedError) as refused:
        BlobParts(cargo.blobs).add(NAME, Piece(0, b"x", 10), 9)
    assert refused.value.problem is Problem.PICTURE_TOO_LARGE


def test_a_folder_that_cannot_be_written_is_told_and_tried_later(cargo: BlobCargo) -> None:
    cargo.blobs.folder.mkdir(exist_ok=True)
    (cargo.blobs.folder / ".parts").write_text("a file stands in the way")
    with pytest.raises(UnavailableError):
        BlobParts(cargo.blobs).add(NAME, Piece(0, b"x", 10), 99)


def test_an_answer_of_somebody_in_between_is_not_believed() -> None:
    with pytest.raises(HubUnavailableError):
        piece(5, b"x", {"Content-Range": "bytes 0-0/9"})


class Strangers:
    async def fetch_chunk(self, _name: str, _offset: int) -> NoReturn:
        raise refusal(Why.TOKEN)

    begin_file = send_chunk = fetch_chunk

    async def close(self) -> None:
        pass


def test_a_desk_that_is_turned_away_is_told_at_once(cargo: BlobCargo) -> None:
    carrier = Carrier(cargo, Strangers)  # pyright: ignore[reportArgumentType] - it refuses all

    async def carry() -> None:
        await carrier.carry()

    with pytest.raises(HubRejectedError):
        asyncio.run(carry())
    assert state(cargo) == ("elsewhere", 0)


def test_no_more_room_is_made_than_is_needed(services: Services) -> None:
    cargo = replace(services.cargo, most_bytes=1)
    names = [cargo.blobs.put(content) for content in (b"1", b"2")]
    with cargo.store.writing() as session:
        for name in names:
            session.driver.execute("INSERT INTO blob VALUES (?, 'confirmed', 0, 0, 0, 0)", (name,))
    assert (cargo.make_room(), cargo.make_room()) == (1, 0)
    assert [cargo.blobs.has(name) for name in names].count(True) == 1
