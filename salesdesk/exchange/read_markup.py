"""Reads the tables of a web page and of SpreadsheetML 2003, which many tools save under the name of a workbook."""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from io import BytesIO
from xml.etree import ElementTree as ET

from salesdesk.env.errors import UserError
from salesdesk.exchange.read_workbook import MOST_COLUMNS, Sheet
from salesdesk.exchange.table import Cell, Row
from salesdesk.exchange.workbook_formats import currency_shown, in_currency

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_PAGE = re.compile(
    r"\s*(<\?xml[^>]*>|<!--.*?-->|\s)*<(!doctype html|html|head|body|meta|style|table|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_LEAST_CELLS = 4
_SPACES = re.compile(r"[ \t\r\n\u00a0]+")


def is_page(text: str) -> bool:
    """Tells by its beginning whether a text is a web page."""
    return bool(_PAGE.match(text[:4000]))


def is_spreadsheet_xml(text: str) -> bool:
    """Tells by its beginning whether a text is a workbook of Excel 2003 in XML."""
    return text[:10].lstrip("\ufeff ").startswith("<") and _OFFICE in text[:4000]


def has_cells(text: str) -> bool:
    """Tells whether a page has a table of at least two columns and rows."""
    return len(re.findall(r"<t[dh]\b", text, re.IGNORECASE)) >= _LEAST_CELLS


def charset_of(data: bytes) -> str | None:
    """Gives the encoding that a web page says it has, if there is one of that name and it can be true."""
    found = _CHARSET.search(data[:4000])
    try:
        data.decode(name := found[1].decode() if found else "none")
    except (LookupError, UnicodeDecodeError):
        return None
    return name


def read_page(text: str) -> Iterator[Sheet]:
    """Gives every table of a web page as a sheet."""
    page = _Page()
    page.feed(text)
    page.close()
    tables = [table.rows for table in page.tables if any(len(row) > 1 for row in table.rows)]
    for number, rows in enumerate(tables, 1):
        yield Sheet(_("Table {number}", number=number), rows)


class _PageTable:
    """One table of a page: its rows, the cell that is open, and the cells that reach down into rows to come."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._words: list[str] | None = None
        self._across, self._down = 1, 1
        self._held: dict[int, tuple[int, Cell]] = {}

    def begin_row(self) -> None:
        """Begins a row with what reaches down into it."""
        self.end_cell()
        self.rows.append([])
        self._take_held()

    def begin_cell(self, across: int, down: int) -> None:
        """Begins a cell that spans so many columns and rows."""
        self.end_cell()
        if not self.rows:
            self.begin_row()
        self._words, self._across, self._down = [], across, down

    def add(self, words: str) -> None:
        """Adds words to the cell that is open."""
        if self._words is not None:
            self._words.append(words)

    def end_cell(self) -> None:
        """Puts the cell that is open into its row."""
        if self._words is None:
            return
        lines = "".join(self._words).split("\v")
        text, self._words = "\n".join(_SPACES.sub(" ", line).strip() for line in lines).strip(), None
        row = self.rows[-1]
        if self._down > 1 and self._across == 1:
            self._held[len(row)] = (self._down, text)
            row.append(text)
            self._held[len(row) - 1] = (self._down - 1, text)
        else:
            row += [text, *[None] * (min(self._across, MOST_COLUMNS) - 1)][: MOST_COLUMNS - len(row)]
        self._take_held()

    def _take_held(self) -> None:
        row = self.rows[-1]
        while len(row) in self._held:
            left, text = self._held.pop(len(row))
            if left > 1:
                self._held[len(row)] = (left - 1, text)
            row.append(text)


class _Page(HTMLParser):
    """Gathers the tables of a page; a table within a cell of another is one of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_PageTable] = []
        self._open: list[_PageTable] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begins a table, a row, a cell or a line."""
        if tag == "table":
            self.tables.append(_PageTable())
            self._open.append(self.tables[-1])
        elif tag in ("style", "script"):
            self._silent = True
        elif self._open and tag == "tr":
            self._open[-1].begin_row()
        elif self._open and tag in ("td", "th"):
            spans = dict(attrs)
            self._open[-1].begin_cell(_span(spans.get("colspan")), _span(spans.get("rowspan")))
        elif self._open and tag in ("br", "p", "div", "li"):
            self._open[-1].add("\v")

    def handle_endtag(self, tag: str) -> None:
        """Ends a cell or a table."""
        if tag in ("style", "script"):
            self._silent = False
        elif self._open and tag in ("td", "th", "tr"):
            self._open[-1].end_cell()
        elif self._open and tag == "table":
            self._open.pop().end_cell()

    def handle_data(self, data: str) -> None:
        """Takes the words of a cell."""
        if self._open and not self._silent:
            self._open[-1].add(data)


def _span(told: str | None) -> int:
    return max(1, int(told)) if told and told.isdecimal() and len(told) < 6 else 1


_OFFICE = "urn:schemas-microsoft-com:office:spreadsheet"
_EXCEL = "urn:schemas-microsoft-com:office:excel"


def read_spreadsheet_xml(data: bytes, name: str) -> Iterator[Sheet]:
    """Gives every sheet of a workbook in XML; raises UserError where it is not well-formed."""
    if b"<!ENTITY" in data:
        raise UserError(_broken(name))
    try:
        root = ET.parse(BytesIO(data)).getroot()
    except ET.ParseError as error:
        raise UserError(_broken(name)) from error
    currencies = _currencies_of_styles(root)
    from_1904 = root.find(f".//{{{_EXCEL}}}Date1904") is not None
    for sheet in root.iter(_tag("Worksheet")):
        options = (each.text or "" for each in sheet.iter(f"{{{_EXCEL}}}Visible"))
        hidden = any(text.strip().endswith("Hidden") for text in options)
        yield Sheet(sheet.get(_tag("Name")) or "", list(_rows_of(sheet, currencies)), from_1904, hidden)


def _currencies_of_styles(root: ET.Element) -> Mapping[str, str]:
    """Gives the currency of each style whose format names one."""
    found: dict[str, str] = {}
    for style in root.iter(_tag("Style")):
        number = style.find(_tag("NumberFormat"))
        code = number.get(_tag("Format"), "") if number is not None else ""
        name, parent = style.get(_tag("ID"), ""), style.get(_tag("Parent"), "")
        shown = "€" if code == "Euro Currency" else currency_shown(code)
        if shown or (number is None and parent in found):
            found[name] = shown or found[parent]
    return found


def _rows_of(sheet: ET.Element, currencies: Mapping[str, str]) -> Iterator[Row]:
    """Gives the rows; a cell that reaches down holds in each of its rows where it is no wider than its column."""
    reached = 0
    held: dict[int, tuple[int, Cell]] = {}
    for row in sheet.iter(_tag("Row")):
        wanted = _span(row.get(_tag("Index")))
        for _empty in range(reached, min(wanted - 1, reached + 1000)):
            reached += 1
            yield []
        reached += 1
        cells = _cells_of(row, currencies, reached, held)
        for column, (last, value) in held.items():
            if reached <= last:
                cells += [None] * (column + 1 - len(cells))
                cells[column] = value if cells[column] is None else cells[column]
        yield cells


def _cells_of(
    row: ET.Element, currencies: Mapping[str, str], number: int, held: dict[int, tuple[int, Cell]]
) -> Row:
    """Gives the cells of a row, and holds those that reach down into rows to come."""
    cells: Row = []
    for cell in row.iter(_tag("Cell")):
        wanted = min(_span(cell.get(_tag("Index"))), MOST_COLUMNS)
        cells += [None] * (wanted - 1 - len(cells))
        told = cell.find(_tag("Data"))
        while not cell.get(_tag("Index")) and held.get(len(cells), (0, None))[0] >= number:
            cells.append(None)
        value = None if told is None else _value("".join(told.itertext()), told.get(_tag("Type")))
        style = cell.get(_tag("StyleID")) or row.get(_tag("StyleID")) or ""
        cells.append(in_currency(value, currencies.get(style, "")))
        if cell.get(_tag("MergeDown")) and not cell.get(_tag("MergeAcross")):
            held[len(cells) - 1] = number + _span(cell.get(_tag("MergeDown"))), cells[-1]
        cells += [None] * min(
            _span(cell.get(_tag("MergeAcross"))) * ("MergeAcross" in str(cell.attrib)), MOST_COLUMNS
        )
    return cells


def _value(text: str, kind: str | None) -> Cell:
    if kind == "Number":
        try:
            return float(text)
        except ValueError:
            return text
    if kind == "DateTime":
        return text.removesuffix(".000").removesuffix("T00:00:00")
    return text


def _tag(name: str) -> str:
    return f"{{{_OFFICE}}}{name}"


def _broken(name: str) -> str:
    return _(
        "“{name}” is not a workbook that can be read, so nothing was imported; export it as CSV or XLSX.",
        name=name,
    )
