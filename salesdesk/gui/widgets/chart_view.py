"""Shows one chart, or its twin as a table, and keeps it in the colours and size of the moment."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QStackedLayout, QToolButton, QWidget

from salesdesk.charts.palette import Palette
from salesdesk.charts.table import ChartData
from salesdesk.env.fonts import FAMILY
from salesdesk.gui.icons import Icons
from salesdesk.gui.models.plain_rows import PlainTableModel
from salesdesk.gui.prompts import Prompts
from salesdesk.gui.theme import Theme
from salesdesk.gui.tokens import Tokens
from salesdesk.gui.widgets.chart_picture import ChartPicture
from salesdesk.gui.widgets.focus_ring import RINGED
from salesdesk.gui.widgets.steady_table import SteadyTable

PICTURES: Final = _("PNG picture (*.png);;SVG drawing (*.svg);;PDF (*.pdf)")
WIDEST: Final = 240
Draw = Callable[[Any, Any, Palette], None]


class ChartView(QWidget):
    """Owns one chart. It is drawn when it is seen, after everything else, and matplotlib imported then.

    F7 turns it into its table and back; Enter on a row, like a click on a mark, asks for the rows
    behind it by their key. `menu_button` may be put into the head of the card around it.
    Without `prompts` no picture is saved: a file dialog would show somebody else what lies on this laptop.
    """

    rows_requested = Signal(str)
    explanation_requested = Signal()

    def __init__(
        self, theme: Theme, prompts: Prompts | None, title: str, draw: Draw, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._prompts, self._title, self._draw = theme, prompts, title, draw
        self._data: ChartData | None = None
        self._picture = ChartPicture(theme.font_file)
        self._stack = QStackedLayout(self)
        self._rows = PlainTableModel(self)
        self.menu_button = QToolButton(self)
        self._build_ui()
        self._connect()

    @property
    def as_table(self) -> bool:
        """Tells whether the twin is shown."""
        return self._stack.currentWidget() is not self._picture

    def show_data(self, data: ChartData, draw: Draw | None = None) -> None:
        """Shows data, drawn as soon as it is seen; perhaps by another function."""
        self._data, self._draw = data, draw or self._draw
        table = data.table()
        self._rows.show_table(table)
        self.setAccessibleDescription("; ".join(", ".join(row) for row in table[1][:12]))
        self._fit()

    def draw_now(self) -> None:
        """Draws at once, seen or not, where that is not done yet."""
        self._picture.draw()

    def show_as_table(self, wanted: bool) -> None:
        """Shows the twin, made when it is first asked for, or the picture."""
        self._stack.setCurrentWidget(self._twin if wanted else self._picture)
        self._fit()

    def turn(self) -> None:
        """Turns to the twin, and back."""
        self.show_as_table(not self.as_table)

    def copy_table(self) -> None:
        """Puts the twin on the clipboard, to be pasted into a spreadsheet."""
        QGuiApplication.clipboard().setText(self._rows.text())

    def save_picture(self) -> None:
        """Asks where to save the picture and writes it as PNG, SVG or PDF."""
        name = "".join(sign if sign.isalnum() else "-" for sign in self._title.lower()).strip("-")
        if self._prompts is not None:
            self._prompts.save_file(_("Save picture"), PICTURES, self._write, f"{name}.png")

    def sizeHint(self) -> QSize:
        """Asks for a comfortable size."""
        return QSize(self._theme.px(420), self._theme.px(240))

    def minimumSizeHint(self) -> QSize:
        """Asks for the least in which a chart can be read."""
        return QSize(self._theme.px(200), self._theme.px(120))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the menu in the corner, as long as nobody has put it elsewhere."""
        super().resizeEvent(event)
        if self.menu_button.parent() is self:
            self.menu_button.adjustSize()
            self.menu_button.move(self.width() - self.menu_button.width(), 0)
            self.menu_button.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turns to the twin and back with F7."""
        if event.key() == Qt.Key.Key_F7:
            self.turn()
        else:
            super().keyPressEvent(event)

    @cached_property
    def _twin(self) -> SteadyTable:
        twin = SteadyTable(self._theme, self)
        twin.setModel(self._rows)
        twin.setAccessibleName(_("{title}, as a table", title=self._title))
        twin.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        twin.activated.connect(self._on_twin_activated)
        self._stack.addWidget(twin)
        return twin

    def _build_ui(self) -> None:
        self.setAccessibleName(_("Chart: {title}", title=self._title))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(RINGED, True)
        self._stack.addWidget(self._picture)
        self.menu_button.setObjectName("chart_menu")
        self.menu_button.setIcon(Icons(self._theme).icon("menu"))
        self.menu_button.setAccessibleName(_("More about the chart {title}", title=self._title))
        self.menu_button.setToolTip(_("Table, picture and how this is computed"))
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setMenu(QMenu(self.menu_button))

    def _on_menu_about_to_show(self) -> None:
        menu = self.menu_button.menu()
        if not menu.isEmpty():
            return
        menu.addAction(_("Show as table or chart\tF7"), self.turn)
        menu.addAction(_("Copy the numbers"), self.copy_table)
        if self._prompts is not None:
            menu.addAction(_("Save picture…"), self.save_picture)
        menu.addSeparator()
        menu.addAction(_("How is this computed?"), self.explanation_requested.emit)

    def _connect(self) -> None:
        self._theme.theme_changed.connect(self._fit)
        self._picture.rows_requested.connect(self.rows_requested)
        self.menu_button.menu().aboutToShow.connect(self._on_menu_about_to_show)

    def _on_twin_activated(self, index: QModelIndex) -> None:
        keys = self._data.keys() if self._data else ()
        if index.row() < len(keys) and keys[index.row()]:
            self.rows_requested.emit(keys[index.row()])

    def _fit(self) -> None:
        """Takes the colours and measures of the moment for what is shown of both."""
        if self.as_table:
            self._twin.verticalHeader().setDefaultSectionSize(self._theme.px(30))
            self._twin.resizeColumnsToContents()
            # One very long name must not push the figures of everybody out of sight.
            self._twin.setColumnWidth(0, min(self._twin.columnWidth(0), self._theme.px(WIDEST)))
        if self._data is not None:
            palette = palette_of(self._theme.tokens, self._theme.px(12))
            self._picture.show_chart(self._draw, self._data, palette)

    def _write(self, path: Path) -> None:
        self._picture.save(path)


def palette_of(tokens: Tokens, size: float = 12.0) -> Palette:
    """Gives the colours of a theme to a chart; `size` is the text's, in points."""
    return Palette(
        background=tokens.card, text=tokens.text, muted=tokens.muted, grid=tokens.line,
        accent=tokens.accent_text, accent_soft=tokens.accent_soft, accent_mid=tokens.accent_mid,
        soon=tokens.soon, soon_mark=tokens.soon_mark, late=tokens.late, series=tokens.series,
        family=(FAMILY, *Palette.family[1:]), size=size,
    )  # fmt: skip
