"""Says whether a ratio moved: this window against the one before, and control limits over many periods."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import sqrt
from typing import Literal

from salesdesk.frozen import frozen
from salesdesk.practice.beta import regularized_incomplete_beta
from salesdesk.practice.comparison import CHANCE, Tally, difference, total
from salesdesk.practice.periods import DayRange
from salesdesk.practice.ratio import Estimate

WINDOW_DAYS = 90
FEWEST_FOR_LIMITS = 10
SIGMAS = 3.0
RARE = 0.004
"""Twelve months of no change at all point at one of them in fewer than one chart in ten."""
NO_CHANGE = _("no clear change yet")
NOTHING_BEFORE = _("nothing to compare with before")

Direction = Literal["up", "down", "unclear"]


@frozen
class RatioPoint:
    """A ratio up to a day, or in the time that begins with it."""

    day: date
    found: Estimate

    @property
    def ends(self) -> tuple[float, float]:
        """Gives the own range; without one both ends are the share."""
        share, low, high = self.found.share or 0.0, self.found.low, self.found.high
        return share if low is None else low, share if high is None else high


@frozen
class Trend:
    """A ratio now and before, and whether it moved by more than chance."""

    now: Estimate
    before: Estimate
    direction: Direction
    words: str


@frozen
class ControlPoint:
    """One period on a p-chart; the limits are None below ten trials, the share where there is none."""

    successes: int
    trials: int
    share: float | None
    low: float | None
    high: float | None
    outside: bool


@frozen
class ControlChart:
    """A p-chart: the ratio of all periods together and each period with its limits."""

    centre: float | None
    points: tuple[ControlPoint, ...]


def windows(today: date, days: int = WINDOW_DAYS) -> tuple[DayRange, DayRange]:
    """Gives the window of `days` days that ends today and the equally long one before it."""
    if days < 1:
        raise ValueError("A window needs at least one day.")
    start = today - timedelta(days=days - 1)
    return DayRange(start, today), DayRange(start - timedelta(days=days), start - timedelta(days=1))


def trend(now: Estimate, before: Estimate) -> Trend:
    """Compares a ratio with that of the window before; equal ratios are called "up" or "down" once in ten."""
    if now.share is None or before.share is None:
        return Trend(now, before, "unclear", now.missing if now.share is None else NOTHING_BEFORE)
    if "period" in (now.basis, before.basis):
        return Trend(now, before, "unclear", NO_CHANGE)
    if difference(now.tally, before.tally) > CHANCE:
        return Trend(now, before, "unclear", NO_CHANGE)
    if now.share > before.share:
        return Trend(now, before, "up", _("up, at least 90% certain"))
    return Trend(now, before, "down", _("down, at least 90% certain"))


def control_chart(tallies: Sequence[Tally]) -> ControlChart:
    """Draws the limits of a p-chart around the tally of each period, oldest first.

    Limits are centre ± 3 sqrt(centre (1 - centre) / n), held within 0 to 1. Source: Shewhart's p-chart.
    """
    whole = total(tallies)
    centre = whole.successes / whole.trials if whole.trials else None
    return ControlChart(centre, tuple(_point(each.successes, each.trials, centre) for each in tallies))


def _point(k: int, n: int, centre: float | None) -> ControlPoint:
    """Places one period on the chart."""
    share = k / n if n else None
    if centre is None or share is None or n < FEWEST_FOR_LIMITS:
        return ControlPoint(k, n, share, None, None, False)
    reach = SIGMAS * sqrt(centre * (1 - centre) / n)
    low, high = max(0.0, centre - reach), min(1.0, centre + reach)
    return ControlPoint(k, n, share, low, high, not low <= share <= high and _tail(k, n, centre) <= RARE)


def _tail(k: int, n: int, centre: float) -> float:
    """Gives how often chance alone lies as far on this side: few cases exceed three deviations too easily."""
    above = 1.0 if k == 0 else regularized_incomplete_beta(k, n - k + 1, centre)
    below = 1.0 if k == n else 1 - regularized_incomplete_beta(k + 1, n - k, centre)
    return min(above, below)
