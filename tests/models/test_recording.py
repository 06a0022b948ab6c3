from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import IntegrityError

from intake_app.models.attachments import OrderFile, Passcode, PasscodeView, Photo
from intake_app.models.consents import Apart, Consent, Merge, Signature, Unmerge
from intake_app.models.exchange import Discard, FieldVersion, OutboxOp, SyncState
from intake_app.models.knowledge import CatalogueModel, Hint, Preference
from intake_app.models.orders import Comment, Device, Order, Payment, StageMove
from intake_app.models.people import Client, Contact, Phone, Staff
from intake_app.models.shapes import SYNCED, table_of
from intake_app.models.spool import PrintJobEntry
from intake_app.sync.core.catalogue import ENTITIES
from tests.models import workshop_records
from tests.rigs.watch import NOON

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.models.base import Base
    from intake_app.models.store import Store
    from intake_app.models.writing import Writing
    from tests.rigs.watch import Watch


def ops(store: Store) -> list[OutboxOp]:
    with store.reading() as session:
        return list(session.scalars(select(OutboxOp).order_by(OutboxOp.n)))


def new_client(store: Store, name: str = "Пётр") -> UUID:
    with store.writing() as session:
        return session.create(Client, created_at=NOON, kind="person", name=name)


def rename(store: Store, client: UUID, name: str) -> None:
    with store.writing() as session:
        found = session.get_one(Client, client)
        found.name = name


def one_of_each(store: Store) -> dict[type[Base], UUID]:
    made: dict[type[Base], UUID] = {}
    said = {"at": NOON, "by": "Анна"}
    with store.writing() as session:
        made[Staff] = session.create(Staff, created_at=NOON, name="Анна")
        made[Client] = session.create(Client, created_at=NOON, kind="person", name="Пётр")
        client = {"client_id": made[Client]}
        made[Phone] = session.create(Phone, **client, created_at=NOON, e164="+79161234567")
        made[Device] = session.create(Device, **client, created_at=NOON, kind="смартфон")
        made[Order] = session.create(
            Order,
            **client,
            device_id=made[Device],
            number="A-00001-3",
            ticket="000000000013",
            accepted_at=NOON,
            accepted_by="Анна",
            fault="не включается",
            repair_kind="paid",
            currency="RUB",
        )
        of = {"order_id": made[Order], **said}
        made[StageMove] = session.create(StageMove, **of, from_stage="", to_stage="accepted")
        money = {"kind": "prepayment", "method": "cash", "minor": 100, "currency": "RUB"}
        made[Payment] = session.create(Payment, **of, **money)
        made[Comment] = session.create(Comment, **of, text="звонить после 18")
        _one_of_each_kept(session, made, of)
        _one_of_each_known(session, made)
        workshop_records.one_of_each(session, made)
    return made


def _one_of_each_kept(session: Writing, made: dict[type[Base], UUID], of: dict[str, Any]) -> None:
    """What belongs to a client or an order besides the repair itself."""
    client, said = {"client_id": made[Client]}, {"at": NOON, "by": "Анна"}
    text = {"text_version": "ru-1", "text_sha256": "0" * 64}
    made[Contact] = session.create(Contact, **client, created_at=NOON, name="Ольга")
    given = {"purpose": "personal_data", "action": "granted", "channel": "paper"}
    made[Consent] = session.create(Consent, **client, **said, **text, **given)
    made[Merge] = session.create(Merge, **client, merged_id=made[Client], **said)
    made[Unmerge] = session.create(Unmerge, merge_id=made[Merge], **said)
    made[Apart] = session.create(Apart, **client, other_id=made[Client], **said)
    made[Signature] = session.create(Signature, **of, **text, image_sha256="1", language="ru")
    made[Photo] = session.create(Photo, **of, sha256="1", mime="image/jpeg", size=1)
    made[OrderFile] = session.create(OrderFile, **of, sha256="1", name="a.pdf", size=1)
    made[Passcode] = session.create(Passcode, **of, kind="pin", sealed="x")
    made[PasscodeView] = session.create(PasscodeView, passcode_id=made[Passcode], **said)


