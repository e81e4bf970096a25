"""What opens on a page to settle a nudge; the page does not know what it is made of."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from salesdesk.practice.nudges import Nudge


class ActPanel(QWidget):
    """A panel that opens what a nudge is about, and tells when it was left or what was done, in words."""

    done = Signal(object, str)
    closed = Signal()
    edit_settled = Signal()

    def open_nudge(self, nudge: Nudge) -> bool:
        """Opens what settles a nudge; False where that is not done in a panel."""
        return nudge.key == ""

    def refresh(self) -> None:
        """Reads what is shown again; a bare panel shows nothing."""

    def has_unsettled_edit(self) -> bool:
        """Tells whether something typed has not been handed over yet."""
        return False

    def go_back(self) -> bool:
        """Closes what is open as Escape does, and tells whether anything was."""
        return False

    def close_panel(self) -> None:
        """Closes what is open."""
        self.hide()
