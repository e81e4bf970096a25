"""Reads separated text into rows, and mends what a stray quotation mark or a cut does to them."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from salesdesk.env.errors import UserError
from salesdesk.exchange.table import Row, one_of_each
from salesdesk.exchange.unpack import LONGEST_CELL, cell_too_long

_FARTHEST = 50_000_000
"""So far the end of a cell that is too long is looked for."""
_MOST_CELLS = 20_000
_SAMPLE = 400
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


@dataclass
class TextRows:
    """The records of a text file, and whether it ends too early.

    `mended` are the numbers of those whose stray quotation mark is taken for a sign, `broken` of those that one
    has spoilt.
    """

    rows: list[Row] = field(default_factory=list[Row])
    mended: list[int] = field(default_factory=list[int])
    broken: list[int] = field(default_factory=list[int])
    cut: bool = False

    @property
    def faults(self) -> dict[int, str]:
        """Says by their number which rows cannot be taken as they stand, and why."""
        faults = {row: _("A quotation mark in it has no counterpart.") for row in self.broken}
        return faults | ({len(self.rows): _("The file ends in the middle of it.")} if self.cut else {})

    @property
    def notes(self) -> tuple[str, ...]:
        """Says what was mended, and that the file is not whole."""
        notes = [
            _("The file ends in the middle of a row, so rows may be missing; export it again.")
        ] * self.cut
        if self.mended:
            notes.append(
                n_(
                    "A quotation mark without a counterpart was left out in row {first}.",
                    "Quotation marks without a counterpart were left out in {number:,} rows, such as row {first}.",
                    len(self.mended),
                    first=self.mended[0],
                )
            )
        return tuple(notes)


def read_rows(text: str, delimiter: str, name: str) -> TextRows:
    """Gives every record of the text as a list of cells; a line break inside quotes stays in its cell.

    A quotation mark that is never closed, or closed by that of a later row, is taken for a sign of its cell.
    """
    csv.field_size_limit(LONGEST_CELL)
    found = TextRows()
    try:
        if '"' in text or len(max(_lines_of(text), key=len, default="")) > LONGEST_CELL:
            _Lines(text, delimiter, found).read()
        else:
            found.rows = list(map(one_of_each(), csv.reader(_lines_of(text), delimiter=delimiter)))
    except _TooLongError as error:
        raise UserError(cell_too_long(name, *error.place)) from error
    except csv.Error as error:
        raise UserError(
            _(
                "“{name}” holds a quotation mark that is never closed, so nothing was imported; export it again.",
                name=name,
            )
        ) from error
    if found.rows and len(found.rows[0]) <= 2 and "".join(map(str, found.rows[0])).lower().startswith("sep="):
        found.rows[0] = []
    found.rows = _unwrapped(found.rows, delimiter)
    found.cut = found.cut or _ends_too_early(text, found.rows)
    return found


_AT_ONCE = 1_000_000


def _lines_of(text: str) -> Iterator[str]:
    """Gives the lines with their ends, piece by piece: a reader keeps what it is given, four times as large."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _AT_ONCE) + 1 or len(text)
        yield from io.StringIO(text[start:end], newline="")
        start = end


class _TooLongError(Exception):
    """Says row, column and length of a cell that is longer than one may be."""

    def __init__(self, row: int, cells: list[str]) -> None:
        super().__init__("a cell that is too long")
        length = max(map(len, cells))
        self.place = row, [len(cell) for cell in cells].index(length) + 1, length


