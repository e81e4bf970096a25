"""Looks at the values of a column and tells which fields it can and cannot hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from salesdesk.exchange.cells import Cell, says_nothing, text_of
from salesdesk.exchange.headers import normalised
from salesdesk.exchange.parse_dates import looks_like_date, looks_like_serial
from salesdesk.exchange.parse_numbers import looks_like_number
from salesdesk.exchange.targets import Target
from salesdesk.model.fields import FieldType
from salesdesk.services.importing.outcomes import outcome_of

_SAMPLE = 300
_MOST = 0.6
_LEAST_DISTINCT = 0.2
_DATES = frozenset({FieldType.DATE, FieldType.DATETIME})


@dataclass(frozen=True)
class ColumnProfile:
    """Shares, between 0 and 1, of a column's filled cells that are of one sort; all 0 for an empty column."""

    filled: int = 0
    distinct: float = 0.0
    numbers: float = 0.0
    dates: float = 0.0
    serials: float = 0.0
    outcomes: float = 0.0
    values: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        """Tells whether the column holds nothing."""
        return self.filled == 0


def profile(cells: Sequence[Cell]) -> ColumnProfile:
    """Describes a column by a sample taken evenly over its length."""
    filled = [cell for cell in cells if not says_nothing(cell)]
    if not filled:
        return ColumnProfile()
    sample = filled[:: max(1, len(filled) // _SAMPLE)]
    return ColumnProfile(
        filled=len(filled),
        distinct=len(set(filled)) / len(filled),
        numbers=_share(looks_like_number(cell) for cell in sample),
        dates=_share(looks_like_date(cell) for cell in sample),
        serials=_share(looks_like_serial(cell) for cell in sample),
        outcomes=_share(outcome_of(text_of(cell)) is not None for cell in sample),
        values=frozenset(text_of(cell) for cell in sample),
    )


def _share(matches: Iterable[bool]) -> float:
    found = list(matches)
    return sum(found) / len(found)


def fits(target: Target, seen: ColumnProfile) -> bool:
    """Tells whether a column's values can be what the target holds; an empty column fits anything."""
    if seen.empty:
        return True
    kind = target.field.type
    if kind in _DATES:
        return seen.dates >= _MOST or seen.serials >= _MOST
    if target.field.numeric:
        return seen.numbers >= _MOST and seen.dates < _MOST
    if kind is FieldType.CHOICE:
        return _fits_choice(target, seen)
    if kind is FieldType.REFERENCE:
        return target.by_number or (seen.numbers < _MOST and seen.dates < _MOST)
    if target.name == "external_id":
        return seen.distinct >= _LEAST_DISTINCT and seen.dates < _MOST
    if target.name == "name" and seen.numbers >= _MOST:
        return False
    return kind is FieldType.LONG_TEXT or seen.dates < _MOST


def _fits_choice(target: Target, seen: ColumnProfile) -> bool:
    if target.name == "outcome":
        return seen.outcomes >= 0.9
    known = {normalised(words) for choice in target.field.choices for words in (choice.value, choice.label)}
    return all(normalised(value) in known for value in seen.values)
