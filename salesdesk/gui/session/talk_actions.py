"""Does what is asked for in the talk, and keeps what is typed until it is stored."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from salesdesk.env.errors import UserError
from salesdesk.gui.changes import ChangeBus
from salesdesk.gui.widgets.handing_over import HandingOver
from salesdesk.services.changes import Changes
from salesdesk.services.sessions.service import SessionService
from salesdesk.services.sessions.talk_drafts import TalkDrafts

HELD = _("it cannot be turned round on its own any more.")


class TalkActions(QObject):
    """The one way from the pages to the service: it publishes what changed and passes on a refusal.

    It remembers the steps it made, so that undo in the room takes back these alone: never the start of the
    talk, nothing about other people, and on the side both read no step of the manager's own side.
    """

    refused = Signal(str)
    done = Signal()
    replayed = Signal(str)

    def __init__(self, service: SessionService, one_on_one_id: int, bus: ChangeBus, parent: QObject) -> None:
        super().__init__(parent)
        self.service = service
        self.one_on_one_id = one_on_one_id
        self._bus = bus
        self.draft = TalkDraft(service.drafts, one_on_one_id, self)
        self._shared_steps: set[int] = set()
        self._private_steps: set[int] = set()
        self._over = False

    def do(self, action: Callable[[SessionService, int], Changes], *, private: bool = False) -> bool:
        """Does one action on this one-on-one; tells whether it was done.

        After the end nothing is done any more: a field that loses the focus late must not write.
        """
        if self._over:
            return False
        try:
            changes = action(self.service, self.one_on_one_id)
        except UserError as refusal:
            self.refused.emit(str(refusal))
            return False
        self.done.emit()
        if changes.step_id:
            (self._private_steps if private else self._shared_steps).add(changes.step_id)
        self._bus.publish(changes)
        return True

    def write_note(self, step: str, text: str, visibility: str = "shared") -> None:
        """Keeps what is typed on a step."""
        self.do(
            lambda service, number: service.write_note(number, step, text, visibility),
            private=visibility == "private",
        )

    def can_replay(self, way: str, *, own: bool) -> bool:
        """Tells whether undo ("undo") or redo ("redo") has a step on this side."""
        return not self._over and self.service.undoing.waits(way, self._steps(own=own))

    def replay(self, way: str, *, own: bool) -> None:
        """Takes the newest step of this side back that nothing later builds on, or does one again, and says so."""
        if not self.can_replay(way, own=own):
            return
        undo = way == "undo"
        changes = getattr(self.service.undoing, way)(self._steps(own=own))
        if changes is None:
            # Not a word about what holds it: on the side both read that may be a step of the manager's own.
            words = _("Nothing was taken back: {held}") if undo else _("Nothing was done again: {held}")
            self.replayed.emit(words.format(held=HELD))
            return
        self._bus.publish(changes)
        self.replayed.emit(
            (_("Taken back: {step}") if undo else _("Done again: {step}")).format(step=changes.step)
        )

    def stop(self) -> None:
        """Does nothing from now on, because the talk has left the screen."""
        self._over = True
        self.draft.stop()

    def _steps(self, *, own: bool) -> set[int]:
        return self._shared_steps | self._private_steps if own else self._shared_steps


PAUSE_MS: Final = 800
"""How much typing a crash can cost."""


class TalkDraft(QObject, HandingOver):
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
            with self._handed():
                self._drafts.keep(self._id, self._written)

    def try_again(self) -> None:
        """Writes once more what could not be written."""
        self._pause.start()
        self.write()

    def stop(self) -> None:
        """Writes nothing from now on."""
        self._over = True
        self._pause.stop()


class KeptLine(QObject, HandingOver):
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
            try:
                with self._handed():
                    self._store(self._line.text())
                    self._draft.forget(self._name)
            finally:
                self._line.setModified(not self.taken)

    def try_again(self) -> None:
        """Stores once more what could not be stored."""
        self.taken = True
        self.settle()

    def _on_line_edited(self, text: str) -> None:
        self._draft.keep(self._name, text)
