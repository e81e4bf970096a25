"""Refuses an OpenDocument of a few bytes which says of filled rows or cells that they stand there a million times."""

import re
from collections.abc import Iterator
from typing import IO, Final

MOST_REPEATS: Final = 1_000
"""So often the same filled row may stand below itself; spreadsheets write it once for empty ones only."""
_CHUNK: Final = 1 << 20
_CUT: Final = 200
"""So much of a piece is looked at again with the next one, as a word may be cut between them."""
_SIGN: Final = re.compile(
    rb"table:number-rows-repeated\s*=\s*[\"']([^\"']*)[\"']|(office:[a-z-]*value\b|<text:p\b)|(</table:table-row>)"
    rb"|<table:table-cell\b([^<>]*\bnumber-columns-repeated\s*=\s*[\"'](?!\d{1,2}[\"'])([^\"']*)[\"'][^<>]*)>"
)
_REPEATED: Final = re.compile(rb"number-(?:rows|columns)-repeated")


def repeats_too_often(content: IO[bytes], most_rows: int, most_cells: int) -> bool:
    """Tells whether a filled row is repeated more often than one is, or all of them together make too many rows.

    A filled cell that is repeated makes a row wide, as often as the row stands there; too many such are too many too.
    """
    total, above, times, cells, row = 0, 0, 0, 0, 1
    for sign in _signs(content):
        told, filled, end, cell, wide = sign.groups()
        if told is not None:
            times = row = _number(told)
        elif cell is not None:
            cells += row * _number(wide) * _is_filled(cell)
            if cells > most_cells:
                return True
        elif filled and times:
            total, above = total + above + times, 0
            if times > MOST_REPEATS or total > most_rows:
                return True
            times = 0
        elif end:
            above, times, row = above + times, 0, 1
    return False


def _is_filled(cell: bytes) -> bool:
    """Tells by the attributes of a cell whether something stands in it."""
    return b"office:" in cell or not cell.endswith(b"/")


def _signs(content: IO[bytes]) -> Iterator[re.Match[bytes]]:
    """Gives what says how often rows stand there, and what is in those; pieces without any are passed over."""
    before, within = b"", False
    while chunk := content.read(_CHUNK):
        text = before + chunk
        whole = len(chunk) < _CHUNK
        last = len(text) if whole else len(text) - _CUT
        end = 0
        if within or _REPEATED.search(text):
            for sign in _SIGN.finditer(text):
                if sign.start() >= last and not whole:
                    break
                end = sign.end()
                within = sign[1] is not None or (within and not sign[3])
                yield sign
        before = text[max(end, last) :]


def _number(told: bytes) -> int:
    """Gives how often a row or cell stands there; what is no plain number counts as too often."""
    return int(told) if told.isdigit() and len(told) < 12 else 10**12
