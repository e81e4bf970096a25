"""Says what is wrong with a period of a quota that is no month, quarter, half year or year."""

from dataclasses import replace
from functools import cache

from salesdesk.exchange.parse_dates import looks_like_date
from salesdesk.exchange.period_words import days_told, is_so_far, parse_period
from salesdesk.exchange.readable_columns import told_by
from salesdesk.exchange.table import Cell, FileRow, Table, normalised, says_nothing, text_of
from salesdesk.exchange.targets import target_named
from salesdesk.practice.periods import Period
from salesdesk.services.importing.words import words_for

_SHOWN = 60


@cache
def period_names() -> frozenset[str]:
    """Gives what a column of periods is called."""
    years = (normalised(word) for of in ("year", "fiscal") for word in words_for("period", of))
    lengths = (normalised(word) for of in ("month", "quarter", "half") for word in words_for("period", of))
    return frozenset((*target_named("quotas", "starts_on").names, *years, *lengths))


def fault_of_days(days: int, words: str, header: str) -> str:
    """Says how long a period is whose days make none."""
    if days < 1:
        return _("“{words}” under “{header}” ends before it begins.", words=words, header=header)
    return n_(
        "“{words}” under “{header}” is {number:,} day, which is no month, quarter, half year or year.",
        "“{words}” under “{header}” are {number:,} days, which are no month, quarter, half year or year.",
        days, words=words, header=header,
    )  # fmt: skip


def fault_of(cell: Cell, header: str) -> str:
    """Says why what stands under a name is no period: how many days it spans, if it says that."""
    words = text_of(cell)[:_SHOWN]
    if (days := days_told(cell)) is not None:
        return fault_of_days(days, words, header)
    return _(
        "“{words}” under “{header}” is no month, quarter, half year or year.", words=words, header=header
    )


def with_fault(row: FileRow, index: int, header: str, period: object) -> FileRow:
    """Gives a row with a fault where what stands in a column of periods is none, nor a day or the year so far."""
    cell = row.cells[index]
    fine = (
        isinstance(period, Period) or says_nothing(cell) or looks_like_date(cell) or is_so_far(text_of(cell))
    )
    return row if fine else replace(row, fault=row.fault or fault_of(cell, header))


def first_odd_period(table: Table) -> str:
    """Says what is wrong with the period of the first row, or of a column; empty where none stands there."""
    names = [i for i, header in enumerate(table.headers) if normalised(header) in period_names()]
    for row in table.rows:
        for index in names:
            cell = row.cells[index]
            if not says_nothing(cell) and told_by(parse_period, cell) is None:
                return _(
                    "row {number}: {fault}", number=row.number, fault=fault_of(cell, table.headers[index])
                )
    for header in table.headers:
        if (days := days_told(header)) is not None:
            return _("column “{header}” is for {days:,} days, which are no month, quarter, half year or year.",
                     header=header, days=days)  # fmt: skip
    return ""
