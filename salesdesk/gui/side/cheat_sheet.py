"""Shows every shortcut on one sheet, by menu."""

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.gui.commands.command import cheat_sheet
from salesdesk.gui.commands.table import COMMANDS
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.measures import keep
from salesdesk.gui.side.side_window import SideWindow
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.card import Card
from salesdesk.gui.widgets.keyed_form import key_text
from salesdesk.gui.widgets.labels import PlainLabel

# What tables and forms understand by themselves, beside the commands of the menus.
IN_LISTS = (
    (_("Next or previous cell"), "Tab"),
    (_("Edit a cell, keep it and go down"), "Return"),
    (_("Leave a cell as it was"), "Escape"),
    (_("Open the row of a list"), "Return"),
    (_("Copy or paste a range"), "Ctrl+C"),
    (_("Move to the Trash"), "Delete"),
    (_("Explain a column"), "Shift+F1"),
    (_("Add a row to a list"), "Ctrl+N"),
    (_("Move a row of a list up"), "Alt+Up"),
    (_("Move a row of a list down"), "Alt+Down"),
)
PASTE = "Ctrl+V"
COLUMNS = 2


class CheatSheet(SideWindow):
    """All shortcuts at a glance."""

    def __init__(self, theme: Theme, parent: QWidget, *, private: bool = False) -> None:
        super().__init__(theme, "cheat_sheet", _("Keyboard shortcuts"), (820, 640), parent)
        self._build_ui(private=private)

    def _build_ui(self, *, private: bool) -> None:
        self.say(_("Everything can be done from the keyboard. Alt and a letter opens a menu."))
        content = QWidget()
        stacks = [keep(self.theme, QVBoxLayout(), spacing=12) for _unused in range(COLUMNS)]
        heights = [0] * COLUMNS
        for title, rows in _groups(private=private):
            lowest = heights.index(min(heights))
            stacks[lowest].addWidget(self._card(title, rows))
            heights[lowest] += len(rows) + 2
        for stack in stacks:
            stack.addStretch()
        fill(keep(self.theme, QHBoxLayout(content), spacing=12), *((stack, 1) for stack in stacks))
        self.add_scrolled(content, _("All shortcuts"))

    def _card(self, title: str, rows: list[tuple[str, str]]) -> Card:
        card, grid = Card(self.theme, title), QGridLayout()
        keep(self.theme, grid, across=12, down=6)
        grid.setColumnStretch(0, 1)
        for place, (words, keys) in enumerate(rows):
            does = configure(PlainLabel(words), wraps=True)
            press = configure(PlainLabel(keys), "chip", says=f"{words}: {keys}")
            press.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
            grid.addWidget(does, place, 0)
            grid.addWidget(press, place, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        fill(card.body, grid)
        return card


def _groups(*, private: bool) -> list[tuple[str, list[tuple[str, str]]]]:
    """Gives the shortcuts by menu, and then those of lists."""
    by_menu = groupby(cheat_sheet(COMMANDS, private=private), key=lambda line: line[0])
    groups = [(menu, [(words, keys) for _unused, words, keys in lines]) for menu, lines in by_menu]
    lists = [(words, _in_list_keys(keys)) for words, keys in IN_LISTS]
    return [*groups, (_("In tables and forms"), lists)]


def _in_list_keys(keys: str) -> str:
    return f"{key_text(keys)}, {key_text(PASTE)}" if keys == "Ctrl+C" else key_text(keys)
