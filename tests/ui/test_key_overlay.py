"""The operator's own keys: what holds, what is refused, and that no file can stop the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.ui import key_overlay
from intake_app.ui.action_spec import Scope
from intake_app.ui.actions import SPECS, spec

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from intake_app.i18n.translator import Translator
    from intake_app.ui.desk import Desk
    from intake_app.ui.key_overlay import Overlay
    from tests.ui.counter import Counter

IDS = [row.id for row in SPECS]
KEYS = ["F9", "Ctrl+1", "Alt+Z", "Alt+S", "Ctrl+Enter", "Esc", "?", "ctrl+h", "F13", "Ins"]


def keys(overlay: Overlay) -> dict[str, tuple[str, ...]]:
    return {row.id: row.keys for row in overlay.rows}


def read(path: Path, text: str) -> Overlay:
    (path / "keys.toml").write_text(text, "utf-8")
    return key_overlay.read(path / "keys.toml")


def test_without_a_file_the_table_holds(tmp_path: Path) -> None:
    overlay = key_overlay.read(tmp_path / "keys.toml")
    assert (overlay.rows, overlay.is_clean) == (SPECS, True)


@pytest.mark.parametrize(
    "text", ['"order.last" = ["alt+z"]', 'order.last = "Alt+Z"', '[order]\nlast = ["Alt + Z"]']
)
def test_a_key_may_be_written_in_any_way(tmp_path: Path, text: str) -> None:
    overlay = read(tmp_path, text)
    assert keys(overlay)["order.last"] == ("Alt+Z",)
    assert overlay.is_clean


def test_both_enters_are_one_key(tmp_path: Path) -> None:
    overlay = read(tmp_path, '"intake.accept" = []\n"intake.save" = ["Ctrl+Enter"]')
    assert keys(overlay)["intake.save"] == ("Ctrl+Enter", "Ctrl+Return")
    assert keys(overlay)["intake.accept"] == ()


def test_two_actions_may_swap_their_keys(tmp_path: Path) -> None:
    overlay = read(tmp_path, '"screen.intake" = ["Ctrl+2"]\n"screen.orders" = ["Ctrl+1"]')
    assert overlay.is_clean
    assert keys(overlay)["screen.intake"] == ("Ctrl+2",)


def test_what_does_not_hold_is_named(tmp_path: Path) -> None:
    overlay = read(tmp_path, 'find = ["Ctrl+1"]\nfoo = ["F9"]\n"menu" = ["Ctrl+/"]\nfull = [7]')
    assert (overlay.taken, overlay.unknown) == (("find",), ("foo",))
    assert overlay.unsafe == ("full", "menu")
    assert overlay.rows == SPECS


@pytest.mark.parametrize("content", [b"find = [", b"\xff\xfe", b"find = 1\nfind = 2"])
def test_a_broken_file_is_told_and_stops_nothing(
    tmp_path: Path, content: bytes, english: Translator
) -> None:
    (tmp_path / "keys.toml").write_bytes(content)
    overlay = key_overlay.read(tmp_path / "keys.toml")
    assert overlay.rows == SPECS
    assert key_overlay.complaint(overlay, english).startswith("keys.toml: cannot be read")


@given(
    st.dictionaries(st.sampled_from([*IDS, "nothing"]), st.lists(st.sampled_from(KEYS)) | st.none())
)
def test_no_file_makes_a_key_mean_two_things(wanted: dict[str, object]) -> None:
    overlay = key_overlay.laid(wanted)
    for place, row in enumerate(overlay.rows):
        for other in overlay.rows[:place]:
            changed = spec(row.id).keys != row.keys or spec(other.id).keys != other.keys
            if changed and key_overlay.meet(row, other):
                assert not set(row.keys) & set(other.keys), (row.id, other.id)


def test_screens_may_share_a_key() -> None:
    rows = {row.scope: row for row in SPECS}
    assert not key_overlay.meet(rows[Scope.INTAKE], rows[Scope.ORDERS])
    assert key_overlay.meet(rows[Scope.INTAKE], rows[Scope.WINDOW])


def test_an_own_key_works_and_is_shown(desk: Desk, at_counter: Callable[[Desk], Counter]) -> None:
    desk.settings.data.mkdir(exist_ok=True)
    (desk.settings.data / "keys.toml").write_text('"order.last" = ["Alt+Z"]\nfoo = ["F9"]')
    counter = at_counter(desk)
    counter.window.store_ready()
    assert "foo" in counter.said()
    accepted = counter.give()
    counter.window.news.accepted = accepted
    counter.press("Alt+Z")
    assert counter.parts.card.order == accepted.order_id
