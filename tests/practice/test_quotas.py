from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.practice.periods import period_of
from salesdesk.practice.quotas import CENT, amounts_by_month, nearest_month, quota_in, quota_spans, split

MONEY = st.decimals(min_value=0, max_value=10_000_000, places=2)
QUARTER = period_of(date(2026, 5, 1), "quarter")
YEAR = period_of(date(2026, 5, 1), "year")


def in_period(stored, period):
    return quota_in(amounts_by_month(quota_spans(stored)), period)


def test_that_a_year_is_the_sum_of_its_quarters():
    stored = [(n, date(2026, 3 * n - 2, 1), "quarter", Decimal(100 * n)) for n in (1, 2, 3, 4)]
    assert in_period(stored, YEAR) == 1000
    assert in_period(stored, QUARTER) == 200


def test_that_a_yearly_quota_gives_each_quarter_a_fourth_to_the_cent():
    assert in_period([(1, date(2026, 1, 1), "year", Decimal(100_000))], QUARTER) == 25_000
    assert (
        in_period([(1, date(2026, 1, 1), "half", Decimal(100))], period_of(date(2026, 2, 1), "quarter")) == 50
    )


def test_that_the_shorter_quota_counts_where_two_cover_a_month():
    stored = [(1, date(2026, 1, 1), "year", Decimal(120)), (2, date(2026, 4, 1), "quarter", Decimal(90))]
    assert in_period(stored, QUARTER) == 90
    assert in_period(stored, YEAR) == 180


def test_that_a_quarter_dated_from_the_last_day_of_may_is_for_june_to_august():
    spans = quota_spans([(1, date(2011, 5, 31), "quarter", Decimal(30))])
    assert spans[0].months == (date(2011, 6, 1), date(2011, 7, 1), date(2011, 8, 1))


def test_that_a_period_without_quota_has_none_rather_than_zero():
    assert in_period([], QUARTER) is None


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)))
def test_that_the_nearest_month_is_at_most_sixteen_days_away(day):
    assert nearest_month(day).day == 1
    assert abs((nearest_month(day) - day).days) <= 16


@given(MONEY, st.lists(MONEY, min_size=1, max_size=12))
def test_that_a_split_loses_no_cent_and_keeps_the_proportions(total, weights):
    parts = split(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        fair = total * weight / whole if whole else total / len(weights)
        assert abs(part - fair) <= CENT


def test_that_nothing_cannot_be_split():
    with pytest.raises(ValueError, match="one or more weights"):
        split(Decimal(1), [])
