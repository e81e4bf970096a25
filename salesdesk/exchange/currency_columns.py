"""Makes one column of amounts of those that hold one currency each, as “Amount (EUR)” beside “Amount (USD)”."""

from dataclasses import replace

from salesdesk.exchange.column_names import SURE, name_score
from salesdesk.exchange.header_currencies import currency_in
from salesdesk.exchange.mapping import target_named
from salesdesk.exchange.table import Cell, FileRow, Table, says_nothing


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
