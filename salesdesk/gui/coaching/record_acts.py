"""Carries out what can be done with one line of the log: done, open again, drop it, discussed, delete, open."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from salesdesk.env.errors import UserError
from salesdesk.gui.context import GuiContext
from salesdesk.services.changes import Changes
from salesdesk.services.coaching import CoachingService
from salesdesk.services.coaching.values import LogEntry

if TYPE_CHECKING:
    from salesdesk.services.records import RecordsService

EVIDENCE: Final = "How do we know that it is done? A few words, such as the deal or the call."


class RecordActs(QObject):
    """Asks where something must be asked, calls one service method, and tells everybody."""

    session_opened = Signal(int)

    def __init__(
        self,
        coaching: CoachingService,
        records: "RecordsService",
        context: GuiContext,
        say: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._coaching, self._records, self._context, self._say = coaching, records, context, say

    def carry_out(self, act: str, kind: str, record_id: int) -> None:
        """Does one act with one record."""
        if act == "open":
            self.session_opened.emit(record_id)
        elif act == "done":
            self._context.prompts.ask_text(
                EVIDENCE,
                "Mark as done",
                lambda words: self._publish(lambda: self._coaching.finish_assignment(record_id, words)),
                keep="Not yet",
            )
        else:
            self._publish(self._plain(act, kind, record_id))

    def edit(self, entry: LogEntry, name: str, value: object) -> None:
        """Changes one field of the record behind a line."""
        self._publish(lambda: self._records.edit(entry.kind, entry.record_id, name, value))

    def trash(self, entries: Sequence[LogEntry]) -> None:
        """Moves the records behind lines to the Trash, those of a kind in one step."""
        for kind in sorted({entry.kind for entry in entries}):
            ids = [entry.record_id for entry in entries if entry.kind == kind]
            self._publish(partial(self._records.trash, kind, ids))

    def _plain(self, act: str, kind: str, record_id: int) -> Callable[[], Changes]:
        return {
            "reopen": lambda: self._coaching.reopen_assignment(record_id),
            "drop": lambda: self._coaching.drop_assignment(record_id),
            "discussed": lambda: self._coaching.discuss_point(record_id),
            "trash": lambda: self._records.trash(kind, [record_id]),
        }[act]

    def _publish(self, act: Callable[[], Changes]) -> None:
        try:
            changes = act()
        except UserError as problem:
            self._say(str(problem))
        else:
            self._context.messages.say_done(changes)
