"""What stands on which page of the wall."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from intake_app.services.bench_rows import WallColumn, WallRow
from intake_app.ui.wall.painting import Frame
from intake_app.ui.wall.sheets import MOST_PIECES, ORDER, pages


def column(stage: str, count: int, shown: int) -> WallColumn:
    rows = tuple(WallRow(str(at), "iPhone", "", None) for at in range(min(count, shown)))
    return WallColumn(stage, count, 0, rows)


def test_nothing_makes_no_page() -> None:
    assert pages((), 5, 3) == ()


def test_work_comes_before_what_waits_and_an_unknown_stage_last() -> None:
    (page,) = pages((column("newer", 1, 9), column("ready", 1, 9), column("accepted", 1, 9)), 5, 3)
    assert [piece.stage for piece in page] == ["accepted", "ready", "newer"]


@given(
    st.lists(
        st.tuples(st.sampled_from([*ORDER]), st.integers(1, 300)), unique_by=lambda one: one[0]
    ),
    st.integers(0, 30),
    st.integers(0, 6),
)
def test_every_repair_has_a_place_or_is_counted(
    stages: list[tuple[str, int]], rows: int, wide: int
) -> None:
    columns = [column(stage, count, 120) for stage, count in stages]
    made = pages(columns, rows, wide)
    assert all(0 < len(page) <= max(1, wide) for page in made)
    for one in columns:
        pieces = [piece for page in made for piece in page if piece.stage == one.stage]
        assert sum(len(piece.rows) + piece.rest for piece in pieces) == one.count
        assert len(pieces) <= MOST_PIECES
        assert all(len(piece.rows) <= max(1, rows) for piece in pieces)


@given(st.integers(1, 8000), st.integers(1, 5000))
def test_any_screen_has_room_for_something(width: int, height: int) -> None:
    frame = Frame.of(width, height)
    assert frame.columns >= 1
    assert frame.rows >= 1
