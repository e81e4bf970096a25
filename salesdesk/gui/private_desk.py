"""Asks for the passphrase of a desk before anything of it is shown, then lets it be opened."""

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from salesdesk.env.settings import SettingsFile
from salesdesk.gui.background import Background
from salesdesk.gui.context import GuiContext
from salesdesk.gui.layouts import configure, fill, row
from salesdesk.gui.main_window import MainWindow
from salesdesk.gui.measures import keep
from salesdesk.gui.passphrase_ask import PassphraseAsk, opens_file
from salesdesk.gui.scene import Scene
from salesdesk.gui.sight import Sight
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from salesdesk.gui.desk_opening import DeskOpening
    from salesdesk.services.keyring_use import KeyringUse


class AskPage(Scene):
    """Names the file and asks; nothing of what is in it is there. `left` tells that it is not to be opened."""

    left = Signal()

    def __init__(self, path: Path, background: Background, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.ask = PassphraseAsk(opens_file(path), background, theme)
        self._leave = QPushButton(_("Not now"))
        self._build_ui(path.name)
        self._leave.clicked.connect(self.left)

    @property
    def sight(self) -> Sight:
        """Tells that nothing of a desk is in sight."""
        return Sight.START

    def showEvent(self, event: QShowEvent) -> None:
        """Puts the keyboard into the line."""
        super().showEvent(event)
        self.ask.take_keys()

    def _build_ui(self, name: str) -> None:
        words = _("“{name}” is encrypted", name=name)
        configure(self, "page", name="ask_page", says=words)
        title = configure(PlainLabel(words), "title", bold=True, wraps=True)
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        configure(self._leave, "quiet", name="ask_leave")
        # In a row, since a part that is aligned is never asked how high it is for its width.
        centred = (row(None, self.ask, None), (self._leave, 0, Qt.AlignmentFlag.AlignHCenter))
        layout = keep(self._theme, QVBoxLayout(self), margins=(40, 0, 40, 0), spacing=16)
        fill(layout, (None, 2), title, *centred, (None, 3))


class PrivateDesk:
    """Knows the page that asks, of which there is one at most; the desk that was open before stays so behind it."""

    def __init__(
        self, opening: "DeskOpening", window: MainWindow, context: GuiContext, settings: SettingsFile
    ) -> None:
        self._opening, self._window, self._context, self._settings = opening, window, context, settings
        self._page: AskPage | None = None

    @cached_property
    def keyring(self) -> "KeyringUse":
        """Knows for which desks the keyring of the system is asked."""
        from salesdesk.services.keyring_use import KeyringUse

        return KeyringUse(
            lambda: self._settings.current.in_keyring,
            lambda known: self._settings.change(in_keyring=known),
        )

    def ask(self, path: Path) -> None:
        """Asks for the passphrase of a desk, and opens that once it is known; the keyring is asked first."""
        self.stop()
        self._page = page = AskPage(path, self._context.background, self._context.theme)
        page.ask.opened.connect(partial(self._open, path))
        page.left.connect(self._leave)
        self._window.show_scene(page)
        if self.keyring.knows(path):
            page.ask.wait()
            self._context.background.run(
                "keyring", lambda _job: self.keyring.recall(path), done=partial(self._on_recalled, page, path)
            )

    def follow_anew(self) -> None:
        """Takes the file in which the open desk was kept anew, and has it said everywhere how it is kept."""
        if self._opening.lock is not None and self._opening.services is not None:
            self._opening.lock.follow(self._opening.services.path.name)
            self._opening.show_status()
            self._opening.kept_anew.emit()

    def stop(self) -> None:
        """Asks no more, such as where another desk is opened."""
        page, self._page = self._page, None
        if page is not None:
            page.deleteLater()

    def _on_recalled(self, page: AskPage, path: Path, recalled: bool) -> None:
        if page is not self._page:
            return
        if recalled:
            self._open(path)
        else:
            page.ask.say(_("The keyring did not open it. Type the passphrase."), on=True)

    def _open(self, path: Path, remember: bool = False) -> None:
        if remember:
            self._opening.coming.when_shown(partial(self._remember, path))
        self._opening.open(path, at_once=self._opening.services is None)

    def _remember(self, path: Path) -> None:
        self._context.background.run(
            "keyring", lambda _job: self.keyring.remember(path), done=self._context.messages.say
        )

    def _leave(self) -> None:
        self.stop()
        services = self._opening.services
        if services is None:
            self._window.show_welcome()
        else:
            self._window.show_shell(services.path.stem)
