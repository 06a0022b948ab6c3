"""Nothing typed is lost: saved as it is typed, back after a crash, put aside and taken up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.services.drafts import ClientDraft, IntakeDraft

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.ui.desk import Desk
    from tests.ui.counter import Counter


def test_what_is_typed_is_in_the_store_a_moment_later(counter: Counter) -> None:
    counter.type("Анна")
    counter.qtbot.waitUntil(lambda: _saved(counter, "intake") is not None)
    saved = _saved(counter, "intake")
    assert saved is not None
    assert saved.client.name == "Анна"


def test_the_draft_of_the_last_run_comes_back(
    desk: Desk, at_counter: Callable[[Desk], Counter]
) -> None:
    draft = IntakeDraft(client=ClientDraft(name="Анна"), fault="искрит")
    desk.shop.services.intakes.save_draft("intake", draft)
    counter = at_counter(desk)
    counter.window.store_ready()
    counter.settle()
    assert counter.parts.intake.draft() == draft
    assert counter.focused() == "device.kind"
    assert counter.said() == "Черновик прошлого запуска восстановлен"


def test_the_last_draft_never_replaces_what_is_being_typed(
    desk: Desk, at_counter: Callable[[Desk], Counter]
) -> None:
    desk.shop.services.intakes.save_draft("intake", IntakeDraft(client=ClientDraft(name="Анна")))
    counter = at_counter(desk)
    counter.type("Борис")
    counter.window.store_ready()
    counter.settle()
    assert counter.parts.intake.draft().client.name == "Борис"
    counter.press("F2", "F2")
    assert counter.parts.intake.draft().client.name == "Анна"


def test_nothing_is_written_before_the_last_drafts_were_read(
    desk: Desk, at_counter: Callable[[Desk], Counter]
) -> None:
    desk.shop.services.intakes.save_draft("intake", IntakeDraft(client=ClientDraft(name="Анна")))
    counter = at_counter(desk)
    counter.type("Борис")
    counter.parts.intake.keeper.write()
    counter.settle()
    saved = _saved(counter, "intake")
    assert saved is not None
    assert saved.client.name == "Анна"


def test_an_accepted_intake_leaves_no_draft(counter: Counter) -> None:
    counter.type("Анна")
    counter.press("Alt+2")
    counter.type("утюг")
    counter.press("Alt+3")
    counter.type("искрит")
    counter.qtbot.waitUntil(lambda: _saved(counter, "intake") is not None)
    keeper = counter.parts.intake.keeper
    counter.press("Ctrl+Return")
    keeper._timer.stop()  # as if the power went right after the number was shown
    counter.order()
    assert _saved(counter, "intake") is None


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


def test_leaving_the_intake_keeps_the_draft_in_its_form(counter: Counter) -> None:
    counter.type("Анна")
    counter.press("Ctrl+2", "F2")
    assert counter.parts.intake.draft().client.name == "Анна"
    assert counter.focused() == "device.kind"


def _saved(counter: Counter, slot: str) -> IntakeDraft | None:
    return counter.desk.shop.services.intakes.saved_draft(slot)
