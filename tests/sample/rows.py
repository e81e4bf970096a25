"""Collects the invented records as plain rows, with their ids, until they are saved in one go."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

from salesdesk.model.base import Base, Record
from tests.sample.days import at_hour

Row = dict[str, Any]


class SampleRows:
    """The rows of every kind; ids count from 1, as the desk they go to is empty."""

    def __init__(self) -> None:
        self._tables: dict[type[Record], list[Row]] = {}

    def add(self, model: type[Record], noted: date | datetime, **values: Any) -> int:
        """Adds one record that was written down at a moment, and gives its id."""
        rows = self._tables.setdefault(model, [])
        moment = noted if isinstance(noted, datetime) else at_hour(noted, 9)
        row = {**blank(model), **values, "id": len(rows) + 1, "created_at": moment, "changed_at": moment}
        rows.append(row)
        return len(rows)

    def of(self, model: type[Record]) -> list[Row]:
        """Gives the rows of one kind in the order of their ids."""
        return self._tables.get(model, [])

    def in_order(self) -> Iterator[tuple[type[Record], list[Row]]]:
        """Gives every kind with its rows, those that are referred to before those that refer."""
        models = {model.__tablename__: model for model in self._tables}
        for table in Base.metadata.sorted_tables:
            if table.name in models:
                yield models[table.name], self._tables[models[table.name]]


@cache
def blank(model: type[Record]) -> Row:
    """Gives a row with every column at its declared default, so that all rows of a kind match."""
    return {
        column.name: column.default.arg if column.default is not None and column.default.is_scalar else None
        for column in model.__table__.columns
    }
