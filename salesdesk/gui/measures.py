"""Keeps margins, spacings and fixed sizes of layouts and widgets at the zoom, for as long as they are there."""

from typing import Final, TypedDict, TypeVar, Unpack, cast

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtWidgets import QLayout, QWidget

from salesdesk.gui.theme import Theme

Margins = tuple[int, int, int, int]
PAGE: Final[Margins] = (20, 16, 20, 16)
"""The margins around a page: left, top, right and bottom."""


class Measures(TypedDict, total=False):
    """What can be kept, in pixels of 100 % zoom.

    `across` and `down` are the spacings of a grid, `first` is the least width of its first column.
    """

    margins: Margins
    spacing: int
    across: int
    down: int
    column: int
    first: int
    width: int
    height: int
    least_width: int
    least_height: int
    most_width: int
    most_height: int
    icon: int


SETTERS: Final = {
    "margins": "setContentsMargins", "spacing": "setSpacing",
    "across": "setHorizontalSpacing", "down": "setVerticalSpacing", "column": "set_column_width",
    "first": "setColumnMinimumWidth",
    "width": "setFixedWidth", "height": "setFixedHeight",
    "least_width": "setMinimumWidth", "least_height": "setMinimumHeight",
    "most_width": "setMaximumWidth", "most_height": "setMaximumHeight", "icon": "setIconSize",
}  # fmt: skip
T = TypeVar("T", bound=QLayout | QWidget)


def keep(theme: Theme, part: T, **measures: Unpack[Measures]) -> T:
    """Gives a layout or a widget its measures, now and at each other zoom, and gives it back; later calls add."""
    kept = part.findChild(_Kept, options=Qt.FindChildOption.FindDirectChildrenOnly) or _Kept(theme, part)
    kept.take(measures)
    return part


class _Kept(QObject):
    """The measures of one part; it is the part's child, and so hears of no zoom after it."""

    def __init__(self, theme: Theme, part: QObject) -> None:
        super().__init__(part)
        self._theme, self._zoom = theme, theme.zoom
        self._measures: Measures = {}
        theme.theme_changed.connect(self._on_theme_changed)

    def take(self, measures: Measures) -> None:
        """Sets measures, and keeps them from now on."""
        self._measures |= measures
        part, px = self.parent(), self._theme.px
        for name, measure in measures.items():
            whole = cast("tuple[int, ...]", measure if isinstance(measure, tuple) else (measure,))
            sizes = [px(each) for each in whole]
            given = [QSize(*sizes * 2)] if name == "icon" else [0, *sizes] if name == "first" else sizes
            getattr(part, SETTERS[name])(*given)

    def _on_theme_changed(self) -> None:
        if self._zoom != self._theme.zoom:
            self._zoom = self._theme.zoom
            self.take(self._measures)
