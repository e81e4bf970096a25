"""Does what is asked for in the talk, and keeps what is typed until it is stored."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from salesdesk.env.errors import UserError
from salesdesk.gui.changes import ChangeBus
from salesdesk.gui.widgets.draft_keeper import DraftKeeper
from salesdesk.services.changes import Changes
from salesdesk.services.sessions.service import SessionService

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
        self.draft = DraftKeeper(self)
        self.draft.turn_to(
            partial(service.drafts.begun, one_on_one_id), partial(service.drafts.keep, one_on_one_id)
        )
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
        """Keeps what is typed on a step; until it is stored it is a draft."""
        name = note_draft(step, visibility)
        self.draft.keep(name, text)
        if self.do(
            lambda service, number: service.write_note(number, step, text, visibility),
            private=visibility == "private",
        ):
            self.draft.forget(name)

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


def note_draft(step: str, visibility: str = "shared") -> str:
    """Gives the name under which words about a step are kept that are not stored yet."""
    return f"note / {step} / {visibility}"
