"""Marks the fields of a client's card of which two desks gave two values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake_app.ui.dispute_mark import TOLD

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from intake_app.ui.desk import Desk
    from intake_app.ui.widgets.field import Field


def show(desk: Desk, rec: UUID, fields: Iterable[tuple[str, Field]]) -> None:
    """Say so under each; what else is said there stays."""
    told, disputed = desk.tr(TOLD), desk.shop.finder.disputed(rec)
    for name, field in fields:
        if name in disputed and not field.sentence():
            field.warn(told)
        elif name not in disputed and field.sentence() == told:
            field.mark("")
