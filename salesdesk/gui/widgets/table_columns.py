"""Keeps the columns of a table as they were left: widths, hidden ones and the sort, across restarts."""

from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QHeaderView, QMenu

from salesdesk.env.table_states import TableState
from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.state import StateKeeper
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.tab_table import TabTable

SAMPLE_ROWS = 40
NARROWEST, WIDEST = 56, 320


class TableColumns(QObject):
    """Stands beside a table: restores its columns when it gets rows, notes them when they change."""

    def __init__(
        self, table: TabTable, model: RecordTableModel, theme: Theme, keeper: StateKeeper, key: str
    ) -> None:
        super().__init__(table)
        self._table, self._model, self._theme = table, model, theme
        self._keeper, self._key = keeper, key
        self._busy, self._fitted = False, False
        self._unwanted: set[str] = set()
        self._left_out: set[str] = set()
        self._note_soon = QTimer(self, singleShot=True, interval=400)
        self._connect()

    def fit(self) -> None:
        """Gives every column the width it was left with, or one that fits its first rows."""
        state = self._keeper.state_of(self._key)
        self._busy = True
        self._unwanted = set(state.hidden)
        for column, field in enumerate(self._model.columns):
            width = state.widths.get(field.name)
            self._table.setColumnWidth(column, self._theme.px(width) if width else self._fitting(column))
            self._hide_or_show(column)
        self._restore_sort(state)
        self._busy = False
        self._fitted = True

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
        zoom = self._theme.zoom / 100
        last = self._table.shown_columns()[-1:]
        widths = {
            n: round(header.sectionSize(c) / zoom)
            for c, n in enumerate(names)
            if not header.isSectionHidden(c) and c not in last
        }
        self._keeper.remember(
            self._key,
            TableState(
                widths=widths,
                hidden=tuple(n for n in names if n in self._unwanted),
                sort_column=names[section] if 0 <= section < len(names) else "",
                descending=header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder,
            ),
        )

    def _connect(self) -> None:
        header = self._table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu_requested)
        header.sectionResized.connect(self._on_changed)
        header.sortIndicatorChanged.connect(self._on_changed)
        self._note_soon.timeout.connect(self.note)
        self._theme.theme_changed.connect(self._on_theme_changed)

    def _on_changed(self) -> None:
        if not self._busy and self._fitted:
            self._note_soon.start()

    def _on_theme_changed(self) -> None:
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

    def _fitting(self, column: int) -> int:
        metrics = QFontMetrics(self._theme.font())
        shown = range(min(self._model.rowCount(), SAMPLE_ROWS))
        words = [str(self._model.index(row, column).data() or "") for row in shown]
        head = QFontMetrics(self._theme.font(12, strong=True)).horizontalAdvance(
            self._model.columns[column].label
        )
        widest = max([metrics.horizontalAdvance(w) for w in words], default=0)
        px = self._theme.px
        return max(px(NARROWEST), head + px(32), min(widest + px(24), px(WIDEST)))
