"""Builds table columns that carry their own declaration: label, unit, choices, help, shared or private."""

from collections.abc import Callable
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


def _builder(type_: type[TypeEngine[Any]], kind: FieldType, **usual: Any) -> Callable[..., MappedColumn[Any]]:
    """Gives the function that declares a field of a type: label, default, and what else a `Field` says."""

    def declare(label: str, **declared: Any) -> MappedColumn[Any]:
        """Declares a field."""
        said = usual | declared
        default = said.pop("default", None)
        return _column(type_(), Field(label=label, type=kind, **said), default=default)

    return declare


text = _builder(String, FieldType.TEXT)
long_text = _builder(String, FieldType.LONG_TEXT)
whole = _builder(Integer, FieldType.INTEGER, low=0)
number = _builder(Float, FieldType.NUMBER)
percent = _builder(Float, FieldType.PERCENT, unit="%", low=0, high=1)
"""A share between 0 and 1, written as a percentage."""
money = _builder(Money, FieldType.MONEY)
day = _builder(Date, FieldType.DATE)
"""A date without a time, local to the manager, as a moment is."""
moment = _builder(DateTime, FieldType.DATETIME)
flag = _builder(Boolean, FieldType.BOOLEAN, required=True, default=False)


def choice(
    label: str, choices: dict[str, str], *, default: str | None = None, **declared: Any
) -> MappedColumn[Any]:
    """Declares one value out of a named list; `choices` maps stored values to words."""
    options = tuple(Choice(value, words) for value, words in choices.items())
    field = Field(label=label, type=FieldType.CHOICE, choices=options, **declared)
    return _column(String(), field, default=default)


def reference(
    label: str, to: str, *, owner: bool = False, index: bool = True, **declared: Any
) -> MappedColumn[Any]:
    """Declares a link to another record; with `owner` this record goes to the Trash with that one.

    It needs no `index` of its own where one of the kind begins with it.
    """
    field = Field(label=label, type=FieldType.REFERENCE, refers_to=to, owner=owner, **declared)
    return _column(Integer(), field, ForeignKey(f"{to}.id"), index=index)


def utc_now() -> datetime:
    """Gives the present moment in UTC without a zone, as record stamps are stored."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
