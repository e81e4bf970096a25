"""Says what everything that can fill the window has in common: it knows itself for whose eyes it is."""

from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from salesdesk.gui.sight import Sight


class TalkUndo(Protocol):
    """The undo of a one-on-one, which has its own steps."""

    def can_replay(self, way: str) -> bool:
        """Tells whether "undo" or "redo" has something on the side in sight."""
        ...

    def replay(self, way: str) -> None:
        """Takes a step of this talk back, or does it again, and says so in place."""
        ...


class Scene(QWidget):
    """The welcome page, the desk, a one-on-one, the minute after it, or the cover.

    `turned` tells that another `sight` is up without another scene; only a one-on-one has an `undo` of its own.
    """

    turned = Signal()
    undo: TalkUndo | None = None

    @property
    def sight(self) -> Sight:
        """Tells for whose eyes it is; a scene that does not say counts as covered, where least may be done."""
        return Sight.COVERED
