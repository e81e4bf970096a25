"""Turns values as plain SQL gives them into the values the program works with."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from salesdesk.model.fields import Field, FieldType
from salesdesk.model.scale import MONEY_SCALE


def day_of(stored: str | None) -> date | None:
    """Gives a stored day, or the day of a stored moment."""
    return date.fromisoformat(stored[:10]) if stored else None


def moment_of(stored: str | None) -> datetime | None:
    """Gives a stored moment; a stored day is its midnight."""
    return datetime.fromisoformat(stored) if stored else None


def money_of(stored: int | None) -> Decimal | None:
    """Gives a stored amount, which is a whole number of ten-thousandths."""
    return None if stored is None else Decimal(stored) / MONEY_SCALE


def stored_value(field: Field, stored: Any) -> Any:
    """Gives the value of a declared field, also from a log that keeps every value as text."""
    if stored is None or stored == "":
        return None
    match field.type:
        case FieldType.MONEY:
            return Decimal(stored) / MONEY_SCALE
        case FieldType.DATE:
            return day_of(str(stored))
        case FieldType.DATETIME:
            return moment_of(str(stored))
        case FieldType.BOOLEAN:
            return bool(int(stored))
        case FieldType.INTEGER:
            return int(stored)
        case FieldType.NUMBER | FieldType.PERCENT:
            return float(stored)
        case _:
            return stored
