"""Refuses an OpenDocument of a few bytes that makes very many cells by saying how often rows and cells stand there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

MOST_REPEATS: Final = 1_000
"""So often the same filled row may stand below itself; spreadsheets write it once for empty ones only."""
_CHUNK: Final = 1 << 20
_LONGEST_ROW: Final = 64 << 20
_END: Final = b"</table:table-row>"
_ROW: Final = re.compile(rb"<table:table-row(?=[\s/>])([^<>]*)>")
_CELL: Final = re.compile(rb"<table:(?:covered-)?table-cell(?=[\s/>])([^<>]*)>")
_SHEET: Final = re.compile(rb"<table:table(?=[\s/>])")
_FILLED: Final = re.compile(rb"office:[a-z-]*value\b|<text:p\b")
_TIMES: Final = re.compile(rb"number-(?:rows|columns)-repeated\s*=\s*[\"']([^\"']*)[\"']")


@dataclass
class _Sheet:
    """How far a sheet is filled: reading lays out every cell up to its last row and its widest one."""

    width: int = 0
    height: int = 0
    above: int = 0
    claimed: int = 0
    """Rows that stand there only because one says how often it does."""


def repeats_too_often(content: IO[bytes], most_rows: int, most_cells: int) -> bool:
    """Tells whether all sheets of a file make more cells together than may be, or claim too many rows.

    A filled row may not claim to stand below itself very often either.
    """
    sheet, before = _Sheet(), 0
    for text in _rows(content):
        if len(text) > _LONGEST_ROW:
            return True
        if _SHEET.search(text):
            before, sheet = before + sheet.width * sheet.height, _Sheet()
        times = _take(sheet, text)
        if times > MOST_REPEATS or sheet.claimed > most_rows:
            return True
        if before + sheet.width * sheet.height > most_cells:
            return True
    return False


def _rows(content: IO[bytes]) -> Iterator[bytes]:
    """Gives each row with what stands before it; one that never ends as soon as it is too long."""
    rest = b""
    while chunk := content.read(_CHUNK):
        *whole, rest = (rest + chunk).split(_END)
        yield from whole
        if len(rest) > _LONGEST_ROW:
            yield rest


def _take(sheet: _Sheet, text: bytes) -> int:
    """Adds a row to its sheet, and the empty ones before it; gives how often it stands there if it is filled."""
    times = [_number(each[1]) for each in _ROW.finditer(text)] or [1]
    sheet.above += sum(times[:-1])
    if not _FILLED.search(text):
        sheet.above += times[-1]
        return 1
    sheet.claimed += sheet.above + times[-1] - len(times)
    sheet.height += sheet.above + times[-1]
    sheet.above, sheet.width = 0, max(sheet.width, _width(text))
    return times[-1]


def _width(row: bytes) -> int:
    """Gives how many cells a row has up to its last filled one."""
    if b"columns-repeated" not in row:
        return row.count(b"<table:table-cell") + row.count(b"<table:covered-table-cell")
    width = place = 0
    for cell in _CELL.finditer(row):
        place += _number(cell[1])
        if b"office:" in cell[1] or not cell[1].endswith(b"/"):
            width = place
    return width


def _number(attributes: bytes) -> int:
    """Gives how often a row or cell stands there; what is no plain number counts as too often."""
    found = _TIMES.search(attributes)
    if found is None:
        return 1
    return int(found[1]) if found[1].isdigit() and len(found[1]) < 12 else 10**12
