"""Places besides the road of an intake: cards, choices, sheets, the client's own screen."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PIL import Image
from PySide6.QtWidgets import QWidget

from intake_app.errors import Problem, UnavailableError
from intake_app.scanning.scan import Scan
from intake_app.services.hub_desk import HubLook, HubPlace, StationLine
from intake_app.services.operators import Operator
from intake_app.services.spool import JobState
from intake_app.ui.paper_sheet import PaperSheet
from intake_app.ui.preferences.pages import PAGES
from intake_app.ui.preferences.safety_page import SafetyPage
from tests.rigs.road import send
from tests.ui import (
    agreement_scenes,
    bench_scenes,
    crm_scenes,
    figures_scenes,
    leaving_scenes,
    money_scenes,
    stage_scenes,
    work_scenes,
)
from tests.ui.cards import another, client_of
from tests.ui.counter import PETER, ROMASHKA
from tests.ui.finger import Finger
from tests.ui.scenes import FULL
from tests.ui.test_exchange_screen import arrived, in_conflict, put_aside, rest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from intake_app.services.drafts import IntakeDraft
    from tests.ui.counter import Counter

    Scene = Callable[[Counter], None]

STATIONS = (
    StationLine("Стойка у входа", "A", 1_767_261_600_000, is_us=True),
    StationLine("Мастерская на втором этаже", "B", 1_767_200_000_000),
    StationLine("Старый ноутбук", "C", 0, is_revoked=True),
)


class KnownHub:
    """Stands still: a hub to be looked at."""

    def __init__(self, seen: HubLook) -> None:
        self.seen = seen

    def look(self) -> HubLook:
        return self.seen

    def join(self, address: str, code: str) -> None:
        """Nobody asks."""

    def serve_here(self) -> None:
        """Nobody asks."""

    def invitation(self) -> str:
        return f"https://192.168.1.5:8765#ABCDE-FGHJK.{'ab' * 32}"

    def rename(self, name: str) -> None:
        """Nobody asks."""

    def leave(self) -> None:
        """Nobody asks."""

    def revoke(self, name: str) -> None:
        """Nobody asks."""


def _pressed(*chords: str) -> Scene:
    return lambda counter: counter.press(*chords)


def _page(name: str, counter: Counter) -> None:
    counter.press("Ctrl+9")
    counter.parts.preferences.board.open_page(name)
    counter.settle()
    counter.settle()


def _hub(seen: HubLook) -> Scene:
    def go(counter: Counter) -> None:
        counter.desk.shop.hub = KnownHub(seen)
        _page("hub", counter)

    return go


def _shared_hub(counter: Counter) -> None:
    address = "https://192.168.1.5:8765"
    seen = HubLook(HubPlace.SHARED, address, is_member=True, shop_name="Север", stations=STATIONS)
    _hub(seen)(counter)
    button = counter.window.findChild(QWidget, "hub.invite")
    if button is not None:
        button.setFocus()
        counter.press("Space")
    counter.settle()


def _staff(counter: Counter) -> None:
    staff = counter.desk.shop.services.staff
    names = ("Анна", "Константинопольский Борис", "Вера")
    for name, role in zip(names, ("reception", "technician", "manager"), strict=True):
        staff.give_badge(staff.add(name, role).id)
    _page("staff", counter)


def _person(counter: Counter) -> None:
    for name in ("Анна", "Борис", "Вера"):
        counter.desk.shop.services.staff.add(name)
    counter.press("F12")
    counter.settle()


def _scanned(counter: Counter) -> None:
    order = counter.give()
    _page("scan", counter)
    for code in (order.ticket, "490154203237518", "4601234567890", "0104601234567893\x1d21ABC123"):
        counter.window.scan(Scan(code, "C0"))
    counter.settle()


def _key_on_show(counter: Counter) -> None:
    _page("safety", counter)
    page = counter.parts.preferences.board.page()
    assert isinstance(page, SafetyPage)
    counter.desk.shop.switch(Operator(None, "Вера", "owner"))
    page.now.click()
    counter.settle()
    page.key.show_key.click()
    counter.settle()


def _clients(counter: Counter) -> None:
    counter.give()
    counter.give(FULL)
    counter.give(replace(FULL, client=ROMASHKA))
    counter.press("Ctrl+3")
    counter.settle()


def _found(counter: Counter) -> None:
    _clients(counter)
    counter.type("петр")
    counter.settle()


def _client_card(*chords: str, draft: IntakeDraft | None = None) -> Scene:
    def go(counter: Counter) -> None:
        client = client_of(counter, draft)
        counter.give(replace(draft or FULL, client=replace((draft or FULL).client, id=client)))
        counter.window._commands.clients.open(client)
        counter.settle()
        counter.press(*chords)
        counter.settle()

    return go


def _merge(counter: Counter) -> None:
    client_of(counter, another(phone=PETER.phone))
    _client_card("F6")(counter)
    counter.type("4567")
    counter.press("Return")
    counter.settle()


def _doubles(counter: Counter) -> None:
    client_of(counter)
    client_of(counter, another(phone=PETER.phone))
    counter.press("Ctrl+3")
    counter.settle()
    counter.parts.clients.board.found.lists.take_focus()
    counter.press("Right")
    counter.settle()
    counter.settle()


def _consents(counter: Counter) -> None:
    _client_card("Alt+7", "Space", "Tab", "Space")(counter)
    counter.settle()


def _story(counter: Counter) -> None:
    draft = replace(FULL, passcode_kind="pattern", passcode="1235", urgent=True)
    order, services = counter.give(draft).order_id, counter.desk.shop.services
    services.tasks.remark(order, "звонил клиент, просил поторопиться: уезжает в субботу утром")
    send(services, order, "diagnostics", "in_repair")
    counter.window.open_order(order)
    counter.settle()
    file = counter.desk.settings.data / "IMG_1.jpg"
    Image.new("RGB", (400, 300), "#6750A4").save(file)
    names = ("Акт диагностики.pdf", "шум вентилятора.mp3")
    paths = [file, *(counter.desk.settings.data / name for name in names)]
    for path in paths[1:]:
        path.write_bytes(b"x" * 734_003)
    photos = counter.parts.card.extras.photos
    photos.add_files([str(path) for path in paths])
    shown = services.orders.card
    counter.qtbot.waitUntil(lambda: len(shown(order).files) == len(paths) - 1)
    counter.settle()
    counter.parts.card.notice(frozenset({"photo"}))
    counter.settle()


def _photo(counter: Counter) -> None:
    _story(counter)
    counter.press("Ctrl+G", "Return")
    counter.settle()


def _passcode(counter: Counter) -> None:
    draft = replace(FULL, passcode_kind="pattern", passcode="1235")
    counter.parts.intake.show_draft(draft)
    counter.press("Alt+4")
    for _ in range(12):
        if counter.focused().startswith("passcode"):
            break
        counter.press("Tab")


def _stage(counter: Counter) -> None:
    counter.window.open_order(counter.give(FULL).order_id)
    counter.settle()
    counter.press("F7")


def _on_card(*chords: str) -> Scene:
    def go(counter: Counter) -> None:
        counter.window.open_order(counter.give(FULL).order_id)
        counter.settle()
        counter.press(*chords)
        counter.settle()

    return go


def _papers(counter: Counter) -> None:
    _on_card("F8")(counter)
    _wait_for_paper(counter)


def _shop_papers(counter: Counter) -> None:
    for name in ("Анна", "Борис"):
        counter.desk.shop.services.staff.add(name)
    counter.press("Shift+F8")
    counter.settle()
    _wait_for_paper(counter)


def _wait_for_paper(counter: Counter) -> None:
    (sheet,) = counter.window.findChildren(PaperSheet)
    counter.qtbot.waitUntil(lambda: not sheet.picture.is_empty(), timeout=20_000)


def _locked(counter: Counter) -> None:
    counter.window.show_store_problem(UnavailableError(Problem.STORE_LOCKED))


def _no_paper(counter: Counter) -> None:
    spool = counter.desk.shop.services.printouts
    job = counter.give().jobs[0]
    spool.begin(job)
    spool.end(job, JobState.QUEUED, "paper_out")
    counter.window.show_printer_states(spool.states())
    counter.parts.status.receipt.setFocus()
    counter.press("Return")


def _in_doubt(counter: Counter) -> None:
    spool = counter.desk.shop.services.printouts
    job = counter.give().jobs[0]
    spool.begin(job)
    spool.end(job, JobState.UNKNOWN, "device_lost")
    counter.window.show_printer_states(spool.states())
    counter.settle()


def _second(*answers: str) -> Scene:
    """The client's own screen after so many questions; none: what he reads while all is typed."""

    def go(counter: Counter) -> None:
        counter.parts.intake.show_draft(replace(FULL, client=replace(PETER, name="", phone="")))
        counter.press("Alt+3", "F8")
        finger = Finger()
        for answer in answers:
            if answer.startswith("second."):
                finger.touch(answer)
            else:
                finger.answer(answer)

    return go


