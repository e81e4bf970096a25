"""Shows where the keyboard is on what is too large for a frame of its own: a chart, a list, what is only scrolled."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFocusFrame, QListWidget, QScrollArea, QWidget
from shiboken6 import isValid

from salesdesk.gui.theme import Theme

RINGED = "ringed"
"""The property of a widget that takes the keyboard and shows nothing of it."""
WIDTH, RADIUS = 2, 6


class FocusRing(QFocusFrame):
    """Lies over one widget, wherever that goes, and lets every click through."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("focus"), WIDTH))
        radius = self._theme.px(RADIUS)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
        painter.end()


class RingBearer(QObject):
    """Puts the ring on what gets the keyboard by a key; a hand knows where it has clicked."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ring: FocusRing | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_app_focus_changed)
        # Qt hides the ring while what is beneath it is dressed anew.
        theme.theme_changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self._on_app_focus_changed(None, QApplication.focusWidget())

    def _on_app_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        pressed = QGuiApplication.mouseButtons().value != 0
        wanted = now if now is not None and not pressed and _shows_nothing(now) else None
        if self._ring is not None and isValid(self._ring):
            self._ring.setWidget(None)  # pyright: ignore[reportArgumentType]
        if wanted is None:
            return
        if self._ring is None or not isValid(self._ring):
            # It goes with the window it was last shown in.
            self._ring = FocusRing(self._theme)
        self._ring.setWidget(wanted)


def _shows_nothing(widget: QWidget) -> bool:
    """Tells whether one would not see that a widget has the keyboard."""
    if isinstance(widget, QScrollArea | QListWidget) or widget.property(RINGED):
        return True
    listed = isinstance(widget, QAbstractItemView) and not widget.currentIndex().isValid()
    return listed and widget.window().windowType() is not Qt.WindowType.Popup
