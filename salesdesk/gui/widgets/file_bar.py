"""The bar above everything that says what is wrong with the file of the desk, and offers what can be done."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton

from salesdesk.gui.layouts import column, configure, row
from salesdesk.gui.measures import keep
from salesdesk.gui.sight import MANAGER, Sight
from salesdesk.gui.theme import Theme, set_role
from salesdesk.gui.widgets.labels import PlainLabel

Offer = tuple[str, str, Callable[[], object]]
"""A button: its object name, its words, and what it does."""
BEHIND_F8: Final = _("F8 leads to what can be done.")
"""Is said on the side of a one-on-one that both read, where no button may be."""


class FileBar(QFrame):
    """A line that stays as long as it is true; it names nobody, since everybody at the screen can read it.

    Its buttons are there only before the eyes that may use them, and the lock stands without it.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words, self._said, self._sight = PlainLabel(), "", Sight.START
        self._buttons: list[QPushButton] = []
        configure(self, "banner", "soon", name="file_bar")
        configure(self._words, name="file_bar_words", wraps=True)
        self._acts = keep(theme, row(None), spacing=10)
        self._lines = keep(
            theme, column((self._words, 1), self._acts, on=self), margins=(12, 6, 12, 6), spacing=4
        )
        self.hide()

    @property
    def words(self) -> str:
        """Gives what is said, empty for nothing."""
        return self._words.text() if self._said else ""

    def say(self, words: str, tone: str = "soon", offers: Sequence[Offer] = ()) -> None:
        """Says a sentence, with its buttons, until it is told otherwise."""
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(*offer) for offer in offers]
        self._said = words
        set_role(self, "banner", tone)
        self.turn_to(self._sight)

    def turn_to(self, sight: Sight) -> None:
        """Shows the buttons to the manager alone; others at the table read where they are."""
        self._sight, allowed = sight, bool(sight & MANAGER)
        for button in self._buttons:
            button.setVisible(allowed)
        leads = bool(self._buttons) and sight is Sight.SHARED
        words = f"{self._said} {BEHIND_F8}" if leads else self._said
        # Behind the lock a screen reader would find it even where it is hidden.
        words = "" if sight is Sight.LOCKED else words
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self._arrange()

    def wait(self, waits: bool) -> None:
        """Lets no button be pressed while what was pressed waits for its turn."""
        for button in self._buttons:
            button.setEnabled(not waits)

    def clear(self) -> None:
        """Says nothing any more."""
        self.say("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the buttons where there is room for them."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Lets the buttons stand behind words that have one line with them, else beneath."""
        margins, words = self._lines.contentsMargins(), self._words
        wanted = words.fontMetrics().horizontalAdvance(words.text()) + self._acts.sizeHint().width()
        room = self.width() - margins.left() - margins.right() - 2 * self._acts.spacing()
        beside = wanted <= room
        self._lines.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    def _button(self, name: str, words: str, act: Callable[[], object]) -> QPushButton:
        button = configure(QPushButton(words), name=name)
        button.clicked.connect(lambda: act())  # noqa: PLW0108 - clicked would hand over its argument
        self._acts.addWidget(button)
        return button
