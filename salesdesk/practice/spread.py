"""Describes how a list of numbers lies: mean, quantiles and standard deviation, without NumPy."""

from collections.abc import Sequence
from math import floor, sqrt


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
