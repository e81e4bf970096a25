"""The sales cycle and the horizon made of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.practice.cycle import cycle, cycles, horizon

START = date(2026, 3, 2)


def pairs(*days: int) -> list[tuple[date | None, date | None]]:
    return [(START, START + timedelta(days=length)) for length in days]


def test_that_a_cycle_has_mean_median_80th_percentile_and_spread() -> None:
    found = cycle(pairs(10, 20, 30, 40, 100))
    assert (found.n, found.mean, found.median) == (5, 40, 30)
    assert found.percentile_80 == pytest.approx(52)
    assert (found.low_quartile, found.high_quartile) == (20, 40)
    assert found.standard_deviation == pytest.approx(35.355, abs=0.001)
    assert found.shown_up_to == 70


def test_that_deals_without_both_dates_are_left_out_and_counted() -> None:
    backwards = (START, START - timedelta(days=1))
    found = cycle([*pairs(0, 10), (None, START), (START, None), backwards])
    assert (found.n, found.mean, found.left_out) == (2, 5, 3)


def test_that_no_deals_have_no_cycle() -> None:
    found = cycle([])
    assert found.n == 0
    assert found.mean is found.median is found.percentile_80 is found.shown_up_to is None


def test_that_won_and_lost_are_kept_apart() -> None:
    both = cycles(pairs(20, 34), pairs(90))
    assert both.won.mean == 27
    assert both.lost.mean == 90
    assert both.decided.n == 3
    assert both.horizon_days == 30


@pytest.mark.parametrize(("mean", "days"), [(12, 15), (27, 30), (31, 35), (45, 45), (0, 5), (51.8, 55)])
def test_that_the_horizon_is_the_next_five_days(mean: float, days: int) -> None:
    assert horizon(mean) == days


def test_that_there_is_no_horizon_without_a_cycle() -> None:
    assert horizon(None) is None
    with pytest.raises(ValueError, match="shorter than nothing"):
        horizon(-1)


@given(st.floats(0, 2000))
def test_that_the_horizon_covers_the_mean_by_less_than_five_days(mean: float) -> None:
    days = horizon(mean)
    assert days is not None
    assert days % 5 == 0
    assert days >= mean
    assert days - mean < 5 or days == 5


@given(st.lists(st.integers(0, 900), min_size=1, max_size=40))
def test_that_the_figures_of_a_cycle_are_in_order(days: list[int]) -> None:
    found = cycle(pairs(*days))
    ordered = (found.low_quartile, found.median, found.high_quartile, found.percentile_80)
    assert all(value is not None for value in ordered)
    assert list(ordered) == sorted(value for value in ordered if value is not None)
