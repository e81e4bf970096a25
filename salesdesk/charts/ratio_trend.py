"""Draws how one ratio has moved over time, as a line in the band of its ranges."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salesdesk.charts.marks import area, dots, lines, quiet, say, ticks, write, write_ticks
from salesdesk.charts.palette import Palette
from salesdesk.charts.table import Table
from salesdesk.env.locale import NO_VALUE, Formats
from salesdesk.frozen import frozen
from salesdesk.practice.ratio import NO_TRIES, span_words
from salesdesk.practice.trend import RatioPoint

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@frozen
class RatioTrend:
    """The points in order of time, and the goal where there is one."""

    points: tuple[RatioPoint, ...]
    goal: float | None = None
    formats: Formats = Formats()
    heads: tuple[str, str, str] = (_("Up to"), _("Cases"), _("Ratio"))

    def known(self) -> list[RatioPoint]:
        """Gives the points that have trials."""
        return [point for point in self.points if point.found.trials and point.found.share is not None]

    def table(self) -> Table:
        """Gives one row a point."""
        return (*self.heads, _("Range")), tuple(self._row(point) for point in self.points)

    def keys(self) -> Sequence[str]:
        """Gives the days as ISO text."""
        return [point.day.isoformat() for point in self.points]

    def _row(self, point: RatioPoint) -> tuple[str, ...]:
        day, percent, found = self.formats.plain_day(point.day), self.formats.percent, point.found
        if found.share is None or not found.trials:
            return day, NO_TRIES, NO_VALUE, NO_VALUE
        spread = span_words(*point.ends, percent)
        return (
            day,
            _("{hits} of {trials}", hits=found.successes, trials=found.trials),
            percent(found.share),
            spread,
        )


def draw_ratio_trend(axes: "Axes", data: RatioTrend, palette: Palette) -> None:
    """Draws the line, its band, the goal and the last value."""
    points = data.known()
    if not points:
        say(axes, _("No tries yet in this time."), palette)
        return
    quiet(axes, palette)
    _draw_line(axes, data, palette)
    first, last = points[0].day.toordinal(), points[-1].day.toordinal()
    _write_words(axes, data, palette)
    shown = points[:: max(1, len(points) // 5)]
    axes.set_xlim(first, last + max(1.0, (last - first) * 0.12))
    axes.set_ylim(*_ends(data))
    labels = [data.formats.short_day(p.day) for p in shown]
    ticks(axes, "x", [p.day.toordinal() for p in shown], labels, palette)
    write_ticks(axes, "y", data.formats.percent, palette, 4, grid=True)


def draw_ratio_spark(axes: "Axes", data: RatioTrend, palette: Palette) -> None:
    """Draws the trend small, for a card: the line, its band and three ticks, no words."""
    points = data.known()
    if not points:
        say(axes, NO_TRIES, palette)
        return
    quiet(axes, palette)
    _draw_line(axes, data, palette)
    first, last = points[0].day.toordinal(), points[-1].day.toordinal()
    axes.set_xlim(first - (first == last), last + (first == last))
    axes.set_ylim(*_ends(data))
    write_ticks(axes, "y", data.formats.percent, palette, 3, grid=True)


def _draw_line(axes: "Axes", data: RatioTrend, palette: Palette) -> None:
    points = data.known()
    xs = [point.day.toordinal() for point in points]
    lows = [(x, point.ends[0]) for x, point in zip(xs, points, strict=True)]
    highs = [(x, point.ends[1]) for x, point in zip(xs, points, strict=True)]
    area(axes, [*lows, *reversed(highs)], palette.accent, 0.16)
    run = [(x, point.found.share or 0.0) for x, point in zip(xs, points, strict=True)]
    lines(axes, [run], palette.accent, 2.2)
    size = 5.0 if len(points) == 1 else 2.6
    dots(axes, run, size, palette.accent, *(point.day.isoformat() for point in points))


def _ends(data: RatioTrend) -> tuple[float, float]:
    reached = [end for point in data.known() for end in point.ends]
    reached += [data.goal] if data.goal is not None else []
    room = max(0.06, (max(reached) - min(reached)) * 0.15)
    return max(0.0, min(reached) - room), max(reached) + room


def _write_words(axes: "Axes", data: RatioTrend, palette: Palette) -> None:
    first, last = data.known()[0], data.known()[-1]
    if data.goal is not None:
        lines(
            axes, [[(0, data.goal), (1, data.goal)]], palette.soon_mark, 1.3, linestyles=[(0, (3, 3))],
            capstyle="butt", transform=axes.get_yaxis_transform(),
        )  # fmt: skip
        words = _("goal {goal}", goal=data.formats.percent(data.goal))
        write(axes, first.day.toordinal(), data.goal, words, palette, color=palette.soon, va="bottom")
    words = f"  {data.formats.percent(last.found.share)}"
    write(
        axes, last.day.toordinal(), last.found.share or 0.0, words, palette, color=palette.text, va="center"
    )
