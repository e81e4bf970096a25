"""Asks the person at the screen: confirmations, files and short texts, with answers tests can preset."""

import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QInputEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from salesdesk.gui.layouts import configure, fill
from salesdesk.gui.widgets.draft_keeper import DraftKeeper
from salesdesk.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog

QUESTION = "question"
"""How the names of the drafts of questions begin."""
UNREAD = 0.3
"""Seconds in which nobody can have read a box that has just appeared: what is pressed then was meant for before."""
PRESSES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick})
LONGEST_WAIT = 10.0
"""Seconds; what would have waited longer for the window was timed by another clock."""
ANSWERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class Prompts(QObject):
    """Opens questions over a window and calls back with the answer; nothing ever waits inside.

    After `preset(...)` the next questions are answered from it, in order, without a dialog: True or
    False for a confirmation, a path or None for a file, a text or None. `asked` lists every question.
    """

    folder_chosen = Signal(str)
    """Tells in which folder a file was chosen; `folder` is the one in which the next file box opens."""

    def __init__(self, window: QWidget, opener: Callable[[QDialog], object] = QDialog.open) -> None:
        super().__init__(window)
        self._window, self._opener = window, opener
        self._answers: deque[object] = deque()
        self.folder, self.typed = "", DraftKeeper(self)
        self.asked: list[str] = []

    def preset(self, *answers: object) -> None:
        """Lays out answers for the questions to come."""
        self._answers.extend(answers)

    def confirm(
        self,
        question: str,
        verb: str,
        then: Callable[[], None],
        *,
        detail: str = "",
        keep: str = _("Keep as it is"),
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        """Asks before something that matters; the safe button `keep` is the default."""
        _answer = _branch(then, otherwise)
        if self._answered_from_preset(question, _answer):
            return
        from PySide6.QtWidgets import (  # as all dialogs here: types of Qt that no start needs
            QLabel,
            QMessageBox,
        )

        box = QMessageBox(self._in_front())
        box.setObjectName("confirm")
        box.setWindowTitle("SalesDesk")
        box.setText(question)
        box.setInformativeText(detail)
        for label in box.findChildren(QLabel):  # else a name such as “A <b> C” is read as marked up
            label.setTextFormat(Qt.TextFormat.PlainText)
        act = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
        safe = box.addButton(keep, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(safe)
        box.setEscapeButton(safe)
        box.finished.connect(lambda: _answer(box.clickedButton() is act))
        self.show(box)

    def open_file(self, caption: str, filters: str, then: Callable[[Path], None]) -> None:
        """Asks for a file that exists; `then` is called only when one was chosen."""
        dialog = self._file_dialog(caption, filters)
        dialog.setFileMode(dialog.FileMode.ExistingFile)
        self._ask_for_file(dialog, then)

    def save_file(self, caption: str, filters: str, then: Callable[[Path], None], name: str = "") -> None:
        """Asks where to save, offering a file name or a whole path; `then` is called only when a place was chosen."""
        dialog = self._file_dialog(caption, filters)
        dialog.setAcceptMode(dialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
        if name:
            dialog.selectFile(name)
        self._ask_for_file(dialog, then)

    def ask_text(
        self, question: str, verb: str, then: Callable[[str], None], *,
        text: str = "", keep: str = _("Cancel"), may_be_empty: bool = False, about: tuple[str, int] | None = None,
    ) -> None:  # fmt: skip
        """Asks for one line; `then` is called only with something written, or where nothing may be written.

        What is typed is a draft until it is answered, found by the question and the record it is `about`, if any.
        """

        def _answer(written: object) -> None:
            if isinstance(written, str) and (written.strip() or may_be_empty):
                then(written.strip())

        if self._answered_from_preset(question, _answer):
            return
        name = " / ".join((QUESTION, *map(str, about or ()), question))
        begun = self.typed.get(name)
        dialog = TextDialog(
            self._in_front(),
            question,
            verb,
            keep,
            begun["words"] if begun else text,
            may_be_empty=may_be_empty,
        )
        dialog.rejected.connect(lambda: self.typed.forget(name))

        def _keep(words: str) -> None:
            draft = {"words": words, "where": question} | ({"record": about} if about else {})
            self.typed.keep(name, draft if words.strip() else None)

        def _accept() -> None:
            """Forgets the draft only once it was answered: what could not be stored waits for the same question."""
            _answer(dialog.text())
            self.typed.forget(name)

        dialog.edited.connect(_keep)
        dialog.accepted.connect(_accept)
        self.show(dialog)

    def _ask_for_file(self, dialog: "QFileDialog", then: Callable[[Path], None]) -> None:
        def _answer(path: object) -> None:
            if path:
                self.folder = str(Path(str(path)).parent)
                self.folder_chosen.emit(self.folder)
                then(Path(str(path)))

        if self._answered_from_preset(dialog.windowTitle(), _answer):
            dialog.deleteLater()
            return
        dialog.fileSelected.connect(_answer)
        self.show(dialog)

    def _file_dialog(self, caption: str, filters: str) -> "QFileDialog":
        from salesdesk.gui.file_box import file_box

        return file_box(self._in_front(), caption, self.folder, filters)

    def _in_front(self) -> QWidget:
        """Gives the window that asks, to which the keyboard goes back: one beside the desk, if it is in use."""
        active = QApplication.activeWindow()
        if active is None or not active.isVisible() or active.isModal():
            return self._window
        return active if _is_beside(active, self._window) else self._window

    def _answered_from_preset(self, question: str, answer: Callable[[object], None]) -> bool:
        self.asked.append(question)
        if not self._answers:
            return False
        answer(self._answers.popleft())
        return True

    def show(self, dialog: QDialog) -> None:
        """Opens a dialog over the window, at the latest when the manager alone looks at it again."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.installEventFilter(Unread(dialog))
        self._opener(dialog)


class Unread(QObject):
    """Keeps from a box that has just appeared what was pressed before it could be read, and a key still held down.

    It looks at the window of the system, where what a hand does comes in, whichever field of the box it is for.
    """

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog, self._shown = dialog, 0.0

    def appeared(self) -> None:
        """Says that another page stands in the box just now, which nobody can have read either."""
        self._shown = time.monotonic()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begins to look when the box appears, and takes away what comes too early for it."""
        if watched is self._dialog:
            window = self._dialog.windowHandle()  # none, where the system has a box of its own
            if event.type() is QEvent.Type.Show and window:
                self.appeared()
                window.installEventFilter(self)
            return False
        return event.type() in PRESSES and isinstance(event, QInputEvent) and self._comes_early(event)

    def _comes_early(self, event: QInputEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.key() not in ANSWERS:
                return False
            if event.isAutoRepeat():
                return True
        return pressed_at(event, time.monotonic()) < self._shown + UNREAD


def pressed_at(event: QInputEvent, now: float) -> float:
    """Gives when something was pressed, which may have waited for the window; `now` where its own time says nothing.

    Systems count it in milliseconds of the steady clock, some in 32 bits; what is made by a program often has none.
    """
    waited = (int(now * 1000) - event.timestamp()) % 2**32 / 1000
    return now - waited if event.timestamp() and waited < LONGEST_WAIT else now


class TextDialog(QDialog):
    """Asks for one line of text; where it may not be empty, its button stays pale until something is written."""

    edited = Signal(str)

    def __init__(
        self, parent: QWidget, question: str, verb: str, keep: str, text: str, *, may_be_empty: bool = False
    ) -> None:
        super().__init__(parent)
        self._may_be_empty = may_be_empty
        self._line = QLineEdit(text)
        self._act = QPushButton(verb)
        self._build_ui(question, keep)
        self._line.textChanged.connect(self._on_text_changed)
        self._line.textEdited.connect(self.edited)
        self._on_text_changed(text)

    def text(self) -> str:
        """Gives what was written."""
        return self._line.text()

    def _build_ui(self, question: str, keep: str) -> None:
        from PySide6.QtWidgets import QDialogButtonBox

        configure(self, name="ask_text").setWindowTitle("SalesDesk")
        label = configure(PlainLabel(question), wraps=True)
        label.setBuddy(configure(self._line, says=question))
        self._line.setMinimumWidth(self.fontMetrics().averageCharWidth() * 48)
        configure(self._act, "primary").setDefault(True)
        buttons = QDialogButtonBox()
        buttons.addButton(self._act, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(keep, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        fill(QVBoxLayout(self), label, self._line, buttons)

    def _on_text_changed(self, text: str) -> None:
        self._act.setEnabled(self._may_be_empty or bool(text.strip()))


def _is_beside(active: QWidget, window: QWidget) -> bool:
    """Tells whether a window belongs to another one."""
    around = active.parentWidget()
    while around is not None and around is not window:
        around = around.parentWidget()
    return around is window


def _branch(then: Callable[[], None], otherwise: Callable[[], None] | None) -> Callable[[object], None]:
    def _answer(yes: object) -> None:
        if yes:
            then()
        elif otherwise is not None:
            otherwise()

    return _answer
