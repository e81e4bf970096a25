"""Tests every chart on a bare figure by what it draws."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.text import Text

from salesdesk.charts.balance import AssignmentCount, Balance, draw_balance
from salesdesk.charts.cycle import CycleBin, SalesCycle, draw_cycle
from salesdesk.charts.marks import compose, rows_keys
from salesdesk.charts.pace import Pace, draw_pace
from salesdesk.charts.palette import Palette, in_short, thinned
from salesdesk.charts.pipeline import Pipeline, StageAge, draw_pipeline
from salesdesk.charts.ratio_ranges import RatioRange, RatioRanges, draw_ratio_ranges
from salesdesk.charts.ratio_trend import RatioTrend, draw_ratio_spark, draw_ratio_trend
from salesdesk.charts.won_by_month import WonByMonth, WonMonth, draw_won_by_month
from salesdesk.practice.attainment import attainment
from salesdesk.practice.ratio import Estimate, jeffreys, shrunk
from salesdesk.practice.trend import RatioPoint

DAY = date(2026, 10, 1)
RANGES = RatioRanges(
    (
        RatioRange("7", "Mara Ellwood", jeffreys(31, 50)),
        RatioRange("8", "Tomas Beck", shrunk(2, 6, 31, 50)),
        RatioRange("9", "Ines Duarte", jeffreys(0, 0)),
    ),
    goal=0.6,
)
MONTHS = WonByMonth(
    tuple(
        WonMonth(date(2026, m, 1), Decimal(1000 * m), m, Decimal(5000) if m > 3 else None)
        for m in range(1, 8)
    )
)
PACE = Pace(
    DAY, date(2026, 12, 31), date(2026, 11, 11), ((date(2026, 10, 9), Decimal(40_000)),), Decimal(210_000)
)
CYCLE = SalesCycle((CycleBin(0, 14, 4), CycleBin(15, 29, 9), CycleBin(30, 44, 0)), 21.6, 19.0, 27.0, longer=2)
PIPELINE = Pipeline(
    ("Discovery", "Proposal"),
    ("under 30 days", "older"),
    (
        (StageAge(2, Decimal(9000)), StageAge(1, Decimal(500))),
        (StageAge(0, Decimal(0)), StageAge(0, Decimal(0))),
    ),
)
TREND = RatioTrend(
    tuple(RatioPoint(DAY + timedelta(days=14 * i), Estimate(5, 10, 0.5, 0.3, 0.7)) for i in range(5)),
    goal=0.6,
)
BALANCE = Balance((AssignmentCount("7", "Mara Ellwood", 3, 1), AssignmentCount("8", "Tomas Beck", 0, 0)), 0.3)
Drawing = tuple[Callable[[Axes, Any, Palette], None], Any]
FULL: dict[str, Drawing] = {
    "ranges": (draw_ratio_ranges, RANGES), "months": (draw_won_by_month, MONTHS), "pace": (draw_pace, PACE),
    "cycle": (draw_cycle, CYCLE), "pipeline": (draw_pipeline, PIPELINE), "trend": (draw_ratio_trend, TREND),
    "spark": (draw_ratio_spark, TREND), "balance": (draw_balance, BALANCE),
}  # fmt: skip
EMPTY: dict[str, Drawing] = {
    "ranges": (draw_ratio_ranges, RatioRanges(())), "months": (draw_won_by_month, WonByMonth(())),
    "pace": (draw_pace, Pace(DAY, date(2026, 12, 31), DAY, ())), "cycle": (draw_cycle, SalesCycle(())),
    "pipeline": (draw_pipeline, Pipeline((), (), ())), "trend": (draw_ratio_trend, RatioTrend(())),
    "spark": (draw_ratio_spark, RatioTrend(())), "balance": (draw_balance, Balance(())),
}  # fmt: skip


def drawn(draw: Callable[[Axes, Any, Palette], None], data: Any, palette: Palette | None = None) -> Axes:
    """Draws a chart on a figure of its own, all the way to pixels."""
    figure = Figure(figsize=(5, 3))
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    compose(axes, draw, data, palette or Palette(family=("DejaVu Sans",)))
    canvas.draw()
    return axes


def words(axes: Axes) -> list[str]:
    """Gives everything that is written in a chart."""
    return [str(t.get_text()).strip() for t in axes.findobj(Text) if t.get_visible() and t.get_text().strip()]


def keys(axes: Axes) -> set[str]:
    """Gives the keys of all marks that open rows."""
    return {key for artist in axes.collections for key in rows_keys(artist)}


@pytest.mark.parametrize("name", sorted(EMPTY))
def test_that_a_chart_without_data_is_one_sentence(name: str) -> None:
    axes = drawn(*EMPTY[name])
    assert len(words(axes)) == 1
    assert not axes.collections
    assert not axes.lines


@pytest.mark.parametrize("name", sorted(FULL))
def test_that_every_mark_of_a_chart_opens_rows_its_table_names(name: str) -> None:
    draw, data = FULL[name]
    found = keys(drawn(draw, data))
    assert found
    assert found <= {*data.keys(), "period"}


@pytest.mark.parametrize("name", sorted(FULL))
def test_that_a_chart_has_a_twin_with_a_key_for_every_row(name: str) -> None:
    _, data = FULL[name]
    headers, rows = data.table()
    assert rows
    assert len(data.keys()) == len(rows)
    assert {len(row) for row in rows} == {len(headers)}


@pytest.mark.parametrize("name", sorted(FULL))
def test_that_a_chart_drawn_twice_on_the_same_axes_is_drawn_once(name: str) -> None:
    draw, data = FULL[name]
    axes = drawn(draw, data)
    once = words(axes), len(axes.collections), len(axes.lines)
    compose(axes, draw, data, Palette(family=("DejaVu Sans",)))
    assert (words(axes), len(axes.collections), len(axes.lines)) == once


@pytest.mark.parametrize("name", sorted(FULL))
def test_that_a_chart_takes_its_ground_from_the_palette(name: str) -> None:
    axes = drawn(*FULL[name], Palette(background="#123456", family=("DejaVu Sans",)))
    red, green, blue, _ = axes.get_facecolor()
    assert (round(red * 255), round(green * 255), round(blue * 255)) == (0x12, 0x34, 0x56)


def test_that_a_ratio_is_drawn_with_its_range_and_its_number_of_trials() -> None:
    axes = drawn(draw_ratio_ranges, RANGES)
    likely = next(mark for mark in axes.collections if isinstance(mark, LineCollection) and rows_keys(mark))
    bars = {key: list(run[:, 0]) for key, run in zip(rows_keys(likely), likely.get_segments(), strict=True)}
    assert bars["7"] == [jeffreys(31, 50).low, jeffreys(31, 50).high]
    assert bars["8"] == list(shrunk(2, 6, 31, 50).likely or ())
    assert "31 of 50, 62%" in words(axes)
    assert "no tries yet" in words(axes)
    assert "goal 60%" in words(axes)


def test_that_few_trials_are_drawn_as_an_open_dot() -> None:
    axes = drawn(draw_ratio_ranges, RANGES)
    dots = next(mark for mark in axes.collections if isinstance(mark, PathCollection))
    inside = dict(zip(rows_keys(dots), map(tuple, dots.get_facecolor()), strict=True))
    (edge,) = map(tuple, dots.get_edgecolor())
    assert inside["8"] != edge
    assert inside["7"] == edge


def test_that_months_are_bars_as_high_as_what_was_won() -> None:
    axes = drawn(draw_won_by_month, MONTHS)
    bars = next(mark for mark in axes.collections if isinstance(mark, PolyCollection) and rows_keys(mark))
    assert [bar.vertices[:, 1].max() for bar in bars.get_paths()] == [1000.0 * m for m in range(1, 8)]
    assert "quota" in words(axes)
    assert "$7k" in words(axes)


def test_that_the_pace_of_the_chart_is_that_of_the_table_on_every_day() -> None:
    for step in range((PACE.end - PACE.start).days + 1):
        day = PACE.start + timedelta(days=step)
        assert PACE.expected(day) == attainment(0, 210_000, PACE.start, PACE.end, day).expected


def test_that_a_period_that_starts_before_a_month_names_one_of_both_days() -> None:
    found = words(drawn(draw_pace, replace(PACE, start=date(2026, 8, 31), end=date(2026, 11, 29))))
    assert {"31 Aug", "1 Oct", "1 Nov"} <= set(found)
    assert "1 Sep" not in found


def test_that_the_pace_asks_for_nothing_before_the_start_and_for_the_quota_at_the_end() -> None:
    assert PACE.expected(PACE.start - timedelta(days=1)) == 0
    assert PACE.expected(PACE.end) == 210_000
    assert "$40k" in words(drawn(draw_pace, PACE))


def test_that_the_cycle_names_its_mean_median_and_80th_percentile() -> None:
    written = words(drawn(draw_cycle, CYCLE))
    assert {"median 19", "mean 22", "80% by 27"} <= set(written)
    assert any("15 deals, 2 of them longer" in line for line in written)


def test_that_the_pipeline_adds_the_ages_of_a_stage_up() -> None:
    assert {"$9.5k in 3", "none"} <= set(words(drawn(draw_pipeline, PIPELINE)))


def test_that_the_balance_writes_a_share_on_its_side_of_the_floor() -> None:
    person = AssignmentCount("1", "Ada", 11, 26)
    assert Balance((person,), 0.30).share(person) == "29%"
    assert Balance((person,)).share(person) == "30%"


def test_that_the_balance_shows_no_share_without_assignments() -> None:
    assert {"75%", "–"} <= set(words(drawn(draw_balance, BALANCE)))


def test_that_labels_are_thinned_evenly_and_the_last_one_stays() -> None:
    labels = thinned([str(n) for n in range(30)], most=6)
    assert sum(bool(label) for label in labels) == 6
    assert labels[-1] == "29"


def test_that_the_figures_of_a_ratio_stand_on_their_own_ground_and_not_on_the_line_of_their_row() -> None:
    axes = drawn(draw_ratio_ranges, RANGES)
    figures = [text for text in axes.texts if " of " in text.get_text() or text.get_text() == "no tries yet"]
    assert len(figures) == 3
    grounds = max(axes.collections, key=lambda mark: mark.get_zorder())
    assert grounds.get_zorder() < min(text.get_zorder() for text in figures)
    assert tuple(grounds.get_facecolor()[0]) == to_rgba(Palette().background)
    to_screen = grounds.get_transform()
    boxes = [to_screen.transform_path(path).get_extents() for path in grounds.get_paths()]
    for text in figures:
        x0, y0, x1, y1 = text.get_window_extent().extents
        assert any(b.x0 < x0 and b.y0 < y0 and b.x1 > x1 and b.y1 > y1 for b in boxes)


@pytest.mark.parametrize("name", sorted(FULL))
@pytest.mark.parametrize("size", [(4, 2.4), (5, 3), (12, 5)])
def test_that_every_word_of_a_chart_lies_in_the_picture(name: str, size: tuple[float, float]) -> None:
    draw, data = FULL[name]
    figure = Figure(figsize=size, dpi=72)
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    compose(axes, draw, data, Palette(family=("DejaVu Sans",), size=9.0))
    width, height = figure.bbox.size
    for text in axes.texts:
        x0, y0, x1, y1 = text.get_window_extent().extents
        assert min(x0, y0) >= 0, text.get_text()
        assert max(x1 - width, y1 - height) <= 0, text.get_text()
    assert axes.bbox.width > 0.25 * width
    assert axes.bbox.height > 0.25 * height


@pytest.mark.parametrize("name", sorted(FULL))
def test_that_a_chart_is_made_of_a_few_marks_however_much_it_shows(name: str) -> None:
    axes = drawn(*FULL[name])
    assert len(axes.collections) <= 9
    assert not axes.patches
    assert not axes.lines
    assert not axes.axison, "matplotlib's own axis draws each tick by itself"


def test_that_a_goal_beneath_a_name_is_not_cut_with_it() -> None:
    assert in_short("Conversation to meeting\ngoal 60%") == "Conversation to meeting\ngoal 60%"
    assert in_short("Akinbode " * 8 + "\ngoal 60%").splitlines() == [
        "Akinbode Akinbode Akinbode…",
        "goal 60%",
    ]
