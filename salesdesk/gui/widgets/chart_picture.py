"""Paints the picture of a chart, and has it drawn anew when it is seen and no longer true."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from salesdesk.charts.palette import Palette
from salesdesk.gui.loading import CANVAS, is_coming
from salesdesk.gui.turns import turns_of

if TYPE_CHECKING:
    from salesdesk.gui.widgets.chart_canvas import ChartDrawing

What = tuple[Callable[[Any, Any, Palette], None], Any, Palette]
Due = tuple[What, QSize, float]
LOADING: Final = 10  # milliseconds
REST: Final = 150
"""Milliseconds after the last change of size in which a chart is drawn anew: a panel opens, a window is dragged."""
KEPT = 2
"""Pictures kept, so that a panel that opens beside the page and closes again costs one drawing and not two."""


class ChartPicture(QWidget):
    """Paints at once what is there: the picture, one of another size for a moment, or the bare ground.

    What is not true any more is drawn when its turn comes, and matplotlib imported then; out of sight it waits.
    """

    rows_requested = Signal(str)

    def __init__(self, font_file: Path) -> None:
        super().__init__()
        self._font_file = font_file
        self._what: What | None = None
        self._pictures: list[tuple[Due, QPixmap]] = []
        self._tried: Due | None = None
        self._drawing: ChartDrawing | None = None
        self.setObjectName("chart_canvas")
        self.setMouseTracking(True)

    @property
    def drawing(self) -> "ChartDrawing":
        """Gives the figure, made when the chart is first drawn."""
        if self._drawing is None:
            from salesdesk.gui.widgets.chart_canvas import ChartDrawing

            self._drawing = ChartDrawing(self._font_file)
        return self._drawing

    def show_chart(self, draw: Callable[[Any, Any, Palette], None], data: Any, palette: Palette) -> None:
        """Says what is to be seen; the same as before changes nothing."""
        if self._what != (draw, data, palette):
            self._what = (draw, data, palette)
            self.update()

    def draw(self) -> None:
        """Draws at once where the picture is not true any more."""
        due = self._due()
        if due is None or self._picture_of(due) is not None:
            return
        self._pictures = [(due, self._drawn(due)), *self._pictures][:KEPT]
        self.update()

    def save(self, path: Path) -> None:
        """Writes the chart to a file in the size in which it is seen, or would be."""
        if self._what is not None:
            self._drawn((self._what, self.size().expandedTo(QSize(1, 1)), self.devicePixelRatioF()))
            self.drawing.save(path)

    def take_turn(self) -> None:
        """Draws, because its turn has come; while what charts need is still being loaded it waits on."""
        if is_coming(CANVAS):
            turns_of(self).ask(self, LOADING)
        else:
            self.draw()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints what is there and asks for what is missing."""
        due = self._due()
        if due is None:
            return
        painter = QPainter(self)
        picture = self._picture_of(due)
        resized = picture is None and bool(self._pictures) and self._pictures[0][0][0] == self._what
        if picture is None and due != self._tried:
            turns_of(self).ask(self, REST if resized else 0)
        if picture is not None:
            painter.drawPixmap(0, 0, picture)
        elif resized:
            painter.drawPixmap(self.rect(), self._pictures[0][1])
        else:
            painter.fillRect(event.rect(), QColor(due[0][2].background))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Shows a hand over what leads to rows."""
        over = self._key_at(event)
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Asks for the rows behind a mark."""
        key = self._key_at(event) if event.button() is Qt.MouseButton.LeftButton else None
        if key:
            self.rows_requested.emit(key)
        else:
            event.ignore()

    def _key_at(self, event: QMouseEvent) -> str | None:
        due = self._due()
        if due is None or self._picture_of(due) is None:
            return None
        if due != self._tried:
            self._drawn(due)
        return self.drawing.key_at(event.position())

    def _drawn(self, due: Due) -> QPixmap:
        self._tried = due
        what, size, ratio = due
        return self.drawing.draw(*what, size, ratio)

    def _due(self) -> Due | None:
        """Gives what must be seen, in the size and fineness of the moment."""
        if self._what is None or self.size().isEmpty():
            return None
        return self._what, self.size(), self.devicePixelRatioF()

    def _picture_of(self, due: Due) -> QPixmap | None:
        return next((picture for known, picture in self._pictures if known == due), None)
