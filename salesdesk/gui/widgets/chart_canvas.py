"""Draws a matplotlib figure into a picture for the screen or a file; the only module that joins matplotlib to Qt."""

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from matplotlib import font_manager, rcParams
from matplotlib.backend_bases import MouseEvent
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QImage, QPixmap

from salesdesk.charts.marks import compose, key_at
from salesdesk.charts.palette import Palette

DOTS_PER_INCH = 72
"""So that a point of matplotlib is a pixel of the zoom of 100%."""
PICTURE_DPI = 200
NO_SUCH_SIGN = r"Glyph \d+"
_known_fonts: set[Path] = set()


class ChartDrawing:
    """A figure with one set of axes; knows which rows the mark at a place stands for."""

    def __init__(self, font_file: Path) -> None:
        _prepare(font_file)
        self.figure = Figure(dpi=DOTS_PER_INCH)
        self._agg = FigureCanvasAgg(self.figure)
        self._axes = self.figure.add_subplot()
        self._ratio = 1.0

    def draw(
        self,
        draw: Callable[[Any, Any, Palette], None],
        data: Any,
        palette: Palette,
        size: QSize,
        ratio: float,
    ) -> QPixmap:
        """Draws a chart in a size; `ratio` is how many dots the screen has for each of its pixels."""
        self._ratio = ratio
        self.figure.dpi = DOTS_PER_INCH * ratio
        self.figure.set_size_inches(size.width() / DOTS_PER_INCH, size.height() / DOTS_PER_INCH)
        self.figure.set_facecolor(palette.background)
        with warnings.catch_warnings():
            # A sign that no font has, such as a picture in a name, is a box and no news.
            warnings.filterwarnings("ignore", message=NO_SUCH_SIGN)
            compose(self._axes, draw, data, palette)
            self._agg.draw()
        width, height = self._agg.get_width_height()
        image = QImage(self._agg.buffer_rgba(), width, height, QImage.Format.Format_RGBA8888)
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(ratio)
        return picture

    def key_at(self, place: QPointF) -> str | None:
        """Gives the key of the rows behind the mark at a place of the picture, or None."""
        height = self.figure.bbox.height
        x, y = round(place.x() * self._ratio), round(height - place.y() * self._ratio)
        event = MouseEvent("motion_notify_event", self._agg, x, y)
        return key_at(self._axes, event)

    def save(self, path: Path) -> None:
        """Writes what was drawn in the format of the file's ending: PNG, SVG or PDF."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=NO_SUCH_SIGN)
            self.figure.savefig(path, dpi=PICTURE_DPI)


def _prepare(font_file: Path) -> None:
    # Hinting moves the letters of small text apart; the screens of today do not need it.
    rcParams["text.hinting"] = "none"
    # Words in saved drawings stay words: they can be found, copied and read aloud.
    rcParams["svg.fonttype"] = "none"
    rcParams["pdf.fonttype"] = 42
    if font_file not in _known_fonts:
        font_manager.fontManager.addfont(font_file)
        _known_fonts.add(font_file)
