from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event, inspect
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2

from intake_app.errors import Problem, UnavailableError
from intake_app.models import schema
from intake_app.models.base import Base
from intake_app.models.connection import SCHEMA_NUMBER, open_file, schema_number
from intake_app.models.recording import Recorder
from intake_app.models.shapes import LOCAL, SYNCED, insert_shape, table_of
from intake_app.models.store import Store
from intake_app.sync.core.catalogue import ENTITIES, FLAGS, NUMBERS

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from tests.rigs.watch import Watch


def engine_of(path: Path) -> Engine:
    engine = create_engine(
        "sqlite://", module=dbapi2, creator=lambda: open_file(path), poolclass=NullPool
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def everything(connection: Connection) -> list[tuple[str, ...]]:
    rows = connection.exec_driver_sql(
        "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    )
    return [(*row[:3], re.sub(r"\s+", "", row[3] or "")) for row in rows]


def version(path: Path, number: int | None = None) -> int:
    connection = open_file(path)
    if number is not None:
        connection.execute(f"PRAGMA user_version={number}")
    found = schema_number(connection)
    connection.close()
    return found


def test_a_new_store_equals_a_migrated_one(tmp_path: Path) -> None:
    with engine_of(tmp_path / "new.db").begin() as new:
        schema.make(new)
        expected = everything(new)
    with engine_of(tmp_path / "migrated.db").begin() as migrated:
        schema.migrate(migrated)
        assert everything(migrated) == expected
        assert migrated.exec_driver_sql("PRAGMA user_version").scalar_one() == SCHEMA_NUMBER
        stamped = migrated.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
    assert stamped == schema.REVISION


def test_the_program_knows_the_newest_revision() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))

    assert ScriptDirectory.from_config(config).get_current_head() == schema.REVISION


def test_the_entities_and_the_migrations_agree(tmp_path: Path) -> None:
    def is_ours(_thing: object, name: str | None, kind: str, _found: bool, _with: object) -> bool:
        return not (kind == "table" and "_search" in (name or ""))

    with engine_of(tmp_path / "intake.db").begin() as connection:
        schema.migrate(connection)
        options: dict[str, Any] = {"include_object": is_ours, "compare_type": False}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_a_newer_store_is_refused_and_left_alone(tmp_path: Path, watch: Watch) -> None:
    path = tmp_path / "intake.db"
    version(path, SCHEMA_NUMBER + 1)

    with pytest.raises(UnavailableError) as refused:
        Store(path, Recorder(watch))

    assert refused.value.problem is Problem.STORE_TOO_NEW
    assert version(path) == SCHEMA_NUMBER + 1


def test_a_database_of_something_else_is_refused(tmp_path: Path, watch: Watch) -> None:
    path = tmp_path / "intake.db"
    connection = open_file(path)
    connection.execute("CREATE TABLE songs(title)")
    connection.close()

    with pytest.raises(UnavailableError) as refused:
        Store(path, Recorder(watch))

    assert refused.value.problem is Problem.STORE_CORRUPT


def test_an_older_store_is_migrated(
    tmp_path: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "intake.db"
    Store(path, Recorder(watch)).close()
    # There is no older schema yet: the program of the day after the next migration stands in.
    monkeypatch.setattr(schema, "SCHEMA_NUMBER", SCHEMA_NUMBER + 1)

    Store(path, Recorder(watch)).close()

    assert version(path) == SCHEMA_NUMBER + 1


def test_a_store_is_opened_again_with_its_identity(tmp_path: Path, watch: Watch) -> None:
    path = tmp_path / "intake.db"
    origins: set[bytes] = set()
    for _ in range(2):
        store = Store(path, Recorder(watch))
        with store.reading() as session:
            origins.add(session.driver.execute("SELECT origin FROM sync").fetchone()[0])
        store.close()

    assert len(origins) == 1


def test_the_catalogue_and_the_entities_agree() -> None:
    assert [table_of(entity).name for entity in SYNCED] == list(ENTITIES)
    for entity in SYNCED:
        table = table_of(entity)
        shape = ENTITIES[table.name]
        assert shape.fields <= set(table.columns.keys())
        assert insert_shape(entity).synced == tuple(sorted(shape.fields))
        for field, parent in shape.parents.items():
            assert {key.column.table.name for key in table.c[field].foreign_keys} == {parent}


def test_parents_come_before_their_children() -> None:
    names = list(ENTITIES)
    for name, shape in ENTITIES.items():
        assert all(names.index(parent) < names.index(name) for parent in shape.parents.values())


def test_every_table_is_known_to_a_migration(store: Store) -> None:
    with store.reading() as session:
        tables = set(inspect(session.connection()).get_table_names())

    assert {table_of(entity).name for entity in (*SYNCED, *LOCAL)} <= tables


def test_the_catalogue_knows_the_types_of_the_columns() -> None:
    for entity in SYNCED:
        table = table_of(entity)
        for name in ENTITIES[table.name].fields:
            kind = table.c[name].type.python_type
            assert (kind is bool) == (name in FLAGS), name
            assert (kind is int) == (name in NUMBERS), name
