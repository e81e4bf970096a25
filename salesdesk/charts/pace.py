"""Draws what has been won so far in a period against the pace that reaches the quota."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from salesdesk.charts.marks import area, dots, lines, quiet, say, ticks, write, write_ticks
from salesdesk.charts.palette import Palette
from salesdesk.charts.table import Table
from salesdesk.env.locale import Formats
from salesdesk.frozen import frozen
from salesdesk.practice.attainment import elapsed_share
from salesdesk.practice.rounding import whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes


SUNDAY = 6
CLOSEST = 10


@frozen
class Pace:
    """A period from `start` to `end`: cumulative (day, amount) steps, the quota and the day it is now.

    `paced` are the first and the last day with a quota, where those of the period are others.
    """

    start: date
    end: date
    today: date
    won: tuple[tuple[date, Decimal], ...]
    quota: Decimal | None = None
    currency: str = ""
    formats: Formats = Formats()
    paced: tuple[date, date] | None = None

    def money(self, amount: float | Decimal, *, short: bool = False) -> str:
        """Writes an amount in the chart's currency."""
        return self.formats.money(amount, self.currency or None, short=short)

    def expected(self, day: date) -> float:
        """Gives what an even pace through the working days expects by a day; zero without a quota."""
        return elapsed_share(*(self.paced or (self.start, self.end)), day) * float(self.quota or 0)

    def table(self) -> Table:
        """Gives one row a day on which something was won."""
        rows = [
            (self.formats.day(d), self.money(a), self.money(whole(self.expected(d)))) for d, a in self.won
        ]
        return (_("Day"), _("Won so far"), _("Pace")), tuple(rows)

    def keys(self) -> Sequence[str]:
        """Gives the days as ISO text."""
        return [day.isoformat() for day, _ in self.won]


def draw_pace(axes: "Axes", data: Pace, palette: Palette) -> None:
    """Draws the won amount as steps up to today and the pace as a dashed line to the quota."""
    if not data.won and not data.quota:
        say(axes, _("Nothing won and no quota in this period yet."), palette)
        return
    quiet(axes, palette)
    start, end = data.start.toordinal(), data.end.toordinal()
    if data.quota:
        days = _week_ends(data.start, data.end)
        run = [(start - 1, 0.0), *((day.toordinal(), data.expected(day)) for day in days)]
        lines(axes, [run], palette.muted, 1.4, linestyles=[(0, (4, 4))], capstyle="butt")
        write(
            axes,
            end,
            float(data.quota),
            _(" quota {quota}", quota=data.money(data.quota, short=True)),
            palette,
            va="center",
        )
    _draw_won(axes, data, palette)
    months = _months(data.start, data.end)
    axes.set_xlim(start, end + (end - start) * 0.16)
    highest = max([float(data.quota or 0), *(float(amount) for _unused, amount in data.won)])
    axes.set_ylim(0, highest * 1.05 or 1)
    ticks(axes, "x", [m.toordinal() for m in months], [data.formats.short_day(m) for m in months], palette)
    write_ticks(axes, "y", lambda value: data.money(value, short=True), palette, 4, grid=True)


def _week_ends(start: date, end: date) -> list[date]:
    """Gives the Sundays of a period and its last day: between them the working days would only make steps."""
    days = (start + timedelta(days=step) for step in range((end - start).days))
    return [*(day for day in days if day.weekday() == SUNDAY), end]


def _draw_won(axes: "Axes", data: Pace, palette: Palette) -> None:
    now = min(max(data.today, data.start), data.end)
    days = [data.start, *(day for day, _ in data.won), now]
    amounts = [0.0, *(float(amount) for _, amount in data.won)]
    amounts.append(amounts[-1])
    xs = [day.toordinal() for day in days]
    levels = list(zip(xs, amounts, strict=True))
    run = [levels[0]]
    for (_, before), (x, amount) in pairwise(levels):
        run += [(x, before), (x, amount)]
    area(axes, [*run, (xs[-1], 0.0), (xs[0], 0.0)], palette.accent, 0.10)
    lines(axes, [run], palette.accent, 2.2, "period")
    dots(axes, [(xs[-1], amounts[-1])], 6, palette.accent)
    words = f" {data.money(amounts[-1], short=True)}"
    write(axes, xs[-1], amounts[-1], words, palette, color=palette.text, va="bottom")


def _months(start: date, end: date) -> list[date]:
    """Gives the days to write on the axis: the first one and the firsts of months that leave it room."""
    months, first = [start], start.replace(day=1)
    while (first := date(first.year + first.month // 12, first.month % 12 + 1, 1)) < end:
        if (first - start).days >= CLOSEST:
            months.append(first)
    return months if len(months) <= 7 else months[:: -(-len(months) // 6)]
