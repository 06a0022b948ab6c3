"""The printers of a desk as they are chosen: into the file, and in force at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake_app.config import DeskSettings, Settings, load
from intake_app.errors import Problem, RejectedError
from intake_app.services import desk_printers
from intake_app.services.desk_printers import plan_of, planned, written
from intake_app.services.shop import Shop
from intake_app.services.spool import JobState
from tests.rigs.drafts import INTAKE

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.services.desk_printers import Plan
    from intake_app.services.use_cases import Services
    from tests.rigs.watch import Watch

OLD = '# ours\n[desk]\nreceipt_printer = "tcp://10.0.0.5" # by the door\n\n[copies]\nreceipt = 2\n'


@pytest.fixture
def desk(tmp_path: Path) -> Settings:
    (tmp_path / "settings.toml").write_text(OLD, "utf-8")
    return read(tmp_path)


def read(folder: Path) -> Settings:
    return load({"data": str(folder)}, {})[0]


def rich(plan: Plan) -> Plan:
    return replace(
        plan.placed("полка", "tcp://10.0.0.6?language=zpl")
        .placed("label", "tcp://10.0.0.7?language=tspl")
        .routed("label", "полка")
        .copied("receipt", 1)
        .copied("handover", 3),
        fallback="receipt",
    )


def test_what_is_chosen_stands_in_the_file_and_the_rest_stays(desk: Settings) -> None:
    after = written(desk, rich(plan_of(desk)))
    assert read(desk.data) == after
    text = (desk.data / "settings.toml").read_text("utf-8")
    assert "# ours" in text
    assert "# by the door" in text
    assert after.printers == {"полка": "tcp://10.0.0.6?language=zpl"}
    assert (after.routes, after.copies) == ({"label": "полка"}, {"handover": 3})
    assert after.desk.fallback_printer == "receipt"


def test_a_printer_that_goes_takes_the_ways_to_it_along(desk: Settings) -> None:
    first = written(desk, replace(rich(plan_of(desk)), fallback="полка"))
    after = written(first, plan_of(first).without("полка"))
    assert read(desk.data) == after
    assert not {**after.printers, **after.routes}
    assert after.desk.fallback_printer == ""


def test_a_way_to_nowhere_is_refused_before_anything_is_written(desk: Settings) -> None:
    with pytest.raises(RejectedError) as refused:
        written(desk, plan_of(desk).routed("receipt", "nobody"))
    assert refused.value.problem is Problem.SETTINGS_BROKEN
    assert (desk.data / "settings.toml").read_text("utf-8") == OLD


@pytest.mark.parametrize("name", ["", "fallback", "a b", "a.b", 'x"', "x" * 25, "a]b"])
def test_a_name_that_cannot_be_a_key_is_refused(desk: Settings, name: str) -> None:
    with pytest.raises(RejectedError):
        plan_of(desk).placed(name, "none:")


@settings(max_examples=60, deadline=None)
@given(
    names=st.dictionaries(
        st.from_regex(r"[\w-]{1,24}", fullmatch=True).filter(desk_printers.is_name),
        st.sampled_from(["tcp://a", "none:", "folder:///x?width=384"]),
        max_size=4,
    ),
    copies=st.dictionaries(st.sampled_from(["receipt", "label", "upd"]), st.integers(1, 9)),
)
def test_any_plan_comes_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, names: dict[str, str], copies: dict[str, int]
) -> None:
    folder = tmp_path_factory.mktemp("desk")
    before = Settings(folder, desk=DeskSettings())
    plan = plan_of(before)
    for name, address in names.items():
        plan = plan.placed(name, address)
    for document, count in copies.items():
        plan = plan.copied(document, count)
    after = written(before, plan)
    assert plan_of(read(folder)) == plan_of(after)
    gone = plan_of(after)
    for name in names:
        gone = gone.without(name)
    assert plan_of(read(written(after, gone).data)).own == {}


def test_other_ways_hold_at_once(shop: Shop, services: Services) -> None:
    heard: list[frozenset[str]] = []
    shop.listen(heard.append)
    plan = plan_of(shop.settings).placed("back", "tcp://10.0.0.9").routed("receipt", "back")
    shop.adopt(planned(shop.settings, plan))
    services.intakes.receive(INTAKE)
    assert services.printouts.next_for("back") is not None
    assert services.printouts.next_for("receipt") is None
    assert [state.printer for state in services.printouts.states()][-1] == "back"
    assert frozenset({"printers"}) in heard


def test_ways_chosen_before_the_store_is_open_hold_too(desk: Settings, watch: Watch) -> None:
    shop = Shop(desk, watch)
    other = planned(desk, plan_of(desk).placed("back", "tcp://10.0.0.9"))
    assert shop.adopt(other) is shop.settings is other


def test_what_waits_for_a_printer_that_is_gone_finds_another(
    shop: Shop, services: Services
) -> None:
    plan = plan_of(shop.settings)
    more = plan.placed("back", "tcp://10.0.0.9").routed("receipt", "back")
    shop.adopt(planned(shop.settings, more))
    services.intakes.receive(INTAKE)
    job = services.printouts.next_for("back")
    assert job is not None
    services.printouts.keep_payload(job.id, b"for another width")
    shop.adopt(planned(shop.settings, more.without("back")))
    assert services.printouts.rehome() == 1
    moved = services.printouts.next_for("receipt")
    assert moved is not None
    assert (moved.id, moved.payload) == (job.id, None)
    assert services.printouts.rehome() == 0


def test_a_printer_begins_anew_but_for_a_question(services: Services) -> None:
    services.intakes.receive(INTAKE)
    spool = services.printouts
    job = spool.next_for("receipt")
    assert job is not None
    spool.keep_payload(job.id, b"made for another", composed="[]")
    spool.begin(job.id)
    spool.end(job.id, JobState.QUEUED, "device_absent")
    spool.begin_anew("receipt")
    again = spool.job(job.id)
    assert (again.payload, again.composed) == (None, "[]")
    assert spool.states()[0].problem == ""
    spool.begin(job.id)
    spool.end(job.id, JobState.UNKNOWN, "device_lost")
    spool.begin_anew("receipt")
    assert spool.states()[0].paused
    assert spool.unknown()
