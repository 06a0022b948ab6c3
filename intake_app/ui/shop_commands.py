"""What the keys of the workshop's screens do; each of these lives as long as the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.ui.agreement_commands import AgreementCommands
from intake_app.ui.figures_commands import FiguresCommands
from intake_app.ui.money_commands import MoneyCommands
from intake_app.ui.storage_commands import StorageCommands
from intake_app.ui.task_commands import TaskCommands
from intake_app.ui.wall_commands import WallCommands
from intake_app.ui.work_commands import WorkCommands
from intake_app.ui.workshop_commands import WorkshopCommands

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from PySide6.QtCore import QObject

    from intake_app.ui.desk import Desk
    from intake_app.ui.news import News
    from intake_app.ui.parts import Parts


def attach(
    parts: Parts, desk: Desk, news: News, open_order: Callable[[UUID], None]
) -> tuple[QObject, ...]:
    """Attach them all; a new screen of the shop is a line here."""
    return (
        WorkshopCommands(parts, desk, news, open_order),
        WallCommands(parts, desk, news),
        WorkCommands(parts),
        AgreementCommands(parts, news, open_order),
        MoneyCommands(parts, desk, news, open_order),
        StorageCommands(parts, news, open_order),
        FiguresCommands(parts, news, open_order),
        TaskCommands(parts, desk, news, open_order),
    )
