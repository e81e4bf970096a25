"""Paints how a ratio moved: a line with its range as a band, small enough to stand beside the figure."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from salesdesk.gui.theme import Theme
from salesdesk.services.sessions.values import TrendPoint

WIDTH, HEIGHT, AXIS = 190, 76, 30
STEPS = (0.05, 0.1, 0.2, 0.25)


class TrendLine(QWidget):
    """A line of shares with a band, three quiet grid lines and the goal as a dotted one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._points: Sequence[TrendPoint] = ()
        self._goal: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.update)

    def show_points(self, points: Sequence[TrendPoint], goal: float | None) -> None:
        """Shows these points, oldest first, and the goal."""
        self._points = [point for point in points if point.estimate.share is not None]
        self._goal = goal
        said = ", ".join(f"{100 * (p.estimate.share or 0):.0f}%" for p in self._points)
        self.setAccessibleName(f"Trend, oldest first: {said}" if said else "No trend yet")
        self.update()

    def sizeHint(self) -> QSize:
        """Asks for a place beside the figure."""
        return QSize(self._theme.px(WIDTH), self._theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Stays readable in a narrow card."""
        return QSize(self._theme.px(WIDTH // 2), self._theme.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints grid, band, goal and line."""
        if len(self._points) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(11))
        px = self._theme.px
        plot = QRectF(px(AXIS), px(8), self.width() - px(AXIS) - px(6), self.height() - px(16))
        ticks = _ticks(self._points, self._goal)
        self._paint_grid(painter, plot, ticks)
        self._paint_band(painter, plot, ticks)
        self._paint_line(painter, plot, ticks)
        painter.end()

    def _paint_grid(self, painter: QPainter, plot: QRectF, ticks: Sequence[float]) -> None:
        for tick in ticks:
            height = _y(plot, ticks, tick)
            painter.setPen(QPen(self._theme.colour("line"), 1))
            painter.drawLine(QPointF(plot.left(), height), QPointF(plot.right(), height))
            painter.setPen(self._theme.colour("muted"))
            label = QRectF(0, height - 8, plot.left() - 6, 16)
            painter.drawText(
                label, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), f"{100 * tick:.0f}"
            )
        if self._goal is not None:
            pen = QPen(self._theme.colour("muted"), 1.2, Qt.PenStyle.DotLine)
            painter.setPen(pen)
            height = _y(plot, ticks, self._goal)
            painter.drawLine(QPointF(plot.left(), height), QPointF(plot.right(), height))

    def _paint_band(self, painter: QPainter, plot: QRectF, ticks: Sequence[float]) -> None:
        banded = [p for p in self._points if p.estimate.low is not None and p.estimate.high is not None]
        upper = [QPointF(self._x(plot, p), _y(plot, ticks, p.estimate.high or 0)) for p in banded]
        lower = [QPointF(self._x(plot, p), _y(plot, ticks, p.estimate.low or 0)) for p in reversed(banded)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent_soft"))
        painter.drawPolygon(QPolygonF([*upper, *lower]))

    def _paint_line(self, painter: QPainter, plot: QRectF, ticks: Sequence[float]) -> None:
        painter.setPen(QPen(self._theme.colour("accent_text"), 2.2, c=Qt.PenCapStyle.RoundCap))
        places = [QPointF(self._x(plot, p), _y(plot, ticks, p.estimate.share or 0)) for p in self._points]
        for start, end in pairwise(places):
            painter.drawLine(start, end)
        painter.setBrush(self._theme.colour("accent_text"))
        painter.drawEllipse(places[-1], 2.5, 2.5)

    def _x(self, plot: QRectF, point: TrendPoint) -> float:
        first, last = self._points[0].until, self._points[-1].until
        return plot.left() + plot.width() * (point.until - first).days / max(1, (last - first).days)


def _y(plot: QRectF, ticks: Sequence[float], share: float) -> float:
    low, high = ticks[0], ticks[-1]
    held = min(high, max(low, share))
    return plot.bottom() - plot.height() * (held - low) / (high - low)


def _ticks(points: Sequence[TrendPoint], goal: float | None) -> list[float]:
    """Gives three or four round shares that hold the band, the line and the goal."""
    values = [v for p in points for v in (p.estimate.low, p.estimate.share, p.estimate.high) if v is not None]
    values += [goal] if goal is not None else []
    low, high = max(0.0, min(values)), max(values)
    step = next((s for s in STEPS if high - low <= 3 * s), STEPS[-1])
    first = int(low / step + 1e-9)
    last = max(first + 2, -int(-high / step + 1e-9))
    return [place * step for place in range(first, last + 1)]
