"""Shows the lists a desk stands on: which ones at the left, the chosen one at the right, edited in place."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.measures import keep
from salesdesk.gui.side.side_window import SHOWS, SideWindow
from salesdesk.gui.widgets.list_page import ListPage
from salesdesk.model import kind_of
from salesdesk.services.changes import Changes
from salesdesk.services.lists.service import LISTED, ListsService

WIDTH, ROW_HEIGHT = 150, 32
FIRST_KIND = "opportunity"


class ListsWindow(SideWindow):
    """One page a kind of record, made when it is first opened."""

    def __init__(self, service: ListsService, context: GuiContext, parent: QWidget) -> None:
        super().__init__(context.theme, "lists_window", _("Lists"), (1140, 660), parent)
        self._service, self._context = service, context
        self._kinds, self._stack = QListWidget(), QStackedWidget()
        self._pages: dict[str, ListPage] = {}
        self._build_ui()
        self._connect()
        self.open_kind(FIRST_KIND)

    def open_kind(self, kind: str) -> None:
        """Shows the list of a kind of record, with the keyboard in it."""
        self._kinds.setCurrentRow(LISTED.index(kind))
        if self.isVisible():
            self._pages[kind].take_focus()

    def page(self, kind: str) -> ListPage:
        """Gives the page of a kind, made where nobody has opened it yet."""
        if kind not in self._pages:
            page = ListPage(kind, self._service, self._context)
            page.told.connect(self._on_page_told)
            page.change_made.connect(self._on_page_change_made)
            page.made.connect(self._on_page_made)
            self._pages[kind] = page
            self._stack.addWidget(page)
        return self._pages[kind]

    def _build_ui(self) -> None:
        configure(self._kinds, name="lists_kinds", says=_("Which list"))
        self._kinds.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for kind in LISTED:
            self._kinds.addItem(QListWidgetItem(kind_of(kind).plural))
        keep(self.theme, self._kinds, width=WIDTH)
        row = keep(self.theme, QHBoxLayout(), spacing=14)
        fill(self.body, (fill(row, self._kinds, (self._stack, 1)), 1))
        self.focus_first(self._kinds)
        self._on_theme_changed()

    def _connect(self) -> None:
        self._kinds.currentRowChanged.connect(self._on_kinds_current_row_changed)
        self._context.bus.changed.connect(self._on_bus_changed)
        self.theme.theme_changed.connect(self._on_theme_changed)
        for keys, act in (("Ctrl+N", "add"), ("Ctrl+F", "take_filter")):
            QShortcut(QKeySequence(keys), self).activated.connect(
                lambda act=act: getattr(self._shown(), act)()
            )

    def _on_kinds_current_row_changed(self, row: int) -> None:
        self.banners.clear()
        self.setProperty(SHOWS, LISTED[row])
        self._stack.setCurrentWidget(self.page(LISTED[row]))

    def _on_page_told(self, sentence: str, tone: str) -> None:
        self.banners.show_message(sentence, tone=tone)

    def _on_page_change_made(self, changes: Changes) -> None:
        self.banners.clear()
        self._context.bus.publish(changes)

    def _on_page_made(self, words: str) -> None:
        undo = self._context.messages.undo_requested
        self.banners.show_message(words, action=_("Undo"), then=undo.emit)

    def _on_bus_changed(self, changes: Changes) -> None:
        for page in self._pages.values():
            page.mark_stale(changes)

    def _on_theme_changed(self) -> None:
        for row in range(self._kinds.count()):
            self._kinds.item(row).setSizeHint(QSize(0, self.theme.px(ROW_HEIGHT)))

    def _shown(self) -> ListPage:
        return self.page(LISTED[self._kinds.currentRow()])
