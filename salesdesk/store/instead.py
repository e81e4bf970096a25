"""Decides what stands instead of a stored value that cannot be: what was plainly meant, the nearest, or nothing."""

import re
from calendar import monthrange
from contextlib import suppress
from datetime import datetime
from math import isfinite
from typing import Any, Final

from salesdesk.model.fields import Field, FieldType
from salesdesk.store.impossible import LONGEST_WORDS, stored_bounds
from salesdesk.store.stored_columns import as_stored, first_values

_NEEDED: Final = "?"
"""What stands where words are needed and none can be read."""
_UNREADABLE: Final = {"\0", "\N{REPLACEMENT CHARACTER}"}
_DAY: Final = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))-(29|3[01])(.*)", re.DOTALL)


def instead_of(kind: str, field: Field, words: str, figure: float | None) -> Any:
    """Gives what needs nobody's word, as it is stored, for a value read as words and, if it is one, as a number.

    That is what was meant, the nearest for a number out of bounds, or what a new record has; None for nothing. A
    choice that is needed is never guessed: it may be the outcome of a deal.
    """
    meant = _meant(kind, field, words, figure)
    if meant is not None:
        return meant
    if figure is not None and isfinite(figure) and field.type is not FieldType.CHOICE:
        nearest = _within(field, figure)
        if nearest != figure:
            return nearest
    if not field.required or field.type is FieldType.CHOICE:
        return None
    first = first_values(kind, ()).get(field.name)
    if first is not None:
        return first
    return _NEEDED if field.type in (FieldType.TEXT, FieldType.LONG_TEXT) else field.low


def at_last(kind: str, field: Field) -> Any:
    """Gives what stands where one is needed that only somebody can say, and nobody can be asked: as in a new record."""
    first = first_values(kind, ())
    moments = {FieldType.DATE: first["created_at"][:10], FieldType.DATETIME: first["created_at"]}
    return first.get(field.name, moments.get(field.type, 0))


def _meant(kind: str, field: Field, words: str, figure: float | None) -> Any:
    """Gives what another program plainly meant: "Won" for won, a day with a time, the 30th of February; else None."""
    said = words.strip()
    with suppress(ValueError):  # what is no number, day or moment
        match field.type:
            case FieldType.CHOICE:
                same = [c.value for c in field.choices if said.casefold() in (c.value, c.label.casefold())]
                return same[0] if same else None
            case FieldType.BOOLEAN:
                return {"true": 1, "false": 0}.get(said.casefold())
            case FieldType.TEXT | FieldType.LONG_TEXT if not set(words) & _UNREADABLE:
                return words[:LONGEST_WORDS] or None
            case FieldType.DATE:
                return as_stored(kind, field.name, [_moment(said).date()])[0]
            case FieldType.DATETIME if (moment := _moment(said)).tzinfo is None:
                return as_stored(kind, field.name, [moment])[0]
            case FieldType.MONEY | FieldType.INTEGER if figure is not None and isfinite(figure):
                return _within(field, round(figure))
            case _:
                return None
    return None


def _moment(said: str) -> datetime:
    """Reads a day or a moment; a day that its month has not is the last one of it. Raises ValueError for any other."""
    if (found := _DAY.fullmatch(said)) is not None:
        month, day, rest = found.groups()
        last = monthrange(int(month[:4]), int(month[5:]))[1]
        said = f"{month}-{min(int(day), last)}{rest}"
    return datetime.fromisoformat(said)


def _within(field: Field, number: float) -> float:
    """Gives the nearest stored number that the field may hold."""
    low, high = stored_bounds(field)
    return min(max(number, low), high)
