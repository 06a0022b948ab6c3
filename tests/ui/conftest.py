"""A window over the real services in a real file; keys go to its handle."""

from __future__ import annotations

import gettext
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from intake_app.config import DeskSettings, Settings, ShopSettings
from intake_app.i18n.translator import Translator
from intake_app.jobs import Jobs
from intake_app.services.shop import Shop
from intake_app.ui import theme
from intake_app.ui.desk import Desk
from tests.rigs import catalogue
from tests.rigs.watch import Watch
from tests.ui.counter import Counter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from intake_app.ui.theme import Look


@pytest.fixture(scope="session")
def russian() -> Translator:
    """The catalogue as it stands in the repository, compiled for this run."""
    return catalogue.russian()


@pytest.fixture
def english() -> Translator:
    return Translator("en", gettext.NullTranslations())


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    printers = DeskSettings(
        receipt_printer="folder:///r",
        label_printer="folder:///l",
        scanner="serial:///dev/ttyS9",
        operator="Анна",
    )
    return Settings(data=tmp_path / "shop", desk=printers, shop=ShopSettings(name="Мастерская"))


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    found = Jobs()
    yield found
    found.shutdown()


@pytest.fixture
def closed_desk(
    settings: Settings, watch: Watch, jobs: Jobs, russian: Translator
) -> Iterator[Desk]:
    """A desk whose store has not been opened yet."""
    shop = Shop(settings, watch)
    yield Desk(shop, jobs, russian, watch)
    jobs.shutdown()
    shop.close()


@pytest.fixture
def desk(closed_desk: Desk) -> Desk:
    closed_desk.shop.open()
    return closed_desk


@pytest.fixture
def look(qapp: QApplication, settings: Settings) -> Look:
    return theme.install(qapp, settings.desk)


@pytest.fixture
def at_counter(qtbot: QtBot, qapp: QApplication) -> Callable[[Desk], Counter]:
    """Open the window of a desk, as large as the smallest one supported."""

    def open_window(desk: Desk) -> Counter:
        theme.install(qapp, desk.settings.desk)
        return Counter(desk, qtbot)

    return open_window


@pytest.fixture
def counter(desk: Desk, at_counter: Callable[[Desk], Counter]) -> Counter:
    opened = at_counter(desk)
    opened.window.store_ready()
    opened.settle()
    return opened


@pytest.fixture
def at_size() -> Callable[[Desk, int], Desk]:
    """The same desk with other letters."""

    def sized(desk: Desk, points: int) -> Desk:
        settings = replace(desk.settings, desk=replace(desk.settings.desk, font_points=points))
        desk.shop.adopt(settings)
        return desk

    return sized
