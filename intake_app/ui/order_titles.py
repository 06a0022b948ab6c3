"""The pages of an order by name, in the order of Alt+1, Alt+2 …; the first is the card itself.

Apart from what builds them: the table of keys names pages, and pages are built of what obeys it.
"""

from __future__ import annotations

from typing import NamedTuple

from intake_app.i18n.translator import N_


class PageTitle(NamedTuple):
    """One page."""

    name: str
    title: str


TITLES = (
    PageTitle("order", N_("Order")),
    PageTitle("work", N_("Work")),
    PageTitle("agreement", N_("Agreement")),
    PageTitle("money", N_("Money")),
    PageTitle("handover", N_("Hand-over")),
    PageTitle("tasks", N_("Tasks")),
)
