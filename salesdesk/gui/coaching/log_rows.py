"""Makes the lines of the log, and folds those of a meeting into one."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from salesdesk.gui.models.record_table_model import RecordTableModel
from salesdesk.gui.state import StateKeeper
from salesdesk.gui.theme import Theme
from salesdesk.gui.widgets.record_table import RecordTable
from salesdesk.model.fields import Field, FieldType
from salesdesk.model.kinds import kind_of
from salesdesk.services.coaching.values import LogEntry
from salesdesk.services.field_words import TableRow

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


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow(TableRow):
    """One line of the log as a table shows it; `holds` lines were written in it, and `inside` it stands itself."""

    entry: LogEntry
    holds: int = 0
    inside: bool = False


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

    def record_at(self, row: int) -> tuple[str, int]:
        """Gives kind and id of the record a line tells of; the line itself is numbered over all kinds."""
        entry = self.entry_at(row)
        return entry.kind, entry.record_id

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
        return [_row(entry) for entry in entries]
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
            rows.append(_row(entry))
    return rows


def _meeting_rows(meeting: LogEntry, held: Sequence[LogEntry], unfolded: bool) -> Iterator[LogRow]:
    sign = f"{UNFOLDED if unfolded else FOLDED} " if held else ""
    yield _row(meeting, holds=len(held), sort=f"{sign}{meeting.sort}")
    for entry in held if unfolded else ():
        # Sorted by the day, it stays with its session.
        yield _row(entry, inside=True, at=meeting.at, sort=f"{INSIDE}{entry.sort}")


def _row(entry: LogEntry, *, holds: int = 0, inside: bool = False, **told: Any) -> LogRow:
    """Makes the line of an entry; `told` stands there in place of what the entry says."""
    values = {
        "at": entry.at, "person": entry.person, "sort": entry.sort, "what": entry.what, "state": _state(entry),
        "due_on": entry.due_on,
    }  # fmt: skip
    return LogRow(entry.id, values | told, kind=entry.kind, entry=entry, holds=holds, inside=inside)


def _state(entry: LogEntry) -> str:
    if not entry.state:
        return _("Private") if entry.private else _("Shared")
    return _("Late") if entry.late else entry.state


SIGN_COLUMN: Final = 2
SIGN_WIDTH: Final = 30
MOST_KEPT: Final = 200
"""How many sessions are remembered as unfolded: the last ones."""


class LogFolds(QObject):
    """Knows which sessions are unfolded; it stays so while the page turns to others, and across restarts."""

    fold_changed = Signal()

    def __init__(
        self, table: RecordTable, model: LogModel, theme: Theme, keeper: StateKeeper, key: str
    ) -> None:
        super().__init__(table)
        self._table, self._model, self._theme = table, model, theme
        self._keeper, self._key = keeper, key
        self._unfolded = dict.fromkeys(keeper.state_of(key).unfolded)
        for watched in (table, table.viewport()):
            watched.installEventFilter(self)

    @property
    def grouped(self) -> bool:
        """Tells whether the order of the table lets what was written in a session stand in its line."""
        return self._table.horizontalHeader().sortIndicatorSection() <= 0

    def turn(self, row: LogRow) -> None:
        """Unfolds a session, or folds it again."""
        if not row.holds:
            return
        name = _name(row.entry)
        if name in self._unfolded:
            del self._unfolded[name]
        else:
            self._unfolded[name] = None
        state = self._keeper.state_of(self._key)
        self._keeper.remember(self._key, replace(state, unfolded=tuple(self._unfolded)[-MOST_KEPT:]))
        self.fold_changed.emit()

    def is_unfolded(self, entry: LogEntry) -> bool:
        """Tells whether a session stands open."""
        return _name(entry) in self._unfolded

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Unfolds with Right, folds with Left; from a line within, Left goes to its session."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._take(event.key()):
            return True
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonRelease:
            # The table first finishes the click; turning gives it other rows.
            where = event.position().toPoint()
            QTimer.singleShot(0, self, lambda: self._click(where))
        return super().eventFilter(watched, event)

    def _take(self, key: int) -> bool:
        at = self._table.currentIndex()
        if not at.isValid() or self._table.has_unsettled_edit():
            return False
        row = self._model.line_at(at.row())
        open_now = self.is_unfolded(row.entry)
        if (key == Qt.Key.Key_Right and row.holds and not open_now) or (
            key == Qt.Key.Key_Left and row.holds and open_now
        ):
            self.turn(row)
            return True
        if key == Qt.Key.Key_Left and row.inside:
            self._table.setCurrentIndex(self._session_above(at))
            return True
        return False

    def _session_above(self, at: QModelIndex) -> QModelIndex:
        while self._model.line_at(at.row()).inside:
            at = at.siblingAtRow(at.row() - 1)
        return at

    def _click(self, where: QPoint) -> None:
        at = self._table.indexAt(where)
        from_left = where.x() - self._table.visualRect(at).left()
        if at.isValid() and at.column() == SIGN_COLUMN and from_left <= self._theme.px(SIGN_WIDTH):
            self.turn(self._model.line_at(at.row()))


def _name(session: LogEntry) -> str:
    """Names a session by its number and its time, lest one of another desk stand open for it."""
    return f"{session.record_id} {session.at.isoformat()}"
