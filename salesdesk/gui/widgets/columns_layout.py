"""Lays cards out in as many columns as the width has room for, each card under the shortest column so far."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from salesdesk.gui.widgets.flow_layout import ItemsLayout


class _Plan(NamedTuple):
    """Where everything stands at one width, and how high all of it is."""

    places: list[tuple[QLayoutItem, QRect]]
    height: int


class ColumnsLayout(ItemsLayout):
    """Places widgets in equal columns of at least `column_width` pixels.

    Each goes under the shortest column so far, or with `in_rows` beside the one before. A widget may span the
    whole width, or all columns but one, so that a tall card can stand beside it; `even` ones are as tall as their row.
    """

    even = False

    def __init__(
        self, parent: QWidget | None = None, *, column_width: int = 340, most: int = 3, in_rows: bool = False
    ) -> None:
        super().__init__(parent)
        self._spans: dict[QWidget, tuple[int, ...]] = {}
        self._plans: dict[int, _Plan] = {}
        self._column_width, self.most, self._in_rows = column_width, most, in_rows
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(14)

    def set_column_width(self, pixels: int) -> None:
        """Changes how narrow a column may become, such as after zooming."""
        self._column_width = pixels
        self.invalidate()

    def add_wide(self, widget: QWidget) -> None:
        """Adds a widget that takes the whole width."""
        self.add_spanning(widget, range(1, self.most + 1))

    def add_broad(self, widget: QWidget) -> None:
        """Adds a widget that takes all columns but one, where there is more than one."""
        self.add_spanning(widget, [max(1, columns - 1) for columns in range(1, self.most + 1)])

    def add_spanning(self, widget: QWidget, spans: Sequence[int]) -> None:
        """Adds a widget that takes `spans[0]` columns where there is one, `spans[1]` where there are two, and so on."""
        self._spans[widget] = tuple(spans)
        self.addWidget(widget)

    def columns_for(self, width: int) -> int:
        """Gives the number of columns at a width."""
        room = (width + self.spacing()) // (self._column_width + self.spacing())
        return max(1, min(self.most, room))

    def heightForWidth(self, width: int) -> int:
        """Gives the height of the longest column at a width."""
        return self._plan(width).height

    def invalidate(self) -> None:
        """Forgets where everything stands, because something in it has changed."""
        self._plans.clear()
        super().invalidate()

    def sizeHint(self) -> QSize:
        """Gives the size of all columns side by side."""
        width = self.most * self._column_width + (self.most - 1) * self.spacing()
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """Gives the width of one column; the height follows from the width there is."""
        return QSize(max((item.minimumSize().width() for item in self._items), default=0), 0)

    def setGeometry(self, rect: QRect) -> None:
        """Puts every card in its place."""
        super().setGeometry(rect)
        for item, spot in self._plan(rect.width()).places:
            item.setGeometry(spot.translated(rect.topLeft()))

    def _plan(self, width: int) -> "_Plan":
        if width not in self._plans:
            self._plans[width] = self._arrange(width)
        return self._plans[width]

    def _arrange(self, whole: int) -> "_Plan":
        """Finds the place of each; a card above a spanning one is stretched down to it."""
        columns, gap = self.columns_for(whole), self.spacing()
        width = (whole - (columns - 1) * gap) // columns
        ends, last = [0] * columns, [(QRect(), 0)] * columns
        places: list[tuple[QLayoutItem, QRect]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            span = self._span(item, columns)
            if self._in_rows and sum(each.width() == width for _, each in places) % columns == 0:
                ends = [max(ends)] * columns
            first = min(range(columns - span + 1), key=lambda start: (max(ends[start : start + span]), start))
            top, room = max(ends[first : first + span]), span * (width + gap) - gap
            height = item.heightForWidth(room) if item.hasHeightForWidth() else item.sizeHint().height()
            if not self._in_rows:
                _stretch(last[first : first + span], top - gap - 1)
            spot = QRect(first * (width + gap), top, room, height)
            places.append((item, spot))
            ends[first : first + span] = [top + height + gap] * span
            last[first : first + span] = [(spot, span)] * span
        for _item, spot in places if self.even else ():
            spot.setBottom(max(other.bottom() for _, other in places if other.y() == spot.y()))
        return _Plan(places, max(0, max(ends) - gap))

    def _span(self, item: QLayoutItem, columns: int) -> int:
        widget = item.widget()
        spans = self._spans.get(widget) if widget is not None else None
        return spans[columns - 1] if spans else 1


def _stretch(above: Sequence[tuple[QRect, int]], bottom: int) -> None:
    """Draws cards, given with their spans, down to a line where all of each card stands above it."""
    for spot, span in above:
        if sum(other is spot for other, _ in above) == span:
            spot.setBottom(max(spot.bottom(), bottom))
