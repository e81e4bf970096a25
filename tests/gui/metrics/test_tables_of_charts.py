"""The table twins of charts: each heading stands over what it names."""

from datetime import date

from salesdesk.charts.ratio_trend import RatioTrend
from salesdesk.env.locale import Formats
from salesdesk.gui.metrics.deal_metrics import HEADS
from salesdesk.practice.ratio import Estimate
from salesdesk.practice.trend import RatioPoint


def test_that_the_headings_of_the_win_rate_stand_over_their_columns() -> None:
    point = RatioPoint(date(2026, 10, 1), Estimate(32, 73, 32 / 73, 0.35, 0.53))
    head, (row,) = RatioTrend((point,), formats=Formats(), heads=HEADS).table()
    found = dict(zip(head, row, strict=True))
    assert (found["Won of decided"], found["Win rate"]) == ("32 of 73", "44%")
    assert found["Range"].startswith("35")
