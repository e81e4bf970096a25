"""The lock: a page in place of everything, which asks for the passphrase or, where there is none, only hides."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from salesdesk.frozen import frozen
from salesdesk.gui.layouts import configure, fill, row
from salesdesk.gui.measures import keep
from salesdesk.gui.scene import Scene
from salesdesk.gui.sight import Sight
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.keyed_form import ENTER
from salesdesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from salesdesk.gui.passphrase_ask import PassphraseAsk

WORDS_WIDTH: Final = 600


@frozen
class LockWords:
    """What the page says on a desk of one kind: a title, a line, and the words of its button, if it has one."""

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
    "",
)
WRONG: Final = _("That is not the passphrase of this desk. Nothing was changed; type it once more.")


class LockPage(Scene):
    """Names nobody and no file; `unlock_wanted` tells that its button or Enter was pressed.

    On a desk with a passphrase it holds what asks for that, or for the recovery key, in place of its button.
    """

    unlock_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._asks = theme, QVBoxLayout()
        self._ask: PassphraseAsk | None = None
        self._title, self._words, self._why = PlainLabel(), PlainLabel(), PlainLabel()
        self._button = QPushButton(HIDDEN.button)
        self._build_ui()
        self._button.clicked.connect(self.unlock_wanted)

    @property
    def sight(self) -> Sight:
        """Tells that the lock is in front of everything."""
        return Sight.LOCKED

    def turn(self, ask: "PassphraseAsk | None" = None, why: str = "") -> None:
        """Takes what asks for the passphrase, if the desk has one, and says why the page came by itself, if it did."""
        if self._ask is not None:
            self._ask.hide()
            self._ask.deleteLater()
        self._ask, words = ask, LOCKED if ask is not None else HIDDEN
        if ask is not None:
            self._asks.addWidget(ask)
        self._title.setText(words.title)
        self._words.setText(words.words)
        self.tell(why)
        self._button.setVisible(ask is None)
        self.setAccessibleName(words.title)
        self.setAccessibleDescription(words.words)

    def tell(self, why: str) -> None:
        """Says why the page came by itself, or why what was asked of it is not done."""
        self._why.setText(why)
        self._why.setVisible(bool(why))

    def showEvent(self, event: QShowEvent) -> None:
        """Takes the keys, so that nothing behind it hears them."""
        super().showEvent(event)
        self.take_keys()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lets Enter go on to the button it may press, and no other key to anything."""
        if event.key() in ENTER:
            super().keyPressEvent(event)

    def take_keys(self) -> None:
        """Puts the keyboard where one goes on from here."""
        if self._ask is not None:
            self._ask.take_keys()
        else:
            self._button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_ui(self) -> None:
        configure(self, "page", name="lock_page").setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        configure(self._title, "title", name="lock_title", bold=True)
        configure(self._words, "muted", name="lock_words", wraps=True)
        configure(self._why, "muted", name="lock_why", wraps=True)
        for label in (self._title, self._words, self._why):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        configure(self._button, "primary", name="unlock")
        keep(self._theme, self._words, width=WORDS_WIDTH)
        layout = keep(self._theme, QVBoxLayout(self), margins=(40, 0, 40, 0), spacing=14)
        # In rows, since a part that is aligned is never asked how high it is for its width.
        middle = (row(None, part, None) for part in (self._words, self._asks, self._button))
        fill(layout, None, self._title, *middle, self._why, None)
        self.turn()
