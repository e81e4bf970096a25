"""Turns the cells of mapped columns into typed values, column by column, and says which cells it cannot read."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from salesdesk.env.errors import UserError
from salesdesk.exchange.amount_signs import turned_columns
from salesdesk.exchange.clocks import time_in
from salesdesk.exchange.column_units import UNITS, ColumnUnits, column_units
from salesdesk.exchange.currencies import (
    CURRENCY,
    UnknownCurrencyError,
    possible_currencies,
    sign_of_several,
    taken_for,
)
from salesdesk.exchange.decimal_marks import (
    DECIMAL,
    MARKS,
    decimal_mark,
    mark_evidence,
)
from salesdesk.exchange.header_currencies import (
    currency_in,
    currency_perhaps,
    currency_titled,
    currency_words,
)
from salesdesk.exchange.mapped_texts import MappedTexts
from salesdesk.exchange.mapping import SINCE_WHEN, ColumnMapping, Target, target_named
from salesdesk.exchange.parse_dates import (
    DateOrder,
    DateOrderUnclearError,
    OrderEvidence,
    order_evidence,
    parse_date,
    says_no_date,
)
from salesdesk.exchange.parse_numbers import Amount, DecimalMark, TooLargeError, parse_amount
from salesdesk.exchange.period_words import is_so_far
from salesdesk.exchange.table import Cell, Table, by_value, normalised, says_nothing, text_of
from salesdesk.frozen import frozen
from salesdesk.model.fields import DATE_TYPES, Field, FieldType
from salesdesk.services.field_words import out_of_bounds
from salesdesk.services.importing.names import activity_of, flag_of, put_away
from salesdesk.services.importing.values import IncomingRow

_LINK = re.compile(r"(?<=\S)\s*\(https?://[^\s()]*\)$")
"""The address that programs write behind the name of a record it links to."""
FIRST_YEAR, LAST_YEAR = 1900, 2200
_EXPECTED = {
    FieldType.DATE: _("a date"), FieldType.DATETIME: _("a date"), FieldType.INTEGER: _("a whole number"),
    FieldType.BOOLEAN: _("yes or no"),
}  # fmt: skip


@frozen
class CellFormats:
    """How the cells of a file are to be read; `assumed` says in sentences what was taken to be likely.

    `units` are what the amounts of columns stand in, `turned` the columns whose amounts have the other sign; `unit`,
    `told` and `sign` say so of the column that is read. `shared` is the currency that a sign of several stands for.
    """

    date_order: DateOrder | None
    mark: DecimalMark
    home_currency: str
    assumed: tuple[str, ...] = ()
    units: ColumnUnits = field(default_factory=ColumnUnits)
    shared: str = ""
    turned: frozenset[int] = frozenset()
    unit: int = 1
    told: str = ""
    sign: int = 1

    def of_column(self, index: int) -> "CellFormats":
        """Gives how the cells of one column are to be read."""
        return replace(
            self, unit=self.units.times.get(index, 1), told=self.units.currencies.get(index, ""),
            sign=-1 if index in self.turned else 1,
        )  # fmt: skip


def find_reading(
    table: Table, kind: str, mapping: ColumnMapping, *, file_name: str, delimiter: str | None,
    date_order: DateOrder | None, remembered_order: DateOrder | None, home_currency: str,
    answers: Mapping[str, str], own: Sequence[str] = (),
) -> CellFormats:  # fmt: skip
    """Finds the date order and the decimal mark over all mapped columns.

    A remembered order counts only where the dates themselves leave it open, and the language of the names that are the
    file's `own` where none is remembered; raises DateOrderUnclearError where that does not tell it either, and
    OpenQuestionError where amounts can be read in several ways and no answer tells.
    """
    columns = MappedTexts(table, kind, mapping)
    order, by_names = _order_told(columns, file_name, date_order, remembered_order, own)
    decimal = MARKS.get(answers.get(DECIMAL, ""))
    mark, assumed = (decimal, ()) if decimal else columns.decimal_mark(file_name, delimiter)
    units = column_units(columns.amounts, table.above, file_name, answers.get(UNITS))
    units = _with_currency_above(units, columns)
    sold = columns.amounts if kind == "deals" else ()
    turned = turned_columns(table, sold, mark, file_name, answers)
    shared = answers.get(CURRENCY, "")
    taken = () if shared else columns.taken_as_home(home_currency, file_name)
    told = (*by_names, *assumed, *taken, *units.assumed)
    return CellFormats(order, mark, home_currency, told, units, shared, turned)


def parse_rows(table: Table, kind: str, mapping: ColumnMapping, reading: CellFormats) -> list[IncomingRow]:
    """Gives every row of the table as typed values; what could not be read is said in the row's errors."""
    rows = table.by_column
    values: list[dict[str, Any]] = [{} for _ in rows.numbers]
    errors: dict[int, list[str]] = {place: [fault] for place, fault in rows.faults.items()}
    # Of a row that cannot be taken as it is written nothing is missing beside.
    unread = {place: set(mapping.columns.values()) for place in rows.faults}
    for index, name in mapping.columns.items():
        cells = table.column(index)
        target = target_named(kind, name)
        read = _reader(target, table.headers[index], cells, reading.of_column(index))
        for row, (found, wrong) in enumerate(by_value(read, cells)):
            if found:
                values[row].update(found)
            # A number that is told already, under the column of the file, is not told again.
            if wrong and not (target.field.numeric and text_of(cells[row])[:60] in rows.faults.get(row, "")):
                errors.setdefault(row, []).append(wrong)
                unread.setdefault(row, set()).add(name)
    return [
        IncomingRow(
            number,
            values[i],
            tuple(errors.get(i, ())),
            rows.why_before(i),
            frozenset(unread.get(i, ())),
            place=i,
        )
        for i, number in enumerate(rows.numbers)
    ]


