"""Does on the one-on-one in progress what a page asks for, and tells what came of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from salesdesk.env.errors import UserError
from salesdesk.gui.changes import ChangeBus
from salesdesk.services.changes import Changes

if TYPE_CHECKING:
    from salesdesk.services.sessions import SessionService


class SessionHand(QObject):
    """The one way from the pages to the service: it publishes what changed and passes on a refusal."""

    refused = Signal(str)
    done = Signal()

    def __init__(
        self, service: "SessionService", one_on_one_id: int, bus: ChangeBus, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.service = service
        self.one_on_one_id = one_on_one_id
        self._bus = bus

    def do(self, action: "Callable[[SessionService, int], Changes]") -> bool:
        """Does one action on this one-on-one; tells whether it was done."""
        try:
            changes = action(self.service, self.one_on_one_id)
        except UserError as refusal:
            self.refused.emit(str(refusal))
            return False
        self.done.emit()
        self._bus.publish(changes)
        return True

    def write_note(self, step: str, text: str, visibility: str = "shared") -> None:
        """Keeps what is typed on a step."""
        self.do(lambda service, number: service.write_note(number, step, text, visibility))
