"""Reads what a workbook shows beside its numbers: the currency that only the format of a cell names."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, time, timedelta
from html import unescape
from math import isfinite
from typing import Final
from xml.etree import ElementTree as ET

from salesdesk.exchange.binary_workbooks import XLSB_BOOK, BinaryBook, new_book, old_book
from salesdesk.exchange.compound_file import OLE
from salesdesk.exchange.currencies import UnknownCurrencyError, currency_of
from salesdesk.exchange.table import Cell, Row

_STYLES, _BOOK, _TARGETS, _OPEN = (
    "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "content.xml",
)  # fmt: skip
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_LOCALE: Final = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_QUOTED: Final = re.compile(r'"([^"]*)"')
_SIGN: Final = re.compile(r"[$€£¥₹₽₺₩₴₪₫₱฿₦]")
_NO_FORMAT: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_NUMBERED: Final = re.compile(rb'\sr="([A-Z]{1,3})(\d{1,7})"')
_PLACES: Final = 4
_SINCE_1904: Final = re.compile(rb"\sdate1904=[\"'](?:1|true|on)[\"']")
_NULL_1904: Final = re.compile(rb"<table:null-date\s[^>]*date-value=[\"']1904-01-01")
_UNREADABLE: Final = (
    zipfile.BadZipFile, zlib.error, RuntimeError, ET.ParseError, struct.error, IndexError, KeyError,
)  # fmt: skip
_OPEN_FORMAT: Final = re.compile(
    rb"<number:(?:number|currency)-style\s[^>]*style:name=\"([^\"]*)\"[^>]*>(.*?)</number:(?:number|currency)-style>",
    re.DOTALL,
)
_OPEN_WORDS: Final = re.compile(rb"<number:(?:text|currency-symbol)\b[^>/]*>([^<]*)<")
_OPEN_STYLE: Final = re.compile(rb"<style:style\s[^>]*>")


def with_currencies(data: bytes, sheet: str, rows: list[Row]) -> None:
    """Writes to each number of a sheet the sign or code of the currency its format shows, as “1500.50 €”.

    Where a format names none, or the workbook is of a form that keeps formats elsewhere, numbers stay as they are.
    """
    # What cannot be read here has been read by the library, which asks for less.
    with suppress(*_UNREADABLE):
        _put_right(data, sheet, rows)
        for row, column, currency in _shown(data, sheet):
            if row >= len(rows):
                break
            if column < len(rows[row]):
                rows[row][column] = in_currency(rows[row][column], currency)


def _put_right(data: bytes, sheet: str, rows: list[Row]) -> None:
    """Puts the amounts of a workbook of Excel 5 in place of days, for which the library takes some, as of “"DM" 0”."""
    book = old_book(data) if data.startswith(OLE) else None
    if book is None or not book.of_excel_5:
        return
    money = {style for style, code in book.formats.items() if currency_shown(code)}
    for row, column, style, number in book.numbers(sheet):
        there = style in money and row < len(rows) and column < len(rows[row])
        if there and isinstance(rows[row][column], date | time | timedelta):
            rows[row][column] = number


def in_currency(cell: Cell, currency: str) -> Cell:
    """Gives a number with the sign or code of a currency behind it; any other cell as it is."""
    if not currency or not isinstance(cell, int | float) or isinstance(cell, bool) or not isfinite(cell):
        return cell
    return f"{cell:.{_PLACES}f}".removesuffix("0" * (_PLACES - 2)) + f" {currency}"


def days_from_1904(data: bytes) -> bool:
    """Tells whether a workbook counts its days from 1904, as old ones of the Macintosh do, rather than from 1900."""
    with suppress(*_UNREADABLE):
        if data.startswith(OLE):
            book = old_book(data)
            return bool(book and book.from_1904)
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            names = set(pack.namelist())
            if XLSB_BOOK in names:
                return new_book(data, pack).from_1904
            if _BOOK in names:
                return bool(_SINCE_1904.search(pack.read(_BOOK)))
            return _OPEN in names and bool(_NULL_1904.search(pack.read(_OPEN)))
    return False


def _shown(data: bytes, sheet: str) -> Iterator[tuple[int, int, str]]:
    """Gives row, column and currency of each cell of a sheet whose format names one."""
    if data.startswith(OLE):
        yield from _of_binary(old_book(data), sheet)
    if not data.startswith(b"PK"):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        names = set(pack.namelist())
        if {_STYLES, _BOOK, _TARGETS} <= names:
            yield from _of_excel(pack, sheet)
        elif XLSB_BOOK in names:
            yield from _of_binary(new_book(data, pack), sheet)
        elif _OPEN in names:
            content = pack.read(_OPEN)
            styles = _currencies_of_open_styles(content)
            if styles or b"office:currency=" in content:
                yield from _of_open_document(content, sheet, styles)


def _of_binary(book: BinaryBook | None, sheet: str) -> Iterator[tuple[int, int, str]]:
    formats = book.formats.items() if book else ()
    currencies = {style: currency for style, code in formats if (currency := currency_shown(code))}
    for row, column, style in book.cells(sheet) if book and currencies else ():
        if style in currencies:
            yield row, column, currencies[style]


def _of_excel(pack: zipfile.ZipFile, sheet: str) -> Iterator[tuple[int, int, str]]:
    currencies = _currencies_of_styles(pack.read(_STYLES).decode("utf-8", "replace"))
    part = _part_of(pack, sheet) if currencies else ""
    if not part or part not in pack.namelist():
        return
    styles = "|".join(map(str, currencies))
    cell = re.compile(rf'<(?:\w+:)?c(?=\s)([^<>]*\ss="({styles})"[^<>]*)>'.encode())
    for found in cell.finditer(pack.read(part)):
        if place := _NUMBERED.search(found[1]):
            yield int(place[2]) - 1, _column(place[1]), currencies[int(found[2])]


def _currencies_of_styles(styles: str) -> Mapping[int, str]:
    """Gives the currency of each style of cells whose format names one."""
    formats: dict[int, str] = {}
    for found in re.finditer(r"<(?:\w+:)?numFmt\s([^>]*)>", styles):
        number, code = _attribute(found[1], "numFmtId"), _attribute(found[1], "formatCode")
        if number.isdigit() and (currency := currency_shown(code)):
            formats[int(number)] = currency
    cells = re.search(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", styles, re.DOTALL)
    used = re.findall(r"<(?:\w+:)?xf\b([^>]*)>", cells[0]) if formats and cells else []
    numbers = [_attribute(each, "numFmtId") for each in used]
    return {i: formats[int(n)] for i, n in enumerate(numbers) if n.isdigit() and int(n) in formats}


def currency_shown(code: str) -> str:
    """Gives the sign or code of the currency in the format of a number, as in “[$€-407] #,##0.00”; else nothing."""
    positive = code.split(";", maxsplit=1)[0]
    named = [*_LOCALE.findall(positive), *_QUOTED.findall(positive)]
    for words in named:
        try:
            currency_of(words)
        except UnknownCurrencyError:
            continue
        return words.strip()
    bare = _NO_FORMAT.sub(lambda found: found[0][1:] if found[0][0] == "\\" else "", positive)
    signs = (_SIGN.search(text) for text in (*named, bare))
    return next((sign[0] for sign in signs if sign), "")


