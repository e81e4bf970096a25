"""Gives the program its look: colours, font and measures, following the system or the manager's choice."""

from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from salesdesk.env.fonts import FAMILY, text_font_file
from salesdesk.gui.style_sheet import style_sheet
from salesdesk.gui.tokens import CONTRAST, DARK, LIGHT, Tokens

STYLE: Final = ("-style", "fusion")
"""What the application is started with; a style set later makes the types of Qt's styles before the first frame."""
BASE_PIXELS: Final = 14
FONTS_OF_SYSTEMS: Final[tuple[Any, ...]] = (
    "QAbstractItemView",
    "QHeaderView",
    "QListView",
    "QMenu",
    "QMenuBar",
    "QMessageBox",
    "QStatusBar",
    "QTipLabel",
)
"""For these a system may have fonts of its own; Linux has none. PySide takes strings, though its types say bytes."""
ZOOM_MIN, ZOOM_MAX, ZOOM_STEP = 80, 200, 10
WEIGHT: Final = QFont.Tag("wght")
TABULAR: Final = QFont.Tag("tnum")
SEMIBOLD: Final = 600
RESTYLE_AFTER: Final = 40
"""Milliseconds in which the presses of a repeating key are gathered into one new look."""


class Scheme(StrEnum):
    """The choices of colours: as the system says, or one of three."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Theme(QObject):
    """Holds the tokens and measures in force and puts them on the application.

    Widgets are given the theme by their constructor, take `tokens` and `px` from it, and connect to
    `theme_changed` where they keep a colour or a measure of their own.
    """

    theme_changed = Signal()

    def __init__(self, app: QApplication, scheme: str = Scheme.SYSTEM, zoom: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._scheme = Scheme(scheme)
        self._zoom = _clamped(zoom)
        self._font_file = text_font_file()
        self._tokens = LIGHT
        self._asked_zoom = self._zoom
        self._zoom_soon = QTimer(self, singleShot=True, interval=RESTYLE_AFTER)
        QFontDatabase.addApplicationFont(str(self._font_file))
        self._connect()
        self._apply()

    @property
    def tokens(self) -> Tokens:
        """Gives the colours in force."""
        return self._tokens

    @property
    def scheme(self) -> Scheme:
        """Gives the manager's choice, which may be to follow the system."""
        return self._scheme

    @property
    def zoom(self) -> int:
        """Gives the zoom of all text and measures in per cent."""
        return self._zoom

    @property
    def font_file(self) -> Path:
        """Gives the file of the text font, for charts and prints."""
        return self._font_file

    def set_scheme(self, scheme: str) -> None:
        """Chooses the colours; at once everywhere."""
        self._scheme = Scheme(scheme)
        self._apply()

    def set_zoom(self, zoom: int) -> None:
        """Sets the zoom, held between 80 and 200 per cent."""
        self._zoom_soon.stop()
        self._asked_zoom = _clamped(zoom)
        self._take_asked_zoom()

    def step_zoom(self, by: int) -> int:
        """Asks for a larger or smaller zoom, 0 for the normal one, and gives it; quick steps are one new look."""
        self._asked_zoom = _clamped(self._asked_zoom + by * ZOOM_STEP) if by else 100
        if not self._zoom_soon.isActive():
            self._zoom_soon.start()
        return self._asked_zoom

    def px(self, pixels: float) -> int:
        """Scales a measure of 100% zoom."""
        return round(pixels * self._zoom / 100)

    def colour(self, token: str) -> QColor:
        """Gives a token as a colour to paint with."""
        return QColor(getattr(self._tokens, token))

    def font(self, pixels: float = BASE_PIXELS, *, strong: bool = False) -> QFont:
        """Gives a font to paint with; widgets inherit theirs and need none."""
        font = QFont(FAMILY)
        font.setPixelSize(self.px(pixels))
        if strong:
            strengthen(font)
        return font

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Dresses what is shown for the first time since a change of the look, and all in it."""
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget):
            watched.removeEventFilter(self)
            inside = (watched, *watched.findChildren(QWidget))
            for widget in inside:
                # A page that turns as it is shown hides what only lay in it before.
                if _hides_itself(widget):
                    widget.installEventFilter(self)
            shown = [each for each in inside if each.isVisible()]
            for step in (QEvent.Type.Polish, QEvent.Type.StyleChange):
                for widget in shown:
                    QApplication.sendEvent(widget, QEvent(step))
        return False

    def _connect(self) -> None:
        self._zoom_soon.timeout.connect(self._take_asked_zoom)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)

    def _on_system_changed(self) -> None:
        # The system's fonts come back with its colours, right after it told of them.
        QTimer.singleShot(0, self, self._take_fonts)
        if self._scheme is Scheme.SYSTEM:
            self._apply()

    def _take_asked_zoom(self) -> None:
        if self._asked_zoom != self._zoom:
            self._zoom = self._asked_zoom
            self._apply()

    def _apply(self) -> None:
        self._tokens = self._wanted_tokens()
        self._app.setPalette(_palette(self._tokens))
        self._app.setFont(self.font())
        self._dress(style_sheet(self._tokens, self.px))
        self._take_fonts()
        self.theme_changed.emit()

    def _take_fonts(self) -> None:
        """Takes ours where the system has fonts of its own, which know neither our size nor our zoom."""
        font = self.font()
        for kind in FONTS_OF_SYSTEMS:
            if self._app.font(kind) != font:
                self._app.setFont(font, kind)

    def _dress(self, sheet: str) -> None:
        """Puts another sheet on what is seen; over the one before Qt would style a widget for each ancestor."""
        if sheet == self._app.styleSheet():
            return
        hidden = [widget for widget in self._app.allWidgets() if not widget.isVisible()]
        for widget in hidden:
            _undress(widget)
        self._app.setStyleSheet("")
        self._app.setStyleSheet(sheet)
        for widget in hidden:
            widget.setAttribute(Qt.WidgetAttribute.WA_SetStyle, False)
            if _hides_itself(widget):
                # What lies in it takes the size of the text from it, and is measured by it meanwhile.
                widget.setFont(widget.font())
                widget.installEventFilter(self)

    def _wanted_tokens(self) -> Tokens:
        if self._scheme is not Scheme.SYSTEM:
            return {Scheme.LIGHT: LIGHT, Scheme.DARK: DARK, Scheme.CONTRAST: CONTRAST}[self._scheme]
        hints = QGuiApplication.styleHints()
        if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
            return CONTRAST
        return DARK if hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT


def _undress(widget: QWidget) -> None:
    """Lets a hidden widget be passed over; it is dressed when it is shown."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_Polished, False)
    # For a moment it claims to have a style of its own; else it would be told of the sheet all the same.
    widget.setAttribute(Qt.WidgetAttribute.WA_SetStyle, True)


