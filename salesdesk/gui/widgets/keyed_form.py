"""Writes keys as this system does, and gives every form one way with Enter: in a line alone, with Ctrl anywhere."""

from typing import ClassVar, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton, QWidget

ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def key_text(keys: str) -> str:
    """Writes keys the way this system shows them: "Ctrl+K", or with its signs on a Mac."""
    # The key is called Return by Qt and Enter by most keyboards and by this program.
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")


class KeyedForm(QWidget):
    """A form that is ended by the keyboard; a subclass says in `end_by_key` what that means."""

    ends_in: ClassVar[tuple[type[QWidget], ...]] = (QLineEdit,)
    """The fields in which Enter alone ends the form."""

    def end_by_key(self) -> None:
        """Hands over what is typed, or adds it; a bare form has nothing to hand over."""

    def event(self, event: QEvent) -> bool:
        """Keeps Ctrl+Enter for the form where the window would begin something with it."""
        if claims_enter(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ends the form with Enter in a field of one line, and with Ctrl+Enter in any."""
        if with_control(event) or (event.key() in ENTER and isinstance(self.focusWidget(), self.ends_in)):
            self.end_by_key()
        else:
            super().keyPressEvent(event)


def press_focused(window: QWidget, event: QKeyEvent) -> bool:
    """Presses with Enter the button the keyboard stands on, and tells whether there is one; Qt does so for few."""
    focused = window.focusWidget()
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and not event.isAutoRepeat()
    if event.key() not in ENTER or not plain or not isinstance(focused, QPushButton | QToolButton):
        return False
    focused.click()
    return True


def claims_enter(event: QEvent) -> bool:
    """Tells whether a key about to become a shortcut is Ctrl+Enter, which ends a form that is typed in."""
    return (
        event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and with_control(event)
    )


def with_control(event: QKeyEvent) -> bool:
    """Tells whether a key is Ctrl+Enter."""
    return event.key() in ENTER and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
