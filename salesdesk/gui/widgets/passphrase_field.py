"""The one field for a passphrase: hidden letters that can be shown, and a word when Caps Lock seems to be on."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.gui.layouts import column, configure, row
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.check_box import CheckBox
from salesdesk.gui.widgets.keyed_form import ENTER
from salesdesk.gui.widgets.labels import PlainLabel

CAPS: Final = _("Caps Lock seems to be on.")


class PassphraseLine(QLineEdit):
    """The line itself; undo, copying and dragging would leave its words where others find them."""

    caps_seen = Signal(bool)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keeps Enter to itself, and notices a letter that is large without Shift, or small with it."""
        if event.key() in ENTER:
            if not event.isAutoRepeat():
                self.entered.emit()
            return
        typed = event.text()
        if len(typed) == 1 and typed.lower() != typed.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_seen.emit(typed.isupper() is not shifted)
        super().keyPressEvent(event)


class PassphraseField(QWidget):
    """A passphrase with a tick that shows it; `changed` tells of each letter, `entered` of Enter."""

    changed = Signal(str)
    entered = Signal()

    def __init__(self, theme: Theme, words: str, name: str) -> None:
        super().__init__()
        self.line, self._caps = PassphraseLine(), PlainLabel(CAPS)
        self._show = CheckBox(theme, _("Show"))
        self._build_ui(words, name)
        self.line.textChanged.connect(self.changed)
        self.line.entered.connect(self.entered)
        self.line.caps_seen.connect(self._caps.setVisible)
        self._show.toggled.connect(self._on_show_toggled)

    @property
    def text(self) -> str:
        """Gives what stands there."""
        return self.line.text()

    def forget(self) -> None:
        """Empties the line, and hides what is typed next."""
        self.line.clear()
        self._show.setChecked(False)
        self._caps.hide()

    def take_keys(self) -> None:
        """Puts the keyboard into the line."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn(self, *, on: bool) -> None:
        """Lets something be typed, or waits."""
        self.line.setEnabled(on)
        self._show.setEnabled(on)

    def _build_ui(self, words: str, name: str) -> None:
        configure(self.line, name=name, says=words)
        configure(self._show, name=f"{name}_shown", says=_("Show the passphrase"))
        configure(self._caps, "muted", name=f"{name}_caps")
        self._caps.hide()
        self.setFocusProxy(self.line)
        column(row((self.line, 1), self._show, gap=8), self._caps, on=self, gap=4)

    def _on_show_toggled(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
