"""Makes labels whose words go on in the next line."""

from PySide6.QtWidgets import QLabel

from salesdesk.gui.theme import set_role


def wrapping_label(words: str = "", role: str = "", tone: str = "") -> QLabel:
    """Makes a label that wraps, in a role of the style sheet such as "small"."""
    label = QLabel(words)
    label.setWordWrap(True)
    set_role(label, role, tone)
    return label
