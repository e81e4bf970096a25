"""Lets everything that is typed somewhere in a window hand itself over, before a file is closed."""

from PySide6.QtWidgets import QApplication, QWidget

from salesdesk.gui.widgets.note_edit import NoteEdit


def settle_all(window: QWidget) -> None:
    """Hands over what is typed in the window and in those that stand beside it."""
    focused = QApplication.focusWidget() or window.focusWidget()
    if focused:
        focused.clearFocus()
    for edit in window.findChildren(NoteEdit):
        edit.settle()
