"""Periods of any fiscal year, irregular quotas, weeks and working days."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.practice.periods import (
    MONTHS_IN,
    PeriodKind,
    add_months,
    next_period,
    period_end,
    period_of,
    periods_between,
    previous_period,
    quarter_of,
    quota_end,
    working_days,
    year_of,
)

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
KINDS = st.sampled_from(list(MONTHS_IN))
MONTHS = st.integers(1, 12)


def test_that_periods_have_the_names_people_use() -> None:
    day = date(2026, 11, 11)
    assert period_of(day, "month").label == "Nov 2026"
    assert quarter_of(day).label == "Q4 2026"
    assert period_of(day, "half").label == "H2 2026"
    assert year_of(day).label == "2026"


def test_that_a_fiscal_year_is_named_after_the_year_it_ends_in() -> None:
    day = date(2026, 11, 11)
    assert period_of(day, "month", 10).label == "Nov 2026"
    assert quarter_of(day, 10).label == "Q1 FY 2027"
    assert year_of(day, 10).label == "FY 2027"
    assert (year_of(day, 10).start, year_of(day, 10).end) == (date(2026, 10, 1), date(2027, 9, 30))
    assert period_of(date(2027, 4, 1), "half", 10).label == "H2 FY 2027"
    assert year_of(date(2026, 1, 31), 2).label == "FY 2026"


@given(DAYS, KINDS, MONTHS)
def test_that_a_period_holds_its_day_and_starts_on_a_first(
    day: date, kind: PeriodKind, fiscal_start: int
) -> None:
    period = period_of(day, kind, fiscal_start)
    assert period.holds(day)
    assert period.start.day == 1
    assert (period.start.month - fiscal_start) % MONTHS_IN[kind] == 0
    assert all(period_of(edge, kind, fiscal_start) == period for edge in (period.start, period.end))


@given(DAYS, KINDS, MONTHS)
def test_that_periods_tile_the_year(day: date, kind: PeriodKind, fiscal_start: int) -> None:
    year = year_of(day, fiscal_start)
    periods = periods_between(year.start, year.end, kind, fiscal_start)
    assert len(periods) == 12 // MONTHS_IN[kind]
    assert (periods[0].start, periods[-1].end) == (year.start, year.end)
    assert sum(period.days for period in periods) == year.days
    for before, after in pairwise(periods):
        assert next_period(before, fiscal_start) == after
        assert previous_period(after, fiscal_start) == before


def test_that_a_month_13_is_refused() -> None:
    with pytest.raises(ValueError, match="1 to 12"):
        quarter_of(date(2026, 1, 1), 13)


def test_that_an_irregular_quota_ends_the_day_before_the_next_one() -> None:
    assert quota_end(date(2011, 5, 31), "quarter", date(2011, 8, 31)) == date(2011, 8, 30)
    assert quota_end(date(2011, 8, 31), "quarter", date(2011, 12, 1)) == date(2011, 11, 30)
    assert quota_end(date(2011, 12, 1), "quarter", date(2012, 2, 29)) == date(2012, 2, 28)


def test_that_the_last_quota_ends_by_its_length() -> None:
    assert quota_end(date(2026, 1, 1), "quarter") == date(2026, 3, 31)
    assert quota_end(date(2011, 8, 31), "quarter") == date(2011, 11, 29)


def test_that_a_quota_before_a_long_pause_ends_by_its_length() -> None:
    assert quota_end(date(2026, 1, 1), "quarter", date(2027, 1, 1)) == date(2026, 3, 31)


@given(DAYS, KINDS)
def test_that_a_quota_is_never_empty(start: date, kind: PeriodKind) -> None:
    assert period_end(start, kind) >= start
    assert quota_end(start, kind, start + timedelta(days=1)) == start


@given(DAYS, st.integers(-5, 400))
def test_that_working_days_are_mondays_to_fridays(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    counted = sum((first + timedelta(days=step)).weekday() < 5 for step in range(length + 1))
    assert working_days(first, last) == counted


@given(DAYS, st.integers(-200, 200))
def test_that_moving_by_months_keeps_the_day_where_it_exists(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == day.day or (moved + timedelta(days=1)).day == 1
