"""Reads lists whose columns stand under one another by blanks alone, as databases and old programs print them."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low
from typing import Final

BLANK: Final = " "
"""What stands between the columns of such a list in place of a delimiter."""
_RULER = re.compile(r" *[-=]{2,}(?: +[-=]{2,}){2,} *")
"""A line that underlines each column by itself."""
_DELIMITER = re.compile(r"[\t;|^~]")
_GUTTER = re.compile(r" {2,}")
_LOOKED_AT = 400
_TITLES = 20
_LEAST_COLUMNS, _LEAST_ROWS = 3, 3
"""Fewer columns or rows may stand under one another by chance."""


def starts_of_columns(text: str) -> tuple[int, ...]:
    """Gives where each column begins; nothing where the text is no such list."""
    lines = [line.rstrip() for line in text.splitlines()[:_LOOKED_AT] if line.strip()]
    if sum(len(_DELIMITER.findall(line)) > 1 for line in lines) > len(lines) / 2:
        return ()
    ruler = next(filter(_RULER.fullmatch, lines), None)
    found = _starts_under(ruler) if ruler else _starts_by_gutters(lines)
    return found if len(found) >= _LEAST_COLUMNS else ()


def with_tabs(text: str) -> str:
    """Gives the list with a tab between its columns; a line that is not cut by them stays whole."""
    starts = starts_of_columns(text)
    return "".join(f"{_cut(line, starts)}\n" for line in text.splitlines())


def _cut(line: str, starts: Sequence[int]) -> str:
    if any(line[start - 1] != BLANK for start in starts[1:] if start < len(line)):
        return line
    return "\t".join(line[start:end].strip() for start, end in pairwise((*starts, None)))


def _starts_under(ruler: str) -> tuple[int, ...]:
    return (0, *[found.start() for found in re.finditer(r"[-=]+", ruler)][1:])


def _starts_by_gutters(lines: Sequence[str]) -> tuple[int, ...]:
    """Gives where columns begin below the line that names most of them; a title over it has gaps of its own."""
    rows = [line for line in lines if _parts(line) > 1]
    usual = median_low(map(_parts, rows)) if rows else 0
    for least in (max(usual, _LEAST_COLUMNS), _LEAST_COLUMNS):
        for first, row in enumerate(rows[:_TITLES]):
            found = (
                _starts_in(rows[first:]) if _parts(row) >= least and len(rows) - first > _LEAST_ROWS else ()
            )
            if len(found) >= _LEAST_COLUMNS:
                return found
    return ()


def _parts(line: str) -> int:
    """Counts what stands in a line with two blanks or more between."""
    return len(_GUTTER.split(line.strip()))


def _starts_in(rows: Sequence[str]) -> tuple[int, ...]:
    """Gives where columns begin behind blanks that stand in every row; of one blank, where a name begins there too.

    The first row names each of them.
    """
    header, *rows = (row.ljust(max(map(len, rows))) for row in rows)
    blank = [all(row[place] == BLANK for row in (header, *rows)) for place in range(len(header))]
    starts = (0, *(
        place for place in range(1, len(header))
        if blank[place - 1] and not blank[place]
        and ((place > 1 and blank[place - 2]) or header[place] != BLANK)
        and not all(blank[:place])
    ))  # fmt: skip
    return starts if all(header[start:end].strip() for start, end in pairwise((*starts, None))) else ()
