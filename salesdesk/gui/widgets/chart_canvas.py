"""Puts a matplotlib figure on the screen; the only module that joins matplotlib to Qt."""

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from matplotlib import font_manager, rcParams
from matplotlib.backend_bases import MouseEvent, PickEvent
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent

from salesdesk.charts.palette import Palette, rows_key

DOTS_PER_INCH = 72
"""So that a point of matplotlib is a pixel of the zoom of 100%."""
PICTURE_DPI = 200
NO_SUCH_SIGN = r"Glyph \d+"
_known_fonts: set[Path] = set()


class ChartCanvas(FigureCanvasQTAgg):
    """A figure with one set of axes; tells which rows a clicked mark stands for."""

    def __init__(self, font_file: Path, on_rows: Callable[[str], None]) -> None:
        _prepare(font_file)
        super().__init__(Figure(dpi=DOTS_PER_INCH, layout="constrained"))
        self._axes = self.figure.add_subplot()
        self._on_rows = on_rows
        self.setObjectName("chart_canvas")
        self.mpl_connect("pick_event", self._on_pick)
        self.mpl_connect("motion_notify_event", self._on_motion)

    def draw_chart(self, draw: Callable[[Any, Any, Palette], None], data: Any, palette: Palette) -> None:
        """Draws the chart anew."""
        self.figure.set_facecolor(palette.background)
        draw(self._axes, data, palette)
        self.draw_idle()

    def draw(self) -> None:
        """Draws; a sign that no font has, such as a picture in a name, is a box and no news."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=NO_SUCH_SIGN)
            super().draw()

    def save(self, path: Path) -> None:
        """Writes the picture in the format of the file's ending: PNG, SVG or PDF."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=NO_SUCH_SIGN)
            self.figure.savefig(path, dpi=PICTURE_DPI)
        self.draw_idle()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to the page, which scrolls on under the pointer."""
        event.ignore()

    def _on_pick(self, event: PickEvent) -> None:
        key = rows_key(event.artist)
        if key and event.mouseevent.button == 1:
            self._on_rows(key)

    def _on_motion(self, event: MouseEvent) -> None:
        over = any(rows_key(a) and a.contains(event)[0] for a in self._axes.get_children())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)


def _prepare(font_file: Path) -> None:
    # Hinting moves the letters of small text apart; the screens of today do not need it.
    rcParams["text.hinting"] = "none"
    # Words in saved drawings stay words: they can be found, copied and read aloud.
    rcParams["svg.fonttype"] = "none"
    rcParams["pdf.fonttype"] = 42
    if font_file not in _known_fonts:
        font_manager.fontManager.addfont(font_file)
        _known_fonts.add(font_file)
