"""Holds the cells of a file and the table that was found in it: its columns, its rows, and what is no data."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import TypeVar, overload

from salesdesk.frozen import frozen
from salesdesk.services.importing.row_numbers import RowNumbers
from salesdesk.services.importing.words import words_for

Cell = str | int | float | bool | date | datetime | time | timedelta | None
Row = list[Cell]
"""One row of a file, as wide as it was written."""

_NOTHING = frozenset({
    "", "-", "–", "—", "n/a", "na", "null", "nan", "nat", "\\n", "#n/a", "#nv", "#n/v", "#n/d", "#n/b", "#н/д", "#yok",
})  # fmt: skip
_SET_APART = re.compile(r"[<(\[{（【](.*)[>)\]}）】]")
"""What programs put around a word that stands for nothing: “<NA>”, “(blank)”, “[null]”."""
_ERROR = re.compile(r"#[^\W\d_][\w/¡]*[!?]|#¡\w+!")
"""What a spreadsheet shows of a formula that failed, in any language: “#REF!”, “#NOMBRE?”."""
T = TypeVar("T")
_SPACES = re.compile(r"\s+")


def text_of(cell: Cell) -> str:
    """Gives a cell as one line of text; a whole number written with a point loses its “.0”."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _SPACES.sub(" ", str(cell)).strip()


def says_nothing(cell: Cell) -> bool:
    """Tells whether a cell is empty or holds one of the usual stand-ins for empty."""
    if cell is None:
        return True
    return isinstance(cell, str) and _is_nothing(cell.strip().casefold())


def _is_nothing(plain: str) -> bool:
    if plain in _nothing() or plain[:1] not in _BEFORE_NOTHING:
        return plain in _nothing()
    if apart := _SET_APART.fullmatch(plain):
        return apart[1].strip() in _nothing() | _blank()
    return bool(_ERROR.fullmatch(plain))


_BEFORE_NOTHING = frozenset("<([{（【#")


@cache
def _nothing() -> frozenset[str]:
    return _NOTHING | frozenset(word.casefold() for word in words_for("row", "nothing"))


@cache
def _blank() -> frozenset[str]:
    """Gives the words that stand for nothing only where they are set apart, as “(blank)” is."""
    return frozenset(word.casefold() for word in words_for("row", "blank"))


def one_of_each() -> Callable[[Iterable[Cell]], Row]:
    """Gives what makes a row of cells, each text of which is only once in memory.

    An export says the same names, days and stages again and again.
    """
    keep = dict[str, str]().setdefault
    return lambda cells: [keep(cell, cell) if type(cell) is str else cell for cell in cells]


_AT_ONCE = 10_000
"""So many cells are taken by one call into Python's own code, during which no other thread, as the window's, runs."""


def different(cells: Sequence[Cell]) -> set[Cell]:
    """Gives the cells of a column, each once."""
    found: set[Cell] = set()
    for start in range(0, len(cells), _AT_ONCE):
        found.update(cells[start : start + _AT_ONCE])
    return found


def by_value(ask: Callable[[Cell], T], cells: Sequence[Cell]) -> Iterator[T]:
    """Gives what a question answers for each cell; it is asked once for each different one."""
    each = different(cells)
    if not each.isdisjoint((True, False)):  # to a set they are 1 and 0
        return map(ask, cells)
    return map({cell: ask(cell) for cell in each}.__getitem__, cells)


def filled_cells(cells: Row | tuple[Cell, ...]) -> int:
    """Counts the cells that hold anything."""
    return sum(not is_empty(cell) for cell in cells)


def is_empty(cell: Cell) -> bool:
    """Tells whether a cell holds nothing at all."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


_CAMEL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][a-zà-ÿ])")
_NO_LETTER = re.compile(r"[\W_]+")
_SIMPLIFIED = str.maketrans(
    "業員務負責銷結間號編單額幣別貨階狀態機會項標題訂總預計實際簽約報價關閉開創贏輸來產類區門經聯絡電話郵職稱戶帳"
    "權擁進潛績達條記錄時週終據資訊應現確認買賣購營執專與協詢顧問師級從屬獲勝敗棄丟無為選擇個種國體數當處",
    "业员务负责销结间号编单额币别货阶状态机会项标题订总预计实际签约报价关闭开创赢输来产类区门经联络电话邮职称户帐"
    "权拥进潜绩达条记录时周终据资讯应现确认买卖购营执专与协询顾问师级从属获胜败弃丢无为选择个种国体数当处",
)
"""The traditional signs in names of columns, each with its simplified one, so that every name is known in both."""


