"""A passcode from the intake to the hand-over: sealed, seen by few, wiped."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from intake_app.checks.passcodes import KEPT_DAYS_KEY
from intake_app.checks.stages import Stage
from intake_app.errors import Problem, RejectedError
from intake_app.models.connection import open_file
from intake_app.models.people import Staff
from intake_app.services import frozen, passcodes
from intake_app.services.drafts import IntakeDraft, KeptDraft, PhotoDraft
from intake_app.services.operators import Operator
from intake_app.services.rows import ShownPasscode
from intake_app.services.shop import FILE_NAME
from tests.rigs.drafts import INTAKE
from tests.rigs.road import send

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from intake_app.config import Settings
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch

SECRET = "Кодовое-слово-927451"  # noqa: S105 - of nobody
LOCKED = replace(INTAKE, passcode_kind="password", passcode=SECRET)
PHOTO = PhotoDraft(sha256="ab" * 32, mime="image/jpeg", size=7)


def rows(settings: Settings, sql: str) -> Sequence[tuple[object, ...]]:
    connection = open_file(settings.data / FILE_NAME, readonly=True)
    found = connection.execute(sql).fetchall()
    connection.close()
    return found


def sealed(settings: Settings) -> list[str]:
    return [str(row[0]) for row in rows(settings, "SELECT sealed FROM passcode ORDER BY id")]


def hire(shop: Shop, name: str, role: str) -> None:
    store = shop.services.orders.store
    with store.writing() as session:
        session.create(Staff, created_at=session.now, name=name, role=role)


def issue(services: Services, order: UUID, *stages: Stage) -> None:
    send(services, order, *stages)


def test_a_passcode_is_given_back_to_whoever_may_see_it(services: Services) -> None:
    order = services.intakes.receive(LOCKED).order_id
    assert services.passcodes.show(order) == ShownPasscode("password", SECRET)


def test_each_look_is_a_fact_in_the_story(services: Services, settings: Settings) -> None:
    order = services.intakes.receive(LOCKED).order_id
    services.passcodes.show(order)
    services.passcodes.show(order)

    looks = [event for event in services.orders.card(order).story if event.kind == "passcode"]
    assert [event.by for event in looks] == ["Анна", "Анна"]
    assert rows(settings, "SELECT count(*) FROM passcode_view") == [(2,)]


def test_the_card_tells_that_there_is_one_and_not_what(services: Services) -> None:
    given = services.orders.card(services.intakes.receive(LOCKED).order_id)
    none = services.orders.card(services.intakes.receive(INTAKE).order_id)

    assert (given.passcode, given.passcode_given) == ("password", True)
    assert (none.passcode, none.passcode_given) == ("", False)
    assert SECRET not in repr(given)
    assert SECRET not in repr(LOCKED)
    assert SECRET not in repr(ShownPasscode("password", SECRET))


def test_nothing_in_the_data_folder_holds_it_in_clear(
    shop: Shop, services: Services, settings: Settings
) -> None:
    services.drafts.keep([KeptDraft(slot="intake:1", draft=LOCKED)])
    order = services.intakes.receive(LOCKED).order_id
    services.passcodes.show(order)
    services.orders.reprint(order, "receipt")
    needles = [SECRET.encode(code) for code in ("utf-8", "utf-16-le", "cp866", "cp1251")]
    needles.append(json.dumps(SECRET).encode())
    files = [file for file in settings.data.rglob("*") if file.is_file()]

    assert {file.name for file in files} >= {FILE_NAME, f"{FILE_NAME}-wal", "secrets.json"}
    for file in files:
        assert not any(needle in file.read_bytes() for needle in needles), file.name
    shop.close()
    assert not any(needle in (settings.data / FILE_NAME).read_bytes() for needle in needles)


def test_a_saved_draft_brings_it_back(services: Services) -> None:
    services.drafts.keep([KeptDraft(slot="intake:1", draft=LOCKED)])
    assert services.drafts.kept()[0].draft == LOCKED


def test_a_draft_whose_key_is_gone_comes_back_without_it(
    services: Services, settings: Settings, shop: Shop
) -> None:
    services.drafts.keep([KeptDraft(slot="intake:1", draft=LOCKED)])
    shop.close()
    (settings.data / "secrets.json").unlink()
    shop.open()

    assert shop.services.drafts.kept()[0].draft == replace(LOCKED, passcode="")


def test_a_draft_is_never_written_with_it() -> None:
    assert SECRET not in frozen.dump(LOCKED)
    assert frozen.load(IntakeDraft, frozen.dump(LOCKED)) == replace(LOCKED, passcode="")


def test_without_a_key_a_draft_is_saved_without_it(services: Services, settings: Settings) -> None:
    (settings.data / "secrets.json").mkdir()
    vault = services.passcodes.vault

    assert passcodes.for_disk(LOCKED, vault) == LOCKED
    services.drafts.keep([KeptDraft(slot="intake:1", draft=LOCKED)])
    assert services.drafts.kept()[0].draft == replace(LOCKED, passcode="")


def test_without_a_key_an_intake_with_one_is_refused_at_its_field(
    services: Services, settings: Settings
) -> None:
    (settings.data / "secrets.json").mkdir()
    with pytest.raises(RejectedError) as refused:
        services.intakes.receive(LOCKED)

    assert refused.value.fields == {"passcode": Problem.VAULT_CLOSED}
    assert rows(settings, 'SELECT count(*) FROM "order"') == [(0,)]
    services.intakes.receive(INTAKE)  # without it the intake goes on


def test_a_sealed_passcode_moved_to_another_order_does_not_open(
    services: Services, settings: Settings
) -> None:
    services.intakes.receive(LOCKED)
    other = services.intakes.receive(replace(LOCKED, passcode="0000")).order_id
    connection = open_file(settings.data / FILE_NAME)
    connection.execute("UPDATE sync SET guard = 1")
    connection.execute(
        "UPDATE passcode SET sealed = (SELECT sealed FROM passcode ORDER BY id LIMIT 1)"
    )
    connection.execute("UPDATE sync SET guard = 0")
    connection.commit()
    connection.close()

    with pytest.raises(RejectedError) as refused:
        services.passcodes.show(other)
    assert refused.value.problem is Problem.PASSCODE_ALTERED
    assert rows(settings, "SELECT count(*) FROM passcode_view") == [(0,)]


@pytest.mark.parametrize(
    "stages",
    [
        (Stage.READY_NO_REPAIR, Stage.ISSUED_NO_REPAIR),
        (Stage.IN_REPAIR, Stage.READY, Stage.ISSUED),
        (Stage.CANCELLED,),
    ],
)
def test_it_is_wiped_when_the_device_leaves(
    services: Services, settings: Settings, stages: tuple[Stage, ...]
) -> None:
    order = services.intakes.receive(LOCKED).order_id
    issue(services, order, *stages[:-1])
    assert sealed(settings) != [""]
    issue(services, order, stages[-1])

    assert sealed(settings) == [""]
    with pytest.raises(RejectedError) as refused:
        services.passcodes.show(order)
    assert refused.value.problem is Problem.PASSCODE_GONE
    card = services.orders.card(order)
    assert (card.passcode, card.passcode_given) == ("", True)


def test_the_wipe_is_an_op_of_the_move(services: Services, settings: Settings) -> None:
    order = services.intakes.receive(LOCKED).order_id
    send(services, order, Stage.CANCELLED)

    found = rows(
        settings,
        "SELECT count(DISTINCT txn) FROM outbox WHERE entity = 'passcode' AND verb = 'set'"
        " OR entity = 'stage' AND payload LIKE '%cancelled%'",
    )
    assert found == [(1,)]
    wipes = rows(settings, "SELECT payload FROM outbox WHERE entity = 'passcode' AND verb = 'set'")
    assert wipes == [('{"sealed":""}',)]


def test_taking_an_intake_back_wipes_it(services: Services, settings: Settings) -> None:
    order = services.intakes.receive(LOCKED).order_id
    services.intakes.void(order, "ошибка")
    assert sealed(settings) == [""]


@pytest.mark.parametrize(("days", "kept"), [(89, True), (91, False)])
def test_it_is_wiped_when_it_grew_old(
    services: Services, settings: Settings, watch: Watch, days: int, kept: bool
) -> None:
    services.intakes.receive(LOCKED)
    watch.at += timedelta(days=days)

    assert services.passcodes.wipe_old() == (0 if kept else 1)
    assert (sealed(settings) != [""]) is kept


@pytest.mark.parametrize(("chosen", "kept"), [(5, False), (20, True), ("x", True)])
def test_the_owner_says_how_old(
    services: Services, settings: Settings, watch: Watch, chosen: int | str, kept: bool
) -> None:
    services.preferences.choose(KEPT_DAYS_KEY, chosen)
    services.intakes.receive(LOCKED)
    watch.at += timedelta(days=10)
    services.passcodes.wipe_old()

    assert (sealed(settings) != [""]) is kept


def test_a_receptionist_is_refused_where_people_have_roles(shop: Shop, settings: Settings) -> None:
    services = shop.services
    order = services.intakes.receive(LOCKED).order_id
    hire(shop, "Анна", "receptionist")
    hire(shop, "Борис", "technician")
    with pytest.raises(RejectedError) as refused:
        services.passcodes.show(order)
    assert refused.value.problem is Problem.PASSCODE_ROLE
    assert rows(settings, "SELECT count(*) FROM passcode_view") == [(0,)]

    shop.switch(Operator(None, "Борис"))
    assert services.passcodes.show(order).text == SECRET


def test_two_people_of_one_name_must_both_be_allowed(shop: Shop) -> None:
    order = shop.services.intakes.receive(LOCKED).order_id
    hire(shop, "Анна", "technician")
    hire(shop, "Анна", "receptionist")
    with pytest.raises(RejectedError) as refused:
        shop.services.passcodes.show(order)
    assert refused.value.problem is Problem.PASSCODE_ROLE


def test_paper_says_only_that_it_was_given(services: Services, settings: Settings) -> None:
    services.intakes.receive(LOCKED)
    papers = [str(row[0]) for row in rows(settings, "SELECT data FROM print_job")]

    assert any('"passcode_given":true' in paper for paper in papers)
    assert not any(SECRET in paper for paper in papers)


def test_photos_belong_to_the_order_from_its_first_moment(
    services: Services, settings: Settings
) -> None:
    order = services.intakes.receive(replace(INTAKE, photos=(PHOTO, PHOTO))).order_id

    assert [photo.sha256 for photo in services.orders.card(order).photos] == [PHOTO.sha256]
    assert rows(settings, "SELECT count(DISTINCT txn) FROM outbox") == [(1,)]


def test_photos_may_come_later(services: Services) -> None:
    order = services.intakes.receive(INTAKE).order_id
    services.orders.add_photos(order, (PHOTO,))
    card = services.orders.card(order)

    assert [photo.by for photo in card.photos] == ["Анна"]
    assert [(event.kind, event.code) for event in card.story if event.kind == "photo"] == [
        ("photo", "1")
    ]


def test_marks_reach_card_and_paper(services: Services, settings: Settings) -> None:
    draft = replace(INTAKE, accessory_marks='{"чехол":"no"}', appearance_marks='{"сколы":"yes"}')
    card = services.orders.card(services.intakes.receive(draft).order_id)
    paper = str(rows(settings, "SELECT data FROM print_job WHERE document = 'receipt'")[0][0])

    assert (card.accessory_marks, card.appearance_marks) == (
        draft.accessory_marks,
        draft.appearance_marks,
    )
    assert json.loads(paper)["accessory_marks"] == draft.accessory_marks


def test_a_draft_without_one_asks_for_no_key(services: Services, settings: Settings) -> None:
    services.drafts.keep([KeptDraft(slot="intake:1", draft=INTAKE)])

    assert services.drafts.kept()[0].draft == INTAKE
    assert passcodes.for_disk(INTAKE, services.passcodes.vault) == INTAKE
    assert not (settings.data / "secrets.json").exists()


def test_a_move_inside_the_shop_wipes_nothing(services: Services, settings: Settings) -> None:
    order = services.intakes.receive(LOCKED).order_id
    issue(services, order, Stage.IN_REPAIR, Stage.READY)
    assert sealed(settings) != [""]
