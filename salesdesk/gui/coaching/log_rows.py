"""Declares the columns of the Coaching log and turns its lines into rows of a table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.coaching.values import LogEntry

COLUMNS: Final = (
    Field(label="When", type=FieldType.DATE, name="at", editable=False),
    Field(label="Salesperson", type=FieldType.TEXT, name="person", editable=False),
    Field(label="Kind", type=FieldType.TEXT, name="sort", editable=False),
    Field(label="What", type=FieldType.TEXT, name="what", editable=False),
    Field(label="State", type=FieldType.TEXT, name="state", editable=False),
    Field(label="Due", type=FieldType.DATE, name="due_on"),
)
"""What can be edited in its cell is the due day of an assignment."""
EDITED_IN_PLACE: Final = {"due_on": "assignment"}


@dataclass(frozen=True)
class LogRow:
    """One line of the log as a table shows it."""

    entry: LogEntry
    values: Mapping[str, Any]
    texts: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def kind(self) -> str:
        """The kind of record."""
        return self.entry.kind

    @property
    def id(self) -> int:
        """The number of the line, which no other kind shares."""
        return self.entry.id


class LogModel(RecordTableModel):
    """The table of the log; which cells can be edited depends on the kind of line."""

    def entry_at(self, place: int) -> LogEntry:
        """Gives the line in a row of the table."""
        row = self.row_at(place)
        assert isinstance(row, LogRow), "the log holds its own rows only"
        return row.entry

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Lets only the cells be edited that the kind of line has."""
        flags = super().flags(index)
        if not index.isValid():
            return flags
        wanted = EDITED_IN_PLACE.get(self.columns[index.column()].name)
        return flags if wanted == self.row_at(index.row()).kind else flags & ~Qt.ItemFlag.ItemIsEditable


def log_rows(entries: Iterable[LogEntry]) -> list[LogRow]:
    """Makes rows of the lines of the log."""
    return [LogRow(entry, _values(entry)) for entry in entries]


def _values(entry: LogEntry) -> dict[str, Any]:
    return {
        "at": entry.at,
        "person": entry.person,
        "sort": entry.sort,
        "what": entry.what,
        "state": _state(entry),
        "due_on": entry.due_on,
    }


def _state(entry: LogEntry) -> str:
    if entry.kind == "note":
        return "Private" if entry.private else "Shared"
    return "Late" if entry.late else entry.state
