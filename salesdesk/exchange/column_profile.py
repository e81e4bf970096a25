"""Describes what stands in a column: how much of it are numbers, days, names of people, words for outcomes."""

import re
from collections.abc import Iterable, Sequence

from salesdesk.exchange.parse_dates import looks_like_date, looks_like_serial
from salesdesk.exchange.parse_numbers import looks_like_number
from salesdesk.exchange.table import Cell, by_value, different, says_nothing, text_of
from salesdesk.frozen import frozen
from salesdesk.services.importing.names import flag_of, is_unclear, outcome_of, put_away

_SAMPLE = 300
_NAME = re.compile(r"[^\W\d_]+[.,]?(?:[ '’-]+[^\W\d_]+\.?)+")


@frozen
class ColumnProfile:
    """Shares, between 0 and 1, of a column's filled cells that are of one sort; all 0 for an empty column.

    `outcomes` speak of won, lost, open or put away, `decided` of won or lost, perhaps won too, `flags` are yes or no,
    `names` are words with a space and no digit.
    """

    filled: int = 0
    distinct: float = 0.0
    numbers: float = 0.0
    dates: float = 0.0
    serials: float = 0.0
    outcomes: float = 0.0
    decided: float = 0.0
    flags: float = 0.0
    names: float = 0.0
    values: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        """Tells whether the column holds nothing."""
        return self.filled == 0


def profile(cells: Sequence[Cell]) -> ColumnProfile:
    """Describes a column by a sample taken evenly over its length."""
    filled, distinct = _filled(cells)
    if not filled:
        return ColumnProfile()
    sample = _sample(filled)
    words = [text_of(cell) for cell in sample]
    outcomes = ["won" if is_unclear(each) else outcome_of(each) for each in words]
    return ColumnProfile(
        filled=len(filled),
        distinct=distinct / len(filled),
        numbers=_share(by_value(looks_like_number, sample)),
        dates=_share(by_value(looks_like_date, sample)),
        serials=_share(by_value(looks_like_serial, sample)),
        outcomes=_share(
            told is not None or bool(put_away(each)) for told, each in zip(outcomes, words, strict=True)
        ),
        decided=_share(outcome in ("won", "lost") for outcome in outcomes),
        flags=_share(flag_of(text_of(cell)) is not None for cell in sample),
        names=_share(bool(_NAME.fullmatch(text_of(cell))) for cell in sample),
        values=frozenset(text_of(cell) for cell in sample),
    )


def words_in(cells: Sequence[Cell]) -> frozenset[str]:
    """Gives the values of the same sample alone, which takes a small part of the time."""
    filled, _distinct = _filled(cells)
    return frozenset(map(text_of, _sample(filled)))


def _filled(cells: Sequence[Cell]) -> tuple[Sequence[Cell], int]:
    """Gives the cells that say something, and how many different ones those are."""
    each = different(cells)
    nothing = {cell for cell in each if says_nothing(cell)}
    return [cell for cell in cells if cell not in nothing] if nothing else cells, len(each) - len(nothing)


def _sample(filled: Sequence[Cell]) -> Sequence[Cell]:
    return filled[:: max(1, len(filled) // _SAMPLE)]


def _share(matches: Iterable[bool]) -> float:
    found = list(matches)
    return sum(found) / len(found)
