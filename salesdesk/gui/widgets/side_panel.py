"""Opens beside a page: the rows behind a figure with its explanation, and the form of one record."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from salesdesk.gui.context import GuiContext
from salesdesk.gui.icons import Icons
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.measures import keep
from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.gui.widgets.record_page import RecordPage
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.model.fields import Field
from salesdesk.services.changes import Changes
from salesdesk.services.record_sentence import made_record
from salesdesk.services.records import RecordsService
from salesdesk.services.rows_behind import RowsBehind

MOST_ROWS: Final = 1000
COLUMNS: Final = {
    "opportunity": ("name", "amount", "closed_on", "outcome", "stage_id", "account_id"),
    "competency_number": ("week_start", "successes", "trials", "entered_by"),
    "assignment": ("what", "kind", "state", "due_on"),
    "quota": ("salesperson_id", "starts_on", "period", "amount"),
}
"""The fields that tell most about a record of a kind, where not all have room."""
WIDTH: Final = 420
FIRST_COLUMN: Final = 190
NO_ROWS: Final = _("There is nothing behind this figure yet.")


class SidePanel(QFrame):
    """A panel at the right; Esc or its button closes it, and the page takes its room back.

    What stands in it is made when it is first opened.
    """

    closed = Signal()
    edit_settled = Signal()

    def __init__(self, context: GuiContext, records: RecordsService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._records = context, records
        self._tools = context.tools
        self._rows: RowsBehind | None = None
        self._table: RecordTable | None = None
        self._page: RecordPage | None = None
        configure(self, "card", name="side_panel").hide()

    def show_rows(self, rows: RowsBehind) -> None:
        """Shows the records behind a figure and how it is computed."""
        self._rows = rows
        self._open_page()
        self._fill_rows()
        self._turn(self._list, rows.title, rows.explanation.text)
        if self._table is not None:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def record(self) -> tuple[str, int] | None:
        """Gives kind and id of the record shown, None while it is rows that are shown."""
        return self._page.record if self._page is not None and self._page.isVisibleTo(self) else None

    def show_record(self, kind: str, record_id: int, *, take_focus: bool = True) -> None:
        """Shows one record to be read; its fields unfold into a form that saves by itself."""
        page = self._open_page()
        self._turn(page, page.show_record(kind, record_id), "")
        if take_focus:
            page.take_focus()

    def show_made(self, changes: Changes) -> None:
        """Shows what was just made, with a line that says so and takes it back."""
        kind, number = made_record(changes)
        page = self._open_page()
        self._turn(page, page.show_record(kind, number, changes.step), "")
        page.take_undo()

    def refresh(self) -> None:
        """Reads again what is shown; a record that is gone closes the panel."""
        if self._page is None or not self.isVisible():
            return
        if self._stack.currentWidget() is self._list:
            self._fill_rows()
        elif heading := self._page.refresh():
            self._say_title(heading)
        else:
            self.close_panel()

    def has_unsettled_edit(self) -> bool:
        """Tells whether something typed in the form has not been handed over yet."""
        return self._page is not None and self._page.has_unsettled_edit()

    def settle(self) -> None:
        """Hands over what was typed."""
        if self._page is not None:
            self._page.settle()

    def close_panel(self) -> None:
        """Closes the panel."""
        if self._page is not None:
            self._page.leave()
        self._rows = None
        self.hide()
        self.closed.emit()

    def go_back(self) -> bool:
        """Goes back from a record to the rows it was opened from, or closes; False where it is closed."""
        was_open = not self.isHidden()
        if self._rows is not None and self._stack.currentWidget() is self._page:
            self.show_rows(self._rows)
        elif was_open:
            self.close_panel()
        return was_open

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Goes back with Esc."""
        if event.key() != Qt.Key.Key_Escape or not self.go_back():
            super().keyPressEvent(event)

    def fit_beside(self, room: int) -> None:
        """Takes the width of a comfortable form, but never more than half of the room there is."""
        self.setFixedWidth(min(self._context.theme.px(WIDTH), room // 2))

    def _open_page(self) -> RecordPage:
        """Gives the place of a record, made with all that stands around it when the panel is first opened."""
        if self._page is None:
            self._page = RecordPage(self._context, self._records)
            self._build_ui(self._page)
            self._back.clicked.connect(self.go_back)
            self._close.clicked.connect(self.close_panel)
            self._page.edit_settled.connect(self.edit_settled)
        return self._page

    def _build_ui(self, record: RecordPage) -> None:
        self._title, self._words = PlainLabel(), PlainLabel()
        self._back, self._close = QToolButton(), QToolButton()
        self._stack, self._list = QStackedWidget(), QWidget()
        self._count = configure(PlainLabel(), "small")
        self._list_layout = fill(QVBoxLayout(self._list), self._count, bare=True)
        configure(self._title, "heading", bold=True, wraps=True)
        configure(self._words, "small", wraps=True)
        for button, icon, name in (
            (self._back, "back", _("Back to the rows")),
            (self._close, "close", _("Close the panel")),
        ):
            configure(button, says=name, tip=name).setIcon(Icons(self._context.theme).icon(icon, "text"))
        self._close.setObjectName("side_panel_close")
        head = fill(QHBoxLayout(), self._back, (self._title, 1), self._close)
        for page in (self._list, record):
            self._stack.addWidget(page)
        layout = keep(self._context.theme, QVBoxLayout(self), margins=(14, 12, 14, 12))
        fill(layout, head, self._words, (self._stack, 1))

    def _on_row_opened(self, record_id: int) -> None:
        if self._rows is not None:
            self.show_record(self._rows.kind, record_id)

    def _turn(self, page: QWidget, title: str, words: str) -> None:
        self._say_title(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._back.setVisible(page is self._page and self._rows is not None)
        self._stack.setCurrentWidget(page)
        self.show()

    def _say_title(self, title: str) -> None:
        self._title.setText(title)
        self.setAccessibleName(title)

    def _fill_rows(self) -> None:
        assert self._rows is not None
        ids = self._rows.ids[:MOST_ROWS]
        order = {record_id: place for place, record_id in enumerate(ids)}
        found = self._records.rows(self._rows.kind, ids=ids)
        table = self._make_table(self._rows.kind)
        table.set_rows(sorted(found, key=lambda row: order[row.id]))
        if not self._context.state.state_of(f"behind_{self._rows.kind}").widths:
            table.setColumnWidth(0, min(table.columnWidth(0), self._context.theme.px(FIRST_COLUMN)))
        left_out = len(self._rows.ids) - len(ids)
        self._count.setText(
            _("The newest {count:,} of {whole:,}.", count=len(ids), whole=len(self._rows.ids))
            if left_out
            else _counted(len(found))
        )

    def _make_table(self, kind: str) -> RecordTable:
        key = f"behind_{kind}"
        if self._table is not None and self._table.objectName() == f"table_{key}":
            return self._table
        if self._table is not None:
            self._list_layout.removeWidget(self._table)
            self._table.hide()
            self._table.deleteLater()
        model = RecordTableModel(
            _columns(self._records.fields(kind), kind), self._context.formats, parent=self
        )
        table = RecordTable(model, self._tools, self._context.state, key, _("Rows behind the figure"))
        table.set_empty_words(NO_ROWS)
        table.row_opened.connect(self._on_row_opened)
        self._table = table
        self._list_layout.insertWidget(0, table, 1)
        return table


def _columns(fields: Sequence[Field], kind: str) -> list[Field]:
    wanted = COLUMNS.get(kind)
    if wanted is None:
        return [field for field in fields if field.tabled]
    by_name = {field.name: field for field in fields}
    return [by_name[name] for name in wanted if name in by_name]


def _counted(count: int) -> str:
    return n_("1 row. Enter opens it.", "{number:,} rows. Enter opens one.", count)
