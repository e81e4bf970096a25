"""Turns values as the program has them into values as the file keeps them, a whole column at once."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy.dialects import sqlite

from salesdesk.model import model_of

_DIALECT = sqlite.dialect()


def as_stored(kind: str, name: str, values: Iterable[Hashable]) -> list[Any]:
    """Gives the values of one field of a kind as they are stored; each different one is turned once."""
    turn = _turning(kind, name)
    if turn is None:
        return list(values)
    turned: dict[Hashable, Any] = {}
    given: list[Any] = []
    for value in values:
        if value not in turned:
            turned[value] = turn(value)
        given.append(turned[value])
    return given


def first_values(kind: str, without: Collection[str]) -> dict[str, Any]:
    """Gives, as stored, what the other fields of a new record begin with, its stamps too; NULL is left out."""
    columns = [c for c in model_of(kind).__table__.columns if c.name not in without and c.default is not None]
    return _made(kind, {column.name: column.default for column in columns})


def changing_values(kind: str) -> dict[str, Any]:
    """Gives, as stored, what changes by itself whenever a record does: its stamp."""
    return _made(
        kind, {c.name: c.onupdate for c in model_of(kind).__table__.columns if c.onupdate is not None}
    )


def _made(kind: str, defaults: Mapping[str, Any]) -> dict[str, Any]:
    made = {name: each.arg(None) if each.is_callable else each.arg for name, each in defaults.items()}
    return {name: as_stored(kind, name, [value])[0] for name, value in made.items()}


@cache
def _turning(kind: str, name: str) -> Callable[[Any], Any] | None:
    return model_of(kind).__table__.columns[name].type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
