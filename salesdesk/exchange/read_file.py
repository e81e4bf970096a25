"""Reads the bytes of a file and tells what it is: a workbook, or text with an encoding and a delimiter."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from math import isfinite
from pathlib import Path

from salesdesk.env.errors import UserError
from salesdesk.env.held_files import opened
from salesdesk.exchange.encodings import find_encoding, with_money_signs
from salesdesk.exchange.fixed_width import BLANK, starts_of_columns, with_tabs
from salesdesk.exchange.read_markup import (
    charset_of,
    has_cells,
    is_page,
    is_spreadsheet_xml,
    read_page,
    read_spreadsheet_xml,
)
from salesdesk.exchange.read_workbook import MOST_COLUMNS, Sheet, chosen, names_of, read_sheets
from salesdesk.exchange.unpack import (
    LARGEST_BYTES,
    LONGEST_CELL,
    MOST_ROWS,
    cell_too_long,
    read_within,
    too_large,
    unpacked,
)
from salesdesk.frozen import frozen

DELIMITERS = (",", ";", "\t", "|", "^", "~")
_SAMPLE_LINES = 200
_LONGEST_START = 1000
_NEARLY_ALL = 0.9
_WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_NO_TABLES = {
    "begin:vcalendar": _(
        "“{name}” is a calendar (iCalendar), not a table, so nothing was imported; export the calendar as CSV, as "
        "Outlook does, or copy its list of appointments and import what was copied."
    ),
    "begin:vcard": _(
        "“{name}” is a list of contacts (vCard), not a table, so nothing was imported; export them as CSV or XLSX."
    ),
}
"""Texts, by what they begin with, that are no tables, with what is said of them."""
_JSON = re.compile(r"[\[{]\s*(?:[\[{]\s*)*\"[^\"\n]*\"\s*:")
"""How JSON with names begins: brackets, then a name and a colon."""
_KNOWN_STARTS = {
    b"%PDF": _("a PDF"),
    b"\x89PNG": _("a picture"),
    b"\xff\xd8\xff": _("a picture"),
    b"GIF8": _("a picture"),
    b"SQLite format 3": _("a database"),
    b"{\\rtf": _("a text document"),
}


class Form(StrEnum):
    """How the table of a file is written."""

    TEXT = "text"
    WORKBOOK = "workbook"
    PAGE = "page"
    SPREADSHEET_XML = "xml"


@frozen
class Sniffed:
    """What was found out about a file before reading it; only text has a delimiter, and a workbook no encoding."""

    data: bytes
    form: Form
    encoding: str | None = None
    delimiter: str | None = None

    @property
    def cut_at(self) -> str:
        """Gives the sign at which the text that `decoded` gives is cut."""
        return "\t" if self.delimiter == BLANK else self.delimiter or ","


def sniff(path: Path) -> Sniffed:
    """Reads the bytes of a file and tells how to take them; raises UserError where it is no table."""
    data = unpacked(_bytes_of(path), path.name)
    if data.startswith(_WORKBOOK_STARTS):
        return Sniffed(data, Form.WORKBOOK)
    _refuse_known(path, data)
    if data.count(b"\n") > MOST_ROWS:  # before it stands in memory once more, as text
        raise UserError(too_large(path.name))
    encoding = find_encoding(data)
    if encoding is None:
        raise UserError(_not_a_table(path, _("not a text file")))
    text = data[:2_000_000].decode(encoding, errors="ignore")
    if is_spreadsheet_xml(text):
        return Sniffed(data, Form.SPREADSHEET_XML)
    if is_page(text):
        if not has_cells(text):
            raise UserError(_not_a_table(path, _("a web page")))
        return Sniffed(data, Form.PAGE, charset_of(data) or encoding)
    _refuse_text(path, text.lstrip("\ufeff \t\r\n"))
    return Sniffed(data, Form.TEXT, encoding, find_delimiter(text))


def sheets_of(sniffed: Sniffed, name: str, wanted: str | None = None) -> Iterator[Sheet]:
    """Gives the sheets of a workbook, or the tables of a page, as rows; only the wanted one where it is named.

    No number in them is infinite or none at all, as a hostile or broken workbook may have them.
    Raises UserError where there is none, or where a cell is longer than one may be.
    """
    for sheet in _sheets(sniffed, name, wanted):
        for row, cells in enumerate(sheet.rows, 1):
            for column, cell in enumerate(cells, 1):
                if type(cell) is str and len(cell) > LONGEST_CELL:
                    raise UserError(cell_too_long(name, row, column, len(cell)))
                if type(cell) is float and not isfinite(cell):
                    cells[column - 1] = str(cell)  # told as a text is that is no number; “nan” says nothing
        yield sheet


def _sheets(sniffed: Sniffed, name: str, wanted: str | None) -> Iterator[Sheet]:
    match sniffed.form:
        case Form.PAGE:
            return chosen(read_page(decoded(sniffed)), wanted, name)
        case Form.SPREADSHEET_XML:
            return chosen(read_spreadsheet_xml(sniffed.data, name), wanted, name)
        case _:
            return read_sheets(sniffed.data, name, wanted)


def sheet_names(sniffed: Sniffed, name: str) -> tuple[str, ...]:
    """Gives the names of the sheets of a workbook, or of the tables of a page."""
    if sniffed.form is Form.WORKBOOK:
        return names_of(sniffed.data)
    return tuple(sheet.name for sheet in sheets_of(sniffed, name))


def find_delimiter(text: str) -> str:
    """Gives the sign that separates the columns: the one that cuts the lines most evenly, or blanks."""
    first = text.split("\n", 1)[0].strip().lower()
    if first.startswith("sep=") and len(first) == 5:
        return first[4]
    lines = [line for line in text.splitlines()[: _SAMPLE_LINES * 2] if line.strip()][:_SAMPLE_LINES]
    best = max(DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter))
    share, width = _evenness(lines, best)
    return BLANK if share < _NEARLY_ALL and len(starts_of_columns(text)) > width else best


def _evenness(lines: list[str], delimiter: str) -> tuple[float, int]:
    """Gives the share of lines cut into the commonest number of cells above one, and that number."""
    csv.field_size_limit(LONGEST_CELL)
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return (0.0, 0)
    total = sum(widths.values())
    widths.pop(0, None)
    widths.pop(1, None)
    if not widths:
        return (0.0, 0)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return (round(count / total, 1), width)


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise UserError(
                _("“{name}” is a folder, so nothing was imported; choose a file in it.", name=path.name)
            )
        if not path.is_file():
            raise UserError(_("“{name}” is no file, so nothing was imported; choose a file.", name=path.name))
        if size > LARGEST_BYTES:
            raise UserError(
                _(
                    "“{name}” is {size} MB, more than the {largest_bytes} MB that can "
                    "be imported at once, so nothing was changed; export a shorter period.",
                    name=path.name,
                    size=size // 1_000_000,
                    largest_bytes=LARGEST_BYTES // 1_000_000,
                )
            )
        with opened(path) as file:
            _refuse_known(path, file.read(32))
            file.seek(0)
            data = read_within(file, path.name)
    except FileNotFoundError as error:
        raise UserError(
            _("There is no file “{name}”, so nothing was imported; check its name.", name=path.name)
        ) from error
    except OSError as error:
        raise UserError(
            _("“{name}” could not be read, so nothing was imported; is it open elsewhere?", name=path.name)
        ) from error
    if not data.strip():
        raise UserError(_("“{name}” is empty, so nothing was imported; export it again.", name=path.name))
    return data


def _refuse_known(path: Path, data: bytes) -> None:
    for start, what in _KNOWN_STARTS.items():
        if data.startswith(start):
            raise UserError(_not_a_table(path, what))


def _refuse_text(path: Path, text: str) -> None:
    """Raises UserError, which says what it is, where a text is one of another program and no table."""
    start = text[:_LONGEST_START].casefold()
    for known, words in _NO_TABLES.items():
        if start.startswith(known):
            raise UserError(words.format(name=path.name))
    if start.startswith("<?xml"):
        raise UserError(_not_a_table(path, _("an XML file")))
    if _JSON.match(text[:_LONGEST_START]):
        raise UserError(_not_a_table(path, _("a JSON file")))


def _not_a_table(path: Path, what: str) -> str:
    return _(
        "“{name}” is {what}, not a table, so nothing was imported; export it as CSV or XLSX.",
        name=path.name,
        what=what,
    )


_MOST_CUTS = 25_000_000


def check_size(text: str, delimiter: str, name: str) -> None:
    """Raises UserError where separated text has more rows, columns or cells than can be held at once."""
    cuts = text.count(delimiter)
    lines = text[:2_000_000].splitlines()[:_SAMPLE_LINES]
    longest = max((line.count(delimiter) for line in lines if '"' not in line), default=0)
    if text.count("\n") > MOST_ROWS or cuts > _MOST_CUTS or longest > MOST_COLUMNS:
        raise UserError(too_large(name))


def decoded(sniffed: Sniffed) -> str:
    """Gives the text of a file that is no workbook; columns that only blanks part are parted by tabs."""
    encoding = sniffed.encoding or "utf-8"
    text = (
        sniffed.data.decode(encoding, errors="replace")
        .replace("\x00", "")
        .rstrip("\x1a")
        .removeprefix("\ufeff")
    )
    text = with_money_signs(text, encoding)
    return with_tabs(text) if sniffed.delimiter == BLANK else text
