"""Says which key opens a box, such as a list of choices or a calendar: there it goes before every shortcut."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

OPENS_WITH_ALT_DOWN = "opens_with_alt_down"
"""The property by which such a box is known."""


def opens_box(watched: QObject, event: QEvent) -> bool:
    """Tells whether a key is Alt+Down in a box that it opens."""
    return (
        isinstance(event, QKeyEvent)
        and bool(watched.property(OPENS_WITH_ALT_DOWN))
        and event.key() == Qt.Key.Key_Down
        and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier
    )


def claim_box_key(watched: QObject, event: QEvent) -> bool:
    """Takes Alt+Down for the box before a shortcut of the window gets it; tells whether it did."""
    claimed = event.type() is QEvent.Type.ShortcutOverride and opens_box(watched, event)
    if claimed:
        event.accept()
    return claimed
