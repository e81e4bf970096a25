"""Tells all views what a service has just changed."""

from PySide6.QtCore import QObject, Signal

from salesdesk.services.changes import Changes


class ChangeBus(QObject):
    """The one signal through which every change, undo and redo included, reaches the views."""

    changed = Signal(object)

    def publish(self, changes: Changes) -> None:
        """Passes on what a service returned; a change that touched nothing is not news."""
        if changes.kinds:
            self.changed.emit(changes)