class _Lines:
    """Reads records line by line, so that one which swallowed others can be taken apart again."""

    def __init__(self, text: str, delimiter: str, found: TextRows) -> None:
        self._lines = list(_lines_of(text))
        self._delimiter = delimiter
        self._found, self._row = found, one_of_each()
        self._escape = "\\" if _escapes(text, delimiter) else None
        self._width = self._usual_width()

    def read(self) -> None:
        """Reads all lines; after a stray mark it begins again at the line below."""
        at = 0
        while at < len(self._lines):
            at = self._read_from(at)

    def _read_from(self, start: int) -> int:
        lines = (self._lines[at] for at in range(start, len(self._lines)))
        reader = csv.reader(lines, delimiter=self._delimiter, escapechar=self._escape)
        before = 0
        for record in _until_too_long(reader):
            first, last = start + before, start + reader.line_num
            in_doubt = last - first > 1 or last == len(self._lines)
            several = self._lines[first:last] if in_doubt else []
            if several and self._swallowed(several, record):
                self._take_literally(first)
                return first + 1
            before = reader.line_num
            self._found.rows.append(self._row(record))
            if several and len(record) != self._width and not self._closed(several):
                self._found.broken.append(len(self._found.rows))
        if start + before < len(self._lines):  # the mark is never closed within reason
            self._refuse_a_long_cell(start + before)
            self._take_literally(start + before)
            return start + before + 1
        return len(self._lines)

    def _refuse_a_long_cell(self, at: int) -> None:
        """Raises where a record is too long though it is closed, as wide as the one above, and holds no rows."""
        csv.field_size_limit(_FARTHEST)
        try:
            lines = (self._lines[line] for line in range(at, len(self._lines)))
            reader = csv.reader(lines, delimiter=self._delimiter, escapechar=self._escape)
            record = next(reader)
            several = self._lines[at : at + reader.line_num]
            rows = [len(self._literal(line)) == len(record) for line in several[1:]]
            wide = not rows or len(record) in map(len, self._found.rows[-1:])
            if wide and sum(rows) * 2 <= len(rows) and self._closed(several):
                raise _TooLongError(len(self._found.rows) + 1, record)
        except csv.Error:
            return
        finally:
            csv.field_size_limit(LONGEST_CELL)

    def _take_literally(self, at: int) -> None:
        """Reads one line in which a mark is only a sign; at the very end of a file it was cut there."""
        line = self._lines[at]
        self._found.cut |= at == len(self._lines) - 1 and not line.endswith(("\n", "\r"))
        cells = self._literal(line)
        if len(cells) > _MOST_CELLS:
            raise csv.Error("a mark that is never closed")
        if max(map(len, cells), default=0) > LONGEST_CELL:
            raise _TooLongError(len(self._found.rows) + 1, cells)
        self._found.rows.append(Row(cell.strip('"') for cell in cells))
        self._found.mended.append(len(self._found.rows))

    def _literal(self, line: str) -> list[str]:
        """Cuts a line at each delimiter that no closed pair of marks holds."""
        at, sign = re.escape(self._delimiter), re.compile(r'"(?:[^"]++|"")*+"')
        cells = re.findall(rf"(?:^|(?<={at}))(?:{sign.pattern}(?={at}|$)|[^{at}]*)", line.rstrip("\r\n"))
        return [cell[1:-1].replace('""', '"') if sign.fullmatch(cell) else cell for cell in cells]

    def _usual_width(self) -> int:
        """Gives the commonest number of cells of the first records; lines within a cell say nothing of it."""
        widths = Counter(map(len, islice(self._strict_records(), _SAMPLE)))
        return next((width for width, _times in widths.most_common() if width > 1), 1)

    def _strict_records(self) -> Iterator[list[str]]:
        """Gives the records whose marks are in order; for any other an empty one, and goes on at the line below."""
        at = 0
        while at < len(self._lines):
            lines = (self._lines[each] for each in range(at, len(self._lines)))
            reader = csv.reader(lines, delimiter=self._delimiter, strict=True, escapechar=self._escape)
            whole = 0
            for record in _until_too_long(reader):
                whole = reader.line_num
                yield record
            yield []
            at += whole + 1

    def _swallowed(self, lines: list[str], record: list[str]) -> bool:
        """Tells whether lines that a mark holds together are rows of their own: each is as wide as all others."""
        below = [line for line in lines[1:] if line.strip()]
        if self._width < 2 or not below:
            return not below and not self._closed(lines)
        alone = (len(self._literal(line)) == self._width for line in below)
        if len(record) != self._width or not self._closed(lines):
            return sum(alone) * 2 >= len(below)
        rows = self._width >= 4 and len(self._literal(lines[0])) == self._width and all(alone)
        return rows and (self._spaced(lines[0]) or not any(map(self._spaced, below)))

    def _spaced(self, line: str) -> bool:
        """Tells whether a space follows a delimiter, as in a sentence."""
        return f"{self._delimiter} " in line

    def _closed(self, lines: list[str]) -> bool:
        """Tells whether the marks are those of a proper cell: closed, and followed by a delimiter or the end."""
        try:
            list(csv.reader(lines, delimiter=self._delimiter, strict=True, escapechar=self._escape))
        except csv.Error:
            return False
        return True


def _until_too_long(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """Gives the records until one is longer than any cell can be, which a mark that is never closed makes."""
    while True:
        try:
            record = next(reader, None)
        except csv.Error:
            return
        if record is None:
            return
        yield record


def _escapes(text: str, delimiter: str) -> bool:
    """Tells whether marks are escaped by a backslash, as databases write them."""
    if '\\"' not in text:
        return False
    inside = len(re.findall(r'[^\\"]\\"(?![\r\n]|$)', text))
    ends = len(re.findall(rf'[^\\]\\"(?:{re.escape(delimiter)}"|[\r\n]|$)', text))
    return inside > ends


def _unwrapped(rows: list[Row], delimiter: str) -> list[Row]:
    """Reads again what a spreadsheet has put into one cell a row, marks and all."""
    filled = [row for row in rows[:_SAMPLE] if row]
    lone = [str(row[0]) for row in filled if len(row) == 1]
    if len(lone) < 2 or len(lone) < len(filled) or not all(delimiter in cell for cell in lone):
        return rows
    lines = [delimiter.join(map(str, row)) for row in rows]
    return [Row(cells) for cells in csv.reader(lines, delimiter=delimiter)]


_LEAST_ROWS = 5


def _ends_too_early(text: str, rows: list[Row]) -> bool:
    """Tells whether the last row is cut off: no line end, and shorter than every other row is.

    A file may well end without a line end, so the row itself must show it: cells are missing, or the last one
    has fewer signs where all others have the same number, or lacks the decimals which all others have.
    """
    if text.endswith(("\n", "\r")) or len(rows) < _LEAST_ROWS:
        return False
    body, last = rows[-min(len(rows) - 1, 200) - 1 : -1][1:], rows[-1]
    widths = {len(row) for row in body}
    if len(widths) != 1:
        return False
    if len(last) < min(widths):
        return True
    ends = [str(row[-1]) for row in body if row]
    end = str(last[-1]) if last else ""
    even = {len(each) for each in ends}
    decimals = all(re.search(r"\d[.,]\d\d$", each) for each in ends)
    return (len(even) == 1 and max(even) >= 8 and len(end) < max(even)) or (
        decimals and not re.search(r"\d[.,]\d\d$", end)
    )
