"""Finds anything by typing: people, commands with their keys, settings, then notes, deals and the rest."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from shiboken6 import isValid

from salesdesk.env.folding import folded, holds_nearly
from salesdesk.env.short_words import shortened
from salesdesk.frozen import frozen
from salesdesk.gui.commands.command import Command
from salesdesk.gui.commands.table import COMMANDS
from salesdesk.gui.layouts import search_line
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.keyed_form import key_text
from salesdesk.gui.wishes import OpenRecord, OpenSetting, Wishes

if TYPE_CHECKING:
    from salesdesk.gui.search_results import SearchResults
    from salesdesk.services.searching import Found, Setting

PAUSE_MS = 120
"""So long a search waits for the next key where the one before found nothing: what may be meant takes longer."""
MOST_COMMANDS = 6
LONGEST_TITLE = 60
PERSON = "salesperson"
SHORTEST = 2
"""Letters from which on the desk is searched."""
MOST_SETTINGS = 4
NOTHING = _("Nothing found for “{words}”.")


@frozen
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
        self._results: SearchResults | None = None
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
            self._choose(self._made().row())
        elif key == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.window() and event.type() is QEvent.Type.Resize:
            self._hide_results()
        return super().eventFilter(watched, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._hide_results()

    def _build_ui(self) -> None:
        words = _("Search people, notes, deals, commands   {key_text}", key_text=key_text("Ctrl+K"))
        search_line(words, "search", self).setAccessibleName(_("Search people, notes, deals and commands"))

    def _connect(self) -> None:
        self.textEdited.connect(self._on_self_text_edited)
        self._pause.timeout.connect(self._search)

    def _on_list_clicked(self, index: QModelIndex) -> None:
        self._choose(index.row())

    def _on_self_text_edited(self, _text: str) -> None:
        """Searches when the keys pressed so far are in the box, which is once for several that came together."""
        self._pause.start(PAUSE_MS if self._missed else 0)

    def _search(self) -> None:
        words = self.text().strip()
        self._entries = self._entries_for(words)
        self._made().show_entries(self._entries, NOTHING.format(words=words))
        self.window().installEventFilter(self)

    def _made(self) -> "SearchResults":
        """Gives the list under the box, made for the first search."""
        if self._results is None:
            from salesdesk.gui.search_results import SearchResults

            self._results = SearchResults(self._theme, self)
            self._results.list.clicked.connect(self._on_list_clicked)
        return self._results

    def _hide_results(self) -> None:
        if self._results is not None:
            self._results.hide()

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
                _words(each, self._actions),
                key_text(each.keys) if each.keys else _("command"),
                self._actions[each.id].trigger,
            )
            for each in matching[:MOST_COMMANDS]
        ]

    def _walk(self, by: int) -> None:
        if self._made().isVisible():
            self._made().walk(by)
        else:
            self._search()

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._entries):
            act = self._entries[row].act
            if act is not None:
                self._leave()
                act()

    def _leave(self) -> None:
        self._hide_results()
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


def _called(actions: Mapping[str, QAction], words: str) -> list[Command]:
    """Gives the commands in whose name all words stand, then those that people also call so."""
    wanted, offered = folded(words).split(), _offered(actions)
    named = [each for each in offered if all(word in folded(each.words) for word in wanted)]
    others = [each for each in offered if each.also and each not in named]
    return [*named, *(each for each in others if all(_answers(each, word) for word in wanted))]


def _answers(command: Command, word: str) -> bool:
    """Tells whether a word stands in the name of a command, or begins one of those it is also looked for by."""
    if word in folded(command.words):
        return True
    return len(word) > SHORTEST and any(part.startswith(word) for part in folded(command.also).split())


def _words(command: Command, actions: Mapping[str, QAction]) -> str:
    """Gives what a command is called on this desk."""
    return actions[command.id].text() if command.if_private else command.words


def _offered(actions: Mapping[str, QAction]) -> list[Command]:
    return [each for each in COMMANDS if each.id in actions and actions[each.id].isEnabled()]