def _one_of_each_known(session: Writing, made: dict[type[Base], UUID]) -> None:
    made[Discard] = session.create(
        Discard, op_id=UUID(int=3), rec=UUID(int=4), reason="дважды", at=NOON, by="Анна"
    )
    made[Preference] = session.create(Preference, id=UUID(int=9), key="term")
    made[CatalogueModel] = session.create(CatalogueModel, kind="смартфон")
    made[Hint] = session.create(Hint, created_at=NOON, text="попросить отключить")


def test_a_new_record_is_put_under_its_own_id(store: Store) -> None:
    client = new_client(store)

    (op,) = ops(store)
    assert (op.op_id, op.rec, op.verb, op.entity) == (client, client, "put", "client")
    assert (op.n, op.inc, op.state, op.by_user) == (0, 0, "new", "Анна")
    assert op.made_at == "2026-11-22T12:00:00.000000Z"
    payload = json.loads(op.payload)
    assert payload.keys() == ENTITIES["client"].fields
    assert (
        payload
        | {
            "archived": False,
            "created_at": "2026-11-22T12:00:00.000000Z",
            "discount_bp": 0,
            "kind": "person",
            "name": "Пётр",
        }
        == payload
    )


def test_both_ways_to_insert_record_alike(store: Store) -> None:
    with store.writing() as session:
        session.create(Client, created_at=NOON, kind="person", name="Пётр")
        session.add(Client(created_at=NOON, kind="person", name="Пётр"))

    one, other = ops(store)
    assert one.payload == other.payload
    assert one.txn == other.txn


@pytest.mark.parametrize("entity", SYNCED)
def test_every_shared_entity_is_recorded(store: Store, entity: type[Base]) -> None:
    made = one_of_each(store)

    (op,) = [op for op in ops(store) if op.entity == table_of(entity).name]
    assert op.rec == made[entity]


def test_one_user_action_is_one_transaction_of_ops(store: Store) -> None:
    one_of_each(store)

    assert len({op.txn for op in ops(store)}) == 1
    assert [op.n for op in ops(store)] == list(range(len(SYNCED)))


def test_an_edit_names_the_value_it_was_made_upon(store: Store) -> None:
    client = new_client(store)
    rename(store, client, "Пётр Иванов")
    rename(store, client, "Пётр Ильин")

    put, first, second = ops(store)
    assert (first.verb, first.field, first.payload) == ("set", "name", '{"name":"Пётр Иванов"}')
    assert first.base == put.op_id == client
    assert second.base == first.op_id


def test_two_edits_of_a_field_in_one_transaction_build_on_each_other(store: Store) -> None:
    client = new_client(store)
    with store.writing() as session:
        found = session.get_one(Client, client)
        found.name = "Пётр Иванов"
        session.flush()
        found.name = "Пётр Ильин"

    _, first, second = ops(store)
    assert second.base == first.op_id


def test_the_value_before_an_edit_is_kept_while_the_edit_is_on_its_way(store: Store) -> None:
    client = new_client(store)
    rename(store, client, "Пётр Иванов")
    rename(store, client, "Пётр Ильин")

    with store.reading() as session:
        version = session.get_one(FieldVersion, (client, "name"))
    assert version.op_id == ops(store)[-1].op_id
    assert version.confirmed_op == client
    assert version.confirmed_value == '"Пётр"'


def test_writing_the_same_value_again_is_no_edit(store: Store) -> None:
    client = new_client(store)
    rename(store, client, "Пётр")

    assert len(ops(store)) == 1


def test_a_record_of_our_own_is_not_synced_by_its_local_columns(store: Store) -> None:
    order = one_of_each(store)[Order]
    count = len(ops(store))
    with store.writing() as session:
        session.get_one(Order, order).stage = "ready"

    assert len(ops(store)) == count


