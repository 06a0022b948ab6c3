"""Programs that read: what they see, how they go on, and that their token opens nothing else."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import insert, text

from intake_app.errors import Problem, RejectedError
from intake_app.sync.core.refusal import HubRejectedError, Why
from intake_hub.access import shops
from intake_hub.access.readers import Readers
from intake_hub.app import now_ms
from intake_hub.cli import main
from intake_hub.feed.extracts import KINDS, Extracts
from intake_hub.stations import Stations
from intake_hub.store.tables import Record
from tests.hub.conftest import NOW_MS
from tests.rigs.hub import HubThread
from tests.rigs.shopwork import intake, new_client, new_phone
from tests.rigs.stations import asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from uuid import UUID

    from sqlalchemy import Connection

    from intake_hub.store.engine import HubStore
    from tests.hub.conftest import Desk


@pytest.fixture
def extracts(store: HubStore) -> Extracts:
    return Extracts(store)


@pytest.fixture
def readers(store: HubStore) -> Readers:
    return Readers(store, lambda: NOW_MS)


def all_rows(
    extracts: Extracts, desk: Desk, kind: str, after: str = "", limit: int = 2
) -> tuple[list[Any], str]:
    """Read on to the end, as a program would."""
    found: list[Any] = []
    while True:
        page = extracts.read(desk.shop, kind, after, limit, is_personal=True)
        found += page.rows
        after = page.after
        if page.is_last:
            return found, after


def test_every_record_comes_once_and_then_what_changed(extracts: Extracts, desk: Desk) -> None:
    made = [new_client(desk, name) for name in ("Ада", "Боб", "Вера", "Глеб", "Дина")]
    desk.push()
    rows, after = all_rows(extracts, desk, "clients")
    assert sorted(row["name"] for row in rows) == ["Ада", "Боб", "Вера", "Глеб", "Дина"]
    assert all_rows(extracts, desk, "clients", after)[0] == []
    desk.edit("client", made[1].rec, "name", "Борис")
    new_client(desk, "Егор")
    desk.push()
    rows, after = all_rows(extracts, desk, "clients", after)
    assert [row["name"] for row in rows] == ["Борис", "Егор"]
    assert all_rows(extracts, desk, "clients", after)[0] == []


def test_what_is_made_while_somebody_reads_is_not_missed(extracts: Extracts, desk: Desk) -> None:
    for name in ("Ада", "Боб", "Вера"):
        new_client(desk, name)
    desk.push()
    first = extracts.read(desk.shop, "clients", "", 2, is_personal=True)
    seen = {row["name"] for row in first.rows}
    later = {f"Глеб {number}" for number in range(12)}  # some of them before the cursor
    for name in later:
        new_client(desk, name)
    desk.push()
    rows, _ = all_rows(extracts, desk, "clients", first.after)
    assert seen | {row["name"] for row in rows} == {"Ада", "Боб", "Вера"} | later


def test_who_was_forgotten_is_told_again_without_his_name(extracts: Extracts, desk: Desk) -> None:
    client = next(op for op in intake(desk) if op.entity == "client")
    new_phone(desk, client.rec)
    desk.push()
    cursors = {kind: all_rows(extracts, desk, kind)[1] for kind in ("clients", "phones", "orders")}
    desk.forget(client.rec)
    desk.push()
    rows, _ = all_rows(extracts, desk, "clients", cursors["clients"])
    assert [row["name"] for row in rows] == ["—"]
    orders, _ = all_rows(extracts, desk, "orders", cursors["orders"])
    assert [row["fault"] for row in orders] == [""]
    phones, _ = all_rows(extracts, desk, "phones", cursors["phones"])
    assert [row["e164"] for row in phones] == [""]


def test_without_personal_data_there_is_no_column_of_it(extracts: Extracts, desk: Desk) -> None:
    intake(desk)
    desk.push()
    for kind, columns in KINDS.items():
        page = extracts.read(desk.shop, kind, "", 500, is_personal=False)
        assert page.columns == ("id", *columns.plain)
        assert not {name for row in page.rows for name in row} & set(columns.personal)


@pytest.mark.parametrize("after", ["x", "r1", "s1-0123456", "s1-01234567-" + "0" * 32, "r1-" * 9])
def test_a_cursor_nobody_gave_is_refused(extracts: Extracts, desk: Desk, after: str) -> None:
    with pytest.raises(RejectedError) as refused:
        extracts.read(desk.shop, "clients", after, 2, is_personal=True)
    assert refused.value.problem is Problem.MALFORMED


def test_a_cursor_of_another_past_or_too_old_a_one_begins_anew(
    extracts: Extracts, desk: Desk, store: HubStore
) -> None:
    new_client(desk, "Ада")
    desk.push()
    _, after = all_rows(extracts, desk, "clients")
    epoch = after.partition("-")[2]
    with store.writing() as connection:
        connection.execute(text("UPDATE hub_head SET floor = 1"))
    for odd in ("s1-00000000", f"s99-{epoch}", f"s0-{epoch}"):
        with pytest.raises(HubRejectedError) as refused:
            extracts.read(desk.shop, "clients", odd, 2, is_personal=True)
        assert refused.value.why is Why.TRIMMED


def test_tokens_are_made_listed_and_ended(readers: Readers) -> None:
    token = readers.add("BI", None, is_personal=False)
    assert token.startswith("read-")
    (one,) = readers.listing(None)
    assert (one.name, one.is_personal, one.used_ms) == ("BI", False, 0)
    for _ in range(2):
        assert readers.by_token(token).name == "BI"
    assert readers.listing(None)[0].used_ms == NOW_MS
    for name in ("BI", " ", "x" * 61, "a\nb"):
        with pytest.raises(RejectedError):
            readers.add(name, None, is_personal=True)
    readers.remove("BI", None)
    with pytest.raises(HubRejectedError):
        readers.by_token(token)
    with pytest.raises(RejectedError):
        readers.remove("BI", None)


@pytest.fixture
def hub(db: str) -> Iterator[HubThread]:
    made = HubThread(db)
    yield made
    made.close()


def asking(hub: HubThread, token: str) -> Callable[..., httpx.Response]:
    head = {"Authorization": f"Bearer {token}"} if token else {}

    def ask(path: str, method: str = "GET") -> httpx.Response:
        return httpx.request(method, f"{hub.url}/v1/{path}", headers=head, trust_env=False)

    return ask


def test_only_its_own_token_opens_it_and_it_opens_nothing_else(hub: HubThread) -> None:
    readers = Readers(hub.store, now_ms)
    token = readers.add("BI", None, is_personal=True)
    station = Stations(hub.store, now_ms).enrol(asked(hub.code())).token
    read, desk, stranger = (asking(hub, one) for one in (token, station, ""))
    assert read("read/clients").json() == {
        "rows": [],
        "after": read("read/clients").json()["after"],
        "is_last": True,
    }
    assert desk("read/clients").status_code == 401
    assert stranger("read/clients").status_code == 401
    for path in ("pull?after=0", "stations", "crm", "snapshot", "digest", "backups"):
        assert read(path).status_code in {401, 404}, path
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert read("read/clients", method).status_code == 405
    for path in ("push", "hello", "token", "rename"):
        assert read(path, "POST").status_code == 401
    readers.remove("BI", None)
    assert read("read/clients").status_code == 401


@pytest.fixture
def short_of_breath(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a slow machine never asks too much."""
    monkeypatch.setattr("intake_hub.app.CALLS_AT_ONCE", 20)
    monkeypatch.setattr("intake_hub.app.CALLS_PER_S", 0.01)


