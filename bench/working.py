"""The real window with its store open: a big client opened, and many devices scanned at once.

`python -m bench.working FOLDER PHONE` opens the client of that phone by keys; `… FOLDER` scans and
takes in batches. Prints milliseconds by what was done, as JSON.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QLabel

from bench.figures import runs
from bench.window import BenchWindow, Painted, timed
from intake_app.services.drafts import ClientDraft, ClientKind, DeviceDraft, IntakeDraft

DEVICES, ORDERS = 40, 500
_BATCHES = 6
_OPENED = runs(40)
_COMMON = IntakeDraft(
    client=ClientDraft(name="ООО «Опт»", kind=ClientKind.COMPANY),
    device=DeviceDraft(kind="смартфон", brand="Apple", model="iPhone 13"),
    fault="предпродажная проверка",
)


def open_client(folder: Path, phone: str) -> dict[str, list[float]]:
    """His phone in the client box, Enter, then the key that shows his card, until it is painted."""
    desk = BenchWindow(folder, opened=True)
    parts, hands = desk.window.parts, desk.hands
    taken: list[float] = []
    for _ in range(_OPENED + 1):
        parts.show_screen(parts.intake)
        parts.intake.clear()
        hands.type(phone)
        hands.press("Return")
        desk.settle()
        shown: list[object] = []
        parts.clients.shown.connect(shown.append)
        key = partial(parts.actions.made()["intake.client"].trigger)
        painted = Painted(parts.clients.board.page)
        took = timed(key, lambda: bool(shown))  # noqa: B023 - asked at once
        took += painted.after(parts.clients.board.page.update)
        taken.append(took)
        card = parts.clients.board.card
        if card is None or card.facts.row.orders < ORDERS:
            raise AssertionError(card)
        parts.clients.shown.disconnect(shown.append)
        desk.settle()
    desk.close()
    return {"opened": taken[1:]}


def scan_batches(folder: Path) -> dict[str, list[float]]:
    """Each number and Enter, until the line is painted; then all accepted by one key."""
    desk = BenchWindow(folder, opened=True)
    parts, hands = desk.window.parts, desk.hands
    scanned: list[float] = []
    accepted: list[float] = []
    for batch in range(_BATCHES):
        parts.show_screen(parts.intake)
        parts.intake.show_draft(_COMMON)
        hands.press("Shift+F9")
        painted = Painted(*desk.window.findChildren(QLabel, "batch.count"))
        for number in range(DEVICES):
            hands.type(f"SN{batch:02d}{number:05d}")
            scanned.append(painted.after(partial(hands.press, "Return")))
        desk.settle()
        took = timed(partial(hands.press, "Ctrl+Return"), partial(parts.in_sight, parts.intake))
        accepted.append(took)
        desk.settle()
    desk.close()
    return {"scanned": scanned[DEVICES:], "accepted": accepted[1:]}


if __name__ == "__main__":
    place = Path(sys.argv[1])
    print(json.dumps(open_client(place, *sys.argv[2:]) if sys.argv[2:] else scan_batches(place)))
