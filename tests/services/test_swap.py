"""However it is cut, the store is there, and so is what stood in its place."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest

from intake_app.errors import Problem, UnavailableError
from intake_app.services import swap


class Cut(BaseException):
    """The power goes."""


@pytest.mark.parametrize("cut", range(12))
def test_a_cut_anywhere_leaves_one_of_both_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    store, new, aside = tmp_path / "intake.db", tmp_path / "new" / "n.db", tmp_path / "aside"
    new.parent.mkdir()
    store.write_text("old")
    store.with_name("intake.db-wal").write_text("log")
    new.write_text("new")
    left = [cut]

    def counted(path: Path, target: Path, really: object = Path.replace) -> Path:
        left[0] -= 1
        if left[0] < 0:
            raise Cut
        return path.rename(target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", counted)
        with suppress(Cut):
            swap.put(store, new, aside)
    noted = (tmp_path / swap.NOTE).exists()
    swap.settle(store)
    if store.read_text() == "old":
        assert not noted
        assert store.with_name("intake.db-wal").read_text() == "log"
    else:
        assert (store.read_text(), (aside / "intake.db").read_text()) == ("new", "old")
        assert (aside / "intake.db-wal").read_text() == "log"
        assert not store.with_name("intake.db-wal").exists()
    assert not (tmp_path / swap.NOTE).exists()


def test_a_note_whose_work_was_done_is_only_thrown_away(tmp_path: Path) -> None:
    store = tmp_path / "intake.db"
    store.write_text("new")
    (tmp_path / swap.NOTE).write_text(json.dumps({"new": "n/n.db", "aside": "aside"}))
    swap.settle(store)
    assert store.read_text() == "new"
    assert list(tmp_path.iterdir()) == [store]


def test_a_disk_that_does_not_play_along_is_told(tmp_path: Path) -> None:
    store, new = tmp_path / "intake.db", tmp_path / "n.db"
    store.write_text("old")
    (tmp_path / "aside").write_text("in the way")
    with pytest.raises(UnavailableError) as refused:
        swap.put(store, new, tmp_path / "aside")
    assert refused.value.problem is Problem.FILE_UNWRITABLE
    new.write_text("new")
    (tmp_path / swap.NOTE).write_text(json.dumps({"new": "n.db", "aside": "none"}))
    with pytest.raises(UnavailableError):
        swap.settle(store)
    assert store.read_text() == "old"
