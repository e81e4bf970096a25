"""Draws a matplotlib figure into a picture for the screen or a file; the only module that joins matplotlib to Qt."""

import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from matplotlib import font_manager, rcParams
from matplotlib.axes import Axes
from matplotlib.axis import Tick, XAxis, YAxis
from matplotlib.backend_bases import MouseEvent
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPixmap

from salesdesk.charts.marks import POINTS, compose, key_at
from salesdesk.charts.palette import Palette
from salesdesk.env.whole_file import whole_file

DOTS_PER_INCH = 72
"""So that a point of matplotlib is a pixel of the zoom of 100%."""
PICTURE_DPI = 200
NO_SUCH_SIGN = r"Glyph \d+"
_known_fonts: set[Path] = set()


@cache
def _font(families: tuple[str, ...], pixels: int) -> QFont:
    font = QFont(families)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setPixelSize(max(1, pixels))
    return font


class _Words(RendererAgg):
    """Draws marks as matplotlib does and leaves the words to Qt, which measures and paints them far more quickly."""

    def __init__(self, width: float, height: float, dpi: float) -> None:
        super().__init__(width, height, dpi)
        self._words: list[tuple[QPointF, float, QFont, QColor, str]] = []

    def clear(self) -> None:
        """Forgets what was drawn."""
        super().clear()
        self._words.clear()

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> Any:
        """Measures words."""
        metrics = QFontMetricsF(self._font(prop))
        return metrics.horizontalAdvance(s), metrics.ascent() + metrics.descent(), metrics.descent()

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: FontProperties, angle: float,
        ismath: Any = False, mtext: Any = None,
    ) -> None:  # fmt: skip
        """Notes words; they lie above all marks."""
        colour = QColor.fromRgbF(*to_rgba(gc.get_rgb(), gc.get_alpha()))
        self._words.append((QPointF(x, y), angle, self._font(prop), colour, s))

    def paint_words(self, image: QImage) -> None:
        """Paints the words that were noted."""
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        for place, angle, font, colour, words in self._words:
            painter.resetTransform()
            painter.translate(place)
            painter.rotate(-angle)
            painter.setFont(font)
            painter.setPen(colour)
            painter.drawText(QPointF(0, 0), words)
        painter.end()

    def _get_font_height_metrics(self, prop: FontProperties) -> tuple[float, float, float]:
        """Gives the height of lines where matplotlib would look it up in the file of the font, word by word."""
        metrics = QFontMetricsF(self._font(prop))
        return metrics.ascent(), metrics.descent(), metrics.leading()

    def _font(self, prop: FontProperties) -> QFont:
        return _font(tuple(prop.get_family()), round(float(prop.get_size_in_points()) * self.dpi / POINTS))


class _Canvas(FigureCanvasAgg):
    """Draws with a renderer that leaves words to Qt."""

    _measures: tuple[float, ...] = ()
    _words: _Words

    def get_renderer(self) -> _Words:
        """Gives the renderer, a new one where size or fineness has changed."""
        measures = (*self.get_width_height(physical=True), self.figure.dpi)
        if measures != self._measures:
            self._measures, self._words = measures, _Words(*measures)
        return self._words


class _NoTicks:
    """Takes the ticks from an axis: charts draw none, and four are made for each only to be cut to its edge."""

    majorTicks = minorTicks = property(lambda _self: [])

    def get_major_ticks(self, _wanted: int | None = None) -> list[Tick]:
        """Gives none, however many are asked for."""
        return []

    get_minor_ticks = get_major_ticks


class _AcrossAxis(_NoTicks, XAxis):
    """The lower side of a chart."""


class _UpAxis(_NoTicks, YAxis):
    """The left side of a chart."""


class _BareAxes(Axes):
    """Axes without ticks."""

    def _init_axis(self) -> None:
        self.xaxis, self.yaxis = _AcrossAxis(self, clear=False), _UpAxis(self, clear=False)
        for name, spine in self.spines.items():
            spine.register_axis(self.xaxis if name in ("bottom", "top") else self.yaxis)


class ChartDrawing:
    """A figure with one set of axes; knows which rows the mark at a place stands for."""

    def __init__(self, font_file: Path) -> None:
        _prepare(font_file)
        self.figure = Figure(dpi=DOTS_PER_INCH)
        self._agg = _Canvas(self.figure)
        self._axes = self.figure.add_subplot(axes_class=_BareAxes)
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
        compose(self._axes, draw, data, palette)
        self._agg.draw()
        width, height = self._agg.get_width_height()
        image = QImage(self._agg.buffer_rgba(), width, height, QImage.Format.Format_RGBA8888)
        self._agg.get_renderer().paint_words(image)
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
        FigureCanvasAgg(self.figure)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=NO_SUCH_SIGN)
            with whole_file(path) as file:
                self.figure.savefig(
                    file, format=path.suffix.removeprefix(".").lower() or "png", dpi=PICTURE_DPI
                )
        self.figure.set_canvas(self._agg)


def _prepare(font_file: Path) -> None:
    # Hinting moves the letters of small text apart; the screens of today do not need it.
    rcParams["text.hinting"] = "none"
    # Words in saved drawings stay words: they can be found, copied and read aloud.
    rcParams["svg.fonttype"] = "none"
    rcParams["pdf.fonttype"] = 42
    if font_file not in _known_fonts:
        font_manager.fontManager.addfont(font_file)
        _known_fonts.add(font_file)
