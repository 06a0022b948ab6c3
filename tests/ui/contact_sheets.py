"""Pictures of every screen, many to a sheet, to be looked at: `python -m tests.ui.contact_sheets`.

Offscreen, over the real services in a real file; each picture begins with a shop of its own.
"""

from __future__ import annotations

import argparse
import gettext
import os
import sys
import tempfile
import time
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PIL import Image, ImageDraw
from PySide6.QtWidgets import QApplication

from intake_app.config import DeskSettings, Settings, ShopSettings
from intake_app.errors import IntakeError
from intake_app.i18n.translator import Translator
from intake_app.jobs import Jobs
from intake_app.services.shop import Shop
from intake_app.ui import theme
from intake_app.ui.desk import Desk
from tests.rigs import catalogue
from tests.rigs.watch import Watch
from tests.ui import bench_scenes
from tests.ui.counter import Counter
from tests.ui.finger import Finger
from tests.ui.places import PLACES, SECOND, WALL
from tests.ui.scenes import SCENES

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from contextlib import AbstractContextManager

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from intake_app.config import Appearance, Language

EVERY = {**SCENES, **PLACES, **SECOND, **WALL}
A_SHEET = 4
_TOO_LONG_S = 20.0


class Patience:
    """As much of pytest-qt as a counter needs, without pytest."""

    def addWidget(self, widget: QWidget) -> None:  # noqa: N802 - the name of pytest-qt
        """It is closed with its desk."""

    def waitActive(self, widget: QWidget) -> AbstractContextManager[None]:  # noqa: N802 - the same
        """Offscreen a window is active as soon as it is shown."""
        return nullcontext()

    def waitUntil(  # noqa: N802 - the same
        self, holds: Callable[[], bool], *, timeout: int = 0
    ) -> None:
        """Let the event loop turn until something holds."""
        end = time.monotonic() + _TOO_LONG_S
        while not holds():
            if time.monotonic() > end:
                raise TimeoutError
            QApplication.processEvents()


def main() -> None:
    """Take what was asked for and lay it out in sheets."""
    asked = _asked(sys.argv[1:])
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = cast("QApplication", QApplication.instance() or QApplication([]))
    folder = Path(asked.folder)
    folder.mkdir(parents=True, exist_ok=True)
    for lang in asked.lang:
        for colours in asked.colours:
            for points in asked.points:
                way = f"{lang}-{colours}-{points}"
                taken = [
                    _taken(app, (lang, colours, points), asked.size, name, folder / f"{way}-{name}")
                    for name in EVERY
                    if not asked.only or name in asked.only
                ]
                _lay_out([file for file in taken if file is not None], folder / f"sheet-{way}")


def _asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--lang", nargs="+", default=["ru", "en"])
    parser.add_argument("--colours", nargs="+", default=["light", "dark", "contrast"])
    parser.add_argument("--points", nargs="+", type=int, default=[9, 10, 16])
    parser.add_argument("--size", nargs=2, type=int, default=[1280, 720])
    parser.add_argument("--only", nargs="+", default=[])
    return parser.parse_args(words)


def _taken(
    app: QApplication,
    way: tuple[Language, Appearance, int],
    size: Sequence[int],
    name: str,
    file: Path,
) -> Path | None:
    """One scene in a shop of its own; what never came is said and left out."""
    picture = file.with_suffix(".png")
    try:
        with _counter(app, way, has_second=name in SECOND) as counter:
            counter.window.resize(*size)
            counter.window.activateWindow()  # this platform gives the newest window the keyboard
            QApplication.processEvents()
            EVERY[name](counter)
            counter.settle()
            _rest()
            _shown(counter, name).grab().save(str(picture))
    except (IntakeError, TimeoutError, StopIteration, ValueError) as error:
        print(f"{file.name}: {error!r}")  # noqa: T201 - a tool for a person
        return None
    return picture


def _shown(counter: Counter, name: str) -> QWidget:
    """The window to look at."""
    if name in SECOND:
        return Finger().screen
    return bench_scenes.screen() if name in WALL else counter.window


def _rest() -> None:
    """Until pictures under way are drawn."""
    end = time.monotonic() + 0.15
    while time.monotonic() < end:
        QApplication.processEvents()


@contextmanager
def _counter(
    app: QApplication, way: tuple[Language, Appearance, int], *, has_second: bool
) -> Generator[Counter]:
    lang, colours, points = way
    with tempfile.TemporaryDirectory() as data:
        own = DeskSettings(
            lang=lang,
            paper_lang=lang,
            appearance=colours,
            font_points=points,
            receipt_printer=f"folder://{data}/r?width=576",
            label_printer=f"folder://{data}/l?language=tspl",
            scanner="serial:///dev/ttyS9",
            operator="Анна",
            client_screen="window" if has_second else "auto",
        )
        shop = ShopSettings(name="Мастерская «Примерная»")
        settings = Settings(data=Path(data) / "shop", desk=own, shop=shop)
        watch, jobs = Watch(), Jobs()
        tr = catalogue.russian() if lang == "ru" else Translator("en", gettext.NullTranslations())
        desk = Desk(Shop(settings, watch), jobs, tr, watch)
        desk.shop.open()
        theme.install(app, own)
        counter = Counter(desk, cast("QtBot", Patience()))
        counter.window.store_ready()
        counter.settle()
        try:
            yield counter
        finally:
            counter.window.close()
            counter.window.deleteLater()
            _rest()
            jobs.shutdown()
            desk.shop.close()


def _lay_out(files: Sequence[Path], to: Path) -> None:
    """Two by two, each under its name."""
    for number, first in enumerate(range(0, len(files), A_SHEET), 1):
        some = files[first : first + A_SHEET]
        pictures = [Image.open(file).convert("RGB") for file in some]
        wide = max(each.width for each in pictures)
        high = max(each.height for each in pictures) + 16
        sheet = Image.new("RGB", (wide * 2 + 8, high * ((len(some) + 1) // 2)), "#888888")
        draw = ImageDraw.Draw(sheet)
        for place, (file, picture) in enumerate(zip(some, pictures, strict=True)):
            left, top = (place % 2) * (wide + 8), (place // 2) * high
            draw.text((left + 4, top + 2), file.stem, "#FFFFFF")
            sheet.paste(picture, (left, top + 16))
        sheet.save(to.with_name(f"{to.name}-{number:02d}.png"))


if __name__ == "__main__":
    main()
