"""Finds the columns of a table of quotas that are headed by a period, as “Q1 2024”, 01/2024 and “Target January”."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Final

from salesdesk.exchange.column_names import name_score
from salesdesk.exchange.header_currencies import currency_in
from salesdesk.exchange.mapping import target_named
from salesdesk.exchange.month_runs import agrees, is_span, months_of_a_run, numbers_of_months
from salesdesk.exchange.parse_dates import DATE_ORDERS, parse_date
from salesdesk.exchange.period_gaps import period_of
from salesdesk.exchange.period_words import parse_part, parse_period, part_of, stands_between, year_in
from salesdesk.exchange.readable_columns import are_days, filled_of, numbers_among, reads, told_by
from salesdesk.exchange.table import Table, normalised
from salesdesk.practice.periods import Period
from salesdesk.practice.periods import period_of as period_holding

NO_YEAR: Final = 1904
"""Stands for the year of columns such as “Q1”, which name none."""
_ASIDE: Final = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_DIGITS: Final = re.compile(r"\d+")
_REPEATED: Final = re.compile(r"\d{1,3}")
"""What is set behind a name that comes again, as “M (2)”."""


def heads_of(table: Table, fiscal_start: int) -> tuple[dict[int, Period], set[int]]:
    """Gives the columns that are headed by a period, and a column of the years of those which name none."""
    found = _all_alike(table, dict(_periods_of(table.headers, fiscal_start)))
    if parts := _parts_of_the_year(table, found):
        return found | parts, set()
    if len(found) > 1 or is_quota_of_a_period(table, found):
        return found, set()
    for told in (dict(_starts_of(table.headers)), months_of_a_run(table.headers)):
        columns = {i: told[i] for i in numbers_among(table, list(told))}
        if len(columns) > 1:
            return columns, set()
    named = _parts_in(table, parse_period(NO_YEAR))
    months = numbers_of_months(table.headers)
    years = {
        i
        for i in range(len(table.headers))
        if i not in named and i not in months and reads(table, i, year_in)
    }
    calendar = parse_period(NO_YEAR)
    if not named:
        named = {i: part_of(calendar, "month", number) for i, number in months.items()}
    return _all_alike(table, named), years


def _parts_in(table: Table, year: Period) -> dict[int, Period]:
    """Gives the columns that are headed by a part of a year, as it lies in one."""
    return {
        i: part_of(year, *part) for i, header in enumerate(table.headers) if (part := told_by(parse_part, bare(header)))
    }  # fmt: skip


def _parts_of_the_year(table: Table, found: Mapping[int, Period]) -> dict[int, Period]:
    """Gives columns such as “Q1” beside the one of their year, as “FY 2026”, which says of which year they are."""
    years = [period for period in found.values() if period.kind == "year"]
    if len(found) != 1 or not years:
        return {}
    parts = _all_alike(table, {i: part for i, part in _parts_in(table, years[0]).items() if i not in found})
    return parts if len(parts) > 1 else {}


def _all_alike(table: Table, named: Mapping[int, Period]) -> dict[int, Period]:
    """Gives the columns of numbers headed by periods; of headings that differ in digits all are periods, or none is.

    S1 to S9 are weeks, although S1 and S2 alone are the halves of a year.
    """
    shapes = [_DIGITS.sub("9", header) for header in table.headers]
    numbers = numbers_among(table, list(range(len(table.headers))))
    others = {shapes[i] for i in numbers if i not in named and shapes[i] != table.headers[i]}
    return {i: named[i] for i in numbers_among(table, list(named)) if shapes[i] not in others}


def is_quota_of_a_period(table: Table, found: Mapping[int, Period]) -> bool:
    """Tells whether the one column headed by a period is called its quota, as “Quota 2026”, or no other can be one."""
    others = [i for i in range(len(table.headers)) if i not in found]
    amount = target_named("quotas", "amount")
    named = any(bare(table.headers[column]) != table.headers[column] for column in found)
    alone = len(found) == 1 and not any(
        name_score(table.headers[i], amount.name, amount.names, "quotas", money=True) for i in others
    )
    told = any(
        (are_days(table, i) and _may_start(table, i))
        or reads(table, i, parse_period)
        or reads(table, i, parse_part)
        for i in others
    )
    return not told and (named or alone)


def _may_start(table: Table, index: int) -> bool:
    """Tells whether days are those on which periods start, by their name or as all are the first of a month."""
    start = target_named("quotas", "starts_on")
    named = name_score(table.headers[index], start.name, start.names, "quotas") > 0
    days = (told_by(partial(parse_date, order="dmy"), cell) for cell in filled_of(table, index))
    return named or all(day is None or day.day == 1 for day in days)


def bare(header: str) -> str:
    """Takes words for a quota off the name of a column, as in “Quota Q1 2024” and “Q1 Target (Jan–Mar)”."""
    words = _without_aside(header).split()
    names = set(target_named("quotas", "amount").names)
    for length in (2, 1):
        place = 0
        while place < len(words):
            if normalised(" ".join(words[place : place + length])) in names:
                del words[place : place + length]
            else:
                place += 1
    between = bool(words) and len(words) < len(header.split()) and stands_between(words[0])
    return " ".join(words[between:])


def _without_aside(header: str) -> str:
    """Takes away a currency in brackets and months that only say again which quarter it is."""
    if currency_in(header) and header.endswith(")"):
        return header.rpartition("(")[0]
    found = _ASIDE.search(header)
    if not found or _REPEATED.fullmatch(found[1]):
        return header
    rest = f"{header[: found.start()]}{header[found.end() :]}".strip()
    if is_span(found[1]):
        return rest if agrees(rest, found[1]) else header
    return f"{header[: found.start()]} {found[1]}{header[found.end() :]}"


def _periods_of(headers: Sequence[str], fiscal_start: int) -> Iterator[tuple[int, Period]]:
    for index, header in enumerate(headers):
        if period := told_by(lambda words: parse_period(words, fiscal_start), bare(header)):
            yield index, period


def _starts_of(headers: Sequence[str]) -> Iterator[tuple[int, Period]]:
    """Gives the periods of columns that are headed by their first or last days."""
    for order in DATE_ORDERS:
        read = partial(parse_date, order=order)
        days = {i: day for i, header in enumerate(headers) if (day := told_by(read, header))}
        ends = [(day + timedelta(days=1)).day == 1 for day in days.values()]
        kind = period_of({"starts_on": day} for day in days.values())
        if kind and (all(ends) or all(day.day == 1 for day in days.values())):
            yield from ((i, period_holding(day, kind)) for i, day in days.items())
            return
