"""A board over a shop of its own, without a window of the desk's."""

from __future__ import annotations

import gettext
from typing import TYPE_CHECKING

from intake_app.config import Settings
from intake_app.i18n.translator import Translator
from intake_app.jobs import Jobs
from intake_app.services.shop import Shop
from intake_app.ui import theme
from intake_app.ui.desk import Desk
from intake_app.ui.wall.window import WallWindow
from tests.rigs.watch import Watch

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QScreen
    from PySide6.QtWidgets import QApplication


def wall_of(app: QApplication, data: Path, plugged: list[QScreen]) -> tuple[Shop, Jobs, WallWindow]:
    """Open a shop and build its board, which is told which monitors are there."""
    watch, jobs, settings = Watch(), Jobs(), Settings(data=data)
    shop = Shop(settings, watch)
    shop.open()
    desk = Desk(shop, jobs, Translator("en", gettext.NullTranslations()), watch)
    return shop, jobs, WallWindow(theme.install(app, settings.desk), desk, lambda: plugged)


def closed(shop: Shop, jobs: Jobs, wall: WallWindow) -> None:
    """All of it, in its order."""
    wall.close()
    jobs.shutdown()
    shop.close()
