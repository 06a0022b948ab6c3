"""The window as a receptionist has it before her in the course of a day, by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from intake_app.scanning.scan import Scan
from intake_app.services.drafts import DeviceDraft, IntakeDraft, RepairKind
from intake_app.ui.message_bar import Message
from tests.ui.counter import IPHONE, PETER, ROMASHKA

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.ui.counter import Counter

FULL = IntakeDraft(
    client=replace(PETER, name="Константинопольский Александр Всеволодович", email="a@mail.ru"),
    device=replace(IPHONE, model="iPhone 13 Pro Max", imei="490154203237518", colour="серый"),
    fault="не заряжается, греется у разъёма и выключается на морозе, после падения в воду",
    accessories="чехол, без зарядки",
    appearance="трещина стекла, царапины на корпусе",
    estimate_minor=400_000,
    limit_minor=450_000,
    agreed_value_minor=3_000_000,
    prepayment_minor=50_000,
    note="звонить вечером, после семи",
)


def _shown(draft: IntakeDraft) -> Callable[[Counter], None]:
    return lambda counter: counter.parts.intake.show_draft(draft)


def _half(counter: Counter) -> None:
    counter.type("Анна Белова")
    counter.press("Return")
    counter.type("9161112233")
    counter.press("Return")
    counter.type("смартфон")


def _known(counter: Counter) -> None:
    counter.give()
    counter.type("4567")
    counter.press("Return")


def _listed(counter: Counter) -> None:
    counter.give()
    counter.type("Петр")


def _doubts(counter: Counter) -> None:
    counter.give()
    counter.parts.intake.show_draft(FULL)
    counter.parts.intake.client.email.show_text("petr@gmial.com")
    counter.parts.intake.device.imei.show_text("490154203237519")
    counter.press("Ctrl+Return")


def _missing(counter: Counter) -> None:
    counter.type("Анна")
    counter.press("Alt+6", "Ctrl+Return")


def _folds(counter: Counter) -> None:
    counter.parts.intake.show_draft(FULL)
    counter.parts.intake.client.fold.click()
    counter.press("Alt+4")


def _waiting(counter: Counter) -> None:
    for name in ("Анна Белова", "Борис Константинопольский", "Вера", "Глеб Петрович Иванов"):
        counter.type(name)
        counter.press("F2")


def _visit(counter: Counter) -> None:
    counter.parts.intake.show_draft(FULL)
    counter.press("Shift+F2")
    counter.settle()


def _batch(counter: Counter) -> None:
    draft = IntakeDraft(
        client=ROMASHKA, device=DeviceDraft(kind="смартфон"), fault="предпродажная проверка",
        repair_kind=RepairKind.PRESALE,
    )  # fmt: skip
    counter.parts.intake.show_draft(draft)
    counter.press("Shift+F9")
    for serial in ("F17AAA", "F17AAB", "F17AAC"):
        counter.window.scan(Scan(serial))


def _orders(counter: Counter) -> None:
    counter.give()
    counter.give(FULL)
    counter.press("Ctrl+2")


def _card(counter: Counter) -> None:
    counter.window.open_order(counter.give(FULL).order_id)


def _saved(counter: Counter) -> None:
    counter.parts.intake.show_draft(FULL)
    counter.press("Ctrl+Return")
    counter.order()


def _refused(counter: Counter) -> None:
    told = counter.desk.tr("Not saved: %s.") % counter.desk.tr("a fault in the program")
    counter.parts.messages.say(Message(told, "bad", topic="refused", seconds=0))


def _unknown(counter: Counter) -> None:
    counter.parts.intake.show_draft(FULL)
    counter.window.scan(Scan("4601234567890"))


def _found(counter: Counter) -> None:
    counter.give()
    counter.give(FULL)
    counter.press("F3")
    counter.type("Петров")


def _pressed(*chords: str) -> Callable[[Counter], None]:
    return lambda counter: counter.press(*chords)


SCENES: Mapping[str, Callable[[Counter], None]] = {
    "empty": _pressed(),
    "half": _half,
    "full": _shown(FULL),
    "company": _shown(replace(FULL, client=ROMASHKA)),
    "warranty": _shown(replace(FULL, repair_kind=RepairKind.WARRANTY)),
    "onsite": _shown(replace(FULL, repair_kind=RepairKind.ONSITE)),
    "known": _known,
    "listed": _listed,
    "doubts": _doubts,
    "missing": _missing,
    "folds": _folds,
    "waiting": _waiting,
    "visit": _visit,
    "batch": _batch,
    "orders": _orders,
    "card": _card,
    "keys": _pressed("F1"),
    "all_keys": _pressed("F1", "F1"),
    "palette": _pressed("Ctrl+K"),
    "saved": _saved,
    "refused": _refused,
    "unknown": _unknown,
    "found": _found,
}