@pytest.mark.usefixtures("short_of_breath")
def test_what_cannot_be_asked_is_refused(hub: HubThread) -> None:
    read = asking(hub, Readers(hub.store, now_ms).add("BI", None, is_personal=True))
    assert read("read/passcodes").status_code == 404
    for query in ("limit=0", "format=xml", "after=x"):
        assert read(f"read/clients?{query}").status_code == 400
    assert read("read/clients").status_code == 200
    assert any(read("read/clients").status_code == 429 for _ in range(1000))


def put_client(connection: Connection, shop: UUID, born: str) -> None:
    row = {"shop": shop, "rec": uuid4(), "entity": "client", "hlc": 1, "born": born}
    connection.execute(insert(Record), row)


def test_shops_do_not_see_each_other(hub: HubThread) -> None:
    shops.add(hub.store, "Second", now_ms())
    shops.rename(hub.store, "", "First")
    token = Readers(hub.store, now_ms).add("BI", "Second", is_personal=True)
    with hub.store.writing() as connection:
        put_client(connection, shops.called(connection, "First"), "{}")
    assert asking(hub, token)("read/clients").json()["rows"] == []
    other = Readers(hub.store, now_ms).add("BI", "First", is_personal=True)
    assert len(asking(hub, other)("read/clients").json()["rows"]) == 1


def test_tables_come_as_csv(hub: HubThread) -> None:
    token = Readers(hub.store, now_ms).add("BI", None, is_personal=True)
    with hub.store.writing() as connection:
        values = '{"name": "=SUM(A1)", "archived": true, "email": "+79161234567"}'
        put_client(connection, shops.called(connection, None), values)
    reply = asking(hub, token)("read/clients?format=csv")
    assert reply.headers["Content-Type"].startswith("text/csv")
    assert (reply.headers["X-Intake-Last"], reply.headers["X-Intake-Next"][0]) == ("true", "s")
    (one,) = csv.DictReader(io.StringIO(reply.text))
    assert (one["name"], one["archived"], one["email"]) == ("'=SUM(A1)", "1", "+79161234567")


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = f"sqlite:///{tmp_path / 'hub.db'}"
    hub = HubThread(db)
    hub.close()
    command = ["read-token", "add", "BI", "--no-personal", "--db", db]
    assert main(command) == 0
    token = capsys.readouterr().out.strip()
    assert token.startswith("read-")
    assert main(command) == 1
    assert "that cannot be taken" in capsys.readouterr().err
    assert main(["read-token", "list", "--db", db]) == 0
    listed = capsys.readouterr().out
    assert listed.startswith("BI\tno personal data\tmade 20")
    assert token not in listed
    assert listed.endswith("never used\n")
    assert main(["read-token", "remove", "BI", "--db", db]) == 0
    assert main(["read-token", "remove", "BI", "--db", db]) == 1
