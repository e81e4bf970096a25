"""Says how probable it is that one ratio is above another: what the ranges of the program are held against."""

from math import asin, ceil, cos, exp, log, pi, sin, sqrt

from salesdesk.practice.beta import Beta

_MOST_STEPS = 8000


def probability_greater(a: Beta, b: Beta) -> float:
    """Gives the probability that the true ratio of `a` is above that of `b`, 0 to 1, for independent ratios.

    Integrates density(a) x cumulative(b) over the angle t with ratio = sin(t)^2, where both are smooth and
    nearly normal with standard deviation 1 / (2 sqrt(n)); the midpoint grid is four or more steps to one
    deviation of the narrower one. Error below 0.001; P(a > b) + P(b > a) = 1 exactly. Needs both parameters
    >= 0.5.
    """
    first, second = _on_angles(a, b), _on_angles(b, a)
    below, total = 0.0, 0.0
    for height_a, height_b in zip(first, second, strict=True):
        total += height_a * (below + height_b / 2)
        below += height_b
    return min(1.0, max(0.0, total / (sum(first) * below)))


def _on_angles(of: Beta, other: Beta) -> list[float]:
    """Gives the heights of one distribution on the grid of angles that suits both, scaled to a peak of 1."""
    trials = max(sum(of), sum(other))
    steps = min(_MOST_STEPS, max(240, ceil(4 * pi * sqrt(trials))))
    peak = asin(sqrt(of.mean))
    top = _log_height(of, peak)
    return [exp(_log_height(of, (step + 0.5) * pi / 2 / steps) - top) for step in range(steps)]


def _log_height(of: Beta, angle: float) -> float:
    """Gives the logarithm of the height at an angle between 0 and a quarter turn, up to a constant."""
    return (2 * of.alpha - 1) * log(sin(angle)) + (2 * of.beta - 1) * log(cos(angle))
