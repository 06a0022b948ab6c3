"""Nothing typed is lost: saved as it is typed, back after a crash, put aside and taken up."""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

import pytest

from intake_app.errors import Problem, UnavailableError
from intake_app.scanning.scan import Scan
from intake_app.services.drafts import ClientDraft, IntakeDraft, KeptDraft
from intake_app.services.shop import FILE_NAME
from intake_app.ui.forms.draft_chip import DraftChip
from intake_app.ui.widgets.field import LineField
from intake_app.ui.window_layout import SMALLEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.ui.desk import Desk
    from tests.ui.counter import Counter

ANNA = KeptDraft(slot="intake:1", draft=IntakeDraft(client=ClientDraft(name="Анна")))
SEALED = KeptDraft(
    slot="intake:2",
    draft=replace(ANNA.draft, note="звонить", passcode_kind="pin", passcode="2580"),
    focus="note",
    caret=7,
)


@pytest.fixture
def sealed(desk: Desk, at_counter: Callable[[Desk], Counter]) -> Counter:
    """A start after which the draft cannot be read before the store is open."""
    desk.shop.services.drafts.keep([SEALED])
    return at_counter(desk)


def test_what_is_typed_is_in_the_store_a_moment_later(counter: Counter) -> None:
    counter.type("Анна")
    counter.qtbot.waitUntil(lambda: bool(_names(counter)))
    assert _names(counter) == ["Анна"]


def test_the_draft_of_the_last_run_comes_back(
    desk: Desk, at_counter: Callable[[Desk], Counter]
) -> None:
    draft = IntakeDraft(client=ClientDraft(name="Анна"), fault="искрит")
    desk.shop.services.drafts.keep([KeptDraft(slot="intake:1", draft=draft)])
    counter = at_counter(desk)
    counter.window.store_ready()
    counter.settle()
    assert counter.parts.intake.draft() == draft
    assert counter.focused() == "device.kind"
    assert counter.said().endswith("15:00")


def test_the_first_keys_land_in_the_last_draft_where_its_caret_was(
    desk: Desk, at_counter: Callable[[Desk], Counter]
) -> None:
    draft = replace(ANNA.draft, note="звонить вечером")
    desk.shop.services.drafts.keep([replace(ANNA, draft=draft, focus="note", caret=12)])
    counter = at_counter(desk)
    counter.type("!")
    assert counter.parts.intake.draft() == replace(draft, note="звонить вече!ром")
    counter.window.store_ready()
    counter.settle()
    assert counter.parts.intake.draft() == replace(draft, note="звонить вече!ром")
    assert counter.parts.intake.keeper.waiting == ()


def test_the_first_chord_acts_on_the_last_draft(
    desk: Desk, at_counter: Callable[[Desk], Counter]
) -> None:
    desk.shop.services.drafts.keep([ANNA])
    counter = at_counter(desk)
    counter.press("Alt+6")
    counter.type("звонить")
    counter.press("F2")
    (waiting,) = counter.parts.intake.keeper.waiting
    assert (waiting.draft.client.name, waiting.draft.note) == ("Анна", "звонить")


def test_keys_wait_for_a_draft_that_only_the_open_store_can_read(sealed: Counter) -> None:
    sealed.type("!")
    sealed.press("Backspace")
    sealed.type("?")
    assert sealed.parts.intake.is_untouched()
    sealed.window.store_ready()
    sealed.settle()
    draft = sealed.parts.intake.draft()
    assert (draft.note, draft.passcode) == ("звонить?", "2580")
    assert sealed.parts.intake.keeper.waiting == ()


def test_keys_wait_for_no_store_that_does_not_open(sealed: Counter) -> None:
    sealed.type("Борис")
    sealed.window.show_store_problem(UnavailableError(Problem.DISK_FULL))
    assert sealed.parts.intake.draft().client.name == "Борис"
    sealed.window.store_ready()
    sealed.settle()
    assert sealed.parts.intake.draft().client.name == "Борис"
    (waiting,) = sealed.parts.intake.keeper.waiting
    assert waiting.draft == SEALED.draft


def test_keys_do_not_wait_for_ever(sealed: Counter) -> None:
    sealed.window._first_keys._timer.setInterval(50)
    sealed.type("Борис")
    assert sealed.parts.intake.is_untouched()
    sealed.qtbot.waitUntil(lambda: sealed.parts.intake.draft().client.name == "Борис")


def test_keys_wait_for_nothing_where_no_draft_was_kept(
    desk: Desk, at_counter: Callable[[Desk], Counter]
) -> None:
    desk.shop.finder.lock()  # the store is sealed, and its key is not here yet
    counter = at_counter(desk)
    counter.type("Борис")
    assert counter.parts.intake.draft().client.name == "Борис"


