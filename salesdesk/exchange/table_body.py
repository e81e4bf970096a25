"""Parts the rows below a header into data and what is none: totals, group headings, repeated headers, footers."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import takewhile

from salesdesk.exchange.currencies import is_code
from salesdesk.exchange.parse_numbers import DecimalMark, looks_like_number, parse_amount
from salesdesk.exchange.table import (
    Cell,
    FileRow,
    NoData,
    SkippedRow,
    different,
    is_empty,
    normalised,
    text_of,
)
from salesdesk.services.importing.names import parted_by_nothing
from salesdesk.services.importing.words import words_for

_COUNTED = re.compile(r"\s*\(\s*[\d.,\s]*\d\s*([^\d()]*)\)\s*$")
"""How many records a group holds, behind its name, as in “Mia Orr (3 records)”."""

_DIGITS, _LETTERS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")
_PAIR, _COLONS = 2, (":", "：")
"""A label and what it says, in two cells beside one another."""


def part_rows(body: Sequence[FileRow], header: tuple[Cell, ...]) -> tuple[list[FileRow], list[SkippedRow]]:
    """Gives the rows that are data, and those that are not with the reason of each."""
    widths, totals = _seen(body)
    usual = _usual_width(widths)
    parts = _Parts(body, widths, usual, _Header(header), totals)
    footer = _footer_start(widths, usual)
    for place, row in enumerate(body):
        if row.fault:
            parts.take(row, None)
            continue
        why = parts.why_no_data(place)
        if not why and place >= footer:
            why = NoData.FOOTER
        elif not why and widths[place] == _PAIR < usual and text_of(_first(row.cells)).endswith(_COLONS):
            why = NoData.HEADING
        parts.take(row, why)
    return parts.data, parts.skipped


def _seen(body: Sequence[FileRow]) -> tuple[list[int], frozenset[Cell]]:
    """Counts for each row the cells that hold anything, and gives the cells that are words for a total."""
    widths = [len(row.cells) for row in body]
    totals: set[Cell] = set()
    for index in range(widths[0] if body else 0):
        column = [row.cells[index] for row in body]
        each = different(column)
        totals.update(filter(_is_total_word, each))
        empty = {cell for cell in each if is_empty(cell)}
        if empty:
            widths = [width - (cell in empty) for width, cell in zip(widths, column, strict=True)]
    return widths, frozenset(totals)


class _Header:
    """The header of the table, and those that are repeated below: over each group, on each page."""

    def __init__(self, cells: tuple[Cell, ...]) -> None:
        self._beside = cells[1:]
        self._is_wide = sum(bool(_LETTERS.search(text_of(cell))) for cell in self._beside) > 1
        self._cells = [text_of(cell).casefold() for cell in cells]
        self._filled = {cell for cell in self._cells if cell}
        self._begin = {cell[0] for cell in self._filled}
        self._order: list[int | None] | None = None

    def may_begin(self, cell: Cell) -> bool:
        """Tells, at little cost, whether a row whose first cell this is may be the header again."""
        return not isinstance(cell, str) or not cell.strip() or cell.strip()[0].casefold()[0] in self._begin

    def names_another(self, row: FileRow) -> bool:
        """Tells whether a row is the header again, but for its first cell: the name of whom the rows below are of."""
        cells = row.cells
        return (
            self._is_wide and cells[-1] == self._beside[-1] and cells[1:] == self._beside and _is_word(cells[0])
            and text_of(cells[0]).casefold() not in self._filled
        )  # fmt: skip

    def repeats(self, row: FileRow) -> bool:
        """Tells whether a row is the header again, be its columns in another order, which then holds below it."""
        if text_of(_first(row.cells)).casefold() not in self._filled:
            return False
        cells = [text_of(cell).casefold() for cell in row.cells]
        named = {cell for cell in cells if cell}
        if len(named) < 2 or len(named & self._filled) < 0.8 * len(named):
            return False
        same = all(cell == mine for cell, mine in zip(cells, self._cells, strict=True) if cell)
        self._order = None if same else [cells.index(c) if c in named else None for c in self._cells]
        return True

    def in_order(self, row: FileRow) -> FileRow:
        """Gives a row with its cells under the columns of the first header."""
        if self._order is None:
            return row
        return replace(row, cells=tuple(None if at is None else row.cells[at] for at in self._order))


class _Parts:
    """What has been told of the rows so far, and where the data since the last break begins."""

    def __init__(
        self, body: Sequence[FileRow], widths: list[int], usual: int, header: _Header, totals: frozenset[Cell]
    ) -> None:
        self._body, self._widths, self._usual, self._header = body, widths, usual, header
        self.data: list[FileRow] = []
        self.skipped: list[SkippedRow] = []
        self._block = self._tried = 0
        self._narrow = max(1, usual * 0.7)
        self._totals = totals

    def take(self, row: FileRow, why: NoData | None) -> None:
        """Puts a row where it belongs."""
        if why is None:
            self.data.append(self._header.in_order(row))
            return
        words = (text_of(cell) for cell in row.cells if not is_empty(cell))
        text = " ".join(words) if why is NoData.HEADING else next(words, "")
        self.skipped.append(SkippedRow(row.number, why, text[:120]))
        self._block = len(self.data)

    def why_no_data(self, place: int) -> NoData | None:
        """Tells what a row is if it is no data."""
        row, width = self._body[place], self._widths[place]
        if width == 0 or _is_rule(row):
            return NoData.EMPTY
        if width > self._narrow and _is_wide_total(row):
            return NoData.TOTAL
        if width > self._narrow and (self._sums_up_all(place) or self._sums_up_its_team(place)):
            return NoData.TOTAL
        if self._is_nested_total(row) or _is_starred(row) or self._sums_up_its_name(row):
            return NoData.TOTAL
        if self._header.names_another(row):
            return NoData.NAMED_HEADER
        if width > self._narrow and not self._header.may_begin(row.cells[0]):
            return None
        if width >= 2 and isinstance(_first(row.cells), str) and self._header.repeats(row):
            return NoData.HEADER
        if self._sums_up(place):
            return NoData.TOTAL
        if width == 1 and self._usual >= 3 and not self._is_numbered(row):
            return NoData.HEADING
        return None

    def _is_nested_total(self, row: FileRow) -> bool:
        """Tells whether a row has, beside the names of the groups it stands in, only words for a total and numbers."""
        if not self.data or self._totals.isdisjoint(row.cells):
            return False
        pairs = list(zip(row.cells, self.data[-1].cells, strict=True))
        own = [c for c, above in pairs if c != above and not is_empty(c) and not looks_like_number(c)]
        if not own or not all(map(_is_total_word, own)) or not any(map(looks_like_number, row.cells)):
            return False
        # “All” may be what a column says; a total has no name, day or number of its own.
        lacking = sum(is_empty(cell) and not is_empty(above) for cell, above in pairs)
        cells = self._header.in_order(row).cells
        return lacking > 1 or (lacking == 1 and _is_sum(cells, self.data[self._block :], 1))

    def _sums_up_its_name(self, row: FileRow) -> bool:
        """Tells whether all a row has is a name that stands in the rows right above, and the sums of those."""
        filled = [column for column, cell in enumerate(row.cells) if not is_empty(cell)]
        named = [column for column in filled if not looks_like_number(row.cells[column])]
        if (
            len(named) != 1
            or len(filled) < _PAIR
            or not self.data
            or not isinstance(row.cells[named[0]], str)
        ):
            return False
        column, above = named[0], self.data[-1]
        lacking = sum(
            is_empty(cell) and not is_empty(there) for cell, there in zip(row.cells, above.cells, strict=True)
        )
        rows = list(takewhile(lambda other: other.cells[column] == row.cells[column], reversed(self.data)))
        numbers = (
            tuple(c if i == n else None for i, c in enumerate(row.cells)) for n in filled if n != column
        )
        return lacking >= _PAIR and all(_is_sum(cells, rows, 1) for cells in numbers)

    def _is_numbered(self, row: FileRow) -> bool:
        """Tells whether all a row has is what looks like the number of a record, as those above it have."""
        column = next(i for i, cell in enumerate(row.cells) if not is_empty(cell))
        shape = _shape(row.cells[column])
        above = [_shape(other.cells[column]) for other in self.data[-_LOOKED_AT:]]
        return "9" in shape and " " not in shape and bool(above) and all(each == shape for each in above)

    def _sums_up_all(self, place: int) -> bool:
        """Tells whether the last row adds up every number above it under a name that is no person’s, as “Team”."""
        row = self._body[place]
        first = row.cells[0]
        if place < len(self._body) - 1 or not isinstance(first, str) or " " in first.strip() or not self.data:
            return False
        if not all(" " in text_of(above.cells[0]).strip() for above in self.data[:_LOOKED_AT]):
            return False
        return _adds_up(row, self.data)

    def _sums_up_its_team(self, place: int) -> bool:
        """Tells whether a row that names a team adds up the rows above it, or those below it up to the next team."""
        row = self._body[place]
        if not _names_group(row.cells[0]):
            return False
        below = list(takewhile(lambda other: not _names_group(other.cells[0]), self._body[place + 1 :]))
        rows = (self.data[self._block :], self.data, below)
        return any(len(each) > 1 and _adds_up(row, each, least=1) for each in rows)

    def _sums_up(self, place: int) -> bool:
        row, width = self._body[place], self._widths[place]
        first = _first(row.cells)
        if width > self._narrow:
            return False
        if isinstance(first, str) and _is_total(row, first):
            return True
        if any(_is_word(cell) and cell is not first for cell in row.cells):
            return False
        worded = _is_word(first)
        if not is_empty(row.cells[0]) and not worded:
            return False
        if worded and (place + 1 < len(self._body) and self._widths[place + 1] * 2 > self._usual):
            return False
        self._tried += 1
        if self._tried > _MOST_SUMS:
            return False
        cells, least = self._header.in_order(row).cells, 1 + worded
        return any(_is_sum(cells, rows, least) for rows in (self.data[self._block :], self.data))


def _adds_up(row: FileRow, rows: Sequence[FileRow], *, least: int = 2) -> bool:
    """Tells whether a row of one name and numbers adds up so many, and most, of the columns of some rows."""
    numbers = [i for i, cell in enumerate(row.cells) if looks_like_number(cell)]
    columns = [tuple(c if i == n else None for i, c in enumerate(row.cells)) for n in numbers]
    words = sum(not is_empty(cell) for cell in row.cells) - len(numbers)
    summed = sum(_is_sum(cells, rows, 2) for cells in columns)
    # What each has reached in percent is no sum.
    return words == 1 and summed >= least and 2 * summed > len(numbers)


_MOST_SUMS, _MOST_SUMMED = 300, 20_000


def _is_sum(cells: tuple[Cell, ...], rows: Sequence[FileRow], least: int) -> bool:
    """Tells whether a number of a row is the sum of the column above it."""
    if not least <= len(rows) <= _MOST_SUMMED:
        return False
    for column, cell in enumerate(cells):
        for mark in _MARKS if looks_like_number(cell) else ():
            wanted = _number(cell, mark)
            if wanted and abs(wanted - sum(_number(row.cells[column], mark) for row in rows)) < 0.01:
                return True
    return False


_MARKS: tuple[DecimalMark, ...] = (".", ",")


def _number(cell: Cell, mark: DecimalMark) -> float:
    try:
        return float(parse_amount(cell, mark).number)
    except ValueError:
        return 0.0


def _usual_width(widths: list[int]) -> int:
    """Gives the width that three rows in four stay within: totals are narrow, and may be half of a short table."""
    filled = sorted(width for width in widths if width)
    return filled[len(filled) * 3 // 4] if filled else 0


def _footer_start(widths: list[int], usual: int) -> int:
    """Gives the place of the first empty row after which only narrow rows follow, else the end."""
    last_wide = max((i for i, width in enumerate(widths) if width * 2 >= usual), default=-1)
    return next((i for i in range(last_wide + 1, len(widths)) if widths[i] == 0), len(widths))


def _is_total(row: FileRow, first: str) -> bool:
    others = [cell for cell in row.cells if not is_empty(cell)][1:]
    labelled = not others and any(colon in first for colon in _COLONS)
    return not any(_is_word(cell) and not _is_total_word(cell) for cell in others) and (
        (_counts(first) and not labelled) or _names_total(first)
    )


def _is_wide_total(row: FileRow) -> bool:
    """Tells whether a row as wide as the others is called a total and has nothing but numbers beside its name."""
    first = row.cells[0]
    if not _is_total_word(first):
        return False
    others = row.cells[1:]
    return not any(_is_word(cell) for cell in others) and any(map(looks_like_number, others))


@cache
def _totals() -> frozenset[str]:
    """Gives the words for a total as they are written, which is all that can be asked of each row of a long file."""
    return frozenset(word.casefold() for word in words_for("row", "total"))


def _is_total_word(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip(" :：").casefold() in _totals()


def _is_starred(row: FileRow) -> bool:
    """Tells whether a row is a sum as SAP marks it: a star or more, and beside it only numbers and currencies."""
    first, *others = row.cells
    if not isinstance(first, str) or first.strip() not in ("*", "**", "***"):
        return False
    words = (cell for cell in others if not is_empty(cell) and not looks_like_number(cell))
    return all(is_code(text_of(cell)) for cell in words) and any(map(looks_like_number, others))


def _is_rule(row: FileRow) -> bool:
    """Tells whether a row is a line drawn with dashes, as lists for printers have below their headers."""
    first = row.cells[0]
    if not isinstance(first, str) or first[:3] not in _DRAWN:
        return False
    return all(
        is_empty(cell) or (text_of(cell)[:3] in _DRAWN and not text_of(cell).strip("-=_+ "))
        for cell in row.cells
    )


_DRAWN = ("---", "===", "___")


_LOOKED_AT = 20


def _shape(cell: Cell) -> str:
    """Gives how a cell is written: a letter for letters, a 9 for digits."""
    return _LETTERS.sub("a", _DIGITS.sub("9", text_of(cell)))


def _counts(first: str) -> bool:
    """Tells whether a name says how many records stand above, as “Mia Orr (3 records)”."""
    found = _COUNTED.search(first)
    return bool(found) and normalised(found[1]) in _words("records")


def _names_total(first: str) -> bool:
    plain = normalised(_COUNTED.sub("", first))
    return any(
        plain == word
        or plain.startswith(word + " ")
        or plain.endswith(word if parted_by_nothing(word) else " " + word)
        for word in _words("total")
    )


@cache
def _words(concept: str) -> frozenset[str]:
    return frozenset(normalised(word) for word in words_for("row", concept))


def _names_group(cell: Cell) -> bool:
    """Tells whether a name is that of a team and no person, as “Team East” and «Отдел продаж»."""
    if not isinstance(cell, str) or not cell:
        return False
    apart, within = _groups()
    return not apart.isdisjoint(cell.casefold().split()) or (
        not cell.isascii() and any(word in cell for word in within)
    )


@cache
def _groups() -> tuple[frozenset[str], frozenset[str]]:
    """Gives the words for a team, with and without accents, and those that no space parts from a name."""
    words = frozenset(word.casefold() for word in words_for("row", "group"))
    within = frozenset(filter(parted_by_nothing, words))
    return words - within | {normalised(word) for word in words - within}, within


def _is_word(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(cell.strip()) and not any(sign.isdigit() for sign in cell)


def _first(cells: tuple[Cell, ...]) -> Cell:
    return next((cell for cell in cells if not is_empty(cell)), None)
