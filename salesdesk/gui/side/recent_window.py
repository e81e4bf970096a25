"""The window with the desks opened lately."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from salesdesk.gui.layouts import fill
from salesdesk.gui.side.side_window import SideWindow
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.recent_list import RecentList

SIZE = (620, 320)
WORDS = _("The last one first. Removing one that is gone takes it off this list only.")


class RecentWindow(SideWindow):
    """Up to eight desks, each opened by one click or Enter."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "recent_window", _("Recent desks"), SIZE, parent)
        self.desks = RecentList(theme)
        self.say(WORDS)
        fill(self.body, self.desks, (None, 1))

    def showEvent(self, event: QShowEvent) -> None:
        """Puts the keyboard on the first desk that can be opened."""
        buttons = (b for b in self.desks.findChildren(QPushButton, "open_recent") if b.isEnabled())
        self.focus_first(next(buttons, self))
        super().showEvent(event)