def test_keys_wait_for_a_sealed_store_with_a_draft(
    desk: Desk, at_counter: Callable[[Desk], Counter]
) -> None:
    first = at_counter(desk)
    first.window.store_ready()
    first.settle()
    first.type("Анна")
    first.window.close()
    first.settle()
    desk.shop.finder.close()
    desk.shop.finder.lock()
    later = at_counter(desk)
    later.type("!")
    assert later.parts.intake.is_untouched()
    desk.shop.finder.unlock(None)
    later.window.store_ready()
    later.settle()
    assert later.parts.intake.client.box.text() == "Анна!"


def test_no_chord_overtakes_the_keys_that_wait(sealed: Counter) -> None:
    sealed.type("Борис")
    sealed.press("Alt+6")
    assert sealed.parts.intake.draft().client.name == "Борис"
    assert sealed.focused() == "note"


def test_the_last_draft_never_replaces_what_a_scan_began(sealed: Counter) -> None:
    sealed.window.scan(Scan("490154203237518"))
    sealed.window.store_ready()
    sealed.settle()
    assert sealed.parts.intake.draft().device.imei == "490154203237518"
    sealed.press("F2", "F2")
    assert sealed.parts.intake.draft() == SEALED.draft


def test_nothing_is_written_before_the_last_drafts_were_read(sealed: Counter) -> None:
    sealed.window.scan(Scan("490154203237518"))
    sealed.parts.intake.keeper.write()
    sealed.settle()
    assert _names(sealed) == ["Анна"]


def test_an_accepted_intake_leaves_no_draft(counter: Counter) -> None:
    counter.type("Анна")
    counter.press("Alt+2")
    counter.type("утюг")
    counter.press("Alt+3")
    counter.type("искрит")
    counter.qtbot.waitUntil(lambda: bool(_names(counter)))
    keeper = counter.parts.intake.keeper
    counter.press("Ctrl+Return")
    keeper._timer.stop()  # as if the power went right after the number was shown
    counter.order()
    assert _names(counter) == []


def test_a_draft_put_aside_waits_and_is_counted(counter: Counter) -> None:
    counter.type("Анна")
    counter.press("F2")
    assert counter.parts.intake.is_untouched()
    assert counter.parts.address._aside.text() == "1 черновик отложен · F2"
    counter.press("F2")
    assert counter.parts.intake.draft().client.name == "Анна"
    assert counter.parts.address._aside.isHidden()


def test_beside_a_draft_put_aside_an_empty_form_can_be_had(counter: Counter) -> None:
    for name in ("Анна", "Борис"):
        counter.type(name)
        counter.press("F2")
        assert counter.parts.intake.is_untouched()
        assert counter.focused() == "client.name"
    counter.press("F2")
    assert counter.parts.intake.draft().client.name == "Анна"
    counter.press("F2", "F2")
    assert counter.parts.intake.draft().client.name == "Борис"


def test_no_list_is_left_over_an_emptied_form(counter: Counter) -> None:
    counter.give()
    counter.type("Петр")
    assert counter.offered()
    counter.press("F2")
    assert counter.offered() == []
    counter.press("Return")
    assert counter.parts.intake.is_untouched()


def test_drafts_put_aside_survive_the_end(
    desk: Desk, at_counter: Callable[[Desk], Counter]
) -> None:
    counter = at_counter(desk)
    counter.window.store_ready()
    counter.settle()
    counter.type("Анна")
    counter.press("F2")
    counter.type("Борис")
    counter.window.close()
    counter.settle()
    later = at_counter(desk)
    later.window.store_ready()
    later.settle()
    assert later.parts.intake.draft().client.name == "Борис"
    later.press("F2", "F2")
    assert later.parts.intake.draft().client.name == "Анна"


def test_a_draft_comes_back_with_the_caret_where_it_was(
    desk: Desk, at_counter: Callable[[Desk], Counter]
) -> None:
    counter = at_counter(desk)
    counter.window.store_ready()
    counter.settle()
    counter.type("Анна")
    counter.press("Alt+6")
    counter.type("звонить вечером")
    counter.press("Left", "Left", "Left")
    counter.window.close()
    counter.settle()
    later = at_counter(desk)
    later.window.store_ready()
    later.settle()
    assert later.focused() == "note"
    later.type("!")
    assert later.parts.intake.note.note.text() == "звонить вече!ром"


@pytest.mark.parametrize(
    ("field", "text"), [("estimate", "abc"), ("promised_at", "когда-нибудь"), ("limit", "-5")]
)
def test_what_is_no_sum_and_no_date_comes_back_as_it_was_typed(
    desk: Desk, at_counter: Callable[[Desk], Counter], field: str, text: str
) -> None:
    counter = at_counter(desk)
    counter.window.store_ready()
    counter.settle()
    counter.parts.intake.fields[field].editor.setFocus()
    counter.type(text)
    counter.window.close()
    counter.settle()
    later = at_counter(desk)
    later.window.store_ready()
    later.settle()
    line = later.parts.intake.fields[field]
    assert isinstance(line, LineField)
    assert (later.focused(), line.text()) == (field, text)


