"""Takes a new passphrase, typed twice, and says how strong it is and what it costs."""

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from salesdesk.env.errors import UserError
from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.gui.widgets.passphrase_field import PassphraseField
from salesdesk.gui.widgets.strength_bar import StrengthBar

COSTS: Final = _(
    "A forgotten passphrase cannot be brought back by anybody: print the recovery sheet. Opening takes about a second "
    "longer. Backups made from now on are encrypted too; files you export are not."
)
EMPTY: Final = _("Type a passphrase first; nothing was changed.")
DIFFERENT: Final = _("The two passphrases are not the same; nothing was changed. Type the second one again.")
STILL_MS: Final = 120
"""So long after the last letter the strength is estimated, which takes longer than a letter may."""


class NewPassphrase(QWidget):
    """Two lines, the strength of the first, and what it costs; `entered` tells of Enter in the second."""

    entered = Signal()

    def __init__(self, theme: Theme, *known: str) -> None:
        super().__init__()
        self._theme, self._known = theme, known
        self._first = PassphraseField(theme, _("New passphrase"), "new_passphrase")
        self._second = PassphraseField(theme, _("The same again"), "new_passphrase_again")
        self._bar, self._strength = StrengthBar(theme), PlainLabel()
        self._still = QTimer(self, singleShot=True, interval=STILL_MS)
        self._build_ui()
        self._connect()

    def value(self) -> str:
        """Gives the passphrase; raises UserError where there is none, or two that differ."""
        if not self._first.text:
            self._first.take_keys()
            raise UserError(EMPTY)
        if self._first.text != self._second.text:
            self._second.forget()
            self._second.take_keys()
            raise UserError(DIFFERENT)
        return self._first.text

    def forget(self) -> None:
        """Empties both lines."""
        self._first.forget()
        self._second.forget()

    def take_keys(self) -> None:
        """Puts the keyboard into the first line."""
        self._first.take_keys()

    def _build_ui(self) -> None:
        configure(self._strength, "muted", name="passphrase_strength", wraps=True)
        costs = configure(PlainLabel(COSTS), "muted", wraps=True)
        first, second = PlainLabel(_("New passphrase")), PlainLabel(_("The same again"))
        first.setBuddy(self._first.line)
        second.setBuddy(self._second.line)
        layout = keep(self._theme, QVBoxLayout(self), spacing=6)
        fill(layout, first, self._first, self._bar, self._strength, second, self._second, costs, bare=True)
        self.setFocusProxy(self._first)
        self._show_strength()

    def _connect(self) -> None:
        self._first.changed.connect(self._still.start)
        self._still.timeout.connect(self._show_strength)
        self._first.entered.connect(self._second.take_keys)
        self._second.entered.connect(self.entered)

    def _show_strength(self) -> None:
        if not self._first.text:
            self._bar.show_level(None)
            self._strength.setText(
                _("Four or more words that have nothing to do with each other are strong.")
            )
            return
        from salesdesk.services.passphrase_strength import strength_of

        found = strength_of(self._first.text, self._known)
        self._bar.show_level(found.level)
        self._strength.setText(f"{found.words} {found.advice}".strip())
