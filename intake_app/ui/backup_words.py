"""How backups stand, in words: for the status bar and for the page about safety."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from intake_app.ui.cell_text import CellText

if TYPE_CHECKING:
    from intake_app.ui.desk import Desk
    from intake_app.upkeep.restores import Restored
    from intake_app.upkeep.safety import SafetyState


def cell(desk: Desk, state: SafetyState) -> CellText:
    """One short text; the detail tells what is missing, one thing at a time."""
    tr = desk.tr
    if state.made_at is None:
        told = tr("No backup of this PC was made yet: intake-app backup makes one")
        return CellText(tr("No backup"), "caution", told)
    said = tr("Backup %s") % _short(desk, state.made_at)
    if state.is_tight:
        told = tr("Less than 2 GB are free on the disk of this PC: make room")
        return CellText(tr("Disk nearly full"), "bad", told)
    if state.away:
        told = tr("The place of backups is away, it is tried again by itself: %s")
        return CellText(said, "caution", told % ", ".join(state.away))
    if state.is_old(desk.now()):
        told = tr("No restore was proven for a month: try one in Preferences, Safety")
        return CellText(said, "caution", told)
    proven = tr("never") if state.proven_at is None else day(desk, state.proven_at)
    told = tr("Backup of %s. Last proven restore: %s")
    return CellText(said, "good", told % (moment(desk, state.made_at), proven))


def restored(desk: Desk, done: Restored) -> str:
    """One sentence after a restore: from when, and what was put on top."""
    if done.from_hub:
        told = desk.tr(
            "The data were damaged and came anew from the hub, with %d unsent changes;"
            " what was here is in %s"
        )
        return told % (done.ops, done.aside.name)
    made = datetime.fromisoformat(done.manifest.made_at)
    told = desk.tr("Restored from the backup of %s with %d unsent changes; what was here is in %s")
    return told % (moment(desk, made), done.ops, done.aside.name)


def moment(desk: Desk, at: datetime) -> str:
    """`22.11.2026 15:00` by the clock of the shop."""
    return f"{_local(desk, at):%d.%m.%Y %H:%M}"


def day(desk: Desk, at: datetime) -> str:
    """`22.11.2026`."""
    return f"{_local(desk, at):%d.%m.%Y}"


def _short(desk: Desk, at: datetime) -> str:
    local = _local(desk, at)
    today = _local(desk, desk.now()).date()
    return f"{local:%H:%M}" if local.date() == today else f"{local:%d.%m}"


def _local(desk: Desk, at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(desk.settings.shop.timezone))
