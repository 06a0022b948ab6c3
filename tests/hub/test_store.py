"""Opening the hub's database: what is made, what is refused, and in which words."""

from __future__ import annotations

from contextlib import closing
from threading import Event, Thread, Timer
from typing import TYPE_CHECKING, cast

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from intake_app.errors import IntakeError, Problem, RejectedError, UnavailableError
from intake_hub.store import schema
from intake_hub.store.base import Base
from intake_hub.store.engine import CollidedError, HubStore, refuse_unsafe, to_wal
from intake_hub.store.tables import Head, Shop

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection
    from sqlalchemy.engine.interfaces import DBAPICursor

    from tests.rigs.postgres import Postgres

NOW_MS = 1


def opened(db: str) -> HubStore:
    store = HubStore(db)
    try:
        store.open(NOW_MS)
    except IntakeError:
        store.close()
        raise
    return store


def refused(db: str) -> Problem:
    with pytest.raises(IntakeError) as error:
        opened(db)
    return error.value.problem


def test_the_migration_makes_what_the_program_expects(store: HubStore) -> None:
    with store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
        assert schema.revision(connection) == schema.REVISIONS[-1]


def test_opening_again_changes_nothing(store: HubStore) -> None:
    with store.reading() as connection:
        before = connection.execute(select(Head.shop, Head.epoch, Head.chain)).all()
    store.open(NOW_MS + 1)
    with store.reading() as connection:
        assert connection.execute(select(Head.shop, Head.epoch, Head.chain)).all() == before


def test_two_hubs_that_start_at_once_make_one_shop(postgres: Postgres, tmp_path: Path) -> None:
    for db in (postgres.new_database(), f"sqlite:///{tmp_path / 'new.db'}"):
        stores = [HubStore(db) for _ in range(3)]
        threads = [Thread(target=store.open, args=(NOW_MS,)) for store in stores]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with stores[0].reading() as connection:
            assert connection.execute(select(func.count()).select_from(Shop)).scalar_one() == 1
        for store in stores:
            store.close()


def test_a_database_of_a_newer_program_is_left_alone(store: HubStore, db: str) -> None:
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        assert refused(db) is Problem.STORE_TOO_NEW
    finally:
        with store.writing() as connection:
            found = {"revision": schema.REVISIONS[-1]}
            connection.execute(text("UPDATE alembic_version SET version_num = :revision"), found)


@pytest.mark.parametrize(
    "db",
    [
        "nonsense",
        "",
        "mysql://x/y",
        "postgresql://x/y",
        "postgresql+asyncpg://x/y",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite+aiosqlite:///x.db",
    ],
)
def test_an_address_of_nothing_we_know_is_refused(db: str) -> None:
    with pytest.raises(RejectedError) as error:
        HubStore(db)
    assert error.value.problem is Problem.ADDRESS_INVALID


def test_a_file_that_cannot_be_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database " * 100)
    assert refused(f"sqlite:///{tmp_path / 'text.db'}") is Problem.STORE_CORRUPT
    assert refused(f"sqlite:///{tmp_path / 'absent' / 'hub.db'}") is Problem.READ_ONLY
    assert refused(f"sqlite:///{tmp_path}") is Problem.READ_ONLY


def test_a_server_that_is_not_there_is_named_as_such(postgres: Postgres) -> None:
    at = "postgresql+psycopg://intake@127.0.0.1"
    assert refused(f"{at}:1/hub") is Problem.STORE_BUSY
    assert refused(f"{at}:{postgres.port}/absent") is Problem.STORE_BUSY


def test_an_unsafe_sqlite_is_refused() -> None:
    with pytest.raises(UnavailableError) as error:
        refuse_unsafe("3.51.2")
    assert error.value.problem is Problem.SQLITE_UNSAFE


