"""Tells the history of one record in declared fields and plain values instead of stored ones."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from salesdesk.env.locale import Formats
from salesdesk.frozen import frozen
from salesdesk.model import field_of, kind_of
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.changes import HistoryLine
from salesdesk.services.field_words import words_of
from salesdesk.services.stored_values import stored_value
from salesdesk.services.titles import title_words, titles_of
from salesdesk.store.desk_file import DeskFile

STAMPS = frozenset({"created_at", "changed_at"})
TRASH = "deleted_at"
EMPTY = "empty"
_DROPPED = """SELECT let_go_at FROM recorder, {kind} t
WHERE t.id = ? AND datetime(let_go_at, 'utc') >= datetime(created_at)"""
"""Gives up to when, by the local clock, the journal was cut, where the record was there then, by that of the world."""


@frozen
class HistoryEntry:
    """One thing that happened: when, in which step, and one field's value before and after.

    `field` is None where the record as a whole was added, deleted or brought back; `event` says which.
    The texts are the titles of the records that a reference pointed to.
    """

    at: datetime
    step: str
    event: str
    field: Field | None = None
    before: Any = None
    after: Any = None
    before_text: str = ""
    after_text: str = ""

    def words(self, formats: Formats) -> tuple[str, str]:
        """Writes the value before and after; both are empty where the record as a whole was changed."""
        if self.field is None:
            return "", ""
        before = words_of(self.field, self.before, formats, self.before_text)
        return before or EMPTY, words_of(self.field, self.after, formats, self.after_text) or EMPTY


@frozen
class RecordHistory:
    """The history of one record, newest first."""

    kind: str
    record_id: int
    label: str
    title: str
    entries: tuple[HistoryEntry, ...]


class HistoryService:
    """Reads what happened to a record; it is for the manager's eyes only."""

    def __init__(self, desk: DeskFile, formats: Formats | None = None) -> None:
        self._desk = desk
        self._formats = formats or Formats()

    def of(self, kind: str, record_id: int) -> RecordHistory:
        """Gives what happened to one record, field by field."""
        lines = self._desk.history(kind, record_id)
        entries = [
            *entries_of(self._desk, kind, lines, self._formats),
            *self._dropped(kind, record_id, lines),
        ]
        rows = self._desk.rows(
            f"SELECT {kind_of(kind).title} AS title FROM {kind} WHERE id = ?", (record_id,)
        )
        title = title_words(kind, rows[0]["title"] if rows else "", self._formats)
        return RecordHistory(kind, record_id, kind_of(kind).label, title, tuple(entries))

    def _dropped(self, kind: str, record_id: int, lines: Sequence[HistoryLine]) -> Iterator[HistoryEntry]:
        """Says where a history ends too early that the older entries were dropped."""
        for (until,) in self._desk.rows(_DROPPED.format(kind=kind), (record_id,)):
            if all(line.op != "I" for line in lines):
                yield HistoryEntry(
                    datetime.fromisoformat(until), _("Older entries were dropped"), _("Dropped")
                )


def entries_of(
    desk: DeskFile, kind: str, lines: Sequence[HistoryLine], formats: Formats
) -> list[HistoryEntry]:
    """Gives lines about records of a kind in declared fields and plain values."""
    titles = _titles(desk, kind, lines, formats)
    return [entry for line in lines for entry in _entries(kind, line, titles)]


def _titles(
    desk: DeskFile, kind: str, lines: Sequence[HistoryLine], formats: Formats
) -> dict[tuple[str, int], str]:
    """Gives the titles of all records that references in these lines pointed to, by kind and id."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for line in lines:
        for name, pair in line.fields.items():
            field = _declared(kind, name)
            if field.type is FieldType.REFERENCE:
                wanted[field.refers_to] |= {number for number in pair if number is not None}
    return {
        key: words
        for of_kind, ids in wanted.items()
        for key, words in titles_of(desk, of_kind, ids, formats).items()
    }


def _entries(kind: str, line: HistoryLine, titles: Mapping[tuple[str, int], str]) -> Iterator[HistoryEntry]:
    if line.op != "U":
        yield HistoryEntry(line.at, line.step, _("Added") if line.op == "I" else _("Removed"))
    for name, (before, after) in line.fields.items():
        if name == TRASH:
            yield HistoryEntry(line.at, line.step, _("Moved to the Trash") if after else _("Brought back"))
        elif name not in STAMPS:
            field = _declared(kind, name)
            yield HistoryEntry(
                line.at, line.step, _("Changed"), field, stored_value(field, before), stored_value(field, after),
                titles.get((field.refers_to, before), ""), titles.get((field.refers_to, after), ""),
            )  # fmt: skip


def _declared(kind: str, name: str) -> Field:
    """Gives the declaration of a column; one that is gone from the model, or never had one, is plain text."""
    try:
        return field_of(kind, name)
    except KeyError:
        return Field(label=name.replace("_", " ").capitalize(), type=FieldType.TEXT, name=name)
