"""Tells all views what a service has just changed."""

from PySide6.QtCore import QMetaMethod, QObject, Signal

from salesdesk.services.changes import Changes


class ChangeBus(QObject):
    """The one way by which every change, undo and redo included, reaches the views.

    Views of the desk that is open hear `changed`, and none of them outlives it as a listener; what stays from desk to
    desk hears `passed`, which comes first.
    """

    passed = Signal(object)
    changed = Signal(object)

    def publish(self, changes: Changes) -> None:
        """Passes on what a service returned; a change that touched nothing is not news."""
        if changes.kinds:
            self.passed.emit(changes)
            self.changed.emit(changes)

    def let_go(self) -> None:
        """Is called when the desk closes: what ends, or goes, a moment later reads from it no more."""
        if self.isSignalConnected(QMetaMethod.fromSignal(self.changed)):
            self.changed.disconnect()
