"""Keeps on disk, a moment after it was typed, what is not stored yet: a line, a cell, the parts of a form."""

from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from salesdesk.gui.handing_over import HandingOver

PAUSE_MS: Final = 800
"""How much typing a crash can cost."""
Written = Mapping[str, Any]


class DraftKeeper(QObject, HandingOver):
    """The draft of one desk, or of one talk: values by name.

    It keeps nothing until it is told where (`turn_to`), and nothing any more after `stop`. `dropped` carries the
    names of what somebody wants no more, which is to be seen no more where it was typed, and `wanted` the one to
    which somebody is led just now. What says `where` it was typed is kept with the place that is `here` then.
    """

    keeps_drafts = True
    dropped = Signal(object)
    wanted = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.here: Callable[[], Written] = dict[str, Any]
        self._read: Callable[[], Written] | None = None
        self._keep: Callable[[Written], object] | None = None
        self._on_disk: dict[str, Any] | None = None
        self._written: dict[str, Any] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.write)

    def turn_to(self, read: Callable[[], Written], keep: Callable[[Written], object]) -> None:
        """Keeps from now on there; what was begun is read when it is first asked for."""
        self._pause.stop()
        self._read, self._keep, self._on_disk, self._written = read, keep, None, {}

    @property
    def waits(self) -> bool:
        """Tells whether something typed is not on disk yet."""
        return self._pause.isActive()

    @property
    def begun(self) -> Written:
        """Gives all that is begun now, by its name."""
        if self._on_disk is None and self._read is not None:
            self._on_disk = dict(self._read())
            self._written = dict(self._on_disk)
        return self._written

    def get(self, name: str) -> Any:
        """Gives what was begun under a name, None where nothing was."""
        return self.begun.get(name)

    def keep(self, name: str, value: Any) -> None:
        """Keeps what is typed under a name; what is empty is forgotten."""
        if isinstance(value, dict) and "where" in value:
            value = cast("dict[str, Any]", value) | {"at": self.here()}
        if self._keep is None or self.begun.get(name) == value:
            return
        if value:
            self._written[name] = value
        else:
            self._written.pop(name, None)
        # Not started anew by every key: however long somebody types, no more than this is lost.
        if not self._pause.isActive():
            self._pause.start()

    def forget(self, *names: str) -> None:
        """Forgets at once what has become something, so that it is not offered again."""
        if self._keep is None or not self.begun.keys() & names:
            return
        for name in names:
            self._written.pop(name, None)
        if self._written == self._on_disk:
            self._pause.stop()
            self.taken = True
        else:
            self._pause.start()
            self.write()

    def drop(self, told: Written) -> None:
        """Forgets what somebody was told and wants no more; what was typed since in the same place stays."""
        names = [name for name, value in told.items() if self.get(name) == value]
        self.forget(*names)
        self.dropped.emit(names)

    def write(self) -> None:
        """Writes what waits to be written."""
        if self._keep is not None and (self._pause.isActive() or self.sender() is self._pause):
            self._pause.stop()
            with self._handed():
                self._keep(self._written)
                self._on_disk = dict(self._written)

    def try_again(self) -> None:
        """Writes once more what could not be written."""
        self.taken = True
        self._pause.start()
        self.write()

    def stop(self) -> None:
        """Reads and writes nothing from now on."""
        self._read = self._keep = None
        self._pause.stop()


class KeptLine(QObject, HandingOver):
    """A line that is stored when it is left; what is typed before that is a draft.

    `store` gives False where it does not take the words, which stay in the line to be mended.
    """

    def __init__(self, line: QLineEdit, draft: DraftKeeper, store: Callable[[str], object]) -> None:
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
            stored = False
            try:
                with self._handed():
                    stored = self._store(self._line.text()) is not False and self.taken
                    if stored:
                        self._draft.forget(self._name)
            finally:
                self._line.setModified(not (stored and self.taken))

    def _on_line_edited(self, text: str) -> None:
        self._draft.keep(self._name, text)
