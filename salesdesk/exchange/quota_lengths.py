"""Goes by what the names of columns say of how long their quotas hold: “Annual quota” is no quarter's."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Final

from salesdesk.env.errors import UserError
from salesdesk.exchange.column_names import name_score
from salesdesk.exchange.mapping import target_named
from salesdesk.exchange.parse_dates import order_evidence, parse_date
from salesdesk.exchange.parse_numbers import looks_like_number
from salesdesk.exchange.period_words import length_in
from salesdesk.exchange.readable_columns import are_days, filled_of, numeric, told_by
from salesdesk.exchange.table import Table, text_of
from salesdesk.model.words import PERIODS
from salesdesk.practice.periods import MONTHS_IN, PeriodKind

_AMOUNT: Final = "amount"
_MONTH: Final = 28


def with_lengths(table: Table) -> Table:
    """Gives a table of quotas in which no column counts whose name tells another length than its rows have.

    Where the rows tell none, the name of the only column of quotas does. Raises UserError where no column is left.
    """
    amounts: dict[int, PeriodKind | None] = {
        i: length_in(header) for i, header in enumerate(table.headers) if _is_amount(table, i)
    }
    told: Mapping[int, PeriodKind] = {i: length for i, length in amounts.items() if length}
    if not told:
        return table
    label = target_named("quotas", "period").label
    if label not in table.headers:
        if len(amounts) > 1:
            return table
        (index, length), *_rest = told.items()
        if _follow_sooner(table, length):
            raise UserError(_of_another_length(table.headers[index], length))
        return _told_by_name(table, index, length, label)
    kinds = {text_of(cell) for cell in filled_of(table, table.headers.index(label))}
    others: Mapping[int, PeriodKind] = {i: length for i, length in told.items() if length not in kinds}
    if not others:
        return table
    left = sorted((i for i in amounts if i not in others), key=lambda i: amounts[i] is None)
    if not left:
        raise UserError(_of_another_length(table.headers[min(others)], others[min(others)]))
    return _but(table, others, left)


def _of_another_length(header: str, length: PeriodKind) -> str:
    return _(
        "“{header}” is for a {length}, but the rows are of another length, so nothing was imported; give each row its "
        "own quota, or each person one row.", header=header, length=PERIODS[length].lower(),
    )  # fmt: skip


def _follow_sooner(table: Table, length: PeriodKind) -> bool:
    """Tells whether the days of one person follow each other sooner than quotas of some length can."""
    days = [i for i in range(len(table.headers)) if are_days(table, i)]
    order = order_evidence([cell for i in days for cell in table.column(i)]).order or "mdy"
    starts: defaultdict[tuple[str, ...], set[date]] = defaultdict(set)
    for row in table.rows if days else ():
        words = (
            text_of(cell) for i, cell in enumerate(row.cells) if i not in days and not looks_like_number(cell)
        )
        if day := told_by(partial(parse_date, order=order), row.cells[days[0]]):
            starts[tuple(words)].add(day)
    gaps = (later - day for each in starts.values() for day, later in pairwise(sorted(each)))
    return any(gap.days < _MONTH * MONTHS_IN[length] for gap in gaps)


def _is_amount(table: Table, index: int) -> bool:
    """Tells whether a column of numbers is called a quota, be it with a word for its length: “Quarterly quota”."""
    target = target_named("quotas", _AMOUNT)
    header = table.headers[index]
    bare = " ".join(word for word in header.split() if not length_in(word))
    names = (header, bare, bare.rpartition(" ")[0])  # “Quota per year”
    return numeric(table, index) and any(
        name_score(name, target.name, target.names, "quotas", money=True) for name in names
    )


def _told_by_name(table: Table, index: int, length: PeriodKind, label: str) -> Table:
    """Gives the table with a column of the length that the name of its quotas tells."""
    rows = tuple(replace(row, cells=(*row.cells, length)) for row in table.rows)
    note = _("“{header}” tells for how long each quota holds: a {length}.",
             header=table.headers[index], length=PERIODS[length].lower())  # fmt: skip
    headers = (*_as_amounts(table, [index]), label)
    return replace(table, headers=headers, rows=rows, assumed=(*table.assumed, note))


def _but(table: Table, others: Mapping[int, PeriodKind], left: list[int]) -> Table:
    """Leaves out the columns of another length."""
    kept = [i for i in range(len(table.headers)) if i not in others]
    headers = _as_amounts(table, left)
    rows = tuple(replace(row, cells=tuple(row.cells[i] for i in kept)) for row in table.rows)
    note = _("“{header}” is for a {length}, but the rows are of another length, so it is left out.",
             header=table.headers[min(others)], length=PERIODS[others[min(others)]].lower())  # fmt: skip
    return replace(table, headers=tuple(headers[i] for i in kept), rows=rows, assumed=(*table.assumed, note))


def _as_amounts(table: Table, columns: list[int]) -> tuple[str, ...]:
    """Gives the names of the columns, with that of a quota for the first of some."""
    label = target_named("quotas", _AMOUNT).label
    return tuple(label if i == columns[0] else header for i, header in enumerate(table.headers))