def _part_of(pack: zipfile.ZipFile, sheet: str) -> str:
    """Gives the part of a workbook in which a sheet stands."""
    book, targets = (pack.read(name).decode("utf-8", "replace") for name in (_BOOK, _TARGETS))
    sheets = (found[1] for found in re.finditer(r"<(?:\w+:)?sheet\s([^>]*)>", book))
    key = next((_attribute(each, r"\w+:id") for each in sheets if _attribute(each, "name") == sheet), None)
    relations = (found[1] for found in re.finditer(r"<(?:\w+:)?Relationship\s([^>]*)>", targets))
    target = next(
        (_attribute(each, "Target") for each in relations if key and _attribute(each, "Id") == key), ""
    )
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}" if target else ""


def _attribute(text: str, name: str) -> str:
    found = re.search(rf"(?:^|\s){name}=(?:\"([^\"]*)\"|'([^']*)')", text)
    return unescape(found[1] or found[2] or "") if found else ""


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _currencies_of_open_styles(content: bytes) -> Mapping[str, str]:
    """Gives the currency of each style of cells of an OpenDocument whose format names one in its words."""
    head = content.partition(b"<office:body")[0]
    formats: dict[str, str] = {}
    for found in _OPEN_FORMAT.finditer(head):
        code = "".join(
            f'"{unescape(words.decode("utf-8", "replace"))}"' for words in _OPEN_WORDS.findall(found[2])
        )
        if currency := currency_shown(code):
            formats[found[1].decode("utf-8", "replace")] = currency
    styles = (found[0].decode("utf-8", "replace") for found in _OPEN_STYLE.finditer(head))
    named = ((_attribute(each, "style:name"), _attribute(each, "style:data-style-name")) for each in styles)
    return {style: formats[of] for style, of in named if of in formats}


def _of_open_document(
    content: bytes, sheet: str, styles: Mapping[str, str]
) -> Iterator[tuple[int, int, str]]:
    """Gives row, column and currency of each cell of a sheet that is an amount of money."""
    for table in ET.fromstring(content).iter(f"{_TABLE}table"):
        if table.get(f"{_TABLE}name") != sheet:
            continue
        row, usual = 0, _styles_of_columns(table)
        for line in table.iter(f"{_TABLE}table-row"):
            times, cells = _times(line, "rows"), [*_money_in(line, styles, usual)]
            for down in range(times if cells else 0):
                yield from ((row + down, column, currency) for column, currency in cells)
            row += times


_MOST_COLUMNS: Final = 1_000
"""Styles of columns farther right tell nothing: they are those of the whole sheet."""


def _styles_of_columns(table: ET.Element) -> list[str]:
    found: list[str] = []
    for column in table.iter(f"{_TABLE}table-column"):
        style = column.get(f"{_TABLE}default-cell-style-name", "")
        found += [style] * min(_times(column, "columns"), _MOST_COLUMNS - len(found))
    return found


def _money_in(line: ET.Element, styles: Mapping[str, str], usual: list[str]) -> Iterator[tuple[int, str]]:
    column = 0
    for cell in line:
        times = _times(cell, "columns")
        style = cell.get(f"{_TABLE}style-name") or (usual[column] if column < len(usual) else "")
        if (
            currency := cell.get(f"{_OFFICE}currency") or styles.get(style, "")
        ) and f"{_OFFICE}value" in cell.attrib:
            yield from ((column + right, currency) for right in range(times))
        column += times


def _times(element: ET.Element, of: str) -> int:
    """Gives how often a row or a cell stands there."""
    told = element.get(f"{_TABLE}number-{of}-repeated", "1")
    return int(told) if told.isdigit() else 1
