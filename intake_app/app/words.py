"""The catalogues in use, each read once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from intake_app.config import resources
from intake_app.i18n.translator import translator

if TYPE_CHECKING:
    from intake_app.i18n.translator import Translator


@cache
def words(language: str) -> Translator:
    """The catalogue of a language."""
    return translator(language, resources() / "locale")
