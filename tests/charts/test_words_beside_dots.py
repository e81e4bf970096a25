"""The words of a ratio stand beside its dot, however narrow the chart and high the ratio."""

from dataclasses import replace

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from salesdesk.charts.marks import compose
from salesdesk.charts.palette import Palette
from salesdesk.charts.ratio_ranges import RatioRange, RatioRanges, draw_ratio_ranges
from salesdesk.practice.ratio import jeffreys


@pytest.mark.parametrize("width", [300, 380, 460, 700])
def test_that_counts_do_not_stand_on_the_dot_of_a_high_ratio(width: int) -> None:
    figure = Figure(figsize=(width / 72, 300 / 72), dpi=72)
    canvas, axes = FigureCanvasAgg(figure), figure.add_subplot()
    people = (
        RatioRange("1", "Akinbode Adeyemi", jeffreys(102, 131)), RatioRange("2", "Bo Berg", jeffreys(8, 9)),
    )  # fmt: skip
    compose(axes, draw_ratio_ranges, RatioRanges(people, goal=0.6), Palette())
    canvas.draw()
    for person, place in zip(people, range(2), strict=True):
        words = next(text for text in axes.texts if person.found.count_words in text.get_text())
        dot = axes.transData.transform((person.found.share or 0.0, place))[0]
        assert words.get_window_extent().x0 > dot + 4


@pytest.mark.parametrize(("won", "highest"), [(57, 100), (49, 100), (90, 150)])
def test_that_the_scale_of_shares_ends_at_all_of_them(won: int, highest: int) -> None:
    figure = Figure(figsize=(380 / 72, 300 / 72), dpi=72)
    FigureCanvasAgg(figure)
    axes, found = figure.add_subplot(), jeffreys(min(won, 57), 57)
    row = RatioRange("1", "Bo Berg", replace(found, share=won / 57))
    compose(axes, draw_ratio_ranges, RatioRanges((row,)), Palette())
    written = [text.get_text().removesuffix("%") for text in axes.texts]
    assert max(int(words) for words in written if words.isdigit()) == highest