def test_the_file_is_safe_against_power_cuts(tmp_path: Path) -> None:
    store = opened(f"sqlite:///{tmp_path / 'hub.db'}")
    with closing(store), store.writing() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_new_file_is_turned_to_wal_as_soon_as_others_let_go(tmp_path: Path) -> None:
    file = tmp_path / "hub.db"
    store = HubStore(f"sqlite:///{file}", patience_s=0.3)
    with closing(dbapi2.connect(str(file), isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UnavailableError) as error:
            store.open(NOW_MS)
        assert error.value.problem is Problem.STORE_BUSY
        letting_go = Timer(0.1, lambda: other.execute("ROLLBACK"))
        letting_go.start()
        store.open(NOW_MS)
        letting_go.join()
    store.close()


class LockedError(dbapi2.OperationalError):
    sqlite_errorcode = 5


class BusyCursor:
    """What SQLite says when two programs turn a file at the very same moment."""

    def __init__(self) -> None:
        self.refusals = 2
        self.asked: list[str] = []

    def execute(self, statement: str) -> None:
        self.asked.append(statement)
        if "WAL" in statement and self.refusals:
            self.refusals -= 1
            raise LockedError("database is locked")

    def fetchall(self) -> list[tuple[int]]:
        return [(5000,)]


def test_turning_a_file_to_wal_is_tried_again() -> None:
    cursor = BusyCursor()
    to_wal(cast("DBAPICursor", cursor))
    assert cursor.asked[1:] == ["PRAGMA journal_mode=WAL"] * 3


def test_postgresql_gives_up_a_lock_after_a_while(postgres: Postgres) -> None:
    store = opened(postgres.new_database())
    with closing(store), store.reading() as connection:
        assert connection.execute(text("SHOW lock_timeout")).scalar() == "5s"
        assert connection.execute(text("SHOW transaction_isolation")).scalar() == "read committed"


def test_a_block_that_fails_leaves_nothing(store: HubStore) -> None:
    def fail(connection: Connection) -> None:
        connection.execute(text("UPDATE shop SET name = 'half'"))
        raise KeyError

    with pytest.raises(KeyError), store.writing() as connection:
        fail(connection)
    with store.reading() as connection:
        assert connection.execute(select(Shop.name)).scalar_one() == ""


def test_a_double_row_is_a_collision(store: HubStore) -> None:
    with store.reading() as connection:
        shop = connection.execute(select(Shop.id)).scalar_one()
    with pytest.raises(CollidedError), store.writing() as connection:
        connection.execute(insert(Shop), {"id": shop, "name": "", "made_ms": 0})


def test_a_bug_in_a_statement_stays_a_bug(store: HubStore) -> None:
    with pytest.raises(DBAPIError, match="nothing"), store.reading() as connection:
        connection.execute(text("SELECT * FROM nothing"))


def test_a_writer_that_never_ends_does_not_hang_the_others(tmp_path: Path) -> None:
    store = HubStore(f"sqlite:///{tmp_path / 'hub.db'}", patience_s=0.05)
    store.open(NOW_MS)
    other = HubStore(f"sqlite:///{tmp_path / 'hub.db'}", patience_s=0.05)
    inside, leave = Event(), Event()

    def linger() -> None:
        with store.writing():
            inside.set()
            leave.wait(10)

    thread = Thread(target=linger)
    thread.start()
    inside.wait(10)
    for busy in (store, other):
        with pytest.raises(UnavailableError) as error, busy.writing():
            pass
        assert error.value.problem is Problem.STORE_BUSY
    leave.set()
    thread.join()
    store.close()
    other.close()


def test_a_lost_server_is_told_and_found_again(postgres: Postgres) -> None:
    db = postgres.new_database()
    store = opened(db)

    def cut_off(connection: Connection) -> None:
        pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with postgres.connection() as admin:
            admin.execute("SELECT pg_terminate_backend(%s)", (pid,))
        connection.execute(text("SELECT 1"))

    with closing(store):
        with pytest.raises(UnavailableError) as error, store.reading() as connection:
            cut_off(connection)
        assert error.value.problem is Problem.STORE_BUSY
        with store.reading() as connection:
            assert connection.execute(text("SELECT 1")).scalar() == 1