def test_half_a_search_comes_back_as_a_search(
    desk: Desk, at_counter: Callable[[Desk], Counter]
) -> None:
    counter = at_counter(desk)
    counter.give()
    counter.window.store_ready()
    counter.settle()
    counter.type("4567")
    assert counter.offered()
    counter.window.close()
    counter.settle()
    later = at_counter(desk)
    later.window.store_ready()
    later.settle()
    assert later.parts.intake.client.box.text() == "4567"
    assert later.parts.intake.client.phone.text() == ""
    later.press("Return")
    assert later.parts.intake.draft().client.name == "Петров Пётр"


def test_an_intake_on_its_way_is_a_draft_until_it_is_durable(
    closed_desk: Desk, at_counter: Callable[[Desk], Counter]
) -> None:
    """Killed between Ctrl+Enter and the commit, the program has it as a draft."""
    closed_desk.shop.open()
    counter = at_counter(closed_desk)
    counter.window.store_ready()
    counter.settle()
    for key, text in (("Alt+1", "Анна"), ("Alt+2", "утюг"), ("Alt+3", "искрит")):
        counter.press(key)
        counter.type(text)
    counter.qtbot.waitUntil(lambda: bool(_names(counter)))
    counter.parts.intake.keeper.write()
    counter.settle()
    go_on = Event()
    closed_desk.jobs.store(go_on.wait)
    counter.press("Ctrl+Return")
    counter.type("Борис")
    counter.parts.intake.keeper.write()
    assert _names(counter) == ["Анна"]
    go_on.set()
    counter.settle()
    assert _names(counter) == ["Борис"]


def test_the_bar_shows_whose_drafts_wait(counter: Counter) -> None:
    assert counter.parts.intake.bar.isHidden()
    for name in ("Анна", "Борис"):
        counter.type(name)
        counter.press("F2")
    chips = counter.parts.intake.bar.findChildren(DraftChip)
    assert [chip.text().split("  ·")[0] for chip in chips] == ["Анна", "Борис"]
    counter.press("Shift+F4")
    assert counter.focused() == "drafts.1"
    counter.press("Right", "Return")
    assert counter.parts.intake.draft().client.name == "Борис"
    assert counter.focused() in {"client.name", "device.kind"}


def test_escape_leaves_the_bar(counter: Counter) -> None:
    counter.type("Анна")
    counter.press("F2", "Shift+F4", "Escape")
    assert counter.focused() == "client.name"
    assert counter.parts.intake.is_untouched()


def test_what_is_typed_waits_when_another_draft_is_taken_up(counter: Counter) -> None:
    counter.type("Анна")
    counter.press("F2")
    counter.type("Борис")
    counter.press("Shift+F4", "Return")
    assert counter.parts.intake.draft().client.name == "Анна"
    waiting = counter.parts.intake.keeper.waiting
    assert [kept.draft.client.name for kept in waiting] == ["Борис"]


def test_leaving_the_intake_keeps_the_draft_in_its_form(counter: Counter) -> None:
    counter.type("Анна")
    counter.press("Ctrl+2", "F2")
    assert counter.parts.intake.draft().client.name == "Анна"
    assert counter.focused() == "device.kind"


def _names(counter: Counter) -> list[str]:
    return [kept.draft.client.name for kept in counter.desk.shop.services.drafts.kept()]


def test_a_store_that_cannot_be_read_is_told_of_by_whoever_opens_it(
    desk: Desk, at_counter: Callable[[Desk], Counter]
) -> None:
    (desk.settings.data / FILE_NAME).write_bytes(b"not a store" * 1000)
    counter = at_counter(desk)
    counter.window.recall()
    counter.window.show_store_problem(UnavailableError(Problem.STORE_CORRUPT))
    counter.type("Борис")
    assert counter.parts.intake.client.box.text() == "Борис"


def test_the_bar_shows_only_drafts_it_has_room_for(
    desk: Desk, at_counter: Callable[[Desk], Counter], at_size: Callable[[Desk, int], Desk]
) -> None:
    counter = at_counter(at_size(desk, 16))
    counter.window.resize(*SMALLEST)
    for name in ("Анна Белова", "Борис Константинопольский", "Вера Ким", "Глеб Иванов"):
        counter.type(name)
        counter.press("F2")
    bar = counter.parts.intake.bar
    chips = bar.findChildren(DraftChip)
    seen = [chip for chip in chips if chip.isVisible()]
    assert 0 < len(seen) < len(chips)
    assert bar._rest.text() == f"+{len(chips) - len(seen)}"
    assert all(chip.width() >= chip.sizeHint().width() for chip in seen)
