"""Shows a message in the place it concerns, with at most one action, until it is dismissed."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from salesdesk.gui.icons import Icons
from salesdesk.gui.theme import Theme, set_role

SIGNS: Final = {"info": ("info", "accent_text"), "soon": ("soon", "soon"), "error": ("error", "late")}
SPOKEN: Final = {"info": "Note", "soon": "Soon", "error": "Please note"}


class Banner(QFrame):
    """One message: a sign, a sentence, perhaps one action, and a way to dismiss it."""

    action_requested = Signal()
    dismissed = Signal()

    def __init__(
        self, theme: Theme, words: str, *, tone: str = "info", action: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = QLabel(words)
        self._sign = QLabel()
        self._action = QPushButton(action)
        self._close = QToolButton()
        self._tone = tone
        self._build_ui()
        self._connect()
        self._on_theme_changed()

    @property
    def words(self) -> str:
        """Gives the message."""
        return self._words.text()

    def _build_ui(self) -> None:
        set_role(self, "banner", self._tone)
        self.setAccessibleName(f"{SPOKEN[self._tone]}: {self._words.text()}")
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action.setObjectName("banner_action")
        set_role(self._action, "link")
        self._action.setVisible(bool(self._action.text()))
        self._close.setObjectName("banner_dismiss")
        self._close.setIcon(Icons(self._theme).icon("close", "text"))
        self._close.setAccessibleName("Dismiss this message")
        self._close.setToolTip("Dismiss")
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._sign)
        self._layout.addWidget(self._words, 1)
        self._layout.addWidget(self._action)
        self._layout.addWidget(self._close)

    def _connect(self) -> None:
        self._theme.theme_changed.connect(self._on_theme_changed)
        self._action.clicked.connect(self.action_requested)
        self._close.clicked.connect(self._on_close_clicked)

    def _on_close_clicked(self) -> None:
        self.hide()
        self.dismissed.emit()
        self.deleteLater()

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        name, token = SIGNS[self._tone]
        self._sign.setPixmap(Icons(self._theme).icon(name, token).pixmap(QSize(px(18), px(18))))
        self._close.setIconSize(QSize(px(16), px(16)))
        self._layout.setContentsMargins(px(12), px(6), px(8), px(6))
        self._layout.setSpacing(px(10))


class BannerArea(QWidget):
    """The place on a page where messages appear; it takes no room while there are none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._banners: list[Banner] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(6))
        self.setVisible(False)

    @property
    def messages(self) -> list[str]:
        """Gives the messages that stand there, oldest first."""
        return [banner.words for banner in self._banners]

    def show_message(
        self, words: str, *, tone: str = "info", action: str = "", then: Callable[[], None] | None = None
    ) -> Banner:
        """Adds a message; the same words are not said twice, and at most three stand at a time."""
        for banner in [b for b in self._banners if b.words == words] + self._banners[:-2]:
            self._remove(banner)
        banner = Banner(self._theme, words, tone=tone, action=action)
        if then is not None:
            banner.action_requested.connect(then)
        banner.dismissed.connect(lambda: self._forget(banner))
        self._banners.append(banner)
        self._column.addWidget(banner)
        self.setVisible(True)
        return banner

    def clear(self) -> None:
        """Takes all messages away."""
        for banner in list(self._banners):
            self._remove(banner)

    def _remove(self, banner: Banner) -> None:
        if banner in self._banners:
            self._forget(banner)
            banner.hide()
            banner.deleteLater()

    def _forget(self, banner: Banner) -> None:
        self._banners.remove(banner)
        self.setVisible(bool(self._banners))
