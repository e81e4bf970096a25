"""Finds anything by typing: people, notes, deals, and every command with its shortcut."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from shiboken6 import isValid

from salesdesk.gui.search_line import DETAIL, LINE_HEIGHT, SearchLine
from salesdesk.gui.shortcuts import COMMANDS, key_text
from salesdesk.gui.theme import Theme, set_role
from salesdesk.services.short_words import shortened

if TYPE_CHECKING:
    from salesdesk.services.searching import Found

PAUSE_MS = 120
MOST_COMMANDS = 6
LONGEST_TITLE = 60


@dataclass(frozen=True)
class Entry:
    """One line of the list under the box: what it says and what it does."""

    text: str
    detail: str
    act: Callable[[], None]


class SearchBox(QLineEdit):
    """The box at the top; results drop down beneath it and are walked with the arrow keys."""

    found_chosen = Signal(object)

    def __init__(
        self, theme: Theme, find: "Callable[[str], Sequence[Found]]", actions: dict[str, QAction]
    ) -> None:
        super().__init__()
        self._theme = theme
        self._find = find
        self._actions = actions
        self._entries: list[Entry] = []
        self._before: QWidget | None = None
        self._popup = QFrame(self)
        self._list = QListWidget(self._popup)
        self._pause = QTimer(self)
        self._build_ui()
        self._connect()

    def take_focus(self) -> None:
        """Starts a search; the keyboard goes back afterwards to where it was."""
        if not self.hasFocus():
            self._before = self.window().focusWidget()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._search()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._walk(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pause.stop()
            self._search()
            self._choose(max(self._list.currentRow(), 0))
        elif key == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.window() and event.type() is QEvent.Type.Resize:
            self._popup.hide()
        return super().eventFilter(watched, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._popup.hide()

    def _build_ui(self) -> None:
        self.setObjectName("search")
        self.setAccessibleName("Search people, notes, deals and commands")
        self.setPlaceholderText(f"Search people, notes, deals, commands   {key_text('Ctrl+K')}")
        self.setClearButtonEnabled(True)
        self._popup.hide()
        self._popup.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_role(self._popup, "card")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setObjectName("search_results")
        self._list.setAccessibleName("Search results")
        self._list.setItemDelegate(SearchLine(self._theme, self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self._popup)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self._list)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)

    def _connect(self) -> None:
        self.textEdited.connect(self._on_self_text_edited)
        self._pause.timeout.connect(self._search)
        self._list.itemClicked.connect(self._on_list_item_clicked)

    def _on_list_item_clicked(self, item: QListWidgetItem) -> None:
        self._choose(self._list.row(item))

    def _on_self_text_edited(self, _text: str) -> None:
        self._pause.start()

    def _search(self) -> None:
        words = self.text().strip()
        self._entries = [*self._record_entries(words), *self._command_entries(words)]
        self._list.clear()
        for entry in self._entries:
            item = QListWidgetItem(entry.text)
            item.setData(DETAIL, entry.detail)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.text}, {entry.detail}")
            self._list.addItem(item)
        self._list.setCurrentRow(0 if self._entries else -1)
        self._show_popup(words)

    def _record_entries(self, words: str) -> list[Entry]:
        if len(words) < 2:
            return []
        return [
            Entry(
                shortened(found.title, LONGEST_TITLE),
                found.label,
                lambda found=found: self.found_chosen.emit(found),
            )
            for found in self._find(words)
        ]

    def _command_entries(self, words: str) -> list[Entry]:
        wanted = words.casefold().split()
        matching = [
            each for each in COMMANDS
            if each.id in self._actions and self._actions[each.id].isEnabled()
            and all(word in each.words.casefold() for word in wanted)
        ]  # fmt: skip
        return [
            Entry(each.words, key_text(each.keys) if each.keys else "command", self._actions[each.id].trigger)
            for each in matching[:MOST_COMMANDS]
        ]

    def _show_popup(self, words: str) -> None:
        if not self._entries:
            self._list.addItem(QListWidgetItem(f"Nothing holds “{words}”; try fewer or other words."))
        row = self._theme.px(LINE_HEIGHT)
        height = row * min(12, max(1, self._list.count())) + self._theme.px(16)
        window = self.window()
        # The list lies over whatever the window shows; it is no window of its own, so it cannot stay behind.
        self._popup.setParent(window)
        self._popup.setFixedSize(max(self.width(), self._theme.px(460)), height)
        self._popup.move(self.mapTo(window, QPoint(self.width() - self._popup.width(), self.height() + 4)))
        window.installEventFilter(self)
        self._popup.show()
        self._popup.raise_()

    def _walk(self, by: int) -> None:
        if not self._popup.isVisible():
            self._search()
        elif self._list.count():
            self._list.setCurrentRow((self._list.currentRow() + by) % self._list.count())

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._entries):
            entry = self._entries[row]
            self._leave()
            entry.act()

    def _leave(self) -> None:
        self._popup.hide()
        self.clear()
        before, self._before = self._before, None
        if self.window().focusWidget() is not self:
            return
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.clearFocus()
