"""Finds anything by typing: people, commands with their keys, settings, then notes, deals and the rest."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from shiboken6 import isValid

from salesdesk.env.folding import folded, holds_nearly
from salesdesk.env.short_words import shortened
from salesdesk.gui.commands.command import Command
from salesdesk.gui.commands.table import COMMANDS
from salesdesk.gui.layouts import column, configure, search_line
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.elided import elided
from salesdesk.gui.widgets.keyed_form import key_text
from salesdesk.gui.wishes import OpenRecord, OpenSetting, Wishes
from salesdesk.value import value

if TYPE_CHECKING:
    from salesdesk.services.searching import Found, Setting

PAUSE_MS = 120
"""So long a search waits for the next key where the one before found nothing: what may be meant takes longer."""
MOST_COMMANDS = 6
WIDTH = 760
"""Room for the name of a deal and for whose, of when and how much it is."""
LONGEST_TITLE = 60
PERSON = "salesperson"
SHORTEST = 2
"""Letters from which on the desk is searched."""
MOST_SETTINGS = 4
NOTHING = _("Nothing found for “{words}”.")


@value
class Entry:
    """One line of the list under the box: what it says and what it does; a heading does nothing."""

    text: str
    detail: str = ""
    act: Callable[[], object] | None = None


class Finder(Protocol):
    """What the box asks of the open desk."""

    def find(self, words: str) -> "Sequence[Found]":
        """Gives what holds all the words."""
        ...

    def meant(self, words: str) -> str:
        """Gives the words that may have been meant, empty for none."""
        ...

    def settings(self, words: str) -> "Sequence[Setting]":
        """Gives the settings that hold the words in their label."""
        ...

    def detail(self, found: "Found") -> str:
        """Says what a record is, whose, of when and how much."""
        ...


class SearchBox(QLineEdit):
    """The box at the top; results drop down beneath it and are walked with the arrow keys."""

    def __init__(self, theme: Theme, finder: Finder, actions: dict[str, QAction]) -> None:
        super().__init__()
        self._theme, self.wishes = theme, Wishes()
        self._finder = finder
        self._actions = actions
        self._entries: list[Entry] = []
        self._missed = False
        self._before: QWidget | None = None
        self._popup = QFrame(self)
        self._list = QListWidget(self._popup)
        self._pause = QTimer(self, singleShot=True)
        self._build_ui()
        self._connect()

    def take_focus(self, words: str = "") -> None:
        """Starts a search, perhaps for certain words; the keyboard goes back afterwards to where it was."""
        if words:
            self.setText(words)
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
            self._choose(self._list.currentRow())
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
        words = _("Search people, notes, deals, commands   {key_text}", key_text=key_text("Ctrl+K"))
        search_line(words, "search", self).setAccessibleName(_("Search people, notes, deals and commands"))
        self._popup.hide()
        self._popup.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        configure(self._popup, "popup")
        configure(self._list, name="search_results", says=_("Search results"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setItemDelegate(SearchLine(self._theme, self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column(self._list, on=self._popup).setContentsMargins(4, 4, 4, 4)

    def _connect(self) -> None:
        self.textEdited.connect(self._on_self_text_edited)
        self._pause.timeout.connect(self._search)
        self._list.clicked.connect(self._on_list_clicked)

    def _on_list_clicked(self, index: QModelIndex) -> None:
        self._choose(index.row())

    def _on_self_text_edited(self, _text: str) -> None:
        """Searches when the keys pressed so far are in the box, which is once for several that came together."""
        self._pause.start(PAUSE_MS if self._missed else 0)

    def _search(self) -> None:
        words = self.text().strip()
        self._entries = self._entries_for(words)
        self._list.clear()
        # The list makes its items itself: those made here now and then took the program down when they went.
        self._list.addItems([entry.text for entry in self._entries])
        model = self._list.model()
        for row, entry in enumerate(self._entries):
            if entry.act is None:
                self._list.item(row).setFlags(Qt.ItemFlag.NoItemFlags)
            model.setData(model.index(row, 0), entry.detail, DETAIL)
            said = f"{entry.text}, {entry.detail}"
            model.setData(model.index(row, 0), said, Qt.ItemDataRole.AccessibleTextRole)
        self._list.setCurrentRow(next(iter(self._rows()), -1))
        self._show_popup(words)

    def _entries_for(self, words: str) -> list[Entry]:
        """Gives people, commands and settings, then the rest by kind; where nothing is, what may have been meant."""
        found = list(self._finder.find(words)) if len(words) >= SHORTEST else []
        commands = [*self._command_entries(words), *self._setting_entries(words)]
        # Where a command is called so, nothing else was meant.
        self._missed = len(words) >= SHORTEST and not found and not _called(self._actions, words)
        meant = self._finder.meant(words) if self._missed else ""
        if meant:
            found = list(self._finder.find(meant))
        people = [each for each in found if each.kind == PERSON]
        rest = [each for each in found if each.kind != PERSON]
        asked = [self._suggestion(words, meant, people)] if meant else []
        entries = [*asked, *map(self._entry, people), *commands]
        for label, group in groupby(rest, key=lambda each: each.label):
            entries += [Entry(label), *map(self._entry, group)]
        return entries

    def _suggestion(self, words: str, meant: str, people: "Sequence[Found]") -> Entry:
        """Asks whether a person, or other words, were meant; Enter says yes."""
        name = people[0].title if people else meant
        text = _("{format} Did you mean {name}?", format=NOTHING.format(words=words), name=name)
        if people:
            return Entry(text, "", partial(self.wishes.make, _record(people[0])))
        return Entry(text, "", lambda: self.take_focus(meant))

    def _entry(self, found: "Found") -> Entry:
        title, detail = shortened(found.title, LONGEST_TITLE), self._finder.detail(found)
        return Entry(title, detail, partial(self.wishes.make, _record(found)))

    def _setting_entries(self, words: str) -> list[Entry]:
        if len(words) <= SHORTEST:
            return []
        return [
            Entry(each.label, _("setting"), lambda each=each: self.wishes.make(OpenSetting(each.name)))
            for each in self._finder.settings(words)[:MOST_SETTINGS]
        ]

    def _command_entries(self, words: str) -> list[Entry]:
        matching = _called(self._actions, words)
        matching = matching or [c for c in _offered(self._actions) if holds_nearly(c.words, words)]
        return [
            Entry(
                each.words, key_text(each.keys) if each.keys else _("command"), self._actions[each.id].trigger
            )
            for each in matching[:MOST_COMMANDS]
        ]

    def _show_popup(self, words: str) -> None:
        if not self._entries:
            self._list.addItem(NOTHING.format(words=words))
        row = self._theme.px(LINE_HEIGHT)
        height = row * min(12, max(1, self._list.count())) + self._theme.px(16)
        window = self.window()
        # The list lies over whatever the window shows; it is no window of its own, so it cannot stay behind.
        self._popup.setParent(window)
        edge = self._theme.px(12)
        width = min(max(self.width(), self._theme.px(WIDTH)), window.width() - 2 * edge)
        place = self.mapTo(window, QPoint(self.width() - width, self.height() + 4))
        self._popup.setFixedSize(width, height)
        self._popup.move(max(edge, place.x()), place.y())
        window.installEventFilter(self)
        self._popup.show()
        self._popup.raise_()

    def _rows(self) -> list[int]:
        return [row for row, entry in enumerate(self._entries) if entry.act is not None]

    def _walk(self, by: int) -> None:
        if not self._popup.isVisible():
            self._search()
            return
        rows = self._rows()
        if rows:
            place = rows.index(self._list.currentRow()) if self._list.currentRow() in rows else -1
            self._list.setCurrentRow(rows[(place + by) % len(rows)])

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._entries):
            act = self._entries[row].act
            if act is not None:
                self._leave()
                act()

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


def _record(found: "Found") -> OpenRecord:
    return OpenRecord(found.kind, found.record_id, found.person_id)


DETAIL = Qt.ItemDataRole.UserRole
"""Where a line keeps what it is: the kind of a record, or the keys of a command."""
LINE_HEIGHT = 28
PAD = 8


class SearchLine(QStyledItemDelegate):
    """Words give way to what they are, so that the right edge stays straight and readable."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Gives every line the same height."""
        return QSize(0, self._theme.px(LINE_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paints the ground of a line, what it is, and as many of its words as there is room for."""
        self.initStyleOption(option, index)
        words, option.text = option.text, ""
        widget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        pad = self._theme.px(PAD)
        room = option.rect.adjusted(pad, 0, -pad, 0)
        painter.save()
        taken = self._paint_detail(painter, room, str(index.data(DETAIL) or ""))
        font = self._theme.font()
        painter.setFont(font)
        painter.setPen(self._theme.colour("text"))
        room.setRight(room.right() - taken)
        shown = elided(painter.fontMetrics(), words, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.restore()

    def _paint_detail(self, painter: QPainter, room: QRect, detail: str) -> int:
        """Paints what the line is and gives the width that this took, in pixels."""
        if not detail:
            return 0
        painter.setFont(self._theme.font(12))
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), detail)
        return painter.fontMetrics().horizontalAdvance(detail) + self._theme.px(2 * PAD)


def _called(actions: Mapping[str, QAction], words: str) -> list[Command]:
    """Gives the commands in whose name all words stand."""
    wanted = folded(words).split()
    return [each for each in _offered(actions) if all(word in folded(each.words) for word in wanted)]


def _offered(actions: Mapping[str, QAction]) -> list[Command]:
    return [each for each in COMMANDS if each.id in actions and actions[each.id].isEnabled()]
