"""Where a tour may leave its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intake_app.errors import Problem, RejectedError, UnavailableError
from intake_app.tour import leavings

if TYPE_CHECKING:
    from pathlib import Path


def test_new_folder_is_made(tmp_path: Path) -> None:
    leavings.make_room(tmp_path / "a" / "tour")
    assert (tmp_path / "a" / "tour" / leavings.INDEX).exists()


def test_earlier_tour_makes_room_for_the_next(tmp_path: Path) -> None:
    leavings.make_room(tmp_path)
    (tmp_path / "intake.db").write_text("of the last tour")
    leavings.make_room(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [leavings.INDEX]


@pytest.mark.parametrize("name", ["letter.txt", leavings.INDEX])
def test_folder_of_somebody_else_is_left_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"\xff mine")
    with pytest.raises(RejectedError) as refused:
        leavings.make_room(tmp_path)
    assert refused.value.problem is Problem.FOLDER_NOT_EMPTY
    assert (tmp_path / name).read_bytes() == b"\xff mine"


def test_place_that_takes_no_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UnavailableError) as refused:
        leavings.make_room(tmp_path / "file" / "tour")
    assert refused.value.problem is Problem.READ_ONLY
