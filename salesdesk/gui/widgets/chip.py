"""Shows one word or two as a pill, in a quiet colour that repeats what the word says."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from salesdesk.gui.theme import set_role
from salesdesk.gui.widgets.labels import PlainLabel


class Chip(PlainLabel):
    """A pill: tone "" is neutral, "accent", "soon" and "late" carry their meaning."""

    def __init__(self, words: str = "", tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        set_role(self, "chip", tone)

    @property
    def tone(self) -> str:
        """Gives the tone it speaks in."""
        return str(self.property("tone"))

    def say(self, words: str, tone: str = "") -> None:
        """Changes the words and the tone."""
        self.setText(words)
        set_role(self, "chip", tone)
