"""Gives the session its own keys, which go before those of the window around it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget


class SessionKeys(QObject):
    """Catches keys pressed anywhere in a widget before a field or a menu of the window takes them."""

    def __init__(self, widget: QWidget, actions: Mapping[str, Callable[[], object]]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._actions = {QKeySequence(keys)[0].toCombined(): action for keys, action in actions.items()}
        QCoreApplication.instance().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answers the keys of the session; all others go on their way."""
        kind = event.type()
        if kind not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) or not self._is_ours(watched):
            return False
        assert isinstance(event, QKeyEvent)
        action = self._actions.get(event.keyCombination().toCombined() & ~_KEYPAD)
        if action is None:
            return False
        event.accept()
        if kind is QEvent.Type.KeyPress:
            action()
        return True

    def _is_ours(self, watched: QObject) -> bool:
        return isinstance(watched, QWidget) and (
            watched is self._widget or self._widget.isAncestorOf(watched)
        )


_KEYPAD = 0x20000000
"""The bit that tells a key of the number pad from the same key elsewhere."""
