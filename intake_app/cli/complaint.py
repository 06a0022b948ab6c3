"""One clear line for the operator when a command is refused."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from intake_app.config import resources
from intake_app.i18n.translator import Translator, translator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake_app.errors import IntakeError

LANGUAGES = ("ru", "en")


def tell(error: IntakeError, language: str | None) -> int:
    """Say it on standard error; returns the exit code."""
    from intake_app.ui import problem_texts  # noqa: PLC0415 - needed only when something is wrong

    said = problem_texts.explain(error, words(language or asked_language(())))
    sys.stderr.write(f"intake-app: {said}\n")
    return 1


def words(language: str) -> Translator:
    """The catalogue of a language."""
    return translator(language, resources() / "locale")


def asked_language(arguments: Sequence[str]) -> str:
    """The operator's language as far as it is known before the settings are read."""
    given = [*arguments, ""]
    for place, argument in enumerate(given):
        value = given[place + 1] if argument == "--lang" else argument.removeprefix("--lang=")
        if argument.startswith("--lang") and value in LANGUAGES:
            return value
    chosen = os.environ.get("INTAKE_LANG", "")
    return chosen if chosen in LANGUAGES else LANGUAGES[0]