def _hides_itself(widget: QWidget) -> bool:
    """Tells whether a widget is hidden, and not only lies in one that is."""
    around = widget.parentWidget()
    chosen = widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    return widget.isHidden() and (chosen or around is None or not around.isHidden())


def strengthen(font: QFont) -> None:
    """Makes a font semi-bold: by its axis, and by its weight where the system has an Inter without one."""
    font.setVariableAxis(WEIGHT, SEMIBOLD)
    font.setWeight(QFont.Weight.DemiBold)


def embolden(widget: QWidget) -> None:
    """Makes a widget's text semi-bold, before it is first shown; size and colour stay the style sheet's."""
    font = QFont()
    strengthen(font)
    widget.setFont(font)


def align_figures(font: QFont) -> QFont:
    """Lets all digits of a font take the same room, for columns of numbers; hyphens widen too, so not for words."""
    font.setFeature(TABULAR, 1)
    return font


def set_role(widget: QWidget, role: str, tone: str = "") -> None:
    """Tells the style sheet what a widget is, such as a "title", and in which tone it speaks."""
    widget.setProperty("role", role)
    widget.setProperty("tone", tone)
    repolish(widget)


def repolish(widget: QWidget) -> None:
    """Lets a widget take the style of a property that has just changed.

    A widget that was never shown takes it by itself; styled too early, it would forget its own font.
    """
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def _clamped(zoom: int) -> int:
    return max(ZOOM_MIN, min(ZOOM_MAX, zoom))


def _palette(tokens: Tokens) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: tokens.window, QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Base: tokens.field, QPalette.ColorRole.AlternateBase: tokens.window,
        QPalette.ColorRole.Text: tokens.text, QPalette.ColorRole.Button: tokens.card,
        QPalette.ColorRole.ButtonText: tokens.text, QPalette.ColorRole.BrightText: tokens.late,
        QPalette.ColorRole.Highlight: tokens.accent, QPalette.ColorRole.HighlightedText: tokens.on_accent,
        QPalette.ColorRole.Accent: tokens.accent, QPalette.ColorRole.Link: tokens.accent_text,
        QPalette.ColorRole.PlaceholderText: tokens.muted, QPalette.ColorRole.ToolTipBase: tokens.card,
        QPalette.ColorRole.ToolTipText: tokens.text, QPalette.ColorRole.Mid: tokens.border,
        QPalette.ColorRole.Light: tokens.card, QPalette.ColorRole.Dark: tokens.border,
    }  # fmt: skip
    palette = QPalette()
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.muted))
    return palette
