"""Builds table columns that carry their own declaration: label, unit, choices, help, shared or private."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Date, DateTime, Float, ForeignKey, Integer, String, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import MappedColumn, mapped_column
from sqlalchemy.types import TypeEngine

from salesdesk.model.fields import Choice, Field, FieldType
from salesdesk.model.scale import MONEY_SCALE


class Money(TypeDecorator[Decimal]):
    """Stores an amount of money as a whole number of ten-thousandths of the currency."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Turns an amount into ten-thousandths."""
        return None if value is None else int((Decimal(value) * MONEY_SCALE).to_integral_value())

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """Turns ten-thousandths back into an amount."""
        return None if value is None else Decimal(value) / MONEY_SCALE


def _column(
    type_: TypeEngine[Any], field: Field, *args: Any, default: Any = None, index: bool = False
) -> MappedColumn[Any]:
    return mapped_column(
        type_, *args, nullable=not field.required, default=default, index=index, info={"field": field}
    )


def text(label: str, *, default: str | None = None, **declared: Any) -> MappedColumn[Any]:
    """Declares one line of text."""
    return _column(String(), Field(label=label, type=FieldType.TEXT, **declared), default=default)


def long_text(label: str, *, default: str | None = None, **declared: Any) -> MappedColumn[Any]:
    """Declares text of several lines."""
    return _column(String(), Field(label=label, type=FieldType.LONG_TEXT, **declared), default=default)


def whole(label: str, *, default: int | None = None, **declared: Any) -> MappedColumn[Any]:
    """Declares a whole number."""
    return _column(Integer(), Field(label=label, type=FieldType.INTEGER, **declared), default=default)


def number(label: str, *, default: float | None = None, **declared: Any) -> MappedColumn[Any]:
    """Declares a number that may have decimals."""
    return _column(Float(), Field(label=label, type=FieldType.NUMBER, **declared), default=default)


def percent(label: str, *, default: float | None = None, **declared: Any) -> MappedColumn[Any]:
    """Declares a share between 0 and 1, written as a percentage."""
    return _column(Float(), Field(label=label, type=FieldType.PERCENT, unit="%", **declared), default=default)


def money(label: str, *, default: Decimal | None = None, **declared: Any) -> MappedColumn[Any]:
    """Declares an amount of money."""
    return _column(Money(), Field(label=label, type=FieldType.MONEY, **declared), default=default)


def day(label: str, **declared: Any) -> MappedColumn[Any]:
    """Declares a date without a time, local to the manager."""
    return _column(Date(), Field(label=label, type=FieldType.DATE, **declared))


def moment(label: str, **declared: Any) -> MappedColumn[Any]:
    """Declares a date with a time of day, local to the manager."""
    return _column(DateTime(), Field(label=label, type=FieldType.DATETIME, **declared))


def flag(label: str, *, default: bool = False, **declared: Any) -> MappedColumn[Any]:
    """Declares a yes or no."""
    declared.setdefault("required", True)
    return _column(Boolean(), Field(label=label, type=FieldType.BOOLEAN, **declared), default=default)


def choice(
    label: str, choices: dict[str, str], *, default: str | None = None, **declared: Any
) -> MappedColumn[Any]:
    """Declares one value out of a named list; `choices` maps stored values to words."""
    options = tuple(Choice(value, words) for value, words in choices.items())
    field = Field(label=label, type=FieldType.CHOICE, choices=options, **declared)
    return _column(String(), field, default=default)


def reference(label: str, to: str, *, owner: bool = False, **declared: Any) -> MappedColumn[Any]:
    """Declares a link to another record; with `owner` this record goes to the Trash with that one."""
    field = Field(label=label, type=FieldType.REFERENCE, refers_to=to, owner=owner, **declared)
    return _column(Integer(), field, ForeignKey(f"{to}.id"), index=True)


def utc_now() -> datetime:
    """Gives the present moment in UTC without a zone, as record stamps are stored."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