def _with_currency_above(units: ColumnUnits, columns: MappedTexts) -> ColumnUnits:
    """Gives the units with the currency that a title above names for columns that name none, which is told."""
    code, title = currency_titled(columns.table.above)
    silent = [
        i for i, name in columns.amounts.items() if i not in units.currencies and not currency_words(name)
    ]
    if not code or not silent or "currency" in columns.mapping.columns.values():
        return units
    note = _(
        "Amounts that name no currency are in {currency}, as “{title}” says.", currency=code, title=title
    )
    return replace(
        units, currencies=dict.fromkeys(silent, code) | dict(units.currencies), assumed=(*units.assumed, note)
    )


def _order_told(
    columns: MappedTexts, file_name: str, chosen: DateOrder | None, remembered: DateOrder | None, own: Sequence[str]
) -> tuple[DateOrder, tuple[str, ...]]:  # fmt: skip
    """Gives the order of the dates, with a sentence where nothing but the names of the columns tells it."""
    try:
        found = _date_order(columns.table, columns.kind, columns.mapping, file_name, remembered)
        return chosen or found, ()
    except DateOrderUnclearError as unclear:
        if chosen:
            return chosen, ()
        if by_names := columns.day_first(own, unclear.example):
            return "dmy", by_names
        raise


def _date_order(
    table: Table, kind: str, mapping: ColumnMapping, file_name: str, remembered: DateOrder | None
) -> DateOrder:
    evidence, column = OrderEvidence(), ""
    for index, name in mapping.columns.items():
        if target_named(kind, name).field.type in DATE_TYPES:
            found = order_evidence(table.column(index))
            column = column or (table.headers[index] if found.example else "")
            evidence += found
    order = evidence.order or remembered
    if order is None:
        raise DateOrderUnclearError(file_name, column or _("a date"), evidence.example or _("in both orders"))
    return order


Read = Callable[[Cell], tuple[dict[str, Any], str]]
"""Gives what a cell holds, and what is wrong with it; both are empty where it says nothing."""


def _reader(target: Target, header: str, cells: Iterable[Cell], reading: CellFormats) -> Read:
    """Gives the function that reads one column."""
    read_cell = _READERS.get(target.field.type, _read_text)
    in_percent = target.field.type is FieldType.PERCENT and not _is_share(cells)
    told = _currency_told(header, reading) if target.field.type is FieldType.MONEY else ""
    # A sign of several currencies, such as ¥, is that of the column's own where its name tells one.
    formats = replace(reading, home_currency=told) if told else reading
    begin = {f"{target.name}.currency": told} if told else {}

    def _read(cell: Cell) -> tuple[dict[str, Any], str]:
        if says_nothing(cell) or (target.field.type in DATE_TYPES and says_no_date(cell)):
            return {}, ""
        try:
            found = read_cell(cell, target, formats)
        except TooLargeError:
            return {}, _beyond(cell, header, target.field)
        except (ValueError, OverflowError):
            return {}, _complaint(cell, header, target.field)
        if in_percent:
            found = {name: value / 100 for name, value in found.items()}
        wrong = out_of_bounds(target.field, found.get(target.name)) if target.field.numeric else ""
        text = text_of(cell)[:60]
        told = _("“{text}” under “{header}”: {why}", text=text, header=header, why=wrong) if wrong else ""
        return begin | found, told

    return _read


def _currency_told(header: str, reading: CellFormats) -> str:
    """Gives the currency that the name of a column tells, by itself or by what its sign was said to stand for."""
    words = currency_words(header)
    if reading.shared and (perhaps := currency_perhaps(header)):
        if reading.shared not in (perhaps, reading.home_currency):
            raise _cannot_be_in(header, reading.shared)
        return reading.shared
    if possible_currencies(words):
        try:
            return taken_for(words, reading.home_currency, reading.shared) or ""
        except UnknownCurrencyError as error:
            raise _cannot_be_in(header, reading.shared) from error
    return currency_in(header) or reading.told


def _cannot_be_in(header: str, currency: str) -> UserError:
    return UserError(
        _(
            "“{header}” cannot be in {currency}, so nothing was imported. Give the column’s name the code of its "
            "currency, as in “Amount (SEK)”.", header=header, currency=currency,
        )
    )  # fmt: skip


