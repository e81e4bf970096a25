"""The lock: a page in place of everything, which asks for the passphrase or, where there is none, only hides."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from salesdesk.frozen import frozen
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.measures import keep
from salesdesk.gui.scene import Scene
from salesdesk.gui.sight import Sight
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.keyed_form import ENTER
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.gui.widgets.passphrase_field import PassphraseField

FIELD_WIDTH: Final = 360
WORDS_WIDTH: Final = 600


@frozen
class LockWords:
    """What the page says on a desk of one kind: a title, a line, and its button."""

    title: str
    words: str
    button: str


HIDDEN: Final = LockWords(
    _("SalesDesk is hidden"),
    _(
        "This hides the screen and does not protect it: this desk has no passphrase, so whoever sits here can show it "
        "again, and whoever can open files on this computer can read it."
    ),
    _("Show again"),
)
LOCKED: Final = LockWords(
    _("SalesDesk is locked"),
    _("The passphrase of the desk opens it where you were."),
    _("Unlock"),
)
CHECKING: Final = _("Looking whether that is the passphrase…")
WRONG: Final = _("That is not the passphrase of this desk. Nothing was changed; type it once more.")
PASSPHRASE: Final = _("Passphrase of the desk")


class LockPage(Scene):
    """Names nobody and no file; `unlock_wanted` tells that its button or Enter was pressed.

    `private` says whether a passphrase is asked for. What was typed is gone as soon as it was taken.
    """

    unlock_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._private = theme, False
        self._title, self._words, self._why = PlainLabel(), PlainLabel(), PlainLabel()
        self._passphrase = PassphraseField(theme, PASSPHRASE, "lock_passphrase")
        self._button, self._said = QPushButton(), PlainLabel()
        self._build_ui()
        self._button.clicked.connect(self.unlock_wanted)
        self._passphrase.entered.connect(self.unlock_wanted)

    @property
    def sight(self) -> Sight:
        """Tells that the lock is in front of everything."""
        return Sight.LOCKED

    def turn(self, *, private: bool, why: str = "") -> None:
        """Says whether a passphrase is asked for, and why the page came by itself, if it did."""
        words = LOCKED if private else HIDDEN
        self._private = private
        self._title.setText(words.title)
        self._words.setText(words.words)
        self._button.setText(words.button)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._passphrase.setVisible(private)
        self.setAccessibleName(words.title)
        self.setAccessibleDescription(words.words)
        self.say("")

    def take(self) -> str:
        """Gives what was typed and forgets it; nothing can be pressed until something is said about it."""
        typed = self._passphrase.text
        self._passphrase.forget()
        self._passphrase.turn(on=False)
        self._button.setEnabled(False)
        self._said.setText(CHECKING)
        return typed

    def say(self, words: str) -> None:
        """Says what came of it, and takes the next try."""
        self._said.setText(words)
        self._passphrase.forget()
        self._passphrase.turn(on=True)
        self._button.setEnabled(True)
        self._take_keys()

    def showEvent(self, event: QShowEvent) -> None:
        """Takes the keys, so that nothing behind it hears them."""
        super().showEvent(event)
        self._take_keys()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lets Enter press the button; no other key goes on to anything."""
        if event.key() in ENTER:
            super().keyPressEvent(event)

    def _take_keys(self) -> None:
        first = self._passphrase.line if self._private else self._button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_ui(self) -> None:
        configure(self, "page", name="lock_page").setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        configure(self._title, "title", name="lock_title", bold=True)
        configure(self._words, "muted", name="lock_words", wraps=True)
        configure(self._why, "muted", name="lock_why", wraps=True)
        configure(self._said, name="lock_said", wraps=True)
        for label in (self._title, self._words, self._why, self._said):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        configure(self._button, "primary", name="unlock")
        self._passphrase.line.setPlaceholderText(PASSPHRASE)
        keep(self._theme, self._passphrase, width=FIELD_WIDTH)
        layout = keep(self._theme, QVBoxLayout(self), margins=(40, 0, 40, 0), spacing=12)
        keep(self._theme, self._words, width=WORDS_WIDTH)
        middle = (self._words, self._passphrase, self._button)
        centred = ((part, 0, Qt.AlignmentFlag.AlignHCenter) for part in middle)
        fill(layout, None, self._title, *centred, self._said, self._why, None)
        self.turn(private=False)
