"""Covers the window with a page that asks for the laptop to be turned back."""

from collections.abc import Callable
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


@frozen
class CoverWords:
    """What a cover says: a title, a line, and its choices by key."""

    title: str
    words: str
    choices: tuple[tuple[str, str], ...]


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

    As somebody else sits at the keyboard no button has the focus, so that a key pressed once too often lifts
    nothing: F8, a click, or Tab and Space do.
    """

    lifted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown = LEFT
        self._then: Callable[[str], object] | None = None
        self._title, self._words = PlainLabel(), PlainLabel()
        self._buttons = (QPushButton(), QPushButton())
        self._build_ui()
        self._connect()

    @property
    def sight(self) -> Sight:
        """Tells that nothing is in sight."""
        return Sight.COVERED

    def say(self, shown: CoverWords, then: Callable[[str], object] | None = None) -> None:
        """Chooses what the cover says and asks; `then` gets, once, the key of what was chosen."""
        self._shown, self._then = shown, then
        self._title.setText(shown.title)
        self._words.setText(shown.words)
        self.setAccessibleName(shown.title)
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(shown.choices))
            if place < len(shown.choices):
                key, words = shown.choices[place]
                button.setText(words if place else f"{words} (F8)")
                button.setObjectName(f"cover_{key}")

    def showEvent(self, event: QShowEvent) -> None:
        """Takes the keys, so that nothing behind it hears them."""
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lifts with the manager's key; one that is held down since before does not count."""
        if event.key() == Qt.Key.Key_F8 and not event.isAutoRepeat():
            self._lift(0)
        else:
            super().keyPressEvent(event)

    def _lift(self, place: int) -> None:
        self.lifted.emit(self._shown.choices[place][0])

    def _on_lifted(self, choice: str) -> None:
        then, self._then = self._then, None
        if then is not None:
            then(choice)

    def _build_ui(self) -> None:
        configure(self, "page", name="cover").setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        configure(self._title, "title", bold=True).setAlignment(Qt.AlignmentFlag.AlignCenter)
        configure(self._words, "muted", wraps=True).setAlignment(Qt.AlignmentFlag.AlignCenter)
        configure(self._buttons[0], "primary")
        layout = keep(self._theme, QVBoxLayout(self), margins=(40, 0, 40, 0), spacing=12)
        centred = ((button, 0, Qt.AlignmentFlag.AlignHCenter) for button in self._buttons)
        fill(layout, None, self._title, self._words, *centred, None)
        self.say(LEFT)

    def _connect(self) -> None:
        self.lifted.connect(self._on_lifted)
        for place, button in enumerate(self._buttons):
            button.clicked.connect(lambda _checked=False, place=place: self._lift(place))
