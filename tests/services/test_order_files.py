"""Files of any kind beside an order."""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from intake_app.errors import IntakeError, Problem, RejectedError, UnavailableError
from intake_app.models.base import new_id
from intake_app.services import order_files
from intake_app.services.opened_files import OpenedFiles
from intake_app.services.rows import FileDraft
from tests.rigs.drafts import INTAKE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from intake_app.services.blobs import Blobs
    from intake_app.services.shop import Shop
    from intake_app.services.use_cases import Services


@pytest.fixture
def blobs(shop: Shop) -> Blobs:
    return shop.blobs


@pytest.fixture
def log(tmp_path: Path) -> Path:
    file = tmp_path / "протокол.log"
    file.write_bytes(b"12:00 overcurrent\n")
    return file


@pytest.fixture
def order(services: Services) -> UUID:
    return services.intakes.receive(INTAKE).order_id


@pytest.fixture
def opened(tmp_path: Path) -> OpenedFiles:
    return OpenedFiles(tmp_path / "opened")


def problem(call: Callable[[], object]) -> Problem:
    with pytest.raises(IntakeError) as refused:
        call()
    return refused.value.problem


def test_a_file_of_any_kind_stands_on_the_card_and_in_the_story(
    services: Services, blobs: Blobs, order: UUID, log: Path
) -> None:
    file = order_files.keep(blobs, log)
    services.orders.add_files(order, (file, file))
    services.orders.add_files(order, (file,))  # dropped once more
    card = services.orders.card(order)
    assert [(row.name, row.size, row.by) for row in card.files] == [("протокол.log", 18, "Анна")]
    assert [event.text for event in card.story if event.kind == "file"] == ["протокол.log"]
    assert blobs.read(card.files[0].sha256) == b"12:00 overcurrent\n"


def test_two_names_of_one_content_are_two_files(
    services: Services, blobs: Blobs, order: UUID, log: Path
) -> None:
    file = order_files.keep(blobs, log)
    services.orders.add_files(order, (file, FileDraft(file.sha256, "copy.txt", file.size)))
    assert len(services.orders.card(order).files) == 2


def test_no_order_takes_no_file(services: Services, blobs: Blobs, log: Path) -> None:
    file = order_files.keep(blobs, log)
    assert problem(lambda: services.orders.add_files(new_id(), (file,))) is Problem.UNKNOWN_RECORD


def test_a_file_that_is_too_large_is_refused(blobs: Blobs, tmp_path: Path) -> None:
    file = tmp_path / "film.mp4"
    with file.open("wb") as out:
        out.truncate(order_files.MOST_BYTES + 1)
    assert problem(lambda: order_files.keep(blobs, file)) is Problem.FILE_TOO_LARGE
    assert blobs.names() == []


def test_programs_folders_and_nothing_are_refused(blobs: Blobs, tmp_path: Path) -> None:
    (tmp_path / "setup.exe").write_bytes(b"MZ")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "folder.pdf").mkdir()
    expected = {
        "setup.exe": Problem.FILE_RUNS,
        "empty.txt": Problem.FILE_UNREADABLE,
        "folder.pdf": Problem.FILE_UNREADABLE,
        "gone.pdf": Problem.FILE_UNREADABLE,
    }
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe.txt")  # nobody will ever write into it
        expected["pipe.txt"] = Problem.FILE_UNREADABLE
    for name, wanted in expected.items():
        path = tmp_path / name
        assert problem(lambda path=path: order_files.keep(blobs, path)) is wanted


def test_what_is_opened_is_a_private_copy_that_goes_again(
    services: Services, blobs: Blobs, order: UUID, log: Path, opened: OpenedFiles
) -> None:
    services.orders.add_files(order, (order_files.keep(blobs, log),))
    row = services.orders.card(order).files[0]
    copy = opened.show(blobs, row)
    again = opened.show(blobs, row)
    assert copy != again
    assert copy.name == "протокол.log"
    assert copy.read_bytes() == log.read_bytes()
    if sys.platform != "win32":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o400
        assert stat.S_IMODE(opened.folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    opened.sweep()
    assert not opened.folder.exists()
    opened.sweep()  # nothing to do


def test_a_file_that_is_elsewhere_damaged_or_a_program_is_not_opened(
    services: Services, blobs: Blobs, order: UUID, log: Path, opened: OpenedFiles
) -> None:
    file = order_files.keep(blobs, log)
    evil = FileDraft(file.sha256, "счёт.pdf.exe", file.size)
    away = FileDraft("0" * 64, "там.pdf", 1)
    services.orders.add_files(order, (file, evil, away))
    mine, program, gone = services.orders.card(order).files
    assert problem(lambda: opened.show(blobs, program)) is Problem.FILE_RUNS
    assert problem(lambda: opened.show(blobs, gone)) is Problem.FILE_ELSEWHERE
    blobs.path(file.sha256).write_bytes(b"other")
    assert problem(lambda: opened.show(blobs, mine)) is Problem.FILE_DAMAGED


def test_no_room_for_the_copy_is_said(
    services: Services, blobs: Blobs, order: UUID, log: Path, tmp_path: Path
) -> None:
    services.orders.add_files(order, (order_files.keep(blobs, log),))
    (tmp_path / "opened").write_bytes(b"a file where the folder should be")
    row = services.orders.card(order).files[0]
    with pytest.raises(UnavailableError):
        OpenedFiles(tmp_path / "opened").show(blobs, row)


def test_his_files_go_with_a_person(services: Services, blobs: Blobs, log: Path) -> None:
    order = services.intakes.receive(INTAKE).order_id
    file = order_files.keep(blobs, log)
    services.orders.add_files(order, (file,))
    services.moves.move(order, "cancelled", comment="передумал")
    client = services.orders.card(order).client_id
    services.forgetting.forget(client)
    assert services.orders.card(order).files == ()
    assert not blobs.has(file.sha256)
    with services.replica.store.reading() as session:
        names = session.driver.execute("SELECT name, sha256 FROM order_file").fetchall()
    assert names == [("", "")]


def test_a_lost_permission_is_no_crash(opened: OpenedFiles) -> None:
    opened.folder.mkdir()
    (opened.folder / "held.txt").write_bytes(b"x")
    (opened.folder / "held.txt").chmod(0)
    opened.sweep()
    assert not opened.folder.exists()


def test_a_rejection_names_its_reason(blobs: Blobs, tmp_path: Path) -> None:
    with pytest.raises(RejectedError) as refused:
        order_files.keep(blobs, tmp_path / "нет.pdf")
    assert refused.value.detail