@cache
def normalised(header: str) -> str:
    """Gives a column's name in small letters without accents, its words parted by one space, Chinese simplified."""
    words = _NO_LETTER.sub(" ", _CAMEL.sub(" ", header))
    plain = unicodedata.normalize("NFKD", words.casefold()).translate(_SIMPLIFIED)
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of data: its number in the file, counted from 1, and one cell for each column.

    A row with a `fault` cannot be taken as it is written; the fault says why. `why_before` is why an earlier import
    left it out, None where the file is not one of rejected rows.
    """

    number: int
    cells: tuple[Cell, ...]
    fault: str = ""
    why_before: str | None = None


class FileRows(Sequence[FileRow]):
    """The rows of a table, kept column by column: so very many are a few lists, and each is made when asked for.

    Their numbers ascend.
    """

    def __init__(
        self, numbers: Sequence[int], columns: Sequence[Sequence[Cell]], faults: Mapping[int, str],
        why_before: Sequence[str | None] | None = None,
    ) -> None:  # fmt: skip
        self.numbers, self.columns, self.faults = numbers, columns, faults
        self._why_before = why_before

    @classmethod
    def of(cls, rows: Sequence[FileRow]) -> "FileRows":
        """Gives rows column by column; all have the same number of cells."""
        if isinstance(rows, cls):
            return rows
        width = len(rows[0].cells) if rows else 0
        why_before = [row.why_before for row in rows]
        return cls(
            RowNumbers(row.number for row in rows),
            [[row.cells[index] for row in rows] for index in range(width)],
            {place: row.fault for place, row in enumerate(rows) if row.fault},
            why_before if any(why is not None for why in why_before) else None,
        )

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[FileRow]:
        cells = zip(*self.columns, strict=True)
        for place, (number, found) in enumerate(zip(self.numbers, cells, strict=True)):
            yield FileRow(number, found, self.faults.get(place, ""), self.why_before(place))

    @overload
    def __getitem__(self, place: int) -> FileRow: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[FileRow]: ...
    def __getitem__(self, place: int | slice) -> FileRow | Sequence[FileRow]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        place = range(len(self))[place]
        cells = tuple(column[place] for column in self.columns)
        return FileRow(self.numbers[place], cells, self.faults.get(place, ""), self.why_before(place))

    def with_columns(self, columns: Mapping[int, Sequence[Cell]]) -> "FileRows":
        """Gives the rows with other cells in these columns; one behind the last is added."""
        kept = [columns.get(index, cells) for index, cells in enumerate(self.columns)]
        added = [cells for index, cells in sorted(columns.items()) if index >= len(self.columns)]
        return FileRows(self.numbers, [*kept, *added], self.faults, self._why_before)

    def why_before(self, place: int) -> str | None:
        """Gives why an earlier import left a row out, None where the file is not one of rejected rows."""
        return self._why_before[place] if self._why_before else None


class NoData(StrEnum):
    """Why a row below the header is no data."""

    EMPTY = "empty"
    HEADER = "a repeated header"
    NAMED_HEADER = "a repeated header with a name"
    """The names of the columns again, beside the name of the group below, as “Mia Orr | Jan | Feb”."""
    TOTAL = "a total"
    HEADING = "a heading or a footnote"
    """A row of one or two cells; the headings of groups are looked for among these."""
    FOOTER = "a footer"
    MEASURE = "no quota"
    """A row of what somebody has reached, beside that of the quota."""


WHY_NO_DATA = {
    NoData.EMPTY: _("empty"), NoData.HEADER: _("a repeated header"),
    NoData.NAMED_HEADER: _("a repeated header"), NoData.TOTAL: _("a total"),
    NoData.HEADING: _("a heading or a footnote"), NoData.FOOTER: _("a footer"),
    NoData.MEASURE: _("no quota"),
}  # fmt: skip


def nameless_header(column: int) -> str:
    """Gives what a column is called that has no name."""
    return _("Column {column}", column=column + 1)


@frozen
class SkippedRow:
    """A row below the header that is no data: its number, why it was left out, and what it says."""

    number: int
    why: NoData
    text: str


@frozen
class Table:
    """The columns and rows of a file; `header_row` counts from 1. `known` says how many columns were recognised.

    The header row's number, the rows and the skipped rows together are all the rows from there on; `above` are the
    words that stand over the header. `notes` say what had to be mended, `assumed` what was taken for granted,
    `left_out` what goes nowhere although it may be meant to.
    A table that is not `named` has numbered columns, as no row of the file names them; where days are numbers, they
    may count `from_1904`. One of weekly numbers is made `of_activities`, each under its own name, where it `is_log` of
    single ones on their days.
    Amounts in the columns called as `one_sided` are below zero only because they were marked as a side of a ledger.
    """

    headers: tuple[str, ...]
    header_row: int
    rows: Sequence[FileRow]
    skipped: tuple[SkippedRow, ...]
    known: int = 0
    notes: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    named: bool = True
    from_1904: bool = False
    is_log: bool = False
    of_activities: bool = False
    one_sided: frozenset[str] = frozenset()
    left_out: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", FileRows.of(self.rows))

    @property
    def by_column(self) -> FileRows:
        """Gives the rows as they are kept."""
        return FileRows.of(self.rows)

    def column(self, index: int) -> Sequence[Cell]:
        """Gives the cells of one column from top to bottom."""
        return self.by_column.columns[index] if self.rows else ()
