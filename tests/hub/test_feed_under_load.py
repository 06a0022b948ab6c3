"""Eight writers and a reader at once: nothing missed, no gap, each op once."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import TYPE_CHECKING

import httpx
from sqlalchemy import event, func, select

from intake_app.sync.core.ops import Op, Outcome, encode
from intake_app.sync.fake_replica import MemoryReplica
from intake_hub.feed import checking, incoming
from intake_hub.feed.author import Author
from intake_hub.feed.feed import Feed
from intake_hub.store.engine import HubStore
from intake_hub.store.tables import Seen, Shop
from tests.rigs.hub import HubThread
from tests.rigs.shopwork import intake, new_client, new_device
from tests.rigs.stations import asked, signed

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.sync.core.standing import Receipt
    from tests.hub.conftest import Desk
    from tests.rigs.postgres import Postgres

WRITERS = 8
ROUNDS = 12


def work(desk: Desk, shared: list[Op], start: Barrier, seed: int) -> list[Op]:
    """Intakes, edits of the clients everybody edits, and each batch handed over twice."""
    rolls = random.Random(seed)
    made: list[Op] = []
    start.wait(10)
    for number in range(ROUNDS):
        batch = intake(desk)
        for client in rolls.sample(shared, 3):
            batch.append(desk.edit("client", client.rec, "note", f"{seed}/{number}", hlc=number))
        made += batch
        first = desk.push(*batch)
        assert desk.push(*batch) == first
        if number % 4 == 0:
            desk.pull()
    return made


def read_along(reader: Desk, is_over: Event) -> None:
    """Apply every page; `apply` refuses a hole, so a number that appears late is noticed."""
    while not is_over.is_set():
        reader.pull(limit=7)
    reader.pull()


def test_eight_writers_and_a_reader_agree(new_desk: Callable[[], Desk], store: HubStore) -> None:
    owner, reader, writers = new_desk(), new_desk(), [new_desk() for _ in range(WRITERS)]
    shared = [new_client(owner) for _ in range(5)]
    owner.push()
    for desk in writers:
        desk.pull()
    start, is_over = Barrier(WRITERS), Event()
    with ThreadPoolExecutor(WRITERS + 1) as threads:
        reading = threads.submit(read_along, reader, is_over)
        jobs = [
            threads.submit(work, desk, shared, start, seed) for seed, desk in enumerate(writers)
        ]
        made = [op for job in jobs for op in job.result(60)]
        is_over.set()
        reading.result(30)
    assert Counter(reader.applied) == Counter(op.op_id for op in (*shared, *made))
    for desk in writers:
        desk.pull()
        assert (desk.confirmed, desk.standing().pending) == (reader.confirmed, 0)
    assert checking.faults(store) == []


def test_two_retries_of_one_batch_at_once_count_once(
    new_desk: Callable[[], Desk], feed: Feed
) -> None:
    desk = new_desk()
    start = Barrier(4)

    def retry(batch: list[Op]) -> list[Receipt]:
        twin = new_desk()
        twin.origin = desk.origin
        start.wait(10)
        return twin.push(*batch)

    with ThreadPoolExecutor(4) as threads:
        for _ in range(10):
            batch = intake(desk)
            answers = [job.result(30) for job in [threads.submit(retry, batch) for _ in range(4)]]
            assert answers == [answers[0]] * 4
    assert feed.end(Author(desk.shop, desk.origin)).seq == 40
    assert len(desk.pull()) == 40


def test_a_twin_that_commits_while_numbers_are_checked_is_no_fork(postgres: Postgres) -> None:
    store = HubStore(postgres.new_database())
    store.open(1)
    feed = Feed(store, lambda: 1)
    with store.reading() as connection:
        shop = connection.execute(select(Shop.id)).scalar_one()
    desk = MemoryReplica()
    run = [incoming.read(encode(op)) for op in intake(desk)]
    answers: list[object] = []

    def meddle(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT op_seen.n, ") and not answers:
            answers.append(None)
            answers[0] = feed.push(Author(shop, desk.origin), run, epoch=None)

    event.listen(store._engine, "before_cursor_execute", meddle)
    answers.append(feed.push(Author(shop, desk.origin), run, epoch=None))
    store.close()
    assert answers[0] == answers[1]


def test_a_parent_and_its_children_that_arrive_at_once_all_get_a_number(
    new_desk: Callable[[], Desk],
) -> None:
    """Whoever comes second must see the other, or the child stays parked for ever."""
    front, back = new_desk(), new_desk()
    start = Barrier(2)

    def go(desk: Desk) -> None:
        start.wait(10)
        desk.push()

    with ThreadPoolExecutor(2) as threads:
        for _ in range(25):
            client = new_client(front)
            new_device(back, client.rec)
            for job in [threads.submit(go, desk) for desk in (front, back)]:
                job.result(30)
    assert len(back.pull()) == 50
    assert back.standing().pending == 0


def test_edits_of_two_records_in_opposite_order_do_not_lock_each_other_out(
    new_desk: Callable[[], Desk], store: HubStore
) -> None:
    desks = new_desk(), new_desk()
    one, other = new_client(desks[0]), new_client(desks[0])
    desks[0].push()
    desks[1].pull()
    start = Barrier(2)

    def go(desk: Desk, order: list[Op]) -> None:
        for number in range(20):
            for client in order:
                desk.edit("client", client.rec, "note", f"{number}")
            start.wait(10)
            desk.push()

    with ThreadPoolExecutor(2) as threads:
        jobs = [threads.submit(go, desks[0], [one, other])]
        jobs.append(threads.submit(go, desks[1], [other, one]))
        for job in jobs:
            job.result(60)
    with store.reading() as connection:
        outcomes = select(Seen.outcome, func.count()).group_by(Seen.outcome)
        counts = {row[0]: row[1] for row in connection.execute(outcomes)}
    assert sum(counts.values()) == 82
    assert counts.keys() <= {Outcome.APPLIED, Outcome.LOST}


def test_eight_writers_over_http(db: str) -> None:
    hub = HubThread(db)
    try:
        with ThreadPoolExecutor(WRITERS) as threads:
            jobs = [threads.submit(write_over_http, hub, f"desk {n}") for n in range(WRITERS)]
            made = [op_id for job in jobs for op_id in job.result(60)]
        with httpx.Client(base_url=f"{hub.url}/v1", trust_env=False) as reader:
            enrol(hub, reader, MemoryReplica())
            pages = [one for page in all_pages(reader) for one in page]
    finally:
        hub.close()
    assert [one["seq"] for one in pages] == list(range(1, len(made) + 1))
    assert Counter(one["op"]["op_id"] for one in pages) == Counter(made)


def enrol(hub: HubThread, client: httpx.Client, desk: MemoryReplica) -> None:
    body = asked(hub.code(), desk.origin).members()
    token = client.post("/enrol", json=body).raise_for_status().json()["token"]
    client.headers["Authorization"] = f"Bearer {token}"


def write_over_http(hub: HubThread, name: str) -> list[str]:
    desk, made = MemoryReplica(), list[str]()
    with httpx.Client(base_url=f"{hub.url}/v1", trust_env=False, timeout=30) as client:
        enrol(hub, client, desk)
        for _ in range(6):
            ops = signed(intake(desk))
            body = {"epoch": None, "inc": 0, "clock_ms": 0, "ops": ops}
            for _ in range(2):
                reply = client.post("/push", json=body).raise_for_status().json()
                assert {one["outcome"] for one in reply["receipts"]} == {Outcome.APPLIED}
            made += [str(op["op_id"]) for op in ops]
    return made


def all_pages(client: httpx.Client) -> list[list[dict[str, dict[str, object]]]]:
    pages: list[list[dict[str, dict[str, object]]]] = []
    after = 0
    while not pages or pages[-1]:
        reply = client.get("/pull", params={"after": after, "limit": 50}).raise_for_status()
        pages.append(reply.json()["ops"])
        after += len(pages[-1])
    return pages
