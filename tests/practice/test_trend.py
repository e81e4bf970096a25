"""Now against before, and the limits of a p-chart."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.practice.comparison import Tally
from salesdesk.practice.ratio import jeffreys
from salesdesk.practice.trend import control_chart, trend, windows


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 400))
def test_that_both_windows_are_equally_long_and_touch(today: date, days: int) -> None:
    now, before = windows(today, days)
    assert now.days == before.days == days
    assert now.end == today
    assert (now.start - before.end).days == 1
    assert now.holds(today)
    assert not before.holds(today)
    assert not now.holds(None)


def test_that_a_rise_is_called_up_only_when_it_is_sure() -> None:
    assert trend(jeffreys(30, 50), jeffreys(15, 50)).direction == "up"
    assert trend(jeffreys(15, 50), jeffreys(30, 50)).direction == "down"
    assert trend(jeffreys(3, 5), jeffreys(2, 5)).words == "no clear change yet"


def test_that_a_window_without_trials_has_no_trend() -> None:
    found = trend(jeffreys(0, 0), jeffreys(2, 5))
    assert found.direction == "unclear"
    assert found.words == "no tries yet"


def test_that_limits_are_three_deviations_around_the_whole() -> None:
    chart = control_chart([Tally(50, 100), Tally(45, 100), Tally(5, 100), Tally(100, 100)])
    assert chart.centre == pytest.approx(0.5)
    assert chart.points[0].low == pytest.approx(0.35)
    assert chart.points[0].high == pytest.approx(0.65)
    assert [point.outside for point in chart.points] == [False, False, True, True]


def test_that_a_period_with_few_trials_has_no_limits() -> None:
    chart = control_chart([Tally(9, 9), Tally(5, 100), Tally(0, 0)])
    assert chart.points[0].low is None
    assert not chart.points[0].outside
    assert chart.points[2].share is None


def test_that_no_trials_at_all_have_no_centre() -> None:
    assert control_chart([Tally(0, 0)]).centre is None
