"""Gives the session its own keys, which go before those of the window around it."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from salesdesk.gui.widgets.combo_box import opens_box

KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier
"""Tells a key of the number pad from the same key elsewhere, which makes no difference here."""


class SessionKeys(QObject):
    """Catches keys pressed anywhere in a widget before a field or a menu of the window takes them.

    Where `when` says no they do nothing at all, rather than what the window would do with them.
    """

    def __init__(
        self,
        widget: QWidget,
        actions: Mapping[str, Callable[[], object]],
        when: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(widget)
        self._widget, self._when = widget, when
        self._actions = {QKeySequence(keys).toString(): action for keys, action in actions.items()}
        self._listened: list[QWidget] = []
        widget.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_application_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answers the keys of the session; all others go on their way."""
        kind = event.type()
        if kind is QEvent.Type.Show and watched is self._widget:
            self._listen(QApplication.focusWidget())
        if kind not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) or not self._is_ours(watched):
            return False
        if not isinstance(event, QKeyEvent):
            return False
        keys = _pressed(event)
        action = self._actions.get(keys)
        if action is None or opens_box(watched, event):
            return False
        event.accept()
        # A key that is held down is one press: the second press of F8 means something else.
        pressed = kind is QEvent.Type.KeyPress and not event.isAutoRepeat()
        if pressed and (self._when is None or self._when()):
            action()
        return True

    def _on_application_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._listen(now)

    def _listen(self, focused: QWidget | None) -> None:
        """Listens where keys arrive, which is the field in focus, else the window, and to nobody's other events."""
        for before in self._listened:
            if isValid(before):
                before.removeEventFilter(self)
        window = self._widget.window()
        inside = focused is not None and self._widget.isAncestorOf(focused)
        # The last to be asked for is the first that is asked, before what a field has to filter its own keys.
        self._listened = [focused, window] if focused is not None and inside else [window]
        for part in self._listened:
            part.installEventFilter(self)

    def _is_ours(self, watched: QObject) -> bool:
        """Tells whether a key was meant for the session; with no field in focus it goes to the window itself."""
        if not isinstance(watched, QWidget) or not self._widget.isVisible():
            return False
        return (
            watched is self._widget.window() or watched is self._widget or self._widget.isAncestorOf(watched)
        )


def _pressed(event: QKeyEvent) -> str:
    """Writes the keys that are pressed, as the table of actions does."""
    if event.key() in (
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_Meta,
        Qt.Key.Key_unknown,
    ):
        return ""
    modifiers = event.modifiers() & ~KEYPAD
    return QKeySequence(int(event.key()) | int(modifiers.value)).toString()
