"""What was brought: the client's own devices first, then what this shop knows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.scanning.scan import Scan
from intake_app.services.drafts import DeviceDraft, IntakeDraft
from tests.ui.counter import IPHONE, PETER

if TYPE_CHECKING:
    from tests.ui.counter import Counter


def test_a_whole_model_comes_from_one_box(counter: Counter) -> None:
    counter.give()
    counter.press("Alt+2")
    counter.type("iph")
    assert "Apple iPhone 13" in counter.offered()
    counter.press(*["Down"] * counter.offered().index("Apple iPhone 13"), "Return")
    device = counter.parts.intake.draft().device
    assert (device.kind, device.brand, device.model) == ("смартфон", "Apple", "iPhone 13")
    assert device.id is None
    assert counter.focused() == "device.serial"


def test_a_kind_leaves_brand_and_model_to_type(counter: Counter) -> None:
    counter.press("Alt+2")
    counter.type("смарт")
    assert counter.offered()[0] == "смартфон"
    counter.press("Return")
    assert counter.focused() == "device.brand"
    counter.type("App")
    assert counter.offered() == ["Apple"]
    counter.press("Return")
    assert counter.focused() == "device.model"
    device = counter.parts.intake.draft().device
    assert (device.kind, device.brand) == ("смартфон", "Apple")


def test_the_model_alone_fills_the_rest(counter: Counter) -> None:
    counter.give()
    counter.press("Alt+2", "Tab", "Tab")
    counter.type("iphone 13")
    counter.press("Return")
    device = counter.parts.intake.draft().device
    assert (device.kind, device.brand, device.model) == ("смартфон", "Apple", "iPhone 13")


def test_models_of_the_chosen_kind_come_first(counter: Counter) -> None:
    _own_a_laptop(counter)
    counter.press("Alt+2")
    counter.type("смарт")
    counter.press("Return", "Tab")
    counter.type("13")
    assert counter.offered()[0] == "Apple iPhone 13"
    assert not any("MacBook" in row for row in counter.offered())


def test_a_model_never_changes_the_kind_that_was_chosen(counter: Counter) -> None:
    _own_a_laptop(counter)
    counter.press("Alt+2")
    counter.type("смарт")
    counter.press("Return", "Tab")
    counter.type("macbook pro 13")
    counter.press("Return")
    device = counter.parts.intake.draft().device
    assert (device.kind, device.model) == ("смартфон", "MacBook Pro 13")


def test_the_clients_own_devices_are_offered_on_arrival(counter: Counter) -> None:
    counter.give()
    counter.type("4567")
    counter.press("Return")
    assert counter.focused() == "device.kind"
    assert counter.offered() == ["Apple iPhone 13"]
    counter.press("Return")
    assert counter.parts.intake.draft().device.serial == "F17ABC"
    assert counter.parts.intake.device.model.frame.echo() == "уже был"


def test_another_device_lets_go_of_the_known_one(counter: Counter) -> None:
    counter.give()
    counter.type("4567")
    counter.press("Return", "Return", "Alt+2")
    counter.type("утюг")
    device = counter.parts.intake.draft().device
    assert (device.id, device.kind, device.serial) == (None, "утюг", "")


def test_another_client_lets_go_of_the_device(counter: Counter) -> None:
    counter.give()
    counter.type("4567")
    counter.press("Return", "Return", "Alt+1")
    counter.type("Анна")
    assert counter.parts.intake.draft().device == DeviceDraft()


def test_a_draft_of_a_known_client_knows_him_again(counter: Counter) -> None:
    counter.give()
    counter.type("4567")
    counter.press("Return", "F2")
    assert counter.parts.pane._name.isHidden()
    counter.press("F2")
    assert counter.parts.pane._name.text() == PETER.name
    assert counter.focused() == "device.kind"
    assert counter.offered() == ["Apple iPhone 13"]


def test_a_client_who_is_gone_stays_in_the_draft(counter: Counter) -> None:
    counter.give()
    counter.type("4567")
    counter.press("Return")
    draft = counter.parts.intake.draft()
    changed = replace(draft, client=replace(draft.client, name="Сергеев", phone=""))
    counter.parts.intake.show_draft(changed)
    assert counter.parts.intake.draft() == changed


def test_a_scanned_imei_goes_to_its_field_wherever_the_focus_is(counter: Counter) -> None:
    counter.type("Анна")
    counter.window.scan(Scan("356938035643809"))
    assert counter.parts.intake.draft().device.imei == "356938035643809"
    assert counter.focused() == "client.name"
    assert counter.said() == ""


@pytest.mark.parametrize("field", ["serial", "imei"])
def test_letters_and_digits_are_a_serial_whatever_has_the_focus(
    counter: Counter, field: str
) -> None:
    counter.parts.intake.device.fields[f"device.{field}"].setFocus()
    counter.window.scan(Scan("F17XYZ12"))
    assert counter.parts.intake.draft().device.serial == "F17XYZ12"


def test_off_the_intake_an_imei_is_not_taken_in(counter: Counter) -> None:
    counter.press("Ctrl+2")
    counter.window.scan(Scan("356938035643809"))
    assert counter.parts.intake.is_untouched()


def test_f4_opens_the_list_of_the_field(counter: Counter) -> None:
    counter.give()
    counter.type("Петр")
    counter.press("Escape", "F4")
    assert counter.offered()[0] == PETER.name


def test_down_opens_a_list_that_was_closed(counter: Counter) -> None:
    counter.give()
    counter.type("Петр")
    counter.press("Escape", "Down")
    assert counter.offered()[0] == PETER.name


def _own_a_laptop(counter: Counter) -> None:
    """Both models are known here, the laptop as the commoner one."""
    laptop = DeviceDraft(kind="ноутбук", brand="Apple", model="MacBook Pro 13")
    for device in (IPHONE, laptop, laptop):
        counter.give(IntakeDraft(client=PETER, device=device, fault="не включается"))
