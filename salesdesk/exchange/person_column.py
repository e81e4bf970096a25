"""Takes the one column of words of a table of figures for the people, whatever it is called."""

from dataclasses import replace

from salesdesk.exchange.column_names import SURE, name_score
from salesdesk.exchange.mapping import target_named
from salesdesk.exchange.parse_dates import looks_like_date
from salesdesk.exchange.parse_numbers import looks_like_number
from salesdesk.exchange.period_words import length_named, parse_part, parse_period
from salesdesk.exchange.readable_columns import filled_of
from salesdesk.exchange.table import Table, text_of
from salesdesk.exchange.week_words import parse_week


def with_people(table: Table, kind: str) -> Table:
    """Gives a table of figures in which the first column, the only one of words, is that of the salespeople.

    Where a column is called so, or several hold words, nothing is taken for anything.
    """
    target = target_named(kind, "salesperson_id")
    if any(name_score(header, target.name, target.names, kind) >= SURE for header in table.headers):
        return table
    if [index for index in range(len(table.headers)) if _holds_words(table, index)] != [0]:
        return table
    headers = (target.label, *table.headers[1:])
    note = _("“{column}” is read as the salespeople.", column=table.headers[0])
    return replace(table, headers=headers, assumed=(*table.assumed, note))


def _holds_words(table: Table, index: int) -> bool:
    """Tells whether nothing in a column is a figure, a day or a period."""
    cells = [text_of(cell) for cell in filled_of(table, index)]
    return bool(cells) and not any(map(_is_told, cells))


def _is_told(cell: str) -> bool:
    return looks_like_number(cell) or bool(length_named(cell)) or is_period(cell)


def is_period(cell: str) -> bool:
    """Tells whether a cell is a day, a week or a period, and no name."""
    for read in (parse_period, parse_part, parse_week):
        try:
            read(cell)
        except ValueError:
            continue
        return True
    return looks_like_date(cell)
