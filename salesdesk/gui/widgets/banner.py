"""Shows a message at the foot of the place it concerns, with at most one action, until it is no longer true."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from salesdesk.gui.icons import Icons
from salesdesk.gui.layouts import configure, row
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.labels import PlainLabel

SIGNS: Final = {"info": ("info", "accent_text"), "soon": ("soon", "soon"), "error": ("error", "late")}
SPOKEN: Final = {"info": _("Note"), "soon": _("Soon"), "error": _("Please note")}
WIDEST: Final = 620
GAP: Final = 14
OtherAct = tuple[str, Callable[[], object]]
"""The words of a second action, such as *Go there* beside *Drop it*, and what it does."""
LINGERS: Final = 15_000
"""Milliseconds a refusal stays: time to read it twice, then the rows under it are free again."""


class Banner(QFrame):
    """One message: a sign, a sentence, perhaps one action and another, and a way to dismiss it.

    It floats at the foot of its parent, so that nothing moves under the pointer, never takes the
    keyboard, is read out where somebody listens, and leaves when its place does or with Escape. A refusal
    without an action leaves by itself after a while.
    """

    action_requested = Signal()
    other_requested = Signal()
    dismissed = Signal()

    def __init__(self, theme: Theme, words: str, *, tone: str = "info", action: str = "", other: str = "",
                 foot: QLayout | None = None, parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._foot = theme, foot
        self._words = PlainLabel(words)
        self._sign = PlainLabel()
        self._action, self._other = QPushButton(action), QPushButton(other)
        self._close = QToolButton()
        self._tone = tone
        self._gone = False
        self._goes_soon = QTimer(self, singleShot=True, interval=LINGERS)
        self._build_ui()
        self._connect()
        self._on_theme_changed()

    @property
    def words(self) -> str:
        """Gives the message."""
        return self._words.text()

    @property
    def going(self) -> bool:
        """Tells whether it leaves by itself after a while."""
        return self._goes_soon.isActive()

    def rise(self) -> None:
        """Comes up over its place and is read out; another message of the same window gives way."""
        for other in self.window().findChildren(Banner):
            if other is not self:
                other.leave()
        self._settle()
        self.show()
        self.raise_()
        if self._tone != "info" and not (self._action.text() or self._other.text()):
            self._goes_soon.start()
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleName()))

    def leave(self) -> None:
        """Goes away, once."""
        if not self._gone:
            self._gone = True
            self.hide()
            self.dismissed.emit()
            self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the size of its place, and leaves with an Escape that nobody nearer has used."""
        if watched is self.parentWidget() and event.type() is QEvent.Type.Resize:
            self._settle()
        elif event.type() is QEvent.Type.KeyPress and watched is self.window() and self.isVisible():
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaves with the page it stands on: on another page it would concern nothing."""
        super().hideEvent(event)
        if not event.spontaneous():
            QTimer.singleShot(0, self, self.leave)

    def _build_ui(self) -> None:
        configure(
            self, "banner", self._tone, name="message", says=f"{SPOKEN[self._tone]}: {self._words.text()}"
        )
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        configure(self._action, "link", name="banner_action").setVisible(bool(self._action.text()))
        configure(self._other, "link", name="banner_other").setVisible(bool(self._other.text()))
        configure(self._close, name="banner_dismiss", says=_("Dismiss this message"), tip=_("Dismiss (Esc)"))
        self._close.setIcon(Icons(self._theme).icon("close", "text"))
        for button in (self._other, self._action, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        line = row(self._sign, (self._words, 1), self._other, self._action, self._close, on=self)
        self._layout = keep(self._theme, line, margins=(12, 6, 8, 6), spacing=10)
        keep(self._theme, self._close, icon=16)

    def _connect(self) -> None:
        self._theme.theme_changed.connect(self._on_theme_changed)
        self._action.clicked.connect(self.action_requested)
        self._other.clicked.connect(self.other_requested)
        self._close.clicked.connect(self.leave)
        self._goes_soon.timeout.connect(self.leave)
        place = self.parentWidget()
        if place is not None:
            place.installEventFilter(self)
            place.window().installEventFilter(self)

    def _on_theme_changed(self) -> None:
        px = self._theme.px
        name, token = SIGNS[self._tone]
        self._sign.setPixmap(Icons(self._theme).icon(name, token).pixmap(QSize(px(18), px(18))))
        self._settle()

    def _settle(self) -> None:
        """Takes the room its words need, in the middle of the foot of its place."""
        place = self.parentWidget()
        if place is None:
            return
        gap = self._theme.px(GAP)
        room = place.width() - 2 * gap
        self.ensurePolished()
        self._layout.activate()
        width = min(room, self._theme.px(WIDEST), max(self.sizeHint().width(), self._one_line()))
        height = max(self._layout.totalHeightForWidth(width), self._layout.totalMinimumSize().height())
        below = self._foot.geometry().top() if self._foot else place.height()
        self.setGeometry((place.width() - width) // 2, max(gap, below - height - gap), width, height)

    def _one_line(self) -> int:
        """Gives the width at which the words would stand in one line."""
        words = self._words.fontMetrics().horizontalAdvance(self._words.text())
        others = sum(each.sizeHint().width() for each in (self._sign, self._other, self._action, self._close))
        return words + others + self._theme.px(70)


class BannerArea(QWidget):
    """Belongs to a page and lets messages float at its foot, one at a time; takes no room itself.

    Where the `foot` of the page holds its buttons they float above it, so that no button is covered.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, foot: QLayout | None = None) -> None:
        super().__init__(parent)
        self._theme, self._foot = theme, foot
        self._banner: Banner | None = None
        self.setVisible(False)

    @property
    def messages(self) -> list[str]:
        """Gives the message that stands there, in a list that is empty when there is none."""
        return [self._banner.words] if self._banner is not None else []

    def show_message(self, words: str, *, tone: str = "info", action: str = "",
                     then: Callable[[], object] | None = None, other: OtherAct | None = None) -> Banner:  # fmt: skip
        """Shows a message in place of the one before; an action takes it away, because it is answered."""
        self.clear()
        other_words, other_then = other or ("", None)
        banner = Banner(self._theme, words, tone=tone, action=action, other=other_words, foot=self._foot,
                        parent=_place_of(self))  # fmt: skip
        for requested, act in ((banner.action_requested, then), (banner.other_requested, other_then)):
            requested.connect(banner.leave)
            if act is not None:
                requested.connect(act)
        banner.dismissed.connect(lambda: self._forget(banner))
        self._banner = banner
        banner.rise()
        return banner

    def when_free(self, then: Callable[[], object]) -> None:
        """Calls back as soon as no message stands there, so that two of them are read one after the other."""
        if self._banner is None:
            then()
        else:
            self._banner.dismissed.connect(lambda: QTimer.singleShot(0, self, lambda: self.when_free(then)))

    def clear(self) -> None:
        """Takes the message away."""
        if self._banner is not None:
            self._banner.leave()

    def _forget(self, banner: Banner) -> None:
        if self._banner is banner:
            self._banner = None


def _place_of(area: QWidget) -> QWidget:
    """Finds the page around a place for messages: outside everything that scrolls, so that the foot is in sight."""
    place = around = area.parentWidget() or area
    while around is not None and not around.isWindow():
        around = around.parentWidget()
        if isinstance(around, QScrollArea):
            place = around.parentWidget() or around
    return place
