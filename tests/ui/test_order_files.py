"""Files of any kind on the card of an order: added by key, paste and drop, opened, gone again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication

from intake_app.services import order_files
from intake_app.services.opened_files import FOLDER_NAME, OpenedFiles
from tests.rigs.drafts import INTAKE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from intake_app.ui.desk import Desk
    from intake_app.ui.order_extras import OrderExtras
    from tests.ui.counter import Counter

WAIT = 10_000


class Viewer(QObject):
    """Stands for whatever program opens a file."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, bytes]] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        """Read what was opened, as a viewer would."""
        path = Path(url.toLocalFile())
        self.seen.append((path.name, path.read_bytes()))


@pytest.fixture
def viewer() -> Iterator[Viewer]:
    shown = Viewer()
    QDesktopServices.setUrlHandler("file", shown, cast("Any", "show"))  # the stub says bytes
    yield shown
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    file = tmp_path / "протокол стенда.log"
    file.write_bytes(b"12:00 overcurrent\n" * 100)
    return file


@pytest.fixture
def card(counter: Counter) -> Counter:
    """The card of an order in sight."""
    counter.window.open_order(counter.give(INTAKE).order_id)
    counter.settle()
    return counter


def extras(counter: Counter) -> OrderExtras:
    return counter.parts.card.extras


def names(counter: Counter) -> list[str]:
    order = counter.parts.card.order
    assert order is not None
    return [file.name for file in counter.desk.shop.services.orders.card(order).files]


def known(counter: Counter, *wanted: str) -> None:
    """Wait until the order has these files, and its card shows them."""
    counter.qtbot.waitUntil(lambda: names(counter) == list(wanted), timeout=WAIT)
    counter.parts.card.notice(frozenset({"order_file"}))
    counter.qtbot.waitUntil(
        lambda: [row.name for row in extras(counter).files.rows] == list(wanted), timeout=WAIT
    )


def mime(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_ins_on_the_card_asks_for_photos_and_files(card: Counter, log: Path) -> None:
    card.press("Ctrl+G")
    assert card.focused() == "card.photos"
    card.press("Insert")
    dialog = extras(card).photos.dialog
    assert dialog is not None
    assert dialog.nameFilters()[0].endswith("(*)")
    dialog.filesSelected.emit([str(log)])
    dialog.close()
    known(card, "протокол стенда.log")
    assert extras(card).files.isVisible()


def test_a_file_is_opened_by_enter_as_a_copy_for_reading(
    card: Counter, log: Path, viewer: Viewer
) -> None:
    assert extras(card).take_in(mime(log))
    known(card, log.name)
    card.press("Ctrl+G", "Ctrl+G")
    assert card.focused() == "card.files"
    card.press("Return")
    card.qtbot.waitUntil(lambda: bool(viewer.seen), timeout=WAIT)
    assert viewer.seen == [(log.name, log.read_bytes())]
    folder = card.desk.settings.data / FOLDER_NAME
    assert len(list(folder.rglob("*.log"))) == 1
    OpenedFiles(folder).sweep()
    assert not folder.exists()
    card.press("Ctrl+G")
    assert card.focused() == "card.photos"


def test_files_are_pasted_in_the_list_and_pictures_go_to_the_photos(
    card: Counter, log: Path, tmp_path: Path
) -> None:
    extras(card).take_in(mime(log))
    known(card, log.name)
    picture, note = tmp_path / "плата.png", tmp_path / "счёт.pdf"
    Image.new("RGB", (40, 30), "red").save(picture)
    note.write_bytes(b"%PDF-1.4")
    QGuiApplication.clipboard().setMimeData(mime(picture, note))
    extras(card).files.setFocus()
    card.press("Ctrl+V")
    known(card, log.name, "счёт.pdf")
    shown = card.desk.shop.services.orders.card
    order = card.parts.card.order
    assert order is not None
    card.qtbot.waitUntil(lambda: len(shown(order).photos) == 1, timeout=WAIT)


def test_what_is_dropped_anywhere_on_the_card_is_kept(card: Counter, log: Path) -> None:
    data, screen = mime(log), card.parts.card
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys)
    screen.dragEnterEvent(enter)
    assert enter.isAccepted()
    where = QPoint(5, 5).toPointF()
    screen.dropEvent(QDropEvent(where, Qt.DropAction.CopyAction, data, buttons, keys))
    known(card, log.name)
    card.press("Alt+2")
    other = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys)
    other.ignore()
    screen.dragEnterEvent(other)
    assert not other.isAccepted()


def test_ins_in_the_list_adds_another_and_a_page_keeps_its_own(card: Counter, log: Path) -> None:
    extras(card).take_in(mime(log))
    known(card, log.name)
    extras(card).files.setFocus()
    card.press("Insert")
    dialog = extras(card).photos.dialog
    assert dialog is not None
    assert dialog.isVisible()
    dialog.close()
    with card.qtbot.waitActive(card.window):  # offscreen it does not come back by itself
        card.window.activateWindow()
    card.press("Alt+2")
    card.qtbot.waitUntil(lambda: card.parts.card.pages.page is not None, timeout=WAIT)
    card.press("Insert")
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("name", "size", "said"),
    [
        ("setup.exe", 10, "Программы и скрипты"),
        ("фильм.mp4", order_files.MOST_BYTES + 1, "не больше 32 МБ"),
        ("пусто.txt", 0, "не читается"),
    ],
)
def test_what_cannot_be_kept_is_said_in_one_sentence(
    card: Counter, tmp_path: Path, name: str, size: int, said: str
) -> None:
    file = tmp_path / name
    with file.open("wb") as out:
        out.truncate(size)
    extras(card).take_in(mime(file))
    card.qtbot.waitUntil(lambda: said in card.said(), timeout=WAIT)
    assert names(card) == []


def test_a_file_of_another_desk_is_asked_for(card: Counter, log: Path, viewer: Viewer) -> None:
    extras(card).take_in(mime(log))
    known(card, log.name)
    row = extras(card).files.rows[0]
    shop = card.desk.shop
    shop.blobs.path(row.sha256).unlink()
    shop.services.cargo.next()  # it is found not to be here
    extras(card).files.setFocus()
    card.press("Return")
    card.qtbot.waitUntil(lambda: "другом ПК" in card.said(), timeout=WAIT)
    assert viewer.seen == []
    card.settle()
    with shop.services.replica.store.reading() as session:
        wanted = session.driver.execute("SELECT wanted FROM blob").fetchall()
    assert wanted == [(1,)]


@pytest.mark.qt_log_ignore("QPlatformServices::openDocument", extend=True)  # offscreen has none
def test_a_file_nothing_opens_is_said(card: Counter, log: Path) -> None:
    extras(card).take_in(mime(log))
    known(card, log.name)
    extras(card).files.setFocus()
    card.press("Return")
    card.qtbot.waitUntil(lambda: "нет программы" in card.said(), timeout=WAIT)


def test_another_order_shows_its_own_files(card: Counter, log: Path) -> None:
    extras(card).take_in(mime(log))
    known(card, log.name)
    card.window.open_order(card.give().order_id)
    assert not extras(card).files.isVisible()
    card.settle()
    assert not extras(card).files.isVisible()


@pytest.mark.parametrize(
    ("size", "told"), [(100, "0,1 КБ"), (1536, "1,5 КБ"), (3 * 1024 * 1024, "3 МБ")]
)
def test_sizes_are_told_as_people_say_them(
    card: Counter, tmp_path: Path, size: int, told: str
) -> None:
    file = tmp_path / "a.bin.dat"
    file.write_bytes(b"x" * size)
    extras(card).take_in(mime(file))
    known(card, file.name)
    model = extras(card).files.model()
    assert model.index(0, 1).data() == told


@pytest.mark.parametrize("points", [9, 16])
def test_many_files_take_no_more_room_than_a_photo(
    desk: Desk,
    at_size: Callable[[Desk, int], Desk],
    at_counter: Callable[[Desk], Counter],
    tmp_path: Path,
    points: int,
) -> None:
    counter = at_counter(at_size(desk, points))
    counter.window.open_order(counter.give(INTAKE).order_id)
    counter.settle()
    for number in range(4):
        (tmp_path / f"{number}.log").write_bytes(b"x")
    extras(counter).take_in(mime(*(tmp_path / f"{number}.log" for number in range(4))))
    known(counter, "0.log", "1.log", "2.log", "3.log")
    files = extras(counter).files
    assert files.height() == pytest.approx(2 * files.rowHeight(0), abs=4)
    assert files.columnWidth(0) >= files.fontMetrics().horizontalAdvance("0.log")
