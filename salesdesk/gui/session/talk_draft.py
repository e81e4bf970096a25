"""Writes down what is typed at the table before it is said finally, so that nothing ends with the program."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit

from salesdesk.services.sessions.talk_drafts import TalkDrafts

PAUSE_MS: Final = 800
"""How much typing a crash can cost."""


class TalkDraft(QObject):
    """The draft of one talk: values by name, on disk a moment after they were typed."""

    def __init__(self, drafts: TalkDrafts, one_on_one_id: int, parent: QObject) -> None:
        super().__init__(parent)
        self._drafts, self._id = drafts, one_on_one_id
        self._written = drafts.begun(one_on_one_id)
        self._over = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.write)

    @property
    def waits(self) -> bool:
        """Tells whether something typed is not on disk yet."""
        return self._pause.isActive()

    def get(self, name: str) -> Any:
        """Gives what was begun under a name, None where nothing was."""
        return self._written.get(name)

    def keep(self, name: str, value: Any) -> None:
        """Keeps what is typed under a name; what is empty is forgotten."""
        if self._over or self._written.get(name) == value:
            return
        if value:
            self._written[name] = value
        else:
            self._written.pop(name, None)
        # Not started anew by every key: however long somebody types, no more than this is lost.
        if not self._pause.isActive():
            self._pause.start()

    def forget(self, name: str) -> None:
        """Forgets at once what has become something, so that it is not offered again."""
        if name in self._written and not self._over:
            del self._written[name]
            self._pause.start()
            self.write()

    def write(self) -> None:
        """Writes what waits to be written."""
        if self._pause.isActive() or self.sender() is self._pause:
            self._pause.stop()
            self._drafts.keep(self._id, self._written)

    def stop(self) -> None:
        """Writes nothing from now on."""
        self._over = True
        self._pause.stop()


class KeptLine(QObject):
    """A line that is stored when it is left; what is typed before that is a draft of the talk."""

    def __init__(self, line: QLineEdit, draft: TalkDraft, store: Callable[[str], object]) -> None:
        super().__init__(line)
        self._line, self._draft, self._store = line, draft, store
        self._name = ""
        line.textEdited.connect(self._on_line_edited)
        line.editingFinished.connect(self.settle)

    def show_text(self, name: str, stored: str) -> None:
        """Shows what was begun under a name, else what is stored; a line in use stays as it is."""
        if name == self._name and self._line.hasFocus():
            return
        self._name = name
        begun = self._draft.get(name)
        self._line.setText(begun or stored)
        self._line.setModified(bool(begun))
        self._line.setCursorPosition(0)

    def settle(self) -> None:
        """Stores what is typed, where the line is open for it."""
        if self._line.isModified() and self._line.isEnabled() and not self._line.isHidden():
            self._line.setModified(False)
            self._draft.forget(self._name)
            self._store(self._line.text())

    def _on_line_edited(self, text: str) -> None:
        self._draft.keep(self._name, text)
