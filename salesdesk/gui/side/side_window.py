"""Holds what all side windows share: a title, a line of words, a place for messages, and Escape."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure, fill, rows_in, scroll_to, scrolled, widgets_in
from salesdesk.gui.measures import keep
from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.banner import BannerArea
from salesdesk.gui.widgets.empty_state import EmptyState
from salesdesk.gui.widgets.keyed_form import press_focused
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.model.fields import Field

SCREEN_SHARE = 0.92
LARGEST = (1240, 680)
SHOWS = "shows"
"""A property of a window: which of what it can show stands there, such as the kind of a list."""


class SideWindow(QDialog):
    """A window that stands beside the desk and never in its way: it is not modal, and Escape closes it.

    A subclass puts its parts into `body` and its buttons, left to right, into `add_button`. The Tab key goes through
    them as they were made; where they are made anew on pages, a subclass names those its `leaves`, read row by row.
    """

    def __init__(self, theme: Theme, name: str, title: str, size: tuple[int, int], parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._buttons = QHBoxLayout()
        self.banners = BannerArea(theme, foot=self._buttons)
        self.body = QVBoxLayout()
        self._title = PlainLabel(title)
        self._words = PlainLabel()
        self._close = QPushButton(_("Close"))
        self._size = size
        self._first: QWidget = self._close
        self.leaves: QStackedWidget | None = None
        self._build_frame(name, title)
        self._close.clicked.connect(self.reject)

    def say(self, words: str) -> None:
        """Writes the quiet line under the title; an empty one takes no room."""
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def set_title(self, title: str) -> None:
        """Changes the title in the window and above it."""
        self._title.setText(title)
        self.setWindowTitle(_("{title} — SalesDesk", title=title))

    def add_button(self, words: str, name: str, role: str = "", *, writes: bool = False) -> QPushButton:
        """Adds a button at the foot, before Close."""
        button = configure(QPushButton(words), role, name=name, by_enter=False, writes=writes)
        self._buttons.insertWidget(self._buttons.indexOf(self._close), button)
        return button

    def name_close(self, words: str) -> None:
        """Names the button that closes the window, such as “Cancel” where nothing is written before another one.

        Without words there is none.
        """
        self._close.setText(words)
        self._close.setVisible(bool(words))

    def focus_first(self, widget: QWidget) -> None:
        """Says where the keyboard stands when the window opens."""
        self._first = widget

    def add_scrolled(self, content: QWidget, words: str, role: str = "page") -> None:
        """Puts in what is to be read, scrolled with the keyboard from the first; `words` tell what it is."""
        scroll = configure(scrolled(content, role), says=words)
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.addWidget(scroll, 1)
        self.focus_first(scroll)

    def while_here(
        self, then: Callable[..., object], otherwise: Callable[..., object] | None = None
    ) -> Callable[..., None]:
        """Lets a job speak to this window as long as it is there, and once it was closed to whom `otherwise` names."""

        def _heard(*said: object) -> None:
            hears = then if isValid(self) else otherwise
            if hears is not None:
                hears(*said)

        return _heard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lets Enter press the button that the keyboard stands on, and no other."""
        if not press_focused(self, event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Goes on in the order in which the parts stand by now, and scrolls to what has the keyboard then."""
        self._order_tabs()
        went = super().focusNextPrevChild(next)
        scroll_to(self.focusWidget())
        return went

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._order_tabs()
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_frame(self, name: str, title: str) -> None:
        configure(self, name=name).setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        configure(self._title, "title", name=f"{name}_title", bold=True, wraps=True)
        configure(self._words, "muted", wraps=True)
        configure(self._close, name=f"{name}_close", by_enter=False)
        fill(self._buttons, None, self._close)
        self._outer = fill(
            QVBoxLayout(self), self._title, self._words, self.banners, (self.body, 1), self._buttons
        )
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)
        self.set_title(title)
        self.say("")
        keep(self.theme, self._outer, margins=(20, 16, 20, 14), spacing=8)
        keep(self.theme, self._buttons, spacing=8)
        keep(self.theme, self.body, spacing=8)
        self._take_size()

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Hears that what had the keyboard went, such as a button that has done its work; where to is settled later."""
        if now is None and self.isActiveWindow():
            QTimer.singleShot(0, self, self._hold_keys)

    def _hold_keys(self) -> None:
        """Keeps the keyboard in this window: a key pressed now would otherwise reach nothing."""
        if self.isActiveWindow() and QApplication.focusWidget() is None:
            first = self._first if self._first.isVisible() and self._first.isEnabled() else self._close
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _order_tabs(self) -> None:
        """Lets the Tab key come to the buttons at the foot, made first, after all that stands above them."""
        buttons = widgets_in(self._buttons)
        if self.leaves is not None and (page := self.leaves.currentWidget()) is not None:
            stops = [*rows_in(page), *buttons]
        else:
            last = self.previousInFocusChain() or self
            # Only behind a widget that takes the keyboard itself does Qt put another one.
            while last is not self and (last in buttons or not last.focusPolicy() & Qt.FocusPolicy.TabFocus):
                last = last.previousInFocusChain() or self
            stops = buttons if last is self else [last, *buttons]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _take_size(self) -> None:
        """Takes its size at the present zoom, as far as the screen has room for it."""
        wanted = [self.theme.px(side) for side in self._size]
        screen = QGuiApplication.primaryScreen().availableGeometry()
        room = (round(screen.width() * SCREEN_SHARE), round(screen.height() * SCREEN_SHARE))
        self.resize(*(min(each) for each in zip(wanted, room, LARGEST, strict=True)))


class TableWindow(SideWindow):
    """A window with one table of fixed columns, and one sentence in its place while there is nothing in it."""

    def __init__(
        self, context: GuiContext, name: str, title: str, size: tuple[int, int], columns: Sequence[Field],
        empty: str, parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(context.theme, f"{name}_window", title, size, parent)
        self._context = context
        self._model = RecordTableModel(columns, context.formats, parent=self)
        self._table = RecordTable(self._model, context.tools, context.state, name, title)
        self._empty = EmptyState(context.theme, empty)
        self.focus_first(self._table)

    def _show_filled(self, filled: bool, *parts: QWidget) -> None:
        """Shows the table and what belongs to it, or the sentence."""
        for part in (self._table, *parts):
            part.setVisible(filled)
        self._empty.setVisible(not filled)
