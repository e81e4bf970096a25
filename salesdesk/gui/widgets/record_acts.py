"""Carries out what a kind declares can be done with a record, and asks first where the act says so."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from salesdesk.env.errors import UserError
from salesdesk.gui.context import GuiContext
from salesdesk.gui.wishes import StartTalk
from salesdesk.services.changes import Changes
from salesdesk.services.coaching.values import LogEntry
from salesdesk.services.records import RecordsService, act_of


class RecordActs(QObject):
    """Asks where something must be asked, calls one service method, and tells everybody."""

    def __init__(
        self,
        records: RecordsService,
        context: GuiContext,
        say: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._records, self._context, self._say = records, context, say

    def carry_out(self, act: str, kind: str, record_id: int) -> None:
        """Does one act with one record; one that asks first is done with the answer."""
        declared = act_of(kind, act)
        if act == "open":
            self._context.wishes.make(StartTalk(one_on_one_id=record_id))
        elif declared.question:
            self._context.prompts.ask_text(
                declared.question,
                declared.words.removesuffix("…"),
                lambda words: self._publish(lambda: self._records.carry_out(kind, record_id, act, words)),
                keep=_("Not yet"),
                may_be_empty=declared.open_answer,
                about=(kind, record_id),
            )
        else:
            self._publish(lambda: self._records.carry_out(kind, record_id, act))

    def edit(self, entry: LogEntry, name: str, value: object) -> None:
        """Changes one field of the record behind a line."""
        self._publish(lambda: self._records.edit(entry.kind, entry.record_id, name, value))

    def trash(self, entries: Sequence[LogEntry]) -> None:
        """Moves the records behind lines to the Trash, those of a kind in one step."""
        for kind in sorted({entry.kind for entry in entries}):
            ids = [entry.record_id for entry in entries if entry.kind == kind]
            self._publish(partial(self._records.trash, kind, ids))

    def _publish(self, act: Callable[[], Changes]) -> None:
        try:
            changes = act()
        except UserError as problem:
            self._say(str(problem))
        else:
            self._context.messages.say_done(changes)
