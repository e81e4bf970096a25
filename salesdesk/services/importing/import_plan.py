"""Holds the plan of an import: what it would do with each row of the file, kept column by column, and beside it."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import field
from datetime import date
from functools import cached_property
from typing import Any, Final, overload

from salesdesk.frozen import frozen
from salesdesk.services.importing.row_numbers import RowNumbers
from salesdesk.services.importing.values import (
    DealTotals,
    Doubt,
    ImportedChange,
    Joined,
    MissingDeal,
    NamePair,
    Pending,
    PlannedRow,
    Verdict,
)

_ABSENT: Final = object()
"""Stands in a column for a row that says nothing of the field, which is not the same as that it is empty."""

_NOT_IMPORTED: Final = (Verdict.REJECTED, Verdict.WAITING, Verdict.UNWANTED)
_SELDOM: Final = (Verdict.WAITING, Verdict.UNWANTED)


class PlannedRows(Sequence[PlannedRow]):
    """The rows of a plan; two hundred thousand are a few lists, and each is made when it is asked for."""

    def __init__(self) -> None:
        self._numbers, self._at, self._titles = RowNumbers(), array("q"), list[str]()
        self._verdicts, self._record_ids = list[Verdict](), list[int | None]()
        self._whys, self._changes = dict[int, str](), dict[int, tuple[ImportedChange, ...]]()
        self._added, self._columns = dict[int, tuple[int, ...]](), dict[str, list[Any]]()
        self._told, self._tellings = list[tuple[str, ...]](), dict[tuple[str, ...], tuple[str, ...]]()

    @classmethod
    def of(cls, rows: Iterable[PlannedRow]) -> "PlannedRows":
        """Gives rows as they are kept here."""
        found = cls()
        for row in rows:
            found.add(row)
        return found

    def add(self, row: PlannedRow) -> None:
        """Takes in a further row."""
        place = len(self._numbers)
        self._numbers.append(row.number)
        self._at.append(row.place)
        self._titles.append(row.title)
        self._verdicts.append(row.verdict)
        self._record_ids.append(row.record_id)
        self._told.append(self._tellings.setdefault(row.told, row.told))
        if row.why:
            self._whys[place] = row.why
        if row.changes:
            self._changes[place] = row.changes
        if row.added:
            self._added[place] = row.added
        for name, value in row.values.items():
            column = self._columns.setdefault(name, [])
            if len(column) < place:
                column.extend([_ABSENT] * (place - len(column)))
            column.append(value)

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> PlannedRow: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[PlannedRow]: ...
    def __getitem__(self, place: int | slice) -> PlannedRow | Sequence[PlannedRow]:
        places = range(len(self))[place]
        if isinstance(places, range):
            return RowsAt(self, places)
        return PlannedRow(
            self._numbers[places], self._titles[places], self._verdicts[places], self._whys.get(places, ""),
            self._record_ids[places], self._values(places), self._changes.get(places, ()), self._at[places],
            self._added.get(places, ()), self._told[places],
        )  # fmt: skip

    @property
    def changes(self) -> Mapping[int, Sequence[ImportedChange]]:
        """Gives the changes of those rows that have any, by their places."""
        return self._changes

    def counts(self) -> Counter[Verdict]:
        """Counts the rows by their verdicts."""
        return Counter(self._verdicts)

    def with_verdict(self, *verdicts: Verdict) -> "RowsAt":
        """Gives the rows with any of these verdicts, in the order of the file."""
        places = array("q", (at for at, each in enumerate(self._verdicts) if each in verdicts))
        return RowsAt(self, places)

    def column(self, name: str, places: Iterable[int]) -> list[Any]:
        """Gives what rows would write into a field; None where they say nothing of it."""
        column = self._columns.get(name, [])
        length = len(column)
        found = (column[place] if place < length else _ABSENT for place in places)
        return [None if value is _ABSENT else value for value in found]

    def numbers(self, places: Iterable[int]) -> list[int]:
        """Gives the numbers of rows in the file."""
        return [self._numbers[place] for place in places]

    def record_ids(self, places: Iterable[int]) -> list[int | None]:
        """Gives the records that rows would change."""
        return [self._record_ids[place] for place in places]

    def records_told(self) -> Mapping[tuple[str, ...], Sequence[int]]:
        """Gives the records on the desk that rows are about, by the fields they tell of them."""
        found: defaultdict[tuple[str, ...], array[int]] = defaultdict(lambda: array("q"))
        for number, told in zip(self._record_ids, self._told, strict=True):
            if number is not None:
                found[told].append(number)
        return found

    @property
    def fields(self) -> Iterable[str]:
        """Gives the names of the fields that any row would write."""
        return self._columns

    def says(self, name: str, places: Iterable[int]) -> bool:
        """Tells whether any of the rows would write a field."""
        column = self._columns[name]
        return any(place < len(column) and column[place] is not _ABSENT for place in places)

    def by_fields(self, places: Iterable[int]) -> Mapping[tuple[str, ...], Sequence[int]]:
        """Gives the places of rows by the names of the fields they would write."""
        found: defaultdict[tuple[str, ...], array[int]] = defaultdict(lambda: array("q"))
        for place in places:
            found[tuple(self._named(place))].append(place)
        return found

    def _values(self, place: int) -> dict[str, Any]:
        return {name: self._columns[name][place] for name in self._named(place)}

    def _named(self, place: int) -> Iterator[str]:
        for name, column in self._columns.items():
            if place < len(column) and column[place] is not _ABSENT:
                yield name


class RowsAt(Sequence[PlannedRow]):
    """Some of the rows of a plan, by their places in it."""

    def __init__(self, rows: PlannedRows, places: Sequence[int]) -> None:
        self.rows, self.places = rows, places

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, place: int) -> PlannedRow: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[PlannedRow]: ...
    def __getitem__(self, place: int | slice) -> PlannedRow | Sequence[PlannedRow]:
        if isinstance(place, slice):
            return RowsAt(self.rows, self.places[place])
        return self.rows[self.places[place]]

    def column(self, name: str) -> list[Any]:
        """Gives what these rows would write into a field; None where they say nothing of it."""
        return self.rows.column(name, self.places)

    def numbers(self) -> list[int]:
        """Gives the numbers of these rows in the file."""
        return self.rows.numbers(self.places)

    def fields(self) -> set[str]:
        """Gives the names of the fields that any of these rows would write."""
        return {name for name in self.rows.fields if self.rows.says(name, self.places)}


@frozen
class ImportPlan:
    """Everything an import would do to a desk; nothing is written until it is applied.

    `kind` is one of `RECORD_OF`, `creates` are the referred records that are not on the desk yet, `updates` the
    referred ones, by kind and id, that change with it: a salesperson who gets a number, a stage that moves;
    `removes` are records whose place is taken: stages a desk is made with. `far` are dates that can hardly be
    meant, with their rows; `pairs` are names that may be spellings of others, `assumed` says what was taken for sure;
    `missing` are deals the file no longer has, `hardly_meant` is what else is asked about before it is written;
    `joined` are records that turned out to be others, `told_after` the notes that hold when all is written, too;
    `stands` are the kinds of records it was compared with, and how they stood; `unheard` are the keys of names that
    were said to be, or not to be, another and that nobody has; `named` are the records on the desk that rows name, by
    kind, and those of them that were given a number too; `currencies` are those that stand in the file.
    """

    kind: str
    rows: PlannedRows
    creates: Mapping[str, tuple[Mapping[str, Any], ...]] = field(
        default_factory=dict[str, tuple[Mapping[str, Any], ...]]
    )
    updates: Mapping[str, Mapping[int, Mapping[str, Any]]] = field(
        default_factory=dict[str, Mapping[int, Mapping[str, Any]]]
    )
    removes: Mapping[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])
    totals: DealTotals = field(default_factory=DealTotals)
    notes: tuple[str, ...] = ()
    far: tuple[tuple[int, date], ...] = ()
    pairs: tuple[NamePair, ...] = ()
    assumed: tuple[str, ...] = ()
    missing: tuple[MissingDeal, ...] = ()
    hardly_meant: tuple[Doubt, ...] = ()
    joined: tuple[Joined, ...] = ()
    told_after: tuple[str, ...] = ()
    stands: tuple[tuple[str, ...], int] = ((), 0)
    unheard: frozenset[str] = frozenset()
    currencies: frozenset[str] = frozenset()
    named: Mapping[str, tuple[Set[int], Set[int]]] = field(
        default_factory=dict[str, tuple[Set[int], Set[int]]]
    )

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Gives all that has to be confirmed before it is written."""
        far = (Doubt(self.far_words, "--far-dates"),) if self.far else ()
        return (*far, *self.hardly_meant)

    @property
    def doubtful(self) -> tuple[str, ...]:
        """Says in a sentence each what has to be confirmed."""
        return tuple(doubt.words for doubt in self.doubts)

    @property
    def far_words(self) -> str:
        """Says which dates lie far off; empty where none does."""
        if not self.far:
            return ""
        shown = [
            _("{day} in row {number}", day=day.isoformat(), number=number) for number, day in self.far[:3]
        ]
        return n_(
            "1 date lies far off: {shown}.",
            "{number:,} dates lie far off, such as {shown}.",
            len(self.far),
            shown=", ".join(shown),
        )

    @property
    def far_by_row(self) -> dict[int, str]:
        """Says of each row with dates far off which they are."""
        found: dict[int, list[str]] = {}
        for row, day in self.far:
            found.setdefault(row, []).append(_("{day} lies far off.", day=day.isoformat()))
        return {row: " ".join(told) for row, told in found.items()}

    def of(self, verdict: Verdict) -> RowsAt:
        """Gives the rows with one verdict, in the order of the file."""
        return self.rows.with_verdict(verdict)

    @property
    def left_out(self) -> RowsAt:
        """Gives the rows that are not imported as they are but may be mended, in the order of the file."""
        return self.rows.with_verdict(Verdict.REJECTED, Verdict.WAITING)

    @property
    def not_imported(self) -> RowsAt:
        """Gives all rows that are not imported, those that somebody has left out too, in the order of the file."""
        return self.rows.with_verdict(*_NOT_IMPORTED)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Gives the verdicts to be told with their counts; that rows wait or were left out only where any does."""
        return tuple(each for each in Verdict if each not in _SELDOM or self.count(each))

    def count(self, verdict: Verdict) -> int:
        """Counts the rows with one verdict."""
        return self._counts[verdict]

    @cached_property
    def deals_of_new(self) -> Counter[int]:
        """Counts the deals of each new salesperson, by the place among those that come with the file."""
        owners = self.rows.column("salesperson_id", range(len(self.rows)))
        return Counter(owner.index for owner in owners if isinstance(owner, Pending))

    @cached_property
    def _counts(self) -> Counter[Verdict]:
        return self.rows.counts()
