"""Says what a command is, and makes menus, actions and the sheet of shortcuts from a table of them."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from salesdesk.frozen import frozen
from salesdesk.gui.sight import Sight
from salesdesk.gui.widgets.keyed_form import key_text

if TYPE_CHECKING:
    from salesdesk.gui.workbench import Workbench

MENUS: Final = {
    "File": _("File"), "Edit": _("Edit"), "View": _("View"), "Go": _("Go"), "Tools": _("Tools"), "Help": _("Help"),
}  # fmt: skip


@frozen
class Command:
    """One thing that can be asked of the window.

    `keys` are in Qt's portable words; `group` sets the commands of a menu apart by a line; a command
    without a menu is found in the cheat sheet and in the search only. `allowed` says in whose sight it
    may run; where it says no, neither its key nor its name does anything. What does not say so runs at the desk
    alone, and so never behind the lock or a cover. `act` does it; a command without
    one is done by the page it names, with `whole` after the whole team was chosen, or by the page in front. What
    `changes` the desk is off where it may only be read. `also` are the words, parted by spaces, by which people look
    for it besides those of its label. `if_private` is its label on a desk with a passphrase, where that is another.
    What is done `with_desk` is off before one is open; the keys of one that is understood `everywhere` do it in every
    window of the program.
    """

    id: str
    label: str
    menu: str
    keys: str = ""
    icon: str = ""
    group: int = 0
    checkable: bool = False
    allowed: Sight = Sight.DESK
    act: "Callable[[Workbench], object] | None" = None
    tab: str = ""
    page: str = ""
    whole: bool = False
    changes: bool = False
    also: str = ""
    if_private: str = ""
    with_desk: bool = False
    everywhere: bool = False

    @property
    def words(self) -> str:
        """Gives the label as the search shows it, without the dots that announce a question."""
        return self.label.removesuffix("…")

    def words_on(self, *, private: bool) -> str:
        """Gives the words on a desk that has a passphrase, or on one that has none."""
        return self.if_private if private and self.if_private else self.words

    def tip_on(self, *, private: bool) -> str:
        """Gives what a button of it says, with its keys."""
        return f"{self.words_on(private=private)} ({key_text(self.keys)})"


def make_actions(parent: QWidget, commands: Iterable[Command]) -> dict[str, QAction]:
    """Makes one action for every command."""
    return {each.id: _action(each, parent) for each in commands}


def fill_menus(bar: QMenuBar, commands: Iterable[Command], actions: Mapping[str, QAction]) -> None:
    """Puts the actions into their menus, in the order of the table; absent ones are left out."""
    known = [each for each in commands if each.id in actions]
    for name, title in MENUS.items():
        present = [each for each in known if each.menu == name]
        if not present:
            continue
        menu = bar.addMenu(f"&{title}")
        menu.setObjectName(f"menu_{name.lower()}")
        for before, each in zip([present[0], *present], present, strict=False):
            if before.group != each.group:
                menu.addSeparator()
            menu.addAction(actions[each.id])


def cheat_sheet(commands: Iterable[Command], *, private: bool = False) -> list[tuple[str, str, str]]:
    """Gives (menu, words, keys) of every command that has keys, in the order of the table."""
    return [
        (MENUS.get(each.menu, each.menu), each.words_on(private=private), key_text(each.keys))
        for each in commands
        if each.keys
    ]


def _action(each: Command, parent: QWidget) -> QAction:
    action = QAction(each.label, parent)
    action.setObjectName(f"action_{each.id}")
    action.setCheckable(each.checkable)
    if each.keys:
        action.setShortcut(QKeySequence(each.keys))
        action.setToolTip(each.tip_on(private=False))
    return action
