"""The tour runs where there is no screen, and leaves everything it promises."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image

from tests.rigs import escpos, program
from tests.rigs.ledger import Ledger

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a tour was taken."""
    folder = tmp_path_factory.mktemp("tour")
    surroundings = program.environment(tmp_path_factory.mktemp("home"))
    del surroundings["QT_QPA_PLATFORM"]
    surroundings.pop("DISPLAY", None)
    ended = program.run("tour", str(folder), surroundings=surroundings)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == f"{folder}/README.txt\n"
    return folder


def test_tour_leaves_pictures_of_the_real_window(tour: Path) -> None:
    pictures = [Image.open(path) for path in sorted(tour.glob("*.png"))]
    assert len(pictures) >= 14
    for picture in pictures:
        assert picture.size == (1280, 720)
        assert len(picture.getcolors(1 << 20) or ()) > 50, f"{picture} is empty"


def test_tour_leaves_whole_orders_and_their_papers(tour: Path) -> None:
    told = ("Не заряжается, греется у разъёма", "Зажёвывает бумагу из второго лотка")
    orders = [order for order in Ledger(tour).orders()[-8:] if order["fault"] in told]
    assert [order["client_kind"] for order in orders] == ["person", "company"]
    for kind in ("receipt", "label"):
        for order, payload in zip(
            orders, sorted((tour / "paper" / kind).glob("*.bin")), strict=False
        ):
            picture = Image.open(payload.with_suffix(".png"))
            assert zxingcpp.read_barcodes(picture.convert("L"))[0].text == order["ticket"]
            about = json.loads(payload.with_suffix(".json").read_text("utf-8"))
            assert order["number"] in about["text"]
            assert escpos.read(payload.read_bytes(), picture.width).picture.size == picture.size
    assert (tour / "receipt.pdf").read_bytes().startswith(b"%PDF-")


def test_tour_takes_a_batch_in_under_one_receipt(tour: Path) -> None:
    batch = [order for order in Ledger(tour).orders() if order["fault"] == "предпродажная проверка"]
    assert len(batch) > 1
    assert len({order["client_id"] for order in batch}) == 1
    assert len(list((tour / "paper" / "label").glob("*.bin"))) == 2 + len(batch)
    assert len(list((tour / "paper" / "receipt").glob("*.bin"))) == 3


def test_tour_leaves_the_feed_of_the_hub(tour: Path) -> None:
    feed = [json.loads(line) for line in (tour / "hub-feed.jsonl").read_text("utf-8").splitlines()]
    assert [entry["seq"] for entry in feed] == list(range(1, len(feed) + 1))
    sent = {entry["op"]["op_id"].replace("-", "") for entry in feed}
    made = {row["op_id"].hex() for row in Ledger(tour).rows("SELECT op_id FROM outbox")}
    assert sent == made


def test_tour_names_in_its_index_what_it_left(tour: Path) -> None:
    index = (tour / "README.txt").read_text("utf-8")
    left = {path.name for path in tour.iterdir() if path.suffix in {".png", ".pdf", ".jsonl"}}
    assert all(name in index for name in left)


def test_tour_replaces_its_own_folder_and_no_other(
    tmp_path: Path, surroundings: dict[str, str]
) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    ended = program.run("tour", str(tmp_path), surroundings=surroundings)
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert str(tmp_path) in ended.stderr
    assert (tmp_path / "letter.txt").read_text() == "mine"
