"""Measure, letters and palette: how every screen is dressed, from tokens alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QFontMetrics,
    QGuiApplication,
    QPalette,
)

from intake_app.config import resources
from intake_app.ui.icons import Icons
from intake_app.ui.tokens import CONTRAST, DARK, LIGHT, Tokens

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from intake_app.config import Appearance, DeskSettings

FAMILY = "Inter"
_TABULAR = QFont.Tag("tnum")
_SECONDARY = 0.9
_BIG = 1.75


@dataclass(frozen=True, slots=True)
class Look:
    """What a widget needs to draw itself: colours, measure, letters, icons."""

    tokens: Tokens
    em: float  # of the application font, in logical pixels
    font: QFont
    icons: Icons

    def px(self, ems: float) -> int:
        """A length of the layout in whole pixels."""
        return round(ems * self.em)

    def colour(self, token: str) -> QColor:
        """A token as Qt wants it."""
        return QColor(str(getattr(self.tokens, token)))

    @property
    def row(self) -> int:
        """Height of a field or a button."""
        return self.px(2.25)

    @property
    def gap(self) -> int:
        """Space between rows."""
        return self.px(0.5)

    @property
    def margin(self) -> int:
        """Space at the edge of a page."""
        return self.px(1.5)

    @property
    def radius(self) -> float:
        """Rounding of corners."""
        return 0.375 * self.em

    def letters(self, size: float = 1.0, *, strong: bool = False, tabular: bool = False) -> QFont:
        """The application font scaled; strong is semibold, tabular for columns of figures."""
        font = QFont(self.font)
        font.setPointSizeF(self.font.pointSizeF() * size)
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        if tabular:
            font.setFeature(_TABULAR, 1)
        return font

    @property
    def small(self) -> QFont:
        """Secondary text."""
        return self.letters(_SECONDARY)

    @property
    def big(self) -> QFont:
        """The one number that matters on a screen."""
        return self.letters(_BIG, strong=True)


def install(app: QApplication, desk: DeskSettings) -> Look:
    """Dress the application; called once before the first widget."""
    for file in sorted((resources() / "typeface").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    font = letters(desk.font_points)
    app.setStyle("Fusion")
    app.setFont(font)
    tokens = tokens_of(desk.appearance)
    dark = tokens is not LIGHT
    scheme = Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light
    # Does nothing on Linux without a desktop theme; on Windows the title bar follows.
    app.styleHints().setColorScheme(scheme)
    app.setPalette(palette(tokens))
    return dress(desk)


def dress(desk: DeskSettings) -> Look:
    """What the widgets of a window are built with."""
    font = letters(desk.font_points)
    return Look(tokens_of(desk.appearance), _em(font), font, Icons())


def letters(points: int) -> QFont:
    """The font of the product at a size; falls back to the system's where it cannot be loaded."""
    font = QFont(FAMILY, points)
    return font if QFontInfo(font).family() == FAMILY else QFont(QFont().families(), points)


def tokens_of(appearance: Appearance) -> Tokens:
    """The colours of an appearance; `system` asks the desktop."""
    match appearance:
        case "light":
            return LIGHT
        case "dark":
            return DARK
        case "contrast":
            return CONTRAST
        case "system":
            dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
            return DARK if dark else LIGHT


def palette(tokens: Tokens) -> QPalette:
    """The tokens in the places where Fusion looks for them."""
    role = QPalette.ColorRole
    made = QPalette(QColor(tokens.raised), QColor(tokens.window))
    for place, colour in (
        (role.Window, tokens.window),
        (role.WindowText, tokens.text),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.window),
        (role.Text, tokens.text),
        (role.PlaceholderText, tokens.muted),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.text),
        (role.BrightText, tokens.bad),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Accent, tokens.accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.ToolTipBase, tokens.surface),
        (role.ToolTipText, tokens.text),
        (role.Mid, tokens.line),
        (role.Light, tokens.surface),
        (role.Dark, tokens.field),
        (role.Shadow, tokens.field),
    ):
        made.setColor(place, QColor(colour))
    for place in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, place, QColor(tokens.muted))
    return made


def _em(font: QFont) -> float:
    """Size of the font in logical pixels, whatever unit it was set in."""
    return float(QFontInfo(font).pixelSize() or QFontMetrics(font).height() * 0.8)
