from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import IntegrityError, StatementError

from intake_app.errors import Problem, UnavailableError
from intake_app.models.connection import open_file, translated
from intake_app.models.exchange import OutboxOp
from intake_app.models.people import Client, Phone
from intake_app.models.recording import Recorder
from intake_app.models.spool import Draft
from intake_app.models.store import Store
from tests.rigs.watch import NOON

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.watch import Watch


def clients(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.scalars(select(Client.name).order_by(Client.no)))


def test_what_was_written_is_there_and_announced(store: Store) -> None:
    heard: list[frozenset[str]] = []
    store.listen(heard.append)

    with store.writing() as session:
        client = session.create(Client, created_at=NOON, kind="person", name="Пётр")
        session.create(Phone, client_id=client, created_at=NOON, e164="+79161234567")
        assert heard == []

    assert clients(store) == ["Пётр"]
    assert heard == [frozenset({"client", "phone", "outbox"})]


def test_a_failed_transaction_leaves_nothing_and_says_nothing(store: Store) -> None:
    heard: list[frozenset[str]] = []
    store.listen(heard.append)

    def fail() -> None:
        with store.writing() as session:
            session.create(Client, created_at=NOON, kind="person", name="Пётр")
            session.add(Client(created_at=NOON, kind="person", name="Анна"))
            session.flush()
            session.next_ticket()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert clients(store) == []
    assert heard == []
    with store.writing() as session:
        assert session.next_ticket().counter == 1
        assert session.scalars(select(OutboxOp)).all() == []


def test_a_transaction_that_touched_nothing_is_not_announced(store: Store) -> None:
    heard: list[frozenset[str]] = []
    store.listen(heard.append)

    with store.writing():
        pass

    assert heard == []


def test_changes_of_every_kind_are_announced(store: Store) -> None:
    with store.writing() as session:
        session.add(Draft(slot="a", data="{}", saved_at=NOON))
        session.add(Draft(slot="b", data="{}", saved_at=NOON))
    heard: list[frozenset[str]] = []
    store.listen(heard.append)

    with store.writing() as session:
        session.execute(update(Draft).values(data="[]"))
    with store.writing() as session:
        session.execute(delete(Draft).where(Draft.slot == "a"))
    with store.writing() as session:
        session.delete(session.get(Draft, "b"))

    assert heard == [frozenset({"draft"})] * 3


def test_a_naive_moment_is_refused_and_nothing_written(store: Store) -> None:
    with pytest.raises(ValueError, match="naive"), store.writing() as session:
        session.create(Client, created_at=NOON.replace(tzinfo=None), kind="person", name="Пётр")
    with pytest.raises(StatementError, match="naive"), store.writing() as session:
        session.add(Client(created_at=NOON.replace(tzinfo=None), kind="person", name="Анна"))

    assert clients(store) == []


def test_a_full_disk_is_told_and_the_store_works_again(store: Store) -> None:
    with store.writing() as session:
        pages = session.scalar(text("PRAGMA page_count"))
        session.execute(text(f"PRAGMA max_page_count={pages}"))
    with pytest.raises(UnavailableError) as refused, store.writing() as session:
        session.create(Client, created_at=NOON, kind="person", name="Пётр", note="x" * 100_000)
    assert refused.value.problem is Problem.DISK_FULL
    assert clients(store) == []

    with store.writing() as session:
        session.execute(text("PRAGMA max_page_count=1000000"))
        session.create(Client, created_at=NOON, kind="person", name="Анна")
    assert clients(store) == ["Анна"]


def test_a_reader_keeps_its_view_while_others_write(store: Store) -> None:
    with store.reading() as session:
        assert session.scalars(select(Client.name)).all() == []
        with store.writing() as writing:
            writing.create(Client, created_at=NOON, kind="person", name="Пётр")
        assert session.scalars(select(Client.name)).all() == []

    assert clients(store) == ["Пётр"]


def test_a_reading_session_cannot_write(store: Store) -> None:
    with pytest.raises(UnavailableError) as refused, store.reading() as session:
        session.execute(text("DELETE FROM draft"))

    assert refused.value.problem is Problem.READ_ONLY


def test_a_writer_that_never_gets_its_turn_is_told(store: Store) -> None:
    with store.writing(), pytest.raises(UnavailableError) as refused, store.writing():
        pass

    assert refused.value.problem is Problem.STORE_BUSY


def test_the_file_is_not_rewritten_under_a_writer(store: Store) -> None:
    with store.writing(), pytest.raises(UnavailableError) as refused:
        store.compact()

    assert refused.value.problem is Problem.STORE_BUSY


def test_another_program_writing_makes_the_store_busy(store: Store, tmp_path: Path) -> None:
    other = open_file(tmp_path / "intake.db")
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(UnavailableError) as refused, store.writing() as session:
        session.create(Client, created_at=NOON, kind="person", name="Пётр")

    other.close()
    assert refused.value.problem is Problem.STORE_BUSY


def test_a_writer_has_the_store_to_itself_from_its_first_question(
    store: Store, tmp_path: Path
) -> None:
    other = open_file(tmp_path / "intake.db", patience_s=0)
    with store.writing() as session:
        session.scalars(select(Client)).all()
        with pytest.raises(UnavailableError) as refused, translated():
            other.execute("BEGIN IMMEDIATE")

    other.close()
    assert refused.value.problem is Problem.STORE_BUSY


def test_writers_on_many_threads_take_turns(tmp_path: Path, watch: Watch) -> None:
    store = Store(tmp_path / "intake.db", Recorder(watch))

    def write(name: str) -> None:
        for number in range(10):
            with store.writing() as session:
                session.create(Client, created_at=NOON, kind="person", name=f"{name} {number}")

    threads = [threading.Thread(target=write, args=(str(name),)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(clients(store))) == 80
    with store.reading() as session:
        assert session.scalars(select(OutboxOp.n).order_by(OutboxOp.n)).all() == list(range(80))
    store.close()


def test_a_bug_is_not_taken_for_a_busy_disk(store: Store) -> None:
    with store.writing() as session:
        session.add(Draft(slot="a", data="{}", saved_at=NOON))

    with pytest.raises(IntegrityError), store.writing() as session:
        session.execute(text("INSERT INTO draft SELECT * FROM draft"))


def test_the_log_is_folded_into_the_file_on_closing(tmp_path: Path, watch: Watch) -> None:
    store = Store(tmp_path / "intake.db", Recorder(watch))
    store.close()

    assert [file.name for file in tmp_path.iterdir()] == ["intake.db"]


def test_an_encrypted_store_works_alike(tmp_path: Path, watch: Watch) -> None:
    store = Store(tmp_path / "intake.db", Recorder(watch), key=bytes(32))
    with store.writing() as session:
        session.create(Client, created_at=NOON, kind="person", name="Пётр")
    store.close()

    again = Store(tmp_path / "intake.db", Recorder(watch), key=bytes(32))
    assert clients(again) == ["Пётр"]
    again.close()
