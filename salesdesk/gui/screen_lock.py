"""Locks the window: by hand, after a time without a key or a click, and when the system says so; and unlocks it."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from salesdesk.env.settings import Settings, SettingsFile
from salesdesk.gui.commands.table import COMMANDS
from salesdesk.gui.context import GuiContext
from salesdesk.gui.desk_opening import DeskOpening
from salesdesk.gui.lock_page import WRONG
from salesdesk.gui.main_window import MainWindow
from salesdesk.gui.sight import Sight

if TYPE_CHECKING:
    from salesdesk.gui.passphrase_ask import PassphraseAsk

LOOK_MS: Final = 5000
PRESSES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


EVERYWHERE: Final = {QKeySequence(each.keys).toString(): each.id for each in COMMANDS if each.everywhere}


class Presses(QObject):
    """Notes when a key or the mouse was last used in any window of the program.

    `asked` tells of a command whose keys were pressed where the menus of the window do not hear them: in a window or a
    question beside it, or while a list or a menu hangs open.
    """

    asked = Signal(str)

    def __init__(self, window: QWidget, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(window)
        self._window, self.now = window, now
        self._last = now()
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._on_focus_window_changed)
        self._on_focus_window_changed(QGuiApplication.focusWindow())

    @property
    def rested(self) -> float:
        """Gives for how many seconds nothing was used."""
        return self.now() - self._last

    def note(self) -> None:
        """Counts from now on."""
        self._last = self.now()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees what comes into a window of the system, before Qt finds out for which part of it that is."""
        if event.type() in PRESSES:
            self._last = self.now()
            return isinstance(event, QKeyEvent) and self._is_command(watched, event)
        return False

    def _is_command(self, watched: QObject, event: QKeyEvent) -> bool:
        """Tells of a command that is understood everywhere; in the window itself its own menu does it."""
        asked = EVERYWHERE.get(QKeySequence(event.keyCombination()).toString())
        beside = watched is not self._window.windowHandle() or QApplication.activePopupWidget() is not None
        if asked is None or not beside:
            return False
        if not event.isAutoRepeat():
            self.asked.emit(asked)
        return True

    def _on_focus_window_changed(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # once, however often


class ScreenLock(QObject):
    """Knows whether the open desk has a passphrase, and so whether the window is locked or only hidden.

    Without a desk there is nothing to lock. A desk that is on its way is locked once it stands there.
    """

    def __init__(
        self, window: MainWindow, context: GuiContext, opening: DeskOpening, settings: SettingsFile
    ) -> None:
        super().__init__(window)
        self._window, self._context, self._opening = window, context, opening
        self._settings = settings
        self.presses = Presses(window)
        self.presses.asked.connect(self._on_presses_asked)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self.look)
        for turned in (opening.opened, opening.closed, opening.kept_anew):
            turned.connect(self.name)
        self.name()

    @property
    def private(self) -> bool:
        """Tells whether the open desk has a passphrase."""
        services = self._opening.services
        return services is not None and services.private

    def lock(self, why: str = "") -> None:
        """Puts the lock in front of everything; `why` says what brought it, where nobody asked for it."""
        if self._opening.coming.waiting:
            self._opening.coming.when_shown(lambda: self.lock(why))
        elif self._opening.services is not None and self._window.sight is not Sight.LOCKED:
            self._window.lock_page.turn(self._ask(), why)
            self._window.lock()
            # Painted before the computer sleeps, and not when it wakes.
            self._window.repaint()

    def unlock(self) -> None:
        """Shows again what was there, unless the desk has a passphrase, which has to be typed first."""
        if self.private:
            self._window.lock_page.take_keys()
        else:
            self._window.unlock()

    def look(self) -> None:
        """Locks where nothing was pressed for as long as the settings say; is called every few seconds."""
        minutes = self._settings.current.lock_minutes
        if self.locks_when_idle and self.presses.rested >= minutes * 60:
            self.lock(
                n_(
                    "Nothing was pressed in SalesDesk for {number} minute.",
                    "Nothing was pressed in SalesDesk for {number} minutes.",
                    minutes,
                )
            )

    def on_sleep(self) -> None:
        """Is told that the computer goes to sleep."""
        if self._settings.current.lock_on_sleep:
            self.lock(_("The computer went to sleep."))

    def on_screen_lock(self) -> None:
        """Is told that the screen of the computer was locked."""
        if self._settings.current.lock_on_screen_lock:
            self.lock(_("The screen of the computer was locked."))

    @property
    def locks_when_idle(self) -> bool:
        """Tells whether the window is locked after a time without a key or a click."""
        return locks_when_idle(self._settings.current, private=self.private)

    def name(self) -> None:
        """Says what the commands do on this desk: lock and unlock, or only hide and show again."""
        private = self.private
        for each in COMMANDS:
            if each.if_private:
                action = self._window.actions_by_id[each.id]
                action.setText(each.words_on(private=private))
                if each.keys:
                    action.setToolTip(each.tip_on(private=private))
        self.presses.note()
        self._look.start()

    def _on_presses_asked(self, asked: str) -> None:
        self._window.actions_by_id[asked].trigger()

    def _ask(self) -> "PassphraseAsk | None":
        """Makes what asks for the passphrase of the open desk, not of its file, and unlocks where it is right."""
        services = self._opening.services
        if services is None or not services.private:
            return None
        from salesdesk.gui.passphrase_ask import PassphraseAsk

        context, privacy = self._context, services.privacy
        ask = PassphraseAsk(
            lambda typed, _by_recovery: privacy.refuse_wrong(typed),
            context.background, context.theme, remembers=False, wrong=WRONG,
        )  # fmt: skip
        ask.opened.connect(self._on_ask_opened)
        return ask

    def _on_ask_opened(self) -> None:
        self._window.unlock()
        self._window.lock_page.turn()


def locks_when_idle(settings: Settings, *, private: bool) -> bool:
    """Tells whether a desk is locked after a time: as was chosen, else where it has a passphrase."""
    return private if settings.lock_when_idle == "" else settings.lock_when_idle == "yes"
