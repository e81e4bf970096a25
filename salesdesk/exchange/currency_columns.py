"""Reads currencies that stand in columns: one a column of amounts, or as numbers of three digits, as 978 for EUR."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from salesdesk.env.paths import resources_dir
from salesdesk.exchange.column_names import SURE, name_score
from salesdesk.exchange.header_currencies import currency_in
from salesdesk.exchange.mapping import target_named
from salesdesk.exchange.table import Cell, FileRow, Table, different, says_nothing, text_of

_DIGITS: Final = 3
_SHOWN: Final = 3


def with_currency_codes(table: Table) -> Table:
    """Gives a table of deals in which numbers of currencies are their codes, where a column holds nothing else."""
    for index in named_columns(table, "currency"):
        numbers = {
            cell: _number_of(cell) for cell in different(table.column(index)) if not says_nothing(cell)
        }
        codes = {cell: _codes_by_number().get(number, "") for cell, number in numbers.items()}
        # A program's own numbers of currencies are few and small; “36” alone may be one of them.
        if not codes or not all(codes.values()) or not any(len(text_of(c)) >= _DIGITS for c in codes):
            continue
        shown = ", ".join(sorted(f"{text_of(cell)} = {code}" for cell, code in codes.items())[:_SHOWN])
        note = _("The numbers under “{header}” are read as those of currencies: {told}.",
                 header=table.headers[index], told=shown)  # fmt: skip
        cells = [codes.get(cell, cell) for cell in table.column(index)]
        rows = table.by_column.with_columns({index: cells})
        table = replace(table, rows=rows, assumed=(*table.assumed, note))
    return table


def _number_of(cell: Cell) -> str:
    whole = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else text_of(cell)
    return whole.removesuffix(".0").zfill(_DIGITS)


@cache
def _codes_by_number() -> Mapping[str, str]:
    text = (resources_dir() / "importing" / "codes" / "currencies.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["numbers"]


def with_one_amount(table: Table) -> Table:
    """Gives a table of deals with one amount and its currency where each row fills one column of several currencies.

    Rows that fill two hold one amount converted, and a column of amounts without a currency is the one that counts.
    """
    amounts = named_columns(table, "amount")
    currencies = {index: currency_in(table.headers[index]) for index in amounts}
    if len({*currencies.values()}) < 2 or not all(currencies.values()) or named_columns(table, "currency"):
        return table
    filled = [[i for i in amounts if not says_nothing(row.cells[i])] for row in table.rows]
    if any(len(each) > 1 for each in filled) or not all(any(i in each for each in filled) for i in amounts):
        return table
    kept = [index for index in range(len(table.headers)) if index not in currencies]
    labels = (target_named("deals", name).label for name in ("amount", "currency"))

    def _told(row: FileRow, columns: list[int]) -> FileRow:
        told: list[Cell] = [row.cells[columns[0]], currencies[columns[0]]] if columns else [None, None]
        return replace(row, cells=(*(row.cells[i] for i in kept), *told))

    rows = tuple(map(_told, table.rows, filled))
    names = "”, “".join(table.headers[index] for index in amounts)
    note = _("“{columns}” are read as one amount, each in its own currency.", columns=names)
    headers = (*(table.headers[i] for i in kept), *labels)
    return replace(table, headers=headers, rows=rows, assumed=(*table.assumed, note))


def named_columns(table: Table, field: str) -> list[int]:
    """Gives the columns that are surely called as a field of deals."""
    target = target_named("deals", field)
    money = field == "amount"
    return [
        index for index, header in enumerate(table.headers)
        if name_score(header, target.name, target.names, "deals", money=money) >= SURE
    ]  # fmt: skip
