"""The bar says what is true, and what to do about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from intake_app.errors import Problem, UnavailableError
from intake_app.scanning.scanner import ScannerState
from intake_app.services.spool import PrinterState
from intake_app.sync.core.status import (
    NeedsAttention,
    Off,
    Offline,
    Stuck,
    StuckWhy,
    Synced,
    SyncStatus,
    Waiting,
)
from intake_app.ui.status_words import StatusWords
from intake_app.upkeep.places import Place
from intake_app.upkeep.safety import PlaceState, SafetyState
from tests.rigs.watch import NOON

if TYPE_CHECKING:
    from pathlib import Path

    from intake_app.ui.desk import Desk
    from tests.ui.counter import Counter

WELL = PrinterState("receipt", 0, 0, paused=False, problem="", last_printed_at=None)
AGES_AGO = (NOON - timedelta(minutes=12)).isoformat()


@pytest.fixture
def words(closed_desk: Desk) -> StatusWords:
    return StatusWords(closed_desk)


@pytest.mark.parametrize(
    ("state", "text", "tone"),
    [
        (None, "Чек …", "muted"),
        (WELL, "Чек: готово", "good"),
        (replace(WELL, last_printed_at=NOON), "Чек: готово", "good"),
        (replace(WELL, queued=2), "Чек: 2 в очереди", "good"),
        (replace(WELL, problem="paper_out", queued=2), "Чек: нет бумаги · 2", "bad"),
        (replace(WELL, problem="device_absent"), "Чек: нет ответа", "bad"),
        (replace(WELL, problem="glyph_missing"), "Чек: неполадка", "bad"),
        (replace(WELL, problem="newer_trouble"), "Чек: отказ", "bad"),
        (replace(WELL, unknown=1, problem="device_lost"), "Чек: напечатано?", "caution"),
    ],
)
def test_a_printer(words: StatusWords, state: PrinterState | None, text: str, tone: str) -> None:
    said = words.printer("Чек", "tcp://10.0.0.5:9100", state)
    assert (said.text, said.tone) == (text, tone)
    assert said.detail


def test_no_printer(words: StatusWords) -> None:
    assert words.printer("Чек", "none:", WELL).text == "Чек: нет"


@pytest.mark.parametrize(
    ("address", "state", "text"),
    [
        ("none:", ScannerState.READY, "Сканер: нет"),
        ("serial:///dev/x", ScannerState.OFF, "Сканер: нет"),
        ("serial:///dev/x", ScannerState.ABSENT, "Сканер: нет ответа"),
        ("serial:///dev/x", ScannerState.READY, "Сканер готов"),
    ],
)
def test_a_scanner(words: StatusWords, address: str, state: ScannerState, text: str) -> None:
    assert words.scanner(address, state).text == text


@pytest.mark.parametrize(
    ("status", "text", "tone"),
    [
        (Off(), "Хаб: нет", "muted"),
        (Synced(NOON), "Хаб 15:00 · 0 ждёт", "good"),
        (Waiting(0, ""), "Хаб: читаем", "good"),
        (Waiting(3, AGES_AGO), "Хаб · 3 ждут · 12 мин", "good"),
        (Waiting(3, NOON.isoformat()), "Хаб · 3 ждут", "good"),
        (Offline(3, "", Problem.HUB_AWAY), "Без связи, работаем · 3 ждут", "caution"),
        (
            Offline(3, (NOON - timedelta(hours=5)).isoformat(), Problem.HUB_AWAY),
            "Без связи, работаем · 3 ждут · 5 ч",
            "caution",
        ),
        (NeedsAttention(2, 0), "Хаб: разобрать 2", "caution"),
        *((Stuck(why, 4, ""), "Хаб: стоит · 4 ждут", "bad") for why in StuckWhy),
    ],
)
def test_the_hub(words: StatusWords, status: SyncStatus, text: str, tone: str) -> None:
    said = words.sync(status)
    assert (said.text, said.tone) == (text, tone)
    assert said.detail


def test_a_backup(words: StatusWords) -> None:
    assert words.backup(None).tone == "muted"
    assert words.backup(SafetyState(None, None, ())).tone == "caution"
    assert words.backup(SafetyState(NOON, None, ())).text == "Копия 15:00"
    assert words.backup(SafetyState(NOON - timedelta(days=2), NOON, ())).text == "Копия 20.11"


def test_a_backup_that_is_not_safe_says_why(words: StatusWords, tmp_path: Path) -> None:
    away = PlaceState(Place("стик", tmp_path / "x" / "y"), None, 0, Problem.PLACE_AWAY)
    said = words.backup(SafetyState(NOON, NOON, (away,)))
    assert (said.tone, "стик" in said.detail) == ("caution", True)
    old = NOON - timedelta(days=31)
    assert words.backup(SafetyState(NOON, old, ())).tone == "caution"
    full = UnavailableError(Problem.DISK_FULL)
    assert words.backup(SafetyState(NOON, NOON, ()), full).tone == "bad"


def test_the_bar_follows_what_it_is_told(counter: Counter) -> None:
    window, status = counter.window, counter.parts.status
    window.show_scanner(ScannerState.ABSENT)
    window.show_sync(Offline(1, "", Problem.HUB_AWAY))
    window.show_backup(SafetyState(NOON, NOON, ()))
    window.show_backup_progress(0.5)
    window.show_printer_states((replace(WELL, problem="paper_out"),))
    assert [cell.text() for cell in status.cells] == [
        "Квитанции: нет бумаги",
        "Этикетки …",
        "Сканер: нет ответа",
        "Без связи, работаем",
        "",  # no CRM, nothing to say
        "Копия 15:00",
        "0 поручений",
    ]
    assert [cell.accessibleName() for cell in status.cells] == [
        cell.text() or "CRM" for cell in status.cells
    ]


def test_a_disk_that_is_nearly_full_is_told(words: StatusWords) -> None:
    full = words.backup(SafetyState(NOON, NOON, (), free=1024**3))
    assert (full.tone, "2 ГБ" in full.detail) == ("bad", True)
