"""The Russian of the repository, compiled for a run of tests."""

from __future__ import annotations

import gettext
from io import BytesIO

from babel.messages.mofile import write_mo

from intake_app.i18n.translator import Translator
from tools import messages


def russian() -> Translator:
    """The catalogue as it stands, without a compiled file."""
    path = messages.ROOT / "resources" / "locale" / "ru" / "LC_MESSAGES" / "intake.po"
    compiled = BytesIO()
    write_mo(compiled, messages.read(path))
    compiled.seek(0)
    return Translator("ru", gettext.GNUTranslations(compiled))
