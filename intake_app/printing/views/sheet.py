"""One paper before its template: its texts, its names, and whose words it follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from intake_app.printing.templating.variables import Values, Variables


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything but the wording. `day` chooses the edition of the shipped words."""

    title: str
    language: str
    profile: str  # "ru" or "neutral"; empty where the law makes no difference
    day: date
    variables: Variables
    values: Values
    stamps: tuple[str, ...] = ()  # bands no template can leave out
    single: bool = False  # one label: all bands share a line
