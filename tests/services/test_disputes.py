"""What only a person can settle, and what is left when he has."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from intake_app.errors import Problem, RejectedError
from intake_app.models.people import Client
from intake_app.services.disputes import Disputes
from intake_app.services.tidying import Tidying
from intake_app.sync.core.ops import Outcome, Verb
from intake_app.sync.core.standing import Receipt
from tests.rigs.drafts import INTAKE
from tests.rigs.feed import Feed, edit, put

if TYPE_CHECKING:
    from intake_app.services.use_cases import Services


@pytest.fixture
def disputes(services: Services) -> Disputes:
    return Disputes(services.replica.store)


def one(services: Services, sql: str) -> tuple[object, ...]:
    with services.replica.store.reading() as session:
        found: tuple[object, ...] = session.driver.execute(sql).fetchone()
        return found


def conflict(services: Services) -> tuple[Feed, UUID]:
    """Two desks gave one client a note; ours lost."""
    services.intakes.receive(INTAKE)
    feed = Feed(services.replica)
    feed.echo()
    client = UUID(bytes=one(services, "SELECT id FROM client")[0])  # pyright: ignore[reportArgumentType] - an id
    feed.bring(edit("client", client, "note", "first"))
    feed.bring(edit("client", client, "note", "second"))
    return feed, client


@pytest.mark.parametrize(
    ("how", "note"), [("keep", "second"), ("use_other", "first"), ("edit", "third")]
)
def test_a_conflict_is_settled_by_an_edit_of_who_saw_both(
    services: Services, disputes: Disputes, how: str, note: str
) -> None:
    _, client = conflict(services)
    (found,) = disputes.conflicts()
    assert (found.field, found.chosen.value, found.other.value) == ("note", "second", "first")
    assert (found.chosen.by, found.other.by, found.other.here) == ("Илья", "Илья", False)
    if how == "edit":
        disputes.edit(found.loser, "third")
    else:
        getattr(disputes, how)(found.loser)
    assert disputes.conflicts() == []
    (op,) = services.replica.unsent(9)
    assert (op.rec, op.value, op.base) == (client, note, last_of(services))
    assert one(services, "SELECT note FROM client") == (note,)
    with pytest.raises(RejectedError):
        disputes.keep(found.loser)


def last_of(services: Services) -> UUID:
    return UUID(bytes=one(services, "SELECT confirmed_op FROM field_version")[0])  # pyright: ignore[reportArgumentType] - an id


def test_a_decision_made_elsewhere_is_taken(services: Services, disputes: Disputes) -> None:
    feed, client = conflict(services)
    (found,) = disputes.conflicts()
    assert found.chosen.value == "second"
    feed.bring(edit("client", client, "note", "settled", base=feed.told[-1].op.op_id))
    assert disputes.conflicts() == []


def refused(services: Services) -> UUID:
    services.intakes.receive(INTAKE)
    feed = Feed(services.replica)
    feed.echo()
    order = UUID(bytes=one(services, 'SELECT id FROM "order"')[0])  # pyright: ignore[reportArgumentType] - an id
    services.tasks.remark(order, "звонить")
    (op,) = services.replica.unsent(9)
    services.replica.acknowledge([Receipt(op.op_id, Outcome.QUARANTINED, 0, "bad_value")])
    return op.op_id


def say(services: Services, note: str) -> None:
    """Edit the only client there is."""
    with services.replica.store.writing() as session:
        (ident,) = session.driver.execute("SELECT id FROM client").fetchone()
        session.get_one(Client, UUID(bytes=ident)).note = note


def test_an_edit_that_was_refused_is_not_shown_as_if_it_stood(
    services: Services, disputes: Disputes
) -> None:
    services.intakes.receive(INTAKE)
    Feed(services.replica).echo()
    say(services, "typed")
    (op,) = services.replica.unsent(9)
    heard: list[frozenset[str]] = []
    services.replica.store.listen(heard.append)
    services.replica.acknowledge([Receipt(op.op_id, Outcome.QUARANTINED, 0, "bad_value")])
    assert one(services, "SELECT note FROM client") == ("",)
    assert "client" in heard[0]
    assert services.replica.unsent(9) == []
    (found,) = disputes.aside()
    assert found.values["note"] == "typed"
    disputes.resend(op.op_id, {"note": "mended"})
    (again,) = services.replica.unsent(9)
    assert (again.value, again.base) == ("mended", op.base)
    assert one(services, "SELECT note FROM client") == ("mended",)


def test_an_edit_above_a_refused_one_goes_on_its_own(
    services: Services, disputes: Disputes
) -> None:
    services.intakes.receive(INTAKE)
    Feed(services.replica).echo()
    say(services, "first")
    say(services, "second")
    first, second = services.replica.unsent(9)
    services.replica.refuse(first.op_id, "oversize")
    assert one(services, "SELECT note FROM client") == ("second",)
    assert services.replica.unsent(9) == [second]
    services.replica.refuse(second.op_id, "oversize")
    assert one(services, "SELECT note FROM client") == ("",)
    disputes.discard(first.op_id, "wrong")
    assert one(services, "SELECT note FROM client") == ("",)


def test_what_was_put_aside_can_be_mended_and_sent_again(
    services: Services, disputes: Disputes
) -> None:
    op_id = refused(services)
    (found,) = disputes.aside()
    assert (found.op_id, found.code, found.values["text"]) == (op_id, "bad_value", "звонить")
    disputes.resend(op_id, {"text": "позвонить"})
    assert disputes.aside() == []
    assert services.replica.standing().quarantined == 0
    (op,) = services.replica.unsent(9)
    assert (op.verb, op.rec, op.base, op.op_id != op_id) == (Verb.PUT, op_id, op_id, True)
    assert dict(op.values)["text"] == "позвонить"
    assert one(services, "SELECT text FROM comment") == ("позвонить",)
    assert disputes.waiting()[0].op_id == op.op_id


def test_giving_up_needs_a_reason_and_leaves_a_fact(services: Services, disputes: Disputes) -> None:
    op_id = refused(services)
    with pytest.raises(RejectedError) as without:
        disputes.discard(op_id, " ")
    assert without.value.problem is Problem.MALFORMED
    disputes.discard(op_id, "набрано дважды")
    assert disputes.aside() == []
    assert one(services, "SELECT count(*) FROM comment") == (0,)
    assert one(services, "SELECT reason FROM discard") == ("набрано дважды",)
    (op,) = services.replica.unsent(9)
    assert (op.entity, dict(op.values)["op_id"]) == ("discard", str(op_id))
    with pytest.raises(RejectedError):
        disputes.discard(op_id, "ещё раз")


def test_the_same_payment_from_two_desks_is_flagged_and_kept(services: Services) -> None:
    services.intakes.receive(INTAKE)
    feed = Feed(services.replica)
    feed.echo()
    order = str(UUID(bytes=one(services, 'SELECT id FROM "order"')[0]))  # pyright: ignore[reportArgumentType] - an id
    paid = {"order_id": order, "kind": "prepayment", "method": "cash", "minor": 500}
    said = {"currency": "RUB", "by": "Илья"}
    first = put("payment", **paid, **said, at="2026-11-22T12:00:00.000000Z")
    feed.bring(first)
    mine = put("payment", **paid, **said, at="2026-11-22T12:01:59.000000Z")
    feed.bring(mine)
    assert one(services, "SELECT count(*) FROM attention WHERE kind = 'double'") == (0,)
    other = replace(
        put("payment", **paid, **said, at="2026-11-22T12:01:00.000000Z"), origin=UUID(int=77)
    )
    feed.bring(other)
    assert one(services, "SELECT count(*) > 0 FROM attention WHERE kind = 'double'") == (1,)
    assert one(services, "SELECT count(*) FROM payment WHERE minor = 500") == (3,)


def test_what_a_newer_program_said_is_read_after_the_upgrade(services: Services) -> None:
    feed = Feed(services.replica)
    store = services.replica.store
    services.intakes.receive(INTAKE)
    feed.echo()
    client = UUID(bytes=one(services, "SELECT id FROM client")[0])  # pyright: ignore[reportArgumentType] - an id
    newer = edit("client", client, "mood", "sunny")
    known = edit("client", client, "note", "later known")
    feed.bring(newer, known)
    assert one(services, "SELECT count(*) FROM feed WHERE NOT understood") == (1,)
    with store.writing() as session, session.unrecorded({"client"}) as driver:
        # As if the program before had not known the field either.
        driver.execute("UPDATE feed SET understood = 0")
        driver.execute("UPDATE client SET note = ''")
        driver.execute("DELETE FROM field_version")
        driver.execute("UPDATE sync SET schema_seen = 0")
    assert Tidying(store).replay() == 2
    assert Tidying(store).replay() == 0
    assert one(services, "SELECT note FROM client") == ("later known",)
    assert one(services, "SELECT count(*) FROM feed WHERE NOT understood") == (1,)


def test_ops_are_kept_until_a_proven_backup_has_had_them_for_a_month(services: Services) -> None:
    feed = Feed(services.replica)
    services.intakes.receive(INTAKE)
    feed.echo()
    tidying = Tidying(services.replica.store)
    at_once = timedelta(days=-1)
    assert tidying.trim(at_once) == 0
    tidying.note_durable(5)
    assert tidying.trim(at_once) == 0
    with services.replica.store.writing() as session:
        session.driver.execute("UPDATE sync SET marked_ms = 1, durable_mark = 5")
    assert tidying.trim(timedelta(days=90)) == 0
    assert tidying.trim(at_once) == 5


def test_the_file_is_rewritten_after_an_erasure_only(services: Services) -> None:
    tidying = Tidying(services.replica.store)
    assert not tidying.scrub()
    with services.replica.store.writing() as session:
        session.driver.execute("UPDATE sync SET scrub = 1")
    assert tidying.scrub()
    assert not tidying.scrub()
