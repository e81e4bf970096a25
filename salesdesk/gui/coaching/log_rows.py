"""Declares the columns of the Coaching log and turns its lines into rows of a table."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.model.fields import Field, FieldType
from salesdesk.model.kinds import kind_of
from salesdesk.services.coaching.values import LogEntry

COLUMNS: Final = (
    Field(label=_("When"), type=FieldType.DATE, name="at", editable=False),
    Field(label=_("Salesperson"), type=FieldType.TEXT, name="person", editable=False),
    Field(label=_("Kind"), type=FieldType.TEXT, name="sort", editable=False),
    Field(label=_("What"), type=FieldType.TEXT, name="what", editable=False),
    Field(label=_("State"), type=FieldType.TEXT, name="state", editable=False),
    Field(label=_("Due"), type=FieldType.DATE, name="due_on"),
)
"""What can be edited in its cell is the due day of an assignment."""
FOLDED, UNFOLDED, INSIDE = "▸", "▾", "      "


@dataclass(frozen=True)
class LogRow:
    """One line of the log as a table shows it; `holds` lines were written in it, and `inside` it stands itself."""

    entry: LogEntry
    values: Mapping[str, Any]
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    holds: int = 0
    inside: bool = False

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

    def line_at(self, place: int) -> LogRow:
        """Gives a row of the table."""
        row = self.row_at(place)
        assert isinstance(row, LogRow), "the log holds its own rows only"
        return row

    def entry_at(self, place: int) -> LogEntry:
        """Gives the line in a row of the table."""
        return self.line_at(place).entry

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Lets only the cells be edited that the kind of line has."""
        flags = super().flags(index)
        if not index.isValid():
            return flags
        edited = kind_of(self.row_at(index.row()).kind).due == self.columns[index.column()].name
        return flags if edited else flags & ~Qt.ItemFlag.ItemIsEditable


def log_rows(entries: Sequence[LogEntry], unfolded: Callable[[LogEntry], bool] | None = None) -> list[LogRow]:
    """Makes rows of the lines of the log.

    With the sessions that are `unfolded`, what was written in a session stands in its line, or beneath it
    where it is one of these; with None every line stands for itself.
    """
    if unfolded is None:
        return [LogRow(entry, _values(entry)) for entry in entries]
    meetings = {entry.record_id: entry for entry in entries if entry.kind == "one_on_one"}
    held: dict[int, list[LogEntry]] = defaultdict(list)
    for entry in entries:
        if entry.meeting_id in meetings:
            held[entry.meeting_id].append(entry)
    rows: list[LogRow] = []
    for entry in entries:
        if entry.kind == "one_on_one":
            rows.extend(_meeting_rows(entry, held[entry.record_id], unfolded(entry)))
        elif entry.meeting_id not in meetings:
            rows.append(LogRow(entry, _values(entry)))
    return rows


def _meeting_rows(meeting: LogEntry, held: Sequence[LogEntry], unfolded: bool) -> Iterator[LogRow]:
    values = _values(meeting)
    if held:
        values["sort"] = f"{UNFOLDED if unfolded else FOLDED} {meeting.sort}"
    yield LogRow(meeting, values, holds=len(held))
    for entry in held if unfolded else ():
        # Sorted by the day, it stays with its session.
        own = _values(entry) | {"at": meeting.at, "sort": f"{INSIDE}{entry.sort}"}
        yield LogRow(entry, own, inside=True)


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
    if not entry.state:
        return _("Private") if entry.private else _("Shared")
    return _("Late") if entry.late else entry.state
