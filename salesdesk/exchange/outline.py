"""Reads the outline form of a report: a group's name on a row of its own, its deals below and one column further."""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import Final

from salesdesk.exchange.parse_numbers import looks_like_number
from salesdesk.exchange.table import Cell, Row, is_empty, text_of
from salesdesk.frozen import frozen

_FEWEST: Final = 2
_COUNTED: Final = re.compile(r"(\S.*?)\s*[(\[]\s*(\d{1,7})[^\d()\[\]]*[)\]]")


@frozen
class Outline:
    """The rows of an outline with its groups filled down and their own rows emptied, and in how many columns."""

    rows: list[Row]
    depth: int
    groups: int


def outline_of(rows: Sequence[Row]) -> Outline | None:
    """Gives the rows of an outline; None where they are none.

    Every row fills one of the first columns: a group's row that of its level, and beside it nothing but numbers, which
    are its subtotals; a record's row the deepest one. Rows of totals and empty ones stay as they are.
    """
    first = next((row for row in rows if _level(row) >= 0), None)
    if first is None or _level(first) or not _is_group(first, 0):
        return None
    levels = [_level(row) for row in rows]
    depth = max(levels, default=0)
    while depth and not _is_outline(rows, levels, depth):
        depth -= 1
    if not depth:
        return None
    found: list[Row] = []
    path: list[Cell] = []
    for place, (row, level) in enumerate(zip(rows, levels, strict=True)):
        if 0 <= level < depth and _is_group(row, level):
            name = _without_count(text_of(row[level]), levels[place + 1 :], level, depth)
            path = [*path[:level], *[None] * (level - len(path)), name]
            found.append([None] * len(row))
        elif level == depth and len(path) == depth:
            found.append([*path, *row[depth:]])
        else:
            found.append(list(row))
    return Outline(found, depth, sum(0 <= level < depth for level in levels))


def _without_count(name: str, below: Sequence[int], level: int, depth: int) -> str:
    """Gives the name of a group without the count of its records behind it, as in “Mia Orr (3)”."""
    counted = _COUNTED.fullmatch(name)
    if not counted:
        return name
    own = takewhile(lambda each: each < 0 or each > level, below)
    return counted[1] if sum(each == depth for each in own) == int(counted[2]) else name


def _level(row: Row) -> int:
    """Gives the first column that is filled; -1 where there is none."""
    return next((place for place, cell in enumerate(row) if not is_empty(cell)), -1)


def _is_group(row: Row, level: int) -> bool:
    others = [cell for cell in row[level + 1 :] if not is_empty(cell)]
    return (
        isinstance(row[level], str)
        and not looks_like_number(row[level])
        and all(map(looks_like_number, others))
    )


def _is_outline(rows: Sequence[Row], levels: Sequence[int], depth: int) -> bool:
    """Tells whether rows of groups and of records follow one another as they do in an outline of some depth."""
    told = [(level, row) for level, row in zip(levels, rows, strict=True) if level >= 0]
    while told and told[-1][0] < depth:
        told.pop()  # grand totals
    groups = [(level, row) for level, row in told if level < depth]
    records = [row for level, row in told if level == depth]
    if len(groups) < _FEWEST or len(records) + len(groups) != len(told) or not told or told[0][0] != 0:
        return False
    steps = pairwise(told)
    falls = all(
        below <= above + 1 and (above == depth or below == above + 1) for (above, _r), (below, _s) in steps
    )
    names = {text_of(row[level]) for level, row in groups if level == 0}
    words = any(
        any(not is_empty(c) and not looks_like_number(c) for c in row[depth + 1 :]) for row in records
    )
    return falls and words and len(names) > 1 and all(_is_group(row, level) for level, row in groups)
