"""Covers the window: the lock, and every page that asks for the laptop to be turned back."""

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
from salesdesk.gui.widgets.labels import PlainLabel

HONEST = _(
    "This hides the screen. It is not a password: the file itself is as safe as this laptop's own lock makes it."
)


@frozen
class CoverWords:
    """What a cover says: a title, a line, and its choices by key; `turned` tells that somebody else sits there."""

    title: str
    words: str
    choices: tuple[tuple[str, str], ...]
    turned: bool = True


LOCKED: Final = CoverWords(
    _("SalesDesk is locked"), HONEST, (("back", _("Show the desk again")),), turned=False
)
LEFT: Final = CoverWords(
    _("The one-on-one waits as it is."),
    _("Turn the laptop back."),
    (("back", _("The laptop is turned back")),),
)
THANKS: Final = CoverWords(
    _("Thank you. Turn the laptop back."),
    _("What was agreed is kept."),
    (("on", _("The laptop is turned back")),),
)
STILL_OPEN: Final = CoverWords(
    _("A one-on-one is still open."),
    _("It waits as it was, with everything that was written. Turn the laptop to yourself first."),
    (("on", _("Go on with it")), ("later", _("Leave it for later"))),
)


def waiting_words(*, running: bool) -> CoverWords:
    """Gives what covers a start with the one-on-one that was on the screen, still running or finished."""
    return STILL_OPEN if running else THANKS


class Cover(Scene):
    """A screen that names nobody and no file.

    Where somebody else sits at the keyboard no button has the focus, so that a key pressed once too often
    lifts nothing: F8, a click, or Tab and Space do.
    """

    lifted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown = LOCKED
        self._title, self._words = PlainLabel(), PlainLabel()
        self._buttons = (QPushButton(), QPushButton())
        self._build_ui()
        self._connect()

    @property
    def sight(self) -> Sight:
        """Tells that nothing is in sight."""
        return Sight.COVERED

    def say(self, shown: CoverWords) -> None:
        """Chooses what the cover says and asks."""
        self._shown = shown
        self._title.setText(shown.title)
        self._words.setText(shown.words)
        self.setAccessibleName(shown.title)
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(shown.choices))
            if place < len(shown.choices):
                key, words = shown.choices[place]
                button.setText(f"{words} (F8)" if shown.turned and not place else words)
                button.setObjectName("unlock" if not shown.turned else f"cover_{key}")

    def showEvent(self, event: QShowEvent) -> None:
        """Takes the keys, so that nothing behind it hears them."""
        super().showEvent(event)
        first = self if self._shown.turned else self._buttons[0]
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lifts with the manager's key; one that is held down since before does not count."""
        if event.key() == Qt.Key.Key_F8 and self._shown.turned and not event.isAutoRepeat():
            self._lift(0)
        else:
            super().keyPressEvent(event)

    def _lift(self, place: int) -> None:
        self.lifted.emit(self._shown.choices[place][0])

    def _build_ui(self) -> None:
        configure(self, "page", name="cover").setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        configure(self._title, "title", bold=True).setAlignment(Qt.AlignmentFlag.AlignCenter)
        configure(self._words, "muted", wraps=True).setAlignment(Qt.AlignmentFlag.AlignCenter)
        configure(self._buttons[0], "primary")
        layout = keep(self._theme, QVBoxLayout(self), margins=(40, 0, 40, 0), spacing=12)
        centred = ((button, 0, Qt.AlignmentFlag.AlignHCenter) for button in self._buttons)
        fill(layout, None, self._title, self._words, *centred, None)
        self.say(LOCKED)

    def _connect(self) -> None:
        for place, button in enumerate(self._buttons):
            button.clicked.connect(lambda _checked=False, place=place: self._lift(place))