def test_what_never_changes_cannot_be_changed(store: Store) -> None:
    payment = one_of_each(store)[Payment]

    with pytest.raises(TypeError, match="never changes"), store.writing() as session:
        session.get_one(Payment, payment).minor = 1


def test_shared_records_are_never_deleted(store: Store) -> None:
    client = new_client(store)

    with pytest.raises(TypeError, match="archived"), store.writing() as session:
        session.delete(session.get_one(Client, client))


@pytest.mark.parametrize(
    "values",
    [
        {"created_at": NOON, "kind": "person"},
        {"created_at": NOON, "kind": "person", "name": "Пётр", "nickname": "Петя"},
    ],
)
def test_a_row_must_be_whole_and_known(store: Store, values: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="client: missing or unknown"), store.writing() as session:
        session.create(Client, **values)


@pytest.mark.parametrize("entity", SYNCED)
def test_no_bulk_statement_gets_round_the_recorder(store: Store, entity: type[Base]) -> None:
    one_of_each(store)
    table = table_of(entity)
    fields = [column.name for column in table.columns if column.computed is None]
    copied = select(*(table.c[name] for name in fields))
    statements = (
        update(entity).values(id=UUID(int=7)),
        delete(entity),
        table.insert().from_select(fields, copied),
    )

    for statement in statements:
        with pytest.raises(IntegrityError, match="unrecorded"), store.writing() as session:
            session.execute(statement)
    for core in (table.update().values(id=UUID(int=7)), table.delete()):
        with pytest.raises(IntegrityError, match="unrecorded"), store.writing() as session:
            session.connection().execute(core)


def test_the_guard_falls_again_within_the_same_transaction(store: Store) -> None:
    client = new_client(store)

    def after_a_flush(session: Writing) -> None:
        session.get_one(Client, client).name = "Пётр Иванов"
        session.flush()

    def after_all_is_written(session: Writing) -> None:
        session.create(Client, created_at=NOON, kind="person", name="Анна")
        session.settle()

    def after_rows_of_others(session: Writing) -> None:
        with session.unrecorded(["client"]) as driver:
            driver.execute("UPDATE client SET note = 'from elsewhere'")

    for first in (after_a_flush, after_all_is_written, after_rows_of_others):
        with pytest.raises(IntegrityError, match="unrecorded"), store.writing() as session:
            _first_then_bypass(session, first)


def test_the_guard_falls_after_rows_that_are_not_shared(store: Store) -> None:
    with store.writing() as session:
        made = {"key": "label:1", "printer": "label", "document": "label", "about": UUID(int=7)}
        session.create(PrintJobEntry, **made, data="{}", language="ru", created_at=NOON)

    with store.reading() as session:
        assert session.get_one(SyncState, 1).guard == 0


def _first_then_bypass(session: Writing, first: Callable[[Writing], None]) -> None:
    first(session)
    session.execute(text("UPDATE client SET name = 'x'"))


def test_unrecorded_changes_are_announced_and_make_no_ops(store: Store) -> None:
    new_client(store)
    heard: list[frozenset[str]] = []
    store.listen(heard.append)

    with store.writing() as session, session.unrecorded(["client"]) as driver:
        driver.execute("UPDATE client SET note = 'from elsewhere'")

    assert heard == [frozenset({"client"})]
    assert len(ops(store)) == 1


def test_stamps_grow_even_when_the_clock_goes_back(store: Store, watch: Watch) -> None:
    new_client(store)
    watch.forward(days=-400)
    new_client(store)
    watch.forward(days=800)
    new_client(store)

    stamps = [op.hlc for op in ops(store)]
    assert stamps == sorted(stamps)
    assert len(set(stamps)) == 3
    with store.reading() as session:
        assert session.get_one(SyncState, 1).hlc == stamps[-1]


def test_order_numbers_follow_one_another(store: Store) -> None:
    for expected in ("A-00001-3", "A-00002-1"):
        with store.writing() as session:
            assert session.next_ticket().number == expected
