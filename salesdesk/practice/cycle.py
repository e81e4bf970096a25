"""Measures the sales cycle, from the start of an opportunity to its decision, and the forecast horizon."""

from collections.abc import Iterable, Sequence
from datetime import date
from math import ceil, floor, sqrt

from salesdesk.frozen import frozen


def mean(values: Sequence[float]) -> float | None:
    """Gives the arithmetic mean, in the unit of the values; None for an empty list."""
    return sum(values) / len(values) if values else None


def quantile(values: Sequence[float], share: float) -> float | None:
    """Gives the value below which `share` (0 to 1) of the list lies; None for an empty list.

    Interpolates linearly between neighbours (Hyndman and Fan type 7, NumPy's default). The list may be
    unsorted. Raises ValueError for a share outside 0 to 1.
    """
    if not 0 <= share <= 1:
        raise ValueError("A quantile needs a share between 0 and 1.")
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def median(values: Sequence[float]) -> float | None:
    """Gives the middle value; None for an empty list."""
    return quantile(values, 0.5)


def standard_deviation(values: Sequence[float]) -> float | None:
    """Gives the sample standard deviation (n - 1), in the unit of the values; None for fewer than two."""
    if len(values) < 2:
        return None
    centre = sum(values) / len(values)
    return sqrt(sum((value - centre) ** 2 for value in values) / (len(values) - 1))


HORIZON_STEP = 5


@frozen
class Cycle:
    """How many days the decided deals took; every figure is in days and None where no deal has both dates.

    `left_out` counts pairs that lack a date or end before they start. `shown_up_to` caps the axis of a chart:
    longer ones are outliers, three quarters plus one and a half times the middle half.
    """

    n: int
    mean: float | None = None
    median: float | None = None
    percentile_80: float | None = None
    low_quartile: float | None = None
    high_quartile: float | None = None
    standard_deviation: float | None = None
    left_out: int = 0

    @property
    def shown_up_to(self) -> float | None:
        """Gives the longest cycle that is not an outlier."""
        if self.low_quartile is None or self.high_quartile is None:
            return None
        return self.high_quartile + 1.5 * (self.high_quartile - self.low_quartile)


@frozen
class Cycles:
    """The cycle of won and of lost deals, kept apart, and of both together."""

    won: Cycle
    lost: Cycle
    decided: Cycle

    @property
    def horizon_days(self) -> int | None:
        """Gives how many days ahead a forecast may reach: the mean of won deals, rounded up to five days."""
        return horizon(self.won.mean)


def cycle(pairs: Iterable[tuple[date | None, date | None]]) -> Cycle:
    """Measures (started, closed) pairs in days; a deal decided on its first day took 0 days."""
    given = list(pairs)
    lengths = [(end - start).days for start, end in given if start is not None and end is not None]
    days = [float(length) for length in lengths if length >= 0]
    return Cycle(
        n=len(days),
        mean=mean(days),
        median=median(days),
        percentile_80=quantile(days, 0.8),
        low_quartile=quantile(days, 0.25),
        high_quartile=quantile(days, 0.75),
        standard_deviation=standard_deviation(days),
        left_out=len(given) - len(days),
    )


def cycles(
    won: Iterable[tuple[date | None, date | None]], lost: Iterable[tuple[date | None, date | None]]
) -> Cycles:
    """Measures won and lost deals apart and together from their (started, closed) pairs."""
    won_pairs, lost_pairs = list(won), list(lost)
    return Cycles(cycle(won_pairs), cycle(lost_pairs), cycle(won_pairs + lost_pairs))


def horizon(mean_days: float | None) -> int | None:
    """Gives the forecast horizon in days, 5 x ceil(mean / 5) and at least 5; None without a mean.

    Raises ValueError for a negative mean.
    """
    if mean_days is None:
        return None
    if mean_days < 0:
        raise ValueError("A sales cycle cannot be shorter than nothing.")
    return HORIZON_STEP * max(1, ceil(mean_days / HORIZON_STEP))