def _mirrored(counter: Counter) -> None:
    counter.parts.intake.show_draft(FULL)
    counter.press("Alt+3", "F8")
    counter.press("F8")
    counter.settle()


def _exchange(*chords: str, about: Callable[[Counter], object] = in_conflict) -> Scene:
    def go(counter: Counter) -> None:
        about(counter)
        arrived(counter)
        counter.press(*chords)
        rest(counter)

    return go


_SIGNING = ("9161234567", "иван петров", "second.yes", "second.no")


PLACES: Mapping[str, Scene] = {
    "orders_empty": _pressed("Ctrl+2"),
    "clients_empty": _pressed("Ctrl+3"),
    "clients": _clients,
    "clients_found": _found,
    "client_card": _client_card(),
    "client_staff_only": _client_card("Alt+4"),
    "client_orders": _client_card("Alt+5"),
    "client_devices": _client_card("Alt+6"),
    "client_consents": _consents,
    "client_cards": _client_card("Alt+8"),
    "company_card": _client_card(draft=replace(FULL, client=ROMASHKA)),
    "company_fields": _client_card("Alt+2", draft=replace(FULL, client=ROMASHKA)),
    "merge": _merge,
    "doubles": _doubles,
    "story": _story,
    "photo": _photo,
    "passcode": _passcode,
    "handover": leaving_scenes.handover,
    "handover_part": leaving_scenes.part_paid,
    "loan": leaving_scenes.loan,
    "loaners": leaving_scenes.loaners,
    "stage": _stage,
    "stage_shut": stage_scenes.shut,
    "stage_result": stage_scenes.result,
    "order_running_out": stage_scenes.running_out,
    "work": work_scenes.work,
    "stock": work_scenes.stock,
    "stock_take": work_scenes.stock_take,
    "prices": work_scenes.prices,
    "wanted": work_scenes.wanted,
    **agreement_scenes.SCENES,
    **money_scenes.SCENES,
    **bench_scenes.SCENES,
    **figures_scenes.SCENES,
    **crm_scenes.SCENES,
    "card_keys": _on_card("F1"),
    "clients_keys": _client_card("F1"),
    "card_palette": _on_card("Ctrl+K"),
    "papers": _papers,
    "shop_papers": _shop_papers,
    "person": _person,
    "nobody": _pressed("F12"),
    "locked": _locked,
    "no_paper": _no_paper,
    "in_doubt": _in_doubt,
    **{f"page_{row.id}": partial(_page, row.id) for row in PAGES},
    "exchange_well": _exchange(about=rest),
    "conflicts": _exchange(),
    "conflict_typed": _exchange("F8"),
    "put_aside": _exchange(about=put_aside),
    "exchange_keys": _exchange("F1"),
    "page_staff_full": _staff,
    "page_scanned": _scanned,
    "page_hub_away": _hub(
        HubLook(HubPlace.ELSEWHERE, "https://hub:8765", is_member=True, problem=Problem.HUB_AWAY)
    ),
    "page_hub_shared": _shared_hub,
    "page_key": _key_on_show,
}

SECOND: Mapping[str, Scene] = {
    "second_greeting": _mirrored,
    "second_phone": _second(),
    "second_name": _second(*_SIGNING[:1]),
    "second_consent": _second(*_SIGNING[:2]),
    "second_advertising": _second(*_SIGNING[:3]),
    "second_signature": _second(*_SIGNING),
    "second_leaving": leaving_scenes.signed,
    "second_english": _second("second.language", "9161234567", "ann"),
}
"""The window to look at is the client's, not the desk's."""

WALL: Mapping[str, Scene] = {"wall": bench_scenes.wall}
"""The window to look at is the board's."""
