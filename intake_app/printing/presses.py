"""The press of this desk: its fonts, its scratch folder, its languages."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from intake_app.config import resources
from intake_app.i18n.translator import translator
from intake_app.printing.press import Press
from intake_app.services import templates

if TYPE_CHECKING:
    from collections.abc import Callable

    from intake_app.config import Settings
    from intake_app.i18n.translator import Translator


def _nothing(_key: str) -> object:
    return None


def _silent() -> None:
    pass


@cache
def _words(language: str) -> Translator:
    return translator(language, resources() / "locale")


def press(
    settings: Settings,
    chosen: Callable[[str], object] = _nothing,
    broken: Callable[[], None] = _silent,
) -> Press:
    """Light: the renderers are imported when the first job is due.

    `chosen` tells the owner's choices, his templates among them; `broken` hears that one of those
    could not be used.
    """
    zone = ZoneInfo(settings.shop.timezone)
    return Press(
        resources() / "fonts",
        settings.data / "cache",
        _words,
        settings.copies,
        zone,
        partial(templates.own, chosen),
        broken,
        settings.desk.paper_lang,
    )
