"""Holds what every page of the import has in common, and the page shown while it works."""

from collections.abc import Hashable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from salesdesk.env.locale import Formats
from salesdesk.gui.layouts import configure, fill, scrolled
from salesdesk.gui.measures import keep
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.labels import PlainLabel


class WizardPage(QScrollArea):
    """One page; parts are put into its `body`."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.theme = theme
        inner = QWidget()
        self.body = keep(theme, QVBoxLayout(inner), margins=(0, 4, 6, 4), spacing=10)
        configure(scrolled(inner, "clear", self), name=name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)

    def answer_after(self, focused: QWidget | None) -> QAbstractButton | None:
        """Gives the answer on which the keyboard goes on from one to the next question; None behind the last."""
        answers = [
            each for each in self.findChildren(QAbstractButton) if each.group() and each.isVisibleTo(self)
        ]
        groups = list(dict.fromkeys(each.group() for each in answers))
        if not isinstance(focused, QAbstractButton) or focused.group() not in groups[:-1]:
            return None
        further = groups[groups.index(focused.group()) + 1]
        return further.checkedButton() or further.buttons()[0]


def is_chosen_answer(button: QAbstractButton) -> bool:
    """Tells whether a button is the chosen one of several answers, so that pressing it would change nothing."""
    return bool(button.group()) and button.isChecked()


class AskingPage(WizardPage):
    """A page that asks about what is new with a file, and is passed by where nothing is, or all of it was seen."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name)
        self._seen: frozenset[Hashable] = frozenset()

    def asked(self) -> frozenset[Hashable]:
        """Gives what it asks about."""
        return frozenset()

    @property
    def asks(self) -> bool:
        """Tells whether there is anything to ask."""
        return bool(self.asked())

    @property
    def waits(self) -> bool:
        """Tells whether it asks about anything that was not seen yet, such as who is new by an answer before it."""
        return not self.asked() <= self._seen

    def settle(self) -> None:
        """Takes all it asks about for seen."""
        self._seen |= self.asked()

    def ask_again(self) -> None:
        """Takes nothing for seen, as before another look at the file."""
        self._seen = frozenset()

    @property
    def touched(self) -> bool:
        """Tells whether anything was answered here."""
        return False

    def take_focus(self) -> None:
        """Puts the keyboard where the first answer is given."""


class WorkPage(QWidget):
    """A bar, words and Cancel; the bar runs on the spot while nobody can say how long it takes."""

    cancel_requested = Signal()

    def __init__(self, theme: Theme, formats: Formats) -> None:
        super().__init__()
        self._theme, self._formats = theme, formats
        self._words, self._bar, self._cancel = PlainLabel(), QProgressBar(), QPushButton(_("Cancel"))
        self._build_ui()
        self._cancel.clicked.connect(self._on_cancel_clicked)

    def begin(self) -> None:
        """Begins to show a step."""
        self._cancel.setEnabled(True)
        self.show_progress(0, 0, "")

    def show_progress(self, done: int, total: int, words: str) -> None:
        """Shows how many of how many rows are done; a total of 0 means that nobody knows."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        whole = self._formats.whole
        self._words.setText(
            _("{words} {done} of {total}", words=words, done=whole(done), total=whole(total))
            if total
            else words
        )

    def say_stopping(self) -> None:
        """Says that the step will stop at the next chance."""
        self._cancel.setEnabled(False)
        self._words.setText(_("Stopping; nothing will be written."))

    def take_focus(self) -> None:
        """Puts the keyboard on Cancel."""
        self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_ui(self) -> None:
        configure(self, name="import_work").setFocusProxy(self._cancel)
        configure(self._words, "muted", wraps=True).setAlignment(Qt.AlignmentFlag.AlignCenter)
        configure(self._bar, says=_("Progress")).setTextVisible(False)
        configure(self._cancel, name="import_cancel", by_enter=False)
        line = fill(QHBoxLayout(), (None, 1), (self._bar, 3), (None, 1))
        self._column = fill(keep(self._theme, QVBoxLayout(self), spacing=14), None, self._words, line)
        self._column.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch()

    def _on_cancel_clicked(self) -> None:
        self.say_stopping()
        self.cancel_requested.emit()
