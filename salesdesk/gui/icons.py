"""Draws icons from the Remix font of the qtawesome package, in the colours of the theme in force."""

import json
from functools import cache
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from salesdesk.env.fonts import folder_of
from salesdesk.gui.theme import Theme

FONT: Final = "remixicon-2.5.0.ttf"
CHARACTERS: Final = "remixicon-charmap-2.5.0.json"
NAMES: Final = {
    "add": "add-line", "back": "arrow-left-s-line", "calendar": "calendar-line", "chart": "bar-chart-2-line",
    "check": "check-line", "close": "close-line", "coaching": "discuss-line", "copy": "file-copy-line",
    "curtain": "eye-off-line", "delete": "delete-bin-line", "desk": "home-5-line", "down": "arrow-down-s-line",
    "edit": "pencil-line", "error": "error-warning-line", "export": "upload-2-line", "filter": "filter-3-line",
    "forward": "arrow-right-s-line", "help": "question-line", "history": "history-line",
    "import": "download-2-line", "info": "information-line", "lightbulb": "lightbulb-line",
    "lock": "lock-line", "menu": "more-2-line", "note": "sticky-note-line", "people": "team-line",
    "person": "user-line", "picture": "image-line", "plan": "flag-line", "print": "printer-line",
    "redo": "arrow-go-forward-line", "save": "save-line", "search": "search-line",
    "settings": "settings-3-line", "soon": "time-line", "strength": "star-line", "table": "table-line",
    "timer": "timer-line", "undo": "arrow-go-back-line", "up": "arrow-up-s-line",
}  # fmt: skip
"""Our words for the icons in use, and their names in the Remix set."""


class Icons:
    """Makes icons by name; the font is read when the first of all is painted."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def icon(self, name: str, token: str = "muted") -> QIcon:
        """Gives an icon in the colour of a token; it keeps up with the theme by itself."""
        if name not in NAMES:
            raise KeyError(f"there is no icon named {name}")
        return QIcon(GlyphEngine(self, name, token))

    def paint(self, painter: QPainter, rect: QRect, name: str, token: str) -> None:
        """Paints one icon centred in a rectangle."""
        family, characters = _font()
        font = QFont(family)
        font.setPixelSize(max(1, min(rect.width(), rect.height())))
        painter.save()
        painter.setFont(font)
        painter.setPen(self._theme.colour(token))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), characters[name])
        painter.restore()


class GlyphEngine(QIconEngine):
    """Paints one glyph whenever Qt asks, so that no picture of an old theme is kept."""

    def __init__(self, icons: Icons, name: str, token: str) -> None:
        super().__init__()
        self._icons, self._name, self._token = icons, name, token

    def clone(self) -> QIconEngine:
        """Gives a second engine for the same glyph."""
        return GlyphEngine(self._icons, self._name, self._token)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paints the glyph, paler where the control is disabled."""
        painter.setOpacity(0.45 if mode is QIcon.Mode.Disabled else 1.0)
        self._icons.paint(painter, rect, self._name, self._token)
        painter.setOpacity(1.0)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Gives the glyph as a picture on a clear ground."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap


@cache
def _font() -> tuple[str, dict[str, str]]:
    """Reads the font and gives its family and the characters of our icons, once for all that paint with it."""
    folder = folder_of("qtawesome") / "fonts"
    number = QFontDatabase.addApplicationFont(str(folder / FONT))
    codes: dict[str, str] = json.loads((folder / CHARACTERS).read_text("utf-8"))
    characters = {ours: chr(int(codes[theirs], 16)) for ours, theirs in NAMES.items()}
    return QFontDatabase.applicationFontFamilies(number)[0], characters
