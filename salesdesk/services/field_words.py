"""Turns the value of a declared field into the words of the screen, and typed words back into a value."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from salesdesk.env.errors import UserError
from salesdesk.env.locale import Formats
from salesdesk.env.short_words import brief
from salesdesk.env.typed_dates import parse_typed_date, plausible
from salesdesk.model.fields import Field, FieldType
from salesdesk.model.kinds import kind_of
from salesdesk.model.scale import LARGEST
from salesdesk.practice.rounding import percent_words
from salesdesk.services.stored_values import day_of, moment_of
from salesdesk.services.typed_money import refuse_unclear_money

YES: Final = frozenset({"yes", "y", "true", "1", "x", "✓", "on"})
NO: Final = frozenset({"no", "n", "false", "0", "", "off"})
DOUBTED: Final = frozenset({FieldType.MONEY, FieldType.INTEGER, FieldType.NUMBER})
"""Shares and multiples have bounds of their own."""
SMALLEST_DOUBTED, TIMES_USUAL, VERY_LARGE = 1_000, 100, 10**11


@dataclass(frozen=True, slots=True)
class TableRow:
    """One record, or one line of a plain table: values by field name under a number no other row of its kind has.

    `texts` are the titles of what its reference fields refer to, as they are stored.
    """

    id: int
    values: Mapping[str, Any]
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    kind: str = "row"


def words_of(field: Field, value: Any, formats: Formats, text: str = "") -> str:
    """Writes a value of a field; `text` is the title of what a reference refers to; nothing is written for None."""
    if field.type is FieldType.REFERENCE:
        return title_said(field.refers_to, text, formats) if text else ""
    if value is None:
        return ""
    if field.type is FieldType.CHOICE:
        return field.choice_label(value)
    write = WRITERS.get(field.type)
    return write(formats, value) if write else str(value)


def title_said(kind: str, title: str, formats: Formats) -> str:
    """Says the title of a record; one that is a day or a moment is said as the screen says these."""
    from salesdesk.model import field_of  # loads SQLAlchemy, which no start needs

    of_type = field_of(kind, kind_of(kind).title).type
    if of_type in DATED:
        with suppress(ValueError):  # of what was said already, such as in a history
            return WRITERS[of_type](formats, DATED[of_type](title))
    return title


def value_of(
    field: Field, typed: str, formats: Formats, today: date, options: Sequence[tuple[int, str]] = ()
) -> Any:
    """Reads a typed or pasted value of a field; raises UserError saying what would be understood, and taken."""
    text = typed.strip()
    if not text and field.type is not FieldType.BOOLEAN:
        if field.required:
            raise UserError(_("“{label}” cannot be empty. The old value was kept.", label=field.label))
        return None
    if field.numeric:
        return _number_within(field, text, formats)
    match field.type:
        case FieldType.DATE:
            return plausible(parse_typed_date(text, today, formats.date_order), today, field.years_ahead)
        case FieldType.DATETIME:
            return _moment_of(field, text, formats, today)
        case FieldType.BOOLEAN:
            return _flag_of(field, text)
        case FieldType.CHOICE:
            return _one_of(field, text, [(choice.value, choice.label) for choice in field.choices])
        case FieldType.REFERENCE:
            return _one_of(field, text, options)
        case FieldType.TEXT:
            return currency_named(text) if field.currency else text
        case _:
            return typed


def currency_named(text: str) -> str:
    """Gives the code of a currency as it is kept; raises UserError where it is none."""
    from babel.numbers import is_currency

    code = text.strip().upper()
    if not code:
        raise UserError(_("Type the currency, by its three letters, such as USD or EUR."))
    if not is_currency(code):
        raise UserError(
            _("“{text}” is no currency. Type its three letters, such as USD or EUR.", text=brief(text))
        )
    return code


def out_of_bounds(field: Field, value: Any) -> str:
    """Says of a number that it is below or above what its field is declared to hold; empty where it is not."""
    low, high = field.low, field.high
    if value is None or ((low is None or value >= low) and (high is None or value <= high)):
        return ""
    if low == 0 and (high is None or value < 0):
        return _("“{label}” cannot be below zero.", label=field.label)
    span = (
        _("{low} and {high}", low=percent_words(low or 0), high=percent_words(high or 1))
        if field.type is FieldType.PERCENT
        else _("{low:g} and {high:g}", low=low or 0, high=high)
    )
    return _("“{label}” lies between {span}.", label=field.label, span=span)


def doubt(field: Field, value: Any, usual: Iterable[Any], formats: Formats, *, pasted: bool = False) -> str:
    """Asks about a number that is far beyond what is usual for its field; empty where it can be meant.

    One that was `pasted` is answered by typing it.
    """
    if field.type not in DOUBTED or value is None or abs(value) < SMALLEST_DOUBTED:
        return ""
    from statistics import median  # what is typed is doubted long after the start

    known = [float(abs(each)) for each in usual if isinstance(each, int | float | Decimal) and each]
    words, middle = words_of(field, value, formats), median(known) if known else 0.0
    if known and abs(value) >= TIMES_USUAL * middle:
        said = _FAR_PASTED if pasted else _FAR_TYPED
        return said.format(value=words, usual=words_of(field, round(middle), formats))
    if abs(value) >= VERY_LARGE:
        return (_LARGE_PASTED if pasted else _LARGE_TYPED).format(value=words)
    return ""


_FAR_TYPED: Final = _(
    "{value} is far more than usual here, about {usual}. The old value is kept; Enter again takes {value}."
)
_FAR_PASTED: Final = _(
    "{value} is far more than usual here, about {usual}. The old value is kept; type {value} if it is meant."
)
_LARGE_TYPED: Final = _(
    "{value} is a very large number. The old value is kept; press Enter again to take it."
)
_LARGE_PASTED: Final = _("{value} is a very large number. The old value is kept; type it if it is meant.")


def _write_whole(formats: Formats, value: int) -> str:
    # A year or a number in a list reads better without a separator.
    return formats.whole(value) if abs(value) >= 10_000 else str(value)


WRITERS: Final[Mapping[FieldType, Callable[[Formats, Any], str]]] = {
    FieldType.MONEY: Formats.money,
    FieldType.PERCENT: Formats.percent,
    FieldType.TIMES: lambda _formats, value: f"{value}×",
    FieldType.INTEGER: _write_whole,
    FieldType.NUMBER: Formats.number,
    FieldType.DATE: Formats.plain_day,
    FieldType.DATETIME: Formats.moment,
    FieldType.BOOLEAN: lambda formats, value: _("Yes") if value else _("No"),
}

DATED: Final[Mapping[FieldType, Callable[[str], Any]]] = {
    FieldType.DATE: day_of,
    FieldType.DATETIME: moment_of,
}


def _number_within(field: Field, text: str, formats: Formats) -> int | float | Decimal | None:
    """Reads a number that the field is declared to hold."""
    number = _number_of(field, text, formats)
    if wrong := out_of_bounds(field, number):
        raise UserError(wrong)
    return number


def _number_of(field: Field, text: str, formats: Formats) -> int | float | Decimal | None:
    if "%" in text and field.type is not FieldType.PERCENT:
        raise UserError(_("“{label}” is no share; type the number without %.", label=field.label))
    try:
        number = formats.parse_number(text)
    except UserError:
        if field.type is not FieldType.INTEGER:
            raise
        words = _("“{text}” is not a whole number. Type digits, such as 12.", text=brief(text))
        raise UserError(words) from None
    if number is not None and abs(number) > LARGEST:
        words = _(
            "“{text}” is too large a number for “{label}”. The old value was kept.",
            text=brief(text),
            label=field.label,
        )
        raise UserError(words)
    if number is None or field.type is FieldType.MONEY:
        refuse_unclear_money(text, formats)
        return number
    if field.type is FieldType.PERCENT:
        return float(number / 100)
    if field.type is FieldType.INTEGER:
        if number != number.to_integral_value():
            raise UserError(_("“{label}” is a whole number. Type one without decimals.", label=field.label))
        return int(number)
    return float(number)


def _moment_of(field: Field, text: str, formats: Formats, today: date) -> datetime:
    from dateutil import parser

    morning = datetime.combine(today, time())
    try:
        if ":" not in text:
            raise ValueError(text)
        found = parser.parse(text, default=morning, dayfirst=formats.date_order == "dmy")
    except (ValueError, OverflowError):
        raise UserError(
            _("“{text}” is not a date with a time. Try “11 Nov 2026 11:00”.", text=brief(text))
        ) from None
    plausible(found.date(), today, field.years_ahead)
    return found.replace(tzinfo=None, microsecond=0)


def _flag_of(field: Field, text: str) -> bool:
    if text.lower() in YES:
        return True
    if text.lower() in NO:
        return False
    raise UserError(_("“{label}” is yes or no, not “{text}”.", label=field.label, text=brief(text)))


def _one_of(field: Field, text: str, options: Sequence[tuple[Any, str]]) -> Any:
    wanted = text.casefold()
    for value, label in options:
        if wanted in (label.casefold(), str(value).casefold()):
            return value
    known = ", ".join(f"“{label}”" for _unused, label in options[:6])
    raise UserError(
        _(
            "“{text}” is not a choice for “{label}”. Choices are {known}.",
            text=brief(text),
            label=field.label,
            known=known or _("none yet"),
        )
    )
