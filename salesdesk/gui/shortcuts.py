"""Lists every command of the window once: its keys, its words and its menu."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from salesdesk.gui.sight import ALWAYS, MANAGER, TALK, Sight

AT_START: Final = Sight.START | Sight.DESK
MENUS: Final = ("File", "Edit", "View", "Go", "Tools", "Help")


@dataclass(frozen=True)
class Command:
    """One thing that can be asked of the window.

    `keys` are in Qt's portable words; `group` sets the commands of a menu apart by a line; a command
    without a menu is found in the cheat sheet and in the search only. `allowed` says in whose sight it
    may run; where it says no, neither its key nor its name does anything.
    """

    id: str
    label: str
    menu: str
    keys: str = ""
    icon: str = ""
    group: int = 0
    checkable: bool = False
    allowed: Sight = Sight.DESK

    @property
    def words(self) -> str:
        """Gives the label as the search shows it, without the dots that announce a question."""
        return self.label.removesuffix("…")


COMMANDS: Final = (
    Command("new_desk", "New desk…", "File", "", "add", 0, allowed=AT_START),
    Command("open_desk", "Open desk…", "File", "Ctrl+O", "", 0, allowed=AT_START),
    Command("open_recent", "Recent desks…", "File", "", "", 0, allowed=AT_START),
    Command("open_sample", "Open the sample team", "File", "", "", 0, allowed=AT_START),
    Command("import", "Import…", "File", "Ctrl+I", "import", 1),
    Command("export", "Export rows…", "File", "Ctrl+E", "export", 1),
    Command("print_sheet", "Print review sheet…", "File", "Ctrl+P", "print", 1),
    Command("back_up", "Back up now", "File", "", "save", 2),
    Command("lock", "Lock", "File", "Ctrl+L", "lock", 2, allowed=Sight.DESK | TALK),
    Command("quit", "Quit", "File", "Ctrl+Q", "", 3, allowed=ALWAYS),
    Command("undo", "Undo", "Edit", "Ctrl+Z", "undo", 0, allowed=Sight.DESK | Sight.OWN | Sight.SHARED),
    Command("redo", "Redo", "Edit", "Ctrl+Shift+Z", "redo", 0, allowed=Sight.DESK | Sight.OWN | Sight.SHARED),
    Command("new_person", "New salesperson", "Edit", "", "person", 1),
    Command("people_outside", "People not in my team", "Edit", "", "", 1),
    Command("new_note", "New note", "Edit", "Ctrl+Shift+N", "note", 1),
    Command("bring_up", "Put something on the agenda…", "Edit", "Ctrl+B", "lightbulb", 1),
    Command("new_assignment", "New assignment", "Edit", "Ctrl+Return", "check", 1),
    Command("new_strength", "New strength", "Edit", "", "strength", 1),
    Command("find", "Search and commands", "Edit", "Ctrl+K", "search", 2),
    Command("filter", "Filter this list", "Edit", "Ctrl+F", "filter", 2),
    Command("trash", "Open the Trash", "Edit", "", "delete", 3),
    Command("history", "History of this record", "Edit", "Ctrl+H", "history", 3),
    Command("zoom_in", "Larger text", "View", "Ctrl++", "", 0, allowed=ALWAYS),
    Command("zoom_out", "Smaller text", "View", "Ctrl+-", "", 0, allowed=ALWAYS),
    Command("zoom_reset", "Normal text", "View", "Ctrl+0", "", 0, allowed=ALWAYS),
    Command("scheme_system", "Colours as the system", "View", "", "", 1, True, allowed=MANAGER),
    Command("scheme_light", "Light", "View", "", "", 1, True, allowed=MANAGER),
    Command("scheme_dark", "Dark", "View", "", "", 1, True, allowed=MANAGER),
    Command("scheme_contrast", "High contrast", "View", "", "", 1, True, allowed=MANAGER),
    Command("chart_table", "Charts as tables", "View", "F7", "table", 2, True),
    Command("refresh", "Refresh", "View", "Ctrl+R", "", 2),
    Command("go_desk", "Desk", "Go", "Ctrl+1", "desk", 0),
    Command("go_team", "Team", "Go", "Ctrl+2", "people", 0),
    Command("go_plans", "Plans", "Go", "Ctrl+3", "plan", 0),
    Command("go_coaching", "Coaching log", "Go", "Ctrl+4", "coaching", 0),
    Command("go_metrics", "Metrics", "Go", "Ctrl+5", "chart", 0),
    Command("week_numbers", "Numbers of the week", "Go", "Ctrl+6", "chart", 0),
    Command("whole_team", "Whole team", "Go", "Alt+Home", "", 1),
    Command("previous_person", "Previous person", "Go", "Alt+Up", "up", 1),
    Command("next_person", "Next person", "Go", "Alt+Down", "down", 1),
    Command("start_one_on_one", "Start one-on-one", "Tools", "F5", "coaching", 0),
    Command("plan_one_on_one", "Plan a one-on-one…", "Tools", "Shift+F5", "calendar", 0),
    Command("private_notes", "Private notes of the one-on-one", "Tools", "F8", "note", 1, allowed=TALK),
    Command("curtain", "Draw the curtain", "Tools", "F9", "curtain", 1, allowed=Sight.DESK | TALK),
    Command("lists", "Lists", "Tools", "Ctrl+Shift+L", "table", 2),
    Command("settings", "Team settings", "Tools", "Ctrl+,", "settings", 2),
    Command("manual", "Manual", "Help", "F1", "help", 0, allowed=MANAGER),
    Command("cheat_sheet", "Keyboard shortcuts", "Help", "Ctrl+/", "", 0, allowed=MANAGER),
    Command("about", "About SalesDesk", "Help", "", "info", 1, allowed=AT_START),
)


def command(command_id: str) -> Command:
    """Gives one command by its id; raises KeyError for an unknown one."""
    for each in COMMANDS:
        if each.id == command_id:
            return each
    raise KeyError(f"there is no command named {command_id}")


def key_text(keys: str) -> str:
    """Writes keys the way this system shows them: "Ctrl+K", or with its signs on a Mac."""
    # The key is called Return by Qt and Enter by most keyboards and by this program.
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")


def make_actions(parent: QWidget, commands: Iterable[Command] = COMMANDS) -> dict[str, QAction]:
    """Makes one action for every command; the window connects those it can do."""
    return {each.id: _action(each, parent) for each in commands}


def fill_menus(bar: QMenuBar, actions: Mapping[str, QAction]) -> None:
    """Puts the actions into their menus, in the order of the table; absent ones are left out."""
    for title in MENUS:
        present = [each for each in COMMANDS if each.menu == title and each.id in actions]
        if not present:
            continue
        menu = bar.addMenu(f"&{title}")
        menu.setObjectName(f"menu_{title.lower()}")
        for before, each in zip([present[0], *present], present, strict=False):
            if before.group != each.group:
                menu.addSeparator()
            menu.addAction(actions[each.id])


def cheat_sheet(commands: Iterable[Command] = COMMANDS) -> list[tuple[str, str, str]]:
    """Gives (menu, words, keys) of every command that has keys, in the order of the table."""
    return [(each.menu, each.words, key_text(each.keys)) for each in commands if each.keys]


def _action(each: Command, parent: QWidget) -> QAction:
    action = QAction(each.label, parent)
    action.setObjectName(f"action_{each.id}")
    action.setCheckable(each.checkable)
    if each.keys:
        action.setShortcut(QKeySequence(each.keys))
        action.setToolTip(f"{each.words} ({key_text(each.keys)})")
    return action
