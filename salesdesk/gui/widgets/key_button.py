"""Makes a button that shows the key which presses it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy

from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme, embolden, set_role
from salesdesk.gui.widgets.keyed_form import key_text
from salesdesk.gui.widgets.labels import PlainLabel


class KeyButton(QPushButton):
    """A button whose shortcut stands beside its words."""

    def __init__(self, theme: Theme, words: str, keys: str = "", *, role: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._words = PlainLabel(words)
        self._keys = keys
        self._key = PlainLabel(key_text(keys))
        if not keys:
            self._key.hide()
        self._line = QHBoxLayout(self)
        self._build_ui(role)

    def say(self, words: str) -> None:
        """Changes the words."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    @property
    def words(self) -> str:
        """Gives the words."""
        return self._words.text()

    def sizeHint(self) -> QSize:
        """Asks for room for the words and the key."""
        key = self._key.sizeHint().width() + self._line.spacing() if self._keys else 0
        return self.minimumSizeHint() + QSize(key, 0)

    def minimumSizeHint(self) -> QSize:
        """Never lets its words be cut; the key gives way first."""
        margins = self._line.contentsMargins()
        width = self._words.sizeHint().width() + margins.left() + margins.right()
        height = max(self._words.sizeHint().height(), self._key.sizeHint().height())
        return QSize(width, height + margins.top() + margins.bottom())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows the key where there is room for it."""
        super().resizeEvent(event)
        self._key.setVisible(bool(self._keys) and self.width() >= self.sizeHint().width())

    def _build_ui(self, role: str) -> None:
        set_role(self, role)
        set_role(self._key, "key")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if role == "primary":
            embolden(self._words)
        self.setAccessibleName(self._words.text())
        self.setAccessibleDescription(self._key.text())
        layout = self._line
        keep(self._theme, layout, margins=(12, 7, 12, 7), spacing=8)
        for label in (self._words, self._key):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
