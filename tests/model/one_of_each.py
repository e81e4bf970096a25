"""Invents one record of every kind from the field declarations alone, so that no new kind is forgotten."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from salesdesk.model import fields_of, model_of, models
from salesdesk.model.fields import Field, FieldType

SHARED, PRIVATE = "offen", "geheim"
"""Every text begins with one of these and names its field, so that a leak says where it came from."""

PLAIN_VALUES: dict[FieldType, Any] = {
    FieldType.INTEGER: 3,
    FieldType.NUMBER: 0.1 + 0.2,
    FieldType.MONEY: Decimal("1234.5678"),
    FieldType.PERCENT: 1 / 3,
    FieldType.DATE: date(2026, 11, 9),
    FieldType.DATETIME: datetime(2026, 11, 9, 14, 30),
    FieldType.BOOLEAN: True,
}


def word(kind: str, field: Field) -> str:
    """Gives the one word that only this field of this kind holds."""
    return f"{SHARED if field.shared else PRIVATE}{kind}{field.name}".replace("_", "")


def plain_value(kind: str, field: Field) -> Any:
    """Gives a value that a field takes; references are left empty."""
    if field.type is FieldType.CHOICE:
        return field.choices[0].value
    if field.type in {FieldType.TEXT, FieldType.LONG_TEXT}:
        return word(kind, field)
    return PLAIN_VALUES.get(field.type)


def add_one_of_each(session: Session, **changed: Any) -> dict[str, int]:
    """Adds one record of every kind with every field filled; gives their ids by kind.

    `changed` sets a field, such as the visibility, to a value wherever a kind has it.
    """
    ids: dict[str, int] = {}

    def add(kind: str) -> int:
        if kind not in ids:
            values = {field.name: plain_value(kind, field) for field in fields_of(kind)}
            for field in fields_of(kind):
                if field.type is FieldType.REFERENCE and field.refers_to != kind:
                    values[field.name] = add(field.refers_to)
            values |= {name: value for name, value in changed.items() if name in values}
            record = model_of(kind)(**values)
            session.add(record)
            session.flush()
            ids[kind] = record.id
        return ids[kind]

    for kind in models():
        add(kind)
    return ids
