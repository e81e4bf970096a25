"""Finds stored values that cannot be: an amount of letters or below nought, the 30th of February, a deal of nobody.

SalesDesk writes none; another program may. SQLite counts letters as nought, so figures would be wrong without a word.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from sqlcipher3 import dbapi2

from salesdesk.frozen import frozen
from salesdesk.model.fields import Field, FieldType
from salesdesk.model.scale import LARGEST, MONEY_SCALE

_STAMPS: Final = (
    Field(label=_("Made"), type=FieldType.DATETIME, name="created_at", required=True),
    Field(label=_("Changed"), type=FieldType.DATETIME, name="changed_at", required=True),
    Field(label=_("In the Trash since"), type=FieldType.DATETIME, name="deleted_at"),
)
_WHOLE: Final = "typeof({name}) = 'integer'"
_FRACTION: Final = "typeof({name}) IN ('integer', 'real') AND abs({name}) < 1e300"
LONGEST_WORDS: Final = 1_000_000
"""Letters that a field may hold, as a cell of an import may; what is longer no screen can show."""
_MOST_BYTES: Final = 4 * LONGEST_WORDS
_TEXT: Final = f"typeof({{name}}) = 'text' AND octet_length({{name}}) <= {_MOST_BYTES}"
_YEAR: Final = "substr({name}, 1, 4) > '0000'"
_RIGHT: Final = {
    FieldType.TEXT: _TEXT,
    FieldType.LONG_TEXT: _TEXT,
    FieldType.INTEGER: _WHOLE,
    FieldType.MONEY: _WHOLE,
    FieldType.REFERENCE: f"{_WHOLE} AND {{name}} IN (SELECT id FROM {{refers_to}})",
    FieldType.NUMBER: _FRACTION,
    FieldType.PERCENT: _FRACTION,
    FieldType.TIMES: _FRACTION,
    FieldType.BOOLEAN: "{name} IN (0, 1)",
    FieldType.DATE: f"{_TEXT} AND {{name}} IS date({{name}}) AND {_YEAR}",
    FieldType.DATETIME: f"{_TEXT} AND substr({{name}}, 1, 19) IS datetime({{name}}) AND {_YEAR}",
}
_LONGEST: Final = 40


@frozen
class Impossible:
    """A field of a kind in which `count` records have what cannot be; one of them as an example, with its value."""

    kind: str
    field: Field
    count: int
    record_id: int
    value: str

    @property
    def words(self) -> str:
        """Says which, how many, and an example."""
        from salesdesk.model import KINDS

        return _(
            "{plural}: {count} with an impossible “{label}”, such as “{value}” in number {number}",
            plural=KINDS[self.kind].plural,
            count=self.count,
            label=self.field.label,
            value=self.value,
            number=self.record_id,
        )


def impossible_values(connection: dbapi2.Connection, kinds: Iterable[str] = ()) -> Iterator[Impossible]:
    """Looks through every value of a desk of the newest schema, or of some `kinds` only, each table once."""
    from salesdesk.model import fields_of, models

    for kind in kinds or models():
        fields = (*fields_of(kind), *_STAMPS)
        counts = ", ".join(f"total(NOT ({right_sql(field)}))" for field in fields)
        found = connection.execute(f"SELECT {counts} FROM {kind}").fetchone()
        for field, count in zip(fields, found, strict=True):
            if count:
                yield _example(connection, kind, field, int(count))


def unreadable_words(connection: dbapi2.Connection) -> Iterator[str]:
    """Reads every record, and tells in which kinds another program wrote words that are none."""
    from salesdesk.model import KINDS, models

    for kind in models():
        try:
            for _row in connection.execute(f"SELECT * FROM {kind}"):
                pass
        except dbapi2.OperationalError:
            yield _("{plural}: some words are none, and cannot be read", plural=KINDS[kind].plural)


def right_sql(field: Field) -> str:
    """Gives the SQL that tells whether a value is one that the field can have; emptiness is the table's matter."""
    if field.type is FieldType.CHOICE:
        values = ", ".join("'{}'".format(choice.value.replace("'", "''")) for choice in field.choices)
        right = f"{field.name} IN ({values})"
    else:
        right = _RIGHT[field.type].format(name=field.name, refers_to=field.refers_to)
    if field.numeric:
        low, high = stored_bounds(field)
        right += f" AND {field.name} BETWEEN {low} AND {high}"
    return f"{field.name} IS NULL OR coalesce({right}, 0)"


def stored_bounds(field: Field) -> tuple[float, float]:
    """Gives the least and the largest number, as stored, that a field may hold: more than can be typed is in none."""
    scale = MONEY_SCALE if field.type is FieldType.MONEY else 1
    low, high = field.low, field.high
    return (-LARGEST if low is None else low) * scale, (LARGEST if high is None else high) * scale


def _example(connection: dbapi2.Connection, kind: str, field: Field, count: int) -> Impossible:
    # Other programs write texts that are none, so they are read as bytes.
    sql = f"SELECT id, CAST({field.name} AS BLOB) FROM {kind} WHERE NOT ({right_sql(field)}) ORDER BY id LIMIT 1"
    number, value = connection.execute(sql).fetchone()
    return Impossible(kind, field, count, number, _shown(value))


def _shown(value: Any) -> str:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
