"""Keeps the columns of a table as they were left: widths, hidden ones and the sort, across restarts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from heapq import nlargest

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QFont, QFontMetrics
from PySide6.QtWidgets import QHeaderView, QMenu

from salesdesk.env.table_states import TableState
from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.state import StateKeeper
from salesdesk.gui.theme import Theme, align_figures
from salesdesk.gui.widgets.steady_table import SteadyTable
from salesdesk.model.fields import DATE_TYPES

MEASURED = 12
"""How many of the longest words of a column are measured: letters differ in width."""
HEAD_PIXELS = 12
NARROWEST, WIDEST = 56, 320
LONG, YIELDING = 140, 0.6
"""A column of words wider than this shrinks to it or this share of its width, so that all columns come into sight."""
READ_WHOLE = 270
"""Where the table is scrolled sideways anyway, words up to this width are not cut."""


def yielded(widths: Mapping[int, int], floor: Callable[[int], int], room: int) -> dict[int, int]:
    """Gives widths that fit into the room as far as the floors let them, each giving of what it has above its own."""
    slack = {column: width - floor(column) for column, width in widths.items()}
    missing = min(sum(widths.values()) - room, sum(slack.values()))
    if missing <= 0:
        return dict(widths)
    share = missing / sum(slack.values())
    return {column: width - round(slack[column] * share) for column, width in widths.items()}


class TableColumns(QObject):
    """Stands beside a table: restores its columns when it gets rows, notes them when they change."""

    def __init__(
        self, table: SteadyTable, model: RecordTableModel, theme: Theme, keeper: StateKeeper, key: str
    ) -> None:
        super().__init__(table)
        self._table, self._model, self._theme = table, model, theme
        self._keeper, self._key = keeper, key
        self._busy, self._fitted = False, False
        self._dragged: dict[str, int] = {}
        self._own, self._full, self._leasts = (defaultdict[int, int](int) for _ in range(3))
        self._unwanted, self._left_out = set[str](), set[str]()
        self._note_soon = QTimer(self, singleShot=True, interval=400)
        self._connect()

    def fit(self) -> None:
        """Gives every column the width it was dragged to, or one that fits; figures are never cut."""
        state = self._keeper.state_of(self._key)
        self._busy = True
        self._unwanted, self._dragged = set(state.hidden), dict(state.widths)
        for column in range(len(self._model.columns)):
            self._measure(column)
            self._table.setColumnWidth(column, self._own[column])
            self._hide_or_show(column)
        self._restore_sort(state)
        self._busy = False
        self._fitted = True
        self._spread()

    def width_of_figures(self, columns: Iterable[int]) -> int:
        """Gives the width in which every figure of these columns can be read whole."""
        return max((self._least(column, self._longest(column)) for column in columns), default=0)

    def leave_out(self, column: int, left_out: bool) -> None:
        """Leaves a column out while the page has no use or room for it; that is no choice to be remembered."""
        name = self._model.columns[column].name
        self._left_out = self._left_out | {name} if left_out else self._left_out - {name}
        self._hide_or_show(column)

    def note(self) -> None:
        """Notes how the columns are now."""
        self._note_soon.stop()
        if not self._fitted:
            return
        names = [field.name for field in self._model.columns]
        header = self._table.horizontalHeader()
        section = header.sortIndicatorSection()
        self._keeper.remember(
            self._key,
            replace(
                self._keeper.state_of(self._key),
                widths=self._dragged,
                hidden=tuple(n for n in names if n in self._unwanted),
                sort_column=names[section] if 0 <= section < len(names) else "",
                descending=header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder,
            ),
        )

    def _connect(self) -> None:
        header = self._table.header
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu_requested)
        header.section_dragged.connect(self._on_section_dragged)
        self._table.room_changed.connect(self._spread)
        self._model.dataChanged.connect(self._on_data_changed)
        self._model.modelReset.connect(self._on_data_changed)
        header.sortIndicatorChanged.connect(self._on_changed)
        self._note_soon.timeout.connect(self.note)
        self._table.dressed.connect(self._on_table_dressed)

    def _on_section_dragged(self, column: int) -> None:
        """Notes a width that a person has chosen; a figure keeps the room to be read whole."""
        width = max(self._table.columnWidth(column), self._least(column, self._longest(column)))
        self._own[column] = self._full[column] = width
        self._dragged[self._model.columns[column].name] = round(width * 100 / self._theme.zoom)
        if width != self._table.columnWidth(column):
            self._table.setColumnWidth(column, width)
        self._on_changed()

    def _on_data_changed(self) -> None:
        """Widens the columns whose words or figures have grown; those that only figures widened shrink with them."""
        if not self._fitted or self._busy:
            return
        for column, own in list(self._own.items()):
            if column < len(self._model.columns):
                before, full = self._leasts[column], self._full[column]
                self._measure(column)
                least = self._leasts[column]
                if not (least > own or (least < before and own == before)):
                    self._own[column] = max(own, self._own[column])
                    self._full[column] = max(full, self._full[column])
                if self._own[column] != own:
                    self._table.setColumnWidth(column, self._own[column])
        self._spread()

    def _on_changed(self) -> None:
        if not self._busy and self._fitted:
            self._note_soon.start()

    def _on_table_dressed(self) -> None:
        if self._fitted:
            self.fit()

    def _on_header_menu_requested(self) -> None:
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column, field in enumerate(self._model.columns):
            action = QAction(field.label, menu, checkable=True)
            action.setChecked(not self._table.isColumnHidden(column))
            action.toggled.connect(partial(self._show_column, column))
            menu.addAction(action)
        menu.popup(self._table.cursor().pos())

    def _show_column(self, column: int, shown: bool) -> None:
        if shown or len(self._table.shown_columns()) > 1:
            name = self._model.columns[column].name
            self._unwanted = self._unwanted - {name} if shown else self._unwanted | {name}
            self._hide_or_show(column)
            self._on_changed()

    def _hide_or_show(self, column: int) -> None:
        name = self._model.columns[column].name
        self._table.setColumnHidden(column, name in self._unwanted | self._left_out)

    def _restore_sort(self, state: TableState) -> None:
        names = [field.name for field in self._model.columns]
        column = names.index(state.sort_column) if state.sort_column in names else -1
        order = Qt.SortOrder.DescendingOrder if state.descending else Qt.SortOrder.AscendingOrder
        header: QHeaderView = self._table.horizontalHeader()
        if (header.sortIndicatorSection(), header.sortIndicatorOrder()) != (column, order):
            header.setSortIndicator(column, order)

    def _spread(self) -> None:
        """Lets words yield where the columns have too little room; what is left goes to the last column."""
        header, shown = self._table.horizontalHeader(), self._table.shown_columns()
        modes = {header.sectionResizeMode(column) for column in shown}
        if not self._fitted or self._busy or modes != {QHeaderView.ResizeMode.Interactive}:
            return
        if header.count() != len(self._model.columns):
            # The table is being given other columns, and the head has yet to hear of them.
            return
        room = self._table.viewport().width()
        widths = {column: self._full[column] for column in shown}
        for floor in (self._own.__getitem__, self._floor):
            widths = yielded(widths, floor, room)
        if sum(widths.values()) > room:
            widths = {column: self._floor(column, READ_WHOLE) for column in shown}
        widths[shown[-1]] += max(0, room - sum(widths.values()))
        for column, width in widths.items():
            if width != header.sectionSize(column):
                self._table.setColumnWidth(column, width)

    def _floor(self, column: int, words: int = LONG) -> int:
        """Gives the width below which a column does not go: figures and what somebody dragged do not yield."""
        own = self._own[column]
        field = self._model.columns[column]
        if field.numeric or field.type in DATE_TYPES or field.name in self._dragged:
            return own
        return min(own, max(round(own * YIELDING), self._theme.px(words), self._head(column)))

    def _measure(self, column: int) -> None:
        """Notes the width a column should have, and the one in which even its longest words are whole."""
        px, longest = self._theme.px, self._longest(column)
        least = self._leasts[column] = self._least(column, longest)
        dragged = self._dragged.get(self._model.columns[column].name)
        if dragged:
            self._own[column] = self._full[column] = max(px(dragged), least)
            return
        head = max(self._head(column), self._table.header.sectionSizeHint(column))
        text = _widest(longest, self._theme.font()) + px(24)
        self._own[column] = max(px(NARROWEST), head, min(text, px(WIDEST)), least)
        self._full[column] = max(self._own[column], text)

    def _head(self, column: int) -> int:
        font = self._theme.font(HEAD_PIXELS, strong=True)
        return QFontMetrics(font).horizontalAdvance(self._model.columns[column].label) + self._theme.px(32)

    def _least(self, column: int, longest: Iterable[str]) -> int:
        """Gives the width a column of figures must have; words may be cut, so theirs is 0."""
        field = self._model.columns[column]
        head = self._table.header.sectionSizeHint(column) if any(s.isdigit() for s in field.label) else 0
        if not (field.numeric or field.type in DATE_TYPES):
            return head
        widest = _widest(longest, align_figures(self._theme.font(strong=True)))
        return max(head, widest + self._theme.px(24) if widest else 0)

    def _longest(self, column: int) -> list[str]:
        return nlargest(MEASURED, self._model.words_in(column), key=len)


def _widest(words: Iterable[str], font: QFont) -> int:
    metrics = QFontMetrics(font)
    return max((metrics.horizontalAdvance(each) for each in words), default=0)
