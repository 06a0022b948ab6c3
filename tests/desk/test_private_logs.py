"""What is written down for whoever helps names no client, no phone, no fault and no key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from intake_app.checks import recovery_key
from intake_app.services.store_keys import StoreKeys
from tests.desk import talk
from tests.rigs.ledger import Ledger
from tests.rigs.program import Program
from tests.rigs.waiting import until

if TYPE_CHECKING:
    from pathlib import Path

_LONG = 4  # letters of a word that cannot be there by chance


def test_no_log_tells_of_a_client(tmp_path: Path, surroundings: dict[str, str]) -> None:
    shop, said = tmp_path / "shop", talk.short(1)
    absent = "tcp://127.0.0.1:9"  # a printer that is off has to be written about
    arguments = ("--data", str(shop), "--receipt-printer", absent)
    with Program(*arguments, surroundings=surroundings, log=tmp_path / "log") as desktop:
        said.type(desktop, desktop)
        desktop.press("Ctrl+Return")
        until(lambda: len(Ledger(shop).orders()) == 1, "the order is stored")
        until(lambda: Ledger(shop).jobs()[0]["attempts"] > 0, "the printer was asked")
    (order,) = Ledger(shop).orders()
    written = "\n".join(
        file.read_text("utf-8", "replace")
        for file in [tmp_path / "log", *sorted((shop / "logs").rglob("*"))]
        if file.is_file()
    )
    assert written
    told = " ".join(str(order[name]) for name in ("name", "fault", "phone") if order[name])
    words = [word for word in re.findall(r"\w+", told) if len(word) >= _LONG]
    root = StoreKeys(shop).known().root
    secrets = [root.hex(), *recovery_key.blocks(root), StoreKeys(shop).known().store.hex()]
    assert words
    assert [word for word in [*words, *secrets] if word.casefold() in written.casefold()] == []
