"""Asks for the passphrase of a desk, or for its recovery key, and looks beside the window whether it is right."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from salesdesk.env.errors import WrongPassphraseError
from salesdesk.gui.background import Background, Job
from salesdesk.gui.layouts import configure, fill, link, row
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.gui.widgets.labels import PlainLabel
from salesdesk.gui.widgets.passphrase_field import PassphraseField

JOB: Final = "passphrase"
LOOKING: Final = _("Looking whether it is right…")
BY_PASSPHRASE: Final = (_("Passphrase of the desk"), _("Use the recovery key instead"))
BY_RECOVERY: Final = (_("Recovery key, as it stands on its sheet"), _("Use the passphrase instead"))
REMEMBER: Final = _("Remember it on this computer, in the keyring of the system")
WIDTH: Final = 440
Opens = Callable[[str, bool], object]
"""Tries what was typed, which may be a recovery key, and raises what keeps it from opening."""


def opens_file(path: Path) -> Opens:
    """Gives what tries a passphrase or a recovery key on the file of a desk that is not open."""

    def _open(typed: str, by_recovery: bool) -> None:
        from salesdesk.services.passphrases import open_with, open_with_recovery

        (open_with_recovery if by_recovery else open_with)(path, typed)

    return _open


class PassphraseAsk(QWidget):
    """One line with its button. `opened` tells that the key is known from now on, and whether it shall be remembered.

    `opens` is given, beside the window, what was typed and whether it is a recovery key. What was typed is forgotten as
    soon as it was tried. `wrong` is said of a wrong one where no file is to be named.
    """

    opened = Signal(bool)

    def __init__(
        self, opens: Opens, background: Background, theme: Theme, *, remembers: bool = True, wrong: str = ""
    ) -> None:
        super().__init__()
        self._remembers, self._wrong = remembers, wrong
        self._opens, self._background, self._theme = opens, background, theme
        self._by_recovery = False
        self._label, self._said = PlainLabel(), PlainLabel()
        self.field = PassphraseField(theme, BY_PASSPHRASE[0], "ask_passphrase")
        self._recovery, self._open = QLineEdit(), QPushButton(_("Open"))
        self._other, self._remember = link("", self._swap, name="ask_otherwise"), CheckBox(theme, REMEMBER)
        self._build_ui()
        self._connect()

    def take_keys(self) -> None:
        """Puts the keyboard where something is to be typed."""
        (self._recovery if self._by_recovery else self.field.line).setFocus()

    def say(self, words: str, *, on: bool = True) -> None:
        """Says what came of it, and lets something be typed where that is `on`."""
        self._said.setText(words)
        self._said.setVisible(bool(words))
        if not on:
            # Else the keyboard would go on to a button that stands near, and a second Enter would press that.
            self._said.setFocus()
        self.field.turn(on=on)
        for part in (self._recovery, self._open, self._other, self._remember):
            part.setEnabled(on)
        if on and self.isVisible():
            self.take_keys()

    def wait(self) -> None:
        """Lets nothing be typed while it is looked elsewhere whether it is right."""
        self.say(LOOKING, on=False)

    def _try(self) -> None:
        by_recovery = self._by_recovery
        typed = self._recovery.text() if by_recovery else self.field.text
        if not typed or not self._open.isEnabled():
            return
        self.wait()

        def _look(_job: Job) -> None:
            self._opens(typed, by_recovery)

        self._background.run(JOB, _look, done=self._on_right, failed=self._on_wrong)

    def _swap(self) -> None:
        self._by_recovery = not self._by_recovery
        self._show_way()
        self.say("")

    def _show_way(self) -> None:
        words, other = BY_RECOVERY if self._by_recovery else BY_PASSPHRASE
        self._label.setText(words)
        self._other.setText(other)
        self.field.setVisible(not self._by_recovery)
        self._recovery.setVisible(self._by_recovery)

    def _on_right(self, _nothing: object) -> None:
        if isValid(self):
            self.field.forget()
            self._recovery.clear()
            self.opened.emit(self._remember.isChecked())

    def _on_wrong(self, why: BaseException) -> None:
        if isValid(self):
            self.field.forget()
            self.say(self._wrong if self._wrong and isinstance(why, WrongPassphraseError) else str(why))

    def _build_ui(self) -> None:
        configure(self._said, name="ask_said", wraps=True).hide()
        configure(self._recovery, name="ask_recovery", says=BY_RECOVERY[0])
        configure(self._open, "primary", name="ask_open")
        configure(self._remember, name="ask_remember")
        self.setFocusProxy(self.field)
        layout = keep(self._theme, QVBoxLayout(self), spacing=8)
        fill(
            layout,
            self._label,
            self.field,
            self._recovery,
            self._said,
            self._remember,
            row(self._open, self._other, None, gap=12),
            bare=True,
        )
        # Only in their place, or they would be shown for a moment as windows of their own.
        self._remember.setVisible(self._remembers)
        self._show_way()
        keep(self._theme, self, most_width=WIDTH, least_width=WIDTH)

    def _connect(self) -> None:
        self.field.entered.connect(self._try)
        self._recovery.returnPressed.connect(self._try)
        self._open.clicked.connect(self._try)
