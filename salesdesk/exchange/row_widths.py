"""Mends rows of separated text that have more cells than the header: numbers cut at their thousands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from salesdesk.exchange.table import Row, is_empty
from salesdesk.frozen import frozen

_HEAD = re.compile(r"^\s*[-+(]*\s*[^\W\d_]{0,3}[$€£¥₺₹]?\s*-?\d{1,3}$")
_GROUP = re.compile(r"^\d{3}$")
_LAST = re.compile(r"^\d{3}(\.\d+)?\s*([$€£¥₺₹]|[A-Za-z]{1,3})?\s*\)?-?\s*$")
_WHOLE = re.compile(r"^\s*[-+(]*\s*[$€£¥₺₹]?\s*-?\d+$")
_CENTS = re.compile(r"^\d{2}\s*([$€£¥₺₹]|[A-Za-z]{1,3})?\s*\)?-?\s*$")
_MOST_EXTRA, _MOST_WAYS = 6, 10


@dataclass
class Widths:
    """The rows as they are meant, the numbers of those that were mended, and why others cannot be taken."""

    rows: list[Row]
    mended: list[int] = field(default_factory=list[int])
    faults: dict[int, str] = field(default_factory=dict[int, str])


def mend_widths(rows: list[Row], header: int, names: Row, delimiter: str) -> Widths:
    """Puts together what a comma without quotation marks has cut; a row that is too wide all the same has a fault.

    Where most rows are too wide, and nothing says that they hold cut numbers, the header lacks a name instead.
    """
    width = max(_width(rows[header]), _width(names))
    widths = {i: _width(rows[i]) for i in range(header + 1, len(rows))}
    below = [i for i, cells in widths.items() if cells]
    wide = [i for i in below if widths[i] > width]
    found = Widths(rows)
    if not wide:
        return found
    ways = {i: list(_ways(rows[i][: _width(rows[i])], width)) if delimiter == "," else [] for i in wide}
    right = _agreed(ways)
    nameless = len(wide) * 2 > len(below)
    if nameless and not _speaks_for_thousands(rows, wide, right, exact=len(wide) < len(below)):
        return found
    found.rows = list(rows)
    for i in wide:
        if i in right:
            found.rows[i] = right[i].cells
            found.mended.append(i + 1)
        else:
            found.faults[i + 1] = _too_wide(_width(rows[i]), width, delimiter)
    return found


@frozen
class _Way:
    """One way to put cells together, and at which columns that is done."""

    cells: Row
    at: tuple[int, ...]


def _ways(cells: Sequence[object], width: int) -> Iterator[_Way]:
    """Gives every way in which neighbours make numbers so that as many cells are left as there are columns."""
    if len(cells) - width <= _MOST_EXTRA:
        texts = ["" if cell is None else str(cell) for cell in cells]
        for whole, at in islice(_joined(texts, width, ()), _MOST_WAYS):
            yield _Way(list(whole), at)


def _joined(
    cells: list[str], width: int, before: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], tuple[int, ...]]]:
    extra = len(cells) + len(before) - width
    if extra == 0:
        yield (*before, *cells), ()
        return
    if extra >= len(cells):
        return
    yield from _joined(cells[1:], width, (*before, cells[0]))
    for taken in range(1, extra + 1):
        group = cells[1 : taken + 1]
        whole = _number(cells[0].strip(), group)
        if whole:
            for rest, at in _joined(cells[taken + 1 :], width, (*before, whole)):
                yield rest, (len(before), *at)


def _number(head: str, groups: list[str]) -> str:
    """Gives the number that cells make together, by thousands or by hundredths; empty where they make none."""
    *middle, last = groups
    if _HEAD.match(head) and _LAST.match(last) and all(map(_GROUP.match, middle)):
        return "".join((head, *middle, last))
    if not middle and _WHOLE.match(head) and _CENTS.match(last):
        return f"{head}.{last}"
    return ""


def _agreed(ways: dict[int, list[_Way]]) -> dict[int, _Way]:
    """Gives the one way of each row; of several the one whose columns hold such numbers in other rows too."""
    sure = {i: found[0] for i, found in ways.items() if len(found) == 1}
    columns = {column for way in sure.values() for column in way.at}
    for i, found in ways.items():
        fitting = [way for way in found if columns and set(way.at) <= columns]
        if len(found) > 1 and len(fitting) == 1:
            sure[i] = fitting[0]
    return sure


def _speaks_for_thousands(rows: list[Row], wide: list[int], right: dict[int, _Way], *, exact: bool) -> bool:
    """Tells whether cells beyond the header are halves of numbers: other rows fit, or a half begins with 0."""
    if len(right) < len(wide):
        return exact and bool(right)
    halves = (str(rows[i][way.at[0] + 1]) for i, way in right.items())
    return exact or any(half.startswith("0") for half in halves)


def _width(row: Row) -> int:
    """Gives the number of cells up to the last that holds anything."""
    if row and not is_empty(row[-1]):
        return len(row)
    return next((i + 1 for i in range(len(row) - 1, -1, -1) if not is_empty(row[i])), 0)


def _too_wide(cells: int, columns: int, delimiter: str) -> str:
    return _(
        "It has {cells} cells for {columns} columns: a “{delimiter}” in a cell without quotation marks?",
        cells=cells,
        columns=columns,
        delimiter=delimiter,
    )
