"""Keeps the records of a table in order: sorts and filters them over their declared fields."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, overload

from salesdesk.env.folding import folded, name_key
from salesdesk.env.locale import Formats
from salesdesk.model.fields import Field, FieldType
from salesdesk.services.field_words import TableRow, words_of

MANY_ROWS, SPREAD = 5_000, 500
"""Of a list longer than the first the words of so many rows are measured: writing all would hold up the window."""


class MadeRows(Sequence[TableRow]):
    """Very many records, each of which is made when it is looked at.

    `ids` are their numbers, `make` gives the one at a place, and `column` the values of a field in all of them.
    """

    def __init__(
        self, ids: Sequence[int], make: Callable[[int], TableRow], column: Callable[[str], Sequence[Any]]
    ) -> None:
        self.ids, self.column = ids, column
        self._make = make

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, place: int) -> TableRow: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[TableRow]: ...
    def __getitem__(self, place: int | slice) -> TableRow | Sequence[TableRow]:
        places = range(len(self))[place]
        return list(map(self._make, places)) if isinstance(places, range) else self._make(places)


def rows_to_measure(columns: Iterable[Field], rows: Sequence[TableRow]) -> Sequence[TableRow]:
    """Gives the rows whose words tell how wide each column is; of very many some from all over them.

    Figures must never be cut, so the rows with the least and the greatest are always among them.
    """
    if len(rows) <= MANY_ROWS:
        return rows
    chosen = list(rows[:: len(rows) // SPREAD])
    for name in [field.name for field in columns if field.numeric]:
        values = _values(rows, name)
        filled = [place for place, value in enumerate(values) if value is not None]
        chosen += [rows[each(filled, key=values.__getitem__)] for each in (min, max) if filled]
    return chosen


def _values(rows: Sequence[TableRow], name: str) -> Sequence[Any]:
    return rows.column(name) if isinstance(rows, MadeRows) else [row.values.get(name) for row in rows]


def _ids(rows: Sequence[TableRow]) -> Sequence[int]:
    return rows.ids if isinstance(rows, MadeRows) else [row.id for row in rows]


class RecordList:
    """The records behind a table and which of them are shown, in which order.

    Edited values are laid over the records until `set_rows` brings the stored truth. Records without
    a value sort last, upwards and downwards; equal ones keep the order they came in.
    """

    def __init__(self, columns: Sequence[Field], formats: Formats) -> None:
        self.columns = tuple(columns)
        self._formats = formats
        self._rows: Sequence[TableRow] = ()
        self._measured: Sequence[TableRow] = ()
        self._wished: dict[tuple[int, str], tuple[Any, str]] = {}
        self._ordered: Sequence[int] = ()
        self._shown: Sequence[int] = ()
        self._places: dict[int, int] = {}
        self._haystack: list[str] = []
        self._needle = ""
        self._sorted_by: tuple[int, bool] = (-1, False)

    def __len__(self) -> int:
        return len(self._shown)

    @property
    def needle(self) -> str:
        """Gives the words that are searched for."""
        return self._needle

    def set_columns(self, columns: Sequence[Field]) -> None:
        """Looks at other fields; the order becomes the one the records came in."""
        self.columns, self._sorted_by, self._haystack = tuple(columns), (-1, False), []
        self._measured = ()
        self._arrange()

    def holds(self, rows: Sequence[TableRow]) -> bool:
        """Tells whether these are, one by one, the records that are there already."""
        if rows is self._rows:
            return True
        same = len(rows) == len(self._rows)
        return same and list(_ids(rows)) == list(_ids(self._rows))

    def set_rows(self, rows: Sequence[TableRow], measured: Sequence[TableRow] = ()) -> None:
        """Takes fresh records; while they are the same ones, their order stays.

        So a row that was edited does not run away under the hand. `measured` are the `rows_to_measure`, where they
        were found beside the window already.
        """
        same = self.holds(rows)
        self._rows, self._haystack, self._wished, self._measured = rows, [], {}, measured
        if not same:
            self._arrange()

    def set_filter(self, needle: str) -> None:
        """Keeps the records in which every one of the words occurs."""
        self._needle = needle
        self._apply_filter()

    def sort_by(self, column: int, *, descending: bool) -> None:
        """Orders by a column; -1 is the order the records came in."""
        self._sorted_by = (column, descending)
        self._arrange()

    def at(self, place: int) -> TableRow:
        """Gives the record at a place of what is shown."""
        return self._rows[self._shown[place]]

    def place_of(self, record_id: int) -> int:
        """Gives the place of a record, or -1 where it is not shown."""
        if not self._places:
            ids = _ids(self._rows)
            self._places = {ids[at]: place for place, at in enumerate(self._shown)}
        return self._places.get(record_id, -1)

    def wish(self, row: TableRow, field: Field, value: Any, text: str) -> None:
        """Lays an edited value over a record."""
        self._wished[row.id, field.name] = (value, text)
        self._haystack = []

    def cell(self, row: TableRow, field: Field) -> tuple[Any, str]:
        """Gives a record's value of a field and, for a reference, its words."""
        wished = self._wished.get((row.id, field.name)) if self._wished else None
        return wished or (row.values.get(field.name), row.texts.get(field.name) or "")

    def words_of_column(self, field: Field) -> Iterable[str]:
        """Gives what every record shows in a field, in the order the records came in."""
        if self._wished:
            cells = (self.cell(row, field) for row in self._rows)
            return [words_of(field, value, self._formats, text) for value, text in cells]
        # The same values come again and again in a column: each is written once.
        if field.type is FieldType.REFERENCE:
            values = [row.texts.get(field.name) or "" for row in self._rows]
            written = {title: words_of(field, None, self._formats, title) for title in set(values)}
        else:
            values = _values(self._rows, field.name)
            written = {value: words_of(field, value, self._formats) for value in set(values)}
        return [written[value] for value in values]

    def words_to_measure(self, field: Field) -> Iterable[str]:
        """Gives what a field shows in the rows whose words tell how wide a column is."""
        if len(self._rows) <= MANY_ROWS:
            return self.words_of_column(field)
        self._measured = self._measured or rows_to_measure(self.columns, self._rows)
        cells = (self.cell(row, field) for row in self._measured)
        return [words_of(field, value, self._formats, text) for value, text in cells]

    def _arrange(self) -> None:
        column, descending = self._sorted_by
        self._ordered = range(len(self._rows))
        if 0 <= column < len(self.columns):
            field = self.columns[column]
            keys = [_sort_key(field, *self.cell(row, field)) for row in self._rows]
            filled = [at for at in self._ordered if keys[at] is not None]
            filled.sort(key=keys.__getitem__, reverse=descending)
            self._ordered = [*filled, *(at for at in self._ordered if keys[at] is None)]
        self._apply_filter()

    def _apply_filter(self) -> None:
        shown, words = self._ordered, self._needle.split()
        if words and not self._haystack:
            self._haystack = self._words_by_row()
        for word in words:
            shown = [at for at in shown if word in self._haystack[at]]
        self._shown, self._places = shown, {}

    def _words_by_row(self) -> list[str]:
        columns = [self.words_of_column(field) for field in self.columns]
        return [folded("\n".join(words)) for words in zip(*columns, strict=True)]


def _sort_key(field: Field, value: Any, text: str) -> Any:
    if value is None or value == "":
        return None
    match field.type:
        case FieldType.CHOICE:
            places = [choice.value for choice in field.choices]
            return places.index(value) if value in places else len(places)
        case FieldType.REFERENCE:
            return name_key(text)
        case FieldType.TEXT | FieldType.LONG_TEXT:
            return name_key(str(value))
        case FieldType.DATE | FieldType.DATETIME:
            return value if isinstance(value, date) else None
        case _:
            return value
