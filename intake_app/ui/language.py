"""The language of Qt's own words: the menus of text fields, dialog buttons, dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_COUNTRY = {"ru": "ru_RU", "en": "en_GB"}


def install(app: QApplication, language: str) -> None:
    """Make Qt speak the operator's language; ours comes from the catalogue."""
    locale = QLocale(_COUNTRY.get(language, language))
    QLocale.setDefault(locale)
    texts = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if texts.load(locale, "qtbase", "_", folder):
        app.installTranslator(texts)
