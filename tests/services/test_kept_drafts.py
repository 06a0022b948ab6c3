"""What is typed survives the program, and what was taken in does not come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.services.drafts import BatchDraft, BatchItem, KeptDraft
from intake_app.services.shop import Shop
from tests.rigs.drafts import INTAKE

if TYPE_CHECKING:
    from intake_app.config import Settings
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch

TYPED = KeptDraft(slot="intake:a", draft=INTAKE, focus="estimate", caret=2, raw={"estimate": "мно"})
ASIDE = KeptDraft(slot="intake:b", draft=INTAKE, in_form=False, is_listed=True)
BATCH = BatchDraft(common=INTAKE, items=(BatchItem(serial="A1"), BatchItem(imei="490154203237518")))


def _kept(services: Services) -> list[str]:
    return [kept.slot for kept in services.drafts.kept()]


def test_drafts_survive_the_program_as_they_stood(settings: Settings, watch: Watch) -> None:
    for round_ in range(2):
        shop = Shop(settings, watch)
        shop.open()
        if not round_:
            shop.services.drafts.keep([ASIDE])
            shop.services.drafts.keep([TYPED, ASIDE])
        found = {kept.slot: kept for kept in shop.services.drafts.kept()}
        shop.close()
        assert found.keys() == {"intake:a", "intake:b"}
        first = found["intake:a"]
        assert (first.draft, first.focus, first.caret) == (INTAKE, "estimate", 2)
        assert (first.raw, first.since) == ({"estimate": "мно"}, watch())


def test_slots_that_were_emptied_are_forgotten_in_the_same_stroke(services: Services) -> None:
    services.drafts.keep([TYPED])
    services.drafts.keep([ASIDE], ["intake:a"])
    assert _kept(services) == ["intake:b"]


def test_a_draft_that_was_taken_in_cannot_come_back(services: Services) -> None:
    services.drafts.keep([TYPED, ASIDE])
    services.intakes.receive(INTAKE, slot="intake:a")
    assert _kept(services) == ["intake:b"]


def test_what_another_version_wrote_is_left_where_it_is(services: Services) -> None:
    services.drafts.keep([TYPED])
    with services.intakes.store.writing() as session:
        session.driver.execute("UPDATE draft SET data = '[]'")
    assert services.drafts.kept() == ()
    with services.intakes.store.reading() as session:
        assert session.driver.execute("SELECT count(*) FROM draft").fetchone() == (1,)


def test_a_batch_is_kept_until_it_is_empty(services: Services) -> None:
    assert services.drafts.kept_batch() is None
    services.drafts.keep_batch(BATCH)
    assert services.drafts.kept_batch() == BATCH
    assert services.drafts.kept() == ()
    services.drafts.keep_batch(BatchDraft(common=INTAKE))
    assert services.drafts.kept_batch() is None


def test_a_batch_of_another_version_is_none(services: Services) -> None:
    services.drafts.keep_batch(BATCH)
    with services.intakes.store.writing() as session:
        session.driver.execute("UPDATE draft SET data = '[]'")
    assert services.drafts.kept_batch() is None
