"""Hands over what is typed into the cells of a table, and shows what could not be stored until it is."""

from collections.abc import Callable
from typing import Any

from salesdesk.gui.models.record_list import RecordList
from salesdesk.gui.widgets.handing_over import HandingOver
from salesdesk.model.fields import Field


class WaitingCells(HandingOver):
    """The edits of one table that wait, by record and field; `emit` passes an edit on to who stores it."""

    def __init__(self, emit: Callable[[int, str, Any], object]) -> None:
        self._emit = emit
        self._waiting: dict[tuple[int, str], tuple[Field, Any, str]] = {}

    def hand_over(self, record_id: int, field: Field, value: Any, text: str) -> None:
        """Passes an edit on and keeps it where it could not be stored; `text` is how a reference is shown."""
        self._waiting.pop((record_id, field.name), None)
        try:
            with self._handed():
                self._emit(record_id, field.name, value)
        finally:
            if not self.taken:
                self._waiting[record_id, field.name] = (field, value, text)
            self.taken = not self._waiting

    def try_again(self) -> None:
        """Passes on once more what could not be stored."""
        for (record_id, _name), edit in list(self._waiting.items()):
            self.hand_over(record_id, *edit)

    def show_in(self, rows: RecordList) -> None:
        """Shows what waits in rows that were read anew."""
        for (record_id, _name), edit in self._waiting.items():
            place = rows.place_of(record_id)
            if place >= 0:
                rows.wish(rows.at(place), *edit)