def _read_text(cell: Cell, target: Target, reading: CellFormats) -> dict[str, Any]:
    if target.field.type is FieldType.LONG_TEXT:
        return {target.name: str(cell).strip()}
    text = _LINK.sub("", text_of(cell))
    if target.name == "currency":
        code = taken_for(text, reading.home_currency, reading.shared)
        return {target.name: code} if code else {}
    if target.name == "external_id" or target.by_number:
        text = text.removesuffix(".0")
    return {target.name: text}


def _read_date(cell: Cell, target: Target, reading: CellFormats) -> dict[str, Any]:
    day = parse_date(cell, reading.date_order)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise TooLargeError("not a date of our time")
    return {target.name: day}


def _read_moment(cell: Cell, target: Target, reading: CellFormats) -> dict[str, Any]:
    """Reads when a row was changed, which no row is rejected for: it only tells versions apart."""
    try:
        day = parse_date(cell, reading.date_order)
    except (ValueError, OverflowError):
        return {}
    at = cell.time() if isinstance(cell, datetime) else time_in(cell) if isinstance(cell, str) else time()
    return {target.name: datetime.combine(day, at)}


def _read_money(cell: Cell, target: Target, reading: CellFormats) -> dict[str, Any]:
    amount = parse_amount(cell, reading.mark, reading.home_currency, reading.unit)
    sign = sign_of_several(cell) if reading.shared and isinstance(cell, str) else None
    currency = amount.currency or (sign and taken_for(sign, reading.home_currency, reading.shared))
    told = {target.name: amount.number * reading.sign}
    return {**told, f"{target.name}.currency": currency} if currency else told


def _read_whole(cell: Cell, target: Target, reading: CellFormats) -> dict[str, Any]:
    number = _amount(cell, reading).number
    if number != number.to_integral_value():
        raise ValueError("not a whole number")
    return {target.name: int(number)}


def _read_number(cell: Cell, target: Target, reading: CellFormats) -> dict[str, Any]:
    return {target.name: float(_amount(cell, reading).number)}


def _read_flag(cell: Cell, target: Target, _: CellFormats) -> dict[str, Any]:
    word = text_of(cell)
    if put_away(word) == "deleted":
        return {"is_deleted": True}
    told = (activity_of if target.name == "is_active" else flag_of)(word)
    if told is None and target.name in SINCE_WHEN:
        told = not says_no_date(cell)
    if told is None:
        raise ValueError("neither yes nor no")
    return {target.name: told}


def _read_choice(cell: Cell, target: Target, _: CellFormats) -> dict[str, Any]:
    """Reads a choice by its value or its words; the outcome of a deal is told from its words later."""
    word = text_of(cell)
    if target.name == "outcome":
        return {target.name: word}
    for choice in target.field.choices:
        if normalised(word) in (normalised(choice.value), normalised(choice.label)):
            return {target.name: choice.value}
    raise ValueError("not one of the choices")


def _amount(cell: Cell, reading: CellFormats) -> Amount:
    return parse_amount(cell, reading.mark, reading.home_currency)


def _is_share(cells: Iterable[Cell]) -> bool:
    """Tells whether percentages are written as shares between 0 and 1: no sign, and nothing above 1."""
    texts = [text_of(cell) for cell in set(cells) if not says_nothing(cell)]
    if any("%" in text for text in texts):
        return False
    numbers = [_number(text) for text in texts]
    return all(number <= 1 for number in numbers)


def _number(text: str) -> Decimal:
    try:
        return parse_amount(text, decimal_mark(mark_evidence([text]))[0]).number
    except ValueError:
        return Decimal(0)


def _beyond(cell: Cell, header: str, field: Field) -> str:
    text = text_of(cell)[:60]
    if field.type in DATE_TYPES:
        return _(
            "“{text}” under “{header}” lies outside the years {first} to {last}.",
            text=text, header=header, first=FIRST_YEAR, last=LAST_YEAR,
        )  # fmt: skip
    return _("“{text}” under “{header}” is too large a number.", text=text, header=header)


def _complaint(cell: Cell, header: str, field: Field) -> str:
    if field.name == "starts_on" and is_so_far(cell):
        return _(
            "“{text}” under “{header}” is the year so far and no whole period; a quota holds for a month, a quarter, "
            "a half or a year.", text=text_of(cell)[:60], header=header,
        )  # fmt: skip
    if field.name == "currency":
        expected = _("a currency")
    elif field.type is FieldType.CHOICE:
        expected = _("one of {labels}", labels=", ".join(choice.label for choice in field.choices))
    else:
        expected = _EXPECTED.get(field.type, _("a number"))
    return _(
        "“{text}” under “{header}” is not {expected}.",
        text=text_of(cell)[:60],
        header=header,
        expected=expected,
    )


_READERS: dict[FieldType, Callable[[Cell, Target, CellFormats], dict[str, Any]]] = {
    FieldType.DATE: _read_date,
    FieldType.DATETIME: _read_moment,
    FieldType.MONEY: _read_money,
    FieldType.INTEGER: _read_whole,
    FieldType.NUMBER: _read_number,
    FieldType.PERCENT: _read_number,
    FieldType.BOOLEAN: _read_flag,
    FieldType.CHOICE: _read_choice,
}
