"""Asks for the records of a kind by plain SQL made from the field declarations, as one reader may see them."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from salesdesk.model import field_of, fields_of, kind_of
from salesdesk.model.fields import Audience, Field, FieldType
from salesdesk.services.field_words import TableRow
from salesdesk.services.stored_values import day_of, moment_of, money_of
from salesdesk.store.desk_file import Row

READ: Final[Mapping[FieldType, Callable[[Any], Any]]] = {
    FieldType.MONEY: money_of,
    FieldType.DATE: day_of,
    FieldType.DATETIME: moment_of,
    FieldType.BOOLEAN: bool,
}
"""Turns what is kept in another form than it is worked with."""


def question(
    kind: str, audience: Audience, where: Mapping[str, Any], ids: Iterable[int] | None,
    order_by: Sequence[str], limit: int | None,
) -> tuple[str, dict[str, Any]]:  # fmt: skip
    """Gives the statement and its values; each of `where` is a value, None, or a tuple of which any will do."""
    sql, values = _all_of(kind, audience), dict[str, Any]()
    for name, wanted in where.items():
        any_of = isinstance(wanted, tuple)
        values[name] = json.dumps(wanted) if any_of else wanted
        sql += f" AND {_seen(kind, field_of(kind, name), audience)} {_ANY if any_of else 'IS'} "
        sql += _EACH.format(name=name) if any_of else f":{name}"
    if ids is not None:
        values["_ids"] = json.dumps(list(ids))
        sql += f" AND {kind}.id {_ANY} {_EACH.format(name='_ids')}"
    sql += f" ORDER BY {', '.join(_sorted_by(kind, name) for name in order_by)}"
    return (sql if limit is None else f"{sql} LIMIT {limit}"), values


def read_rows(kind: str, audience: Audience, found: Iterable[Row]) -> list[TableRow]:
    """Turns the rows of a question into records, with the titles of what they refer to."""
    fields = fields_of(kind, audience)
    references = [(f.name, f.refers_to) for f in fields if f.type is FieldType.REFERENCE]
    read = [(field.name, READ.get(field.type)) for field in fields]
    return [
        TableRow(
            row["id"],
            {name: row[name] if way is None or row[name] is None else way(row[name]) for name, way in read},
            {name: stored_title(to, row[f"title_{name}"]) for name, to in references},
            kind,
        )
        for row in found
    ]


def stored_title(kind: str, stored: Any) -> str:
    """Gives a stored title as text, a moment or an amount as other programs read it."""
    way = READ.get(_title(kind).type)
    return str(stored or "") if way is None or stored is None else str(way(stored))


@cache
def _title(kind: str) -> Field:
    return field_of(kind, kind_of(kind).title)


@cache
def _all_of(kind: str, audience: Audience) -> str:
    """Gives the question for all records of a kind but those in the Trash; the plus keeps from their index."""
    fields = fields_of(kind, audience)
    columns = [f"{kind}.id", *(f"{_seen(kind, field, audience)} AS {field.name}" for field in fields)]
    joins = ""
    for field in fields:
        if field.type is FieldType.REFERENCE:
            of = f"of_{field.name}"
            columns.append(f"{of}.{kind_of(field.refers_to).title} AS title_{field.name}")
            joins += f" LEFT JOIN {field.refers_to} {of} ON {of}.id = {kind}.{field.name}"
            joins += f" AND {of}.deleted_at IS NULL"
    sql = f"SELECT {', '.join(columns)} FROM {kind}{joins} WHERE +{kind}.deleted_at IS NULL"
    hidden = f" AND NOT ({kind_of(kind).private_sql(kind)})"
    return sql if audience is Audience.MANAGER else sql + hidden


def _seen(kind: str, field: Field, audience: Audience) -> str:
    """Gives what a reader sees of a field: nothing while it is held back from the salesperson."""
    column = f"{kind}.{field.name}"
    if audience is Audience.MANAGER or not field.shared_once:
        return column
    return f"CASE WHEN {kind}.{field.shared_once} IS NOT NULL THEN {column} END"


def _sorted_by(kind: str, name: str) -> str:
    """Gives what to sort by; titles are sorted as names are everywhere."""
    field = name.removeprefix("-")
    as_names = " COLLATE names" if field == kind_of(kind).title else ""
    return f"{kind}.{field}{as_names}{' DESC' if name.startswith('-') else ''}"


_ANY, _EACH = "IN", "(SELECT value FROM json_each(:{name}))"
