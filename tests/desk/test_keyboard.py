"""One intake by the keys of a real keyboard, from the first letter to store and paper."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image, ImageChops

from tests.desk.talk import Talk
from tests.rigs import escpos, program
from tests.rigs.ledger import Ledger
from tests.rigs.program import Program
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.ledger import Row
    from tests.rigs.xserver import XServer

_TALKS = {
    "us": Talk(
        name="John O'Hara",
        phone="9161234567",
        kind="phone",
        brand="Apple",
        model="iPhone 13 (A2633)",
        serial="F17XK0ABCD",
        fault="Does not charge; gets hot @ 50%!",
        accessories="case, no charger",
        appearance="scratches",
    ),
    "us,ru": Talk(
        name="Ёлкина-Щукина Анна",
        phone="9161234567",
        kind="смартфон",
        brand="Apple",
        model="iPhone 13 (A2633)",
        serial="F17XK0ABCD",
        fault='Не заряжается; греется у разъёма, "после воды" №5',
        accessories="чехол, без зарядки",
        appearance="царапины",
    ),
    "ru": Talk(
        name="Ёлкина-Щукина Анна",
        phone="9161234567",
        kind="пылесос",
        brand="Бош",
        model="Серия 4",
        serial="000777",
        fault='Не тянет; воет, "после воды" №5',
        accessories="щётка, без шланга",
        appearance="подъём сломан",
    ),
}


@pytest.mark.parametrize("layouts", _TALKS)
def test_intake_by_physical_keys_reaches_store_and_paper(
    layouts: str, screen: XServer, tmp_path: Path
) -> None:
    talk = _TALKS[layouts]
    shop, paper = tmp_path / "shop", tmp_path / "paper"
    printers = ("--receipt-printer", f"folder://{paper}/receipt")
    printers += ("--label-printer", f"folder://{paper}/label")
    surroundings = program.environment(tmp_path, screen.environment)
    with (
        screen.keyboard(layouts) as keyboard,
        Program(
            "--data", str(shop), *printers, surroundings=surroundings, log=tmp_path / "log"
        ) as desktop,
    ):
        talk.type(keyboard, desktop)
        accepted_at = time.monotonic()
        keyboard.press("Ctrl+Return")
        desktop.until_focused("client.name")
        assert _typed(desktop) == {}
        assert time.monotonic() - accepted_at < 1
        until(lambda: _papers(paper) == 2, "both papers")
        until(lambda: _is_confirmed(shop), "the spool knows that they are out")
        screen.picture(tmp_path / "accepted.png")  # for whoever wants to see it
    (order,) = Ledger(shop).orders()
    _holds(order, talk)
    assert Ledger(shop).flaws() == []
    _shows(paper / "receipt", order, talk)
    _shows(paper / "label", order, talk)


def test_keys_pressed_while_the_program_starts_are_kept(screen: XServer, tmp_path: Path) -> None:
    talk, shop = _TALKS["us,ru"], tmp_path / "shop"
    surroundings = program.environment(tmp_path, screen.environment)
    with (
        screen.keyboard("us,ru") as keyboard,
        Program("--data", str(shop), surroundings=surroundings, log=tmp_path / "log") as desktop,
    ):
        desktop.until_focused("client.name")
        for text, key in ((talk.name, "Return"), (talk.phone, "Return"), (talk.kind, "Alt+3")):
            keyboard.type(text)
            keyboard.press(key)
        keyboard.type(talk.fault)
        keyboard.press("Ctrl+Return")
        until(lambda: len(Ledger(shop).orders()) == 1, "the order is stored")
    (order,) = Ledger(shop).orders()
    for field in ("name", "kind", "fault"):
        assert order[field] == getattr(talk, field), field


def _typed(desktop: Program) -> dict[str, str]:
    """What stands in the fields of the form."""
    fields = ("client.name", "client.phone", "device.", "fault", "accessories", "appearance")
    return {name: text for name, text in desktop.says.items() if text and name.startswith(fields)}


def _papers(folder: Path) -> int:
    return len(list(folder.glob("*/*.bin")))


def _is_confirmed(shop: Path) -> bool:
    return {job["state"] for job in Ledger(shop).jobs()} == {"confirmed"}


def _holds(order: Row, talk: Talk) -> None:
    """The stored order is what was typed."""
    assert order["name"] == talk.name
    assert order["phone"] == f"+7{talk.phone}"
    for field in ("kind", "brand", "model", "serial", "fault", "accessories", "appearance"):
        assert order[field] == getattr(talk, field), field


def _shows(folder: Path, order: Row, talk: Talk) -> None:
    """The paper says it, its picture carries the barcode, its bytes are that picture."""
    (sent,) = folder.glob("*.bin")
    picture = Image.open(sent.with_suffix(".png"))
    found = [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]
    assert found == [order["ticket"]]
    printed = escpos.read(sent.read_bytes(), picture.width).picture
    assert ImageChops.difference(printed.convert("L"), picture.convert("L")).getbbox() is None
    text = " ".join(json.loads(sent.with_suffix(".json").read_text("utf-8"))["text"].split())
    said = (talk.model, talk.fault) if folder.name == "label" else _receipt_words(talk)
    for words in (order["number"], *said):
        assert words in text, words


def _receipt_words(talk: Talk) -> tuple[str, ...]:
    digits = talk.phone
    phone = f"+7 {digits[:3]} {digits[3:6]}-{digits[6:8]}-{digits[8:]}"
    device = f"{talk.brand} {talk.model}"
    about = (talk.kind, device, talk.serial, talk.fault, talk.accessories, talk.appearance)
    return (talk.name, phone, *about)
