"""The tabs of the storage screen by name, in the order of Alt+digit.

Apart from what builds them: the table of keys names tabs, and tabs are built of what obeys it.
"""

from __future__ import annotations

from typing import NamedTuple

from intake_app.i18n.translator import N_


class TabTitle(NamedTuple):
    """One tab."""

    name: str
    title: str


TITLES = (
    TabTitle("stock", N_("Stock")),
    TabTitle("prices", N_("Price list")),
    TabTitle("wanted", N_("Waited for")),
    TabTitle("places", N_("Places")),
    TabTitle("loaners", N_("Loaners")),
)
