"""Holds what all side windows share: a title, a line of words, a place for messages, and Escape."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme, embolden, set_role
from salesdesk.gui.widgets.banner import BannerArea

SCREEN_SHARE = 0.92
LARGEST = (1240, 680)


class SideWindow(QDialog):
    """A window that stands beside the desk and never in its way: it is not modal, and Escape closes it.

    A subclass puts its parts into `body` and its buttons, left to right, into `add_button`.
    """

    def __init__(self, theme: Theme, name: str, title: str, size: tuple[int, int], parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.banners = BannerArea(theme)
        self.body = QVBoxLayout()
        self._title = QLabel(title)
        self._words = QLabel()
        self._buttons = QHBoxLayout()
        self._close = QPushButton(_("Close"))
        self._size = size
        self._first: QWidget = self._close
        self._build_frame(name, title)
        self._close.clicked.connect(self.reject)

    def say(self, words: str) -> None:
        """Writes the quiet line under the title; an empty one takes no room."""
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def set_title(self, title: str) -> None:
        """Changes the title in the window and above it."""
        self._title.setText(title)
        self.setWindowTitle(_("{title} — SalesDesk", title=title))

    def add_button(self, words: str, name: str, role: str = "") -> QPushButton:
        """Adds a button at the foot, before Close."""
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAutoDefault(False)
        set_role(button, role)
        self._buttons.insertWidget(self._buttons.indexOf(self._close), button)
        return button

    def focus_first(self, widget: QWidget) -> None:
        """Says where the keyboard stands when the window opens."""
        self._first = widget

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The buttons at the foot were made first; for the Tab key they come last.
        for place in range(self._buttons.count()):
            item, last = self._buttons.itemAt(place), self.previousInFocusChain()
            button = item.widget() if item is not None else None
            if button is not None and last is not None and button is not last:
                QWidget.setTabOrder(last, button)
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_frame(self, name: str, title: str) -> None:
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_role(self._title, "title")
        embolden(self._title)
        self._title.setWordWrap(True)
        self._title.setObjectName(f"{name}_title")
        set_role(self._words, "muted")
        self._words.setWordWrap(True)
        self._close.setObjectName(f"{name}_close")
        self._close.setAutoDefault(False)
        self._buttons.addStretch()
        self._buttons.addWidget(self._close)
        self._outer = QVBoxLayout(self)
        for part in (self._title, self._words, self.banners):
            self._outer.addWidget(part)
        self._outer.addLayout(self.body, 1)
        self._outer.addLayout(self._buttons)
        self.set_title(title)
        self.say("")
        keep(self.theme, self._outer, margins=(20, 16, 20, 14), spacing=8)
        keep(self.theme, self._buttons, spacing=8)
        keep(self.theme, self.body, spacing=8)
        self._take_size()

    def _take_size(self) -> None:
        """Takes its size at the present zoom, as far as the screen has room for it."""
        wanted = [self.theme.px(side) for side in self._size]
        screen = QGuiApplication.primaryScreen().availableGeometry()
        room = (round(screen.width() * SCREEN_SHARE), round(screen.height() * SCREEN_SHARE))
        self.resize(*(min(each) for each in zip(wanted, room, LARGEST, strict=True)))
