"""Shows the manual: contents at the left, the page at the right, a search over all of it."""

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from salesdesk.gui.layouts import configure, fill, search_line
from salesdesk.gui.side.manual_pages import ManualPage, manual_pages, page_named
from salesdesk.gui.side.manual_style import style_page
from salesdesk.gui.side.side_window import SideWindow
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.labels import PlainLabel

CONTENTS_WIDTH = 210
NAME_ROLE = int(Qt.ItemDataRole.UserRole)
MARGIN = 14
ROW_HEIGHT = 30


class ManualWindow(SideWindow):
    """The manual; it has nothing of the team in it, so it may stay open in a one-on-one."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "manual_window", _("Manual"), (900, 640), parent)
        self._pages = manual_pages()
        self._page = self._pages[0]
        self._search = search_line(_("Search the manual"), "manual_search")
        self._contents = QListWidget()
        self._none = PlainLabel(_("No page has these words. Try fewer, or shorter ones."))
        self._text = QTextBrowser()
        self._build_ui()
        self._connect()
        self.focus_first(self._contents)

    @property
    def page(self) -> ManualPage:
        """Gives the page that is shown."""
        return self._page

    def open_page(self, name: str) -> None:
        """Shows a page by its name; the first page where there is no such page."""
        self._page = page_named(self._pages, name)
        self._contents.blockSignals(True)
        self._contents.setCurrentRow(self._row_of(self._page.name))
        self._contents.blockSignals(False)
        self._render()

    def _build_ui(self) -> None:
        configure(self._contents, name="manual_contents", says=_("Contents of the manual"))
        self._contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._contents.setTextElideMode(Qt.TextElideMode.ElideNone)
        self._contents.setWordWrap(True)
        configure(self._none, "muted", wraps=True)
        configure(self._text, name="manual_page", says=_("Page of the manual"))
        self._text.setOpenLinks(False)
        left = fill(QVBoxLayout(), self._search, self._none, (self._contents, 1))
        fill(self.body, (fill(QHBoxLayout(), left, (self._text, 1)), 1))
        self._on_theme_changed()

    def _connect(self) -> None:
        self._search.textChanged.connect(self._list_pages)
        self._contents.currentItemChanged.connect(self._on_contents_current_item_changed)
        self._text.anchorClicked.connect(self._on_text_anchor_clicked)
        self.theme.theme_changed.connect(self._on_theme_changed)

    def _on_contents_current_item_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._page = page_named(self._pages, str(item.data(NAME_ROLE)))
            self._render()

    def _on_text_anchor_clicked(self, link: QUrl) -> None:
        self._search.clear()
        self.open_page(link.fileName())

    def _on_theme_changed(self) -> None:
        width = self.theme.px(CONTENTS_WIDTH)
        for part in (self._search, self._contents, self._none):
            part.setFixedWidth(width)
            part.setSizePolicy(QSizePolicy.Policy.Fixed, part.sizePolicy().verticalPolicy())
        self._list_pages(self._search.text())
        self._render()

    def _list_pages(self, typed: str) -> None:
        """Lists the pages that hold every typed word; the page shown stays while it is among them."""
        found = [page for page in self._pages if page.holds(typed.split())]
        self._contents.blockSignals(True)
        self._contents.clear()
        for page in found:
            item = QListWidgetItem(page.title)
            item.setData(NAME_ROLE, page.name)
            item.setSizeHint(QSize(0, self.theme.px(ROW_HEIGHT)))
            self._contents.addItem(item)
        self._contents.blockSignals(False)
        self._contents.setVisible(bool(found))
        self._none.setVisible(not found)
        if found:
            self.open_page(self._page.name if self._page in found else found[0].name)

    def _row_of(self, name: str) -> int:
        rows = range(self._contents.count())
        return next((row for row in rows if self._contents.item(row).data(NAME_ROLE) == name), -1)

    def _render(self) -> None:
        document = self._text.document()
        document.setDefaultFont(self.theme.font())
        document.setDocumentMargin(self.theme.px(MARGIN))
        self._text.setMarkdown(self._page.text)
        style_page(document, self.theme)
        self._text.moveCursor(QTextCursor.MoveOperation.Start)
        self._mark_words()

    def _mark_words(self) -> None:
        """Marks the words searched for and brings the first into view."""
        marks: list[QTextEdit.ExtraSelection] = []
        look = QTextCharFormat()
        look.setBackground(QColor(self.theme.tokens.accent_soft))
        look.setForeground(QColor(self.theme.tokens.text))
        for word in self._search.text().split():
            cursor = self._text.document().find(word)
            while not cursor.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = cursor, look  # pyright: ignore[reportAttributeAccessIssue]
                marks.append(mark)
                cursor = self._text.document().find(word, cursor)
        self._text.setExtraSelections(marks)
        if marks:
            first = min((mark.cursor for mark in marks), key=QTextCursor.position)
            first.clearSelection()
            self._text.setTextCursor(first)
            self._text.ensureCursorVisible()
