"""The Beta distribution of an unknown ratio: cumulative share and quantile."""

from functools import lru_cache
from math import exp, inf, lgamma, log, log1p, sqrt
from typing import NamedTuple

_TINY = 1e-300
_CLOSE_ENOUGH = 1e-14
_MOST_STEPS = 8000


class Beta(NamedTuple):
    """What is known of a ratio after `alpha` successes and `beta` failures, both above zero."""

    alpha: float
    beta: float

    @property
    def mean(self) -> float:
        """Gives the expected ratio, 0 to 1."""
        return self.alpha / (self.alpha + self.beta)

    def cumulative(self, ratio: float) -> float:
        """Gives the probability that the true ratio is at most `ratio`."""
        return regularized_incomplete_beta(self.alpha, self.beta, ratio)

    def quantile(self, probability: float) -> float:
        """Gives the ratio below which the truth lies with `probability`."""
        return _quantile(self.alpha, self.beta, probability)

    def interval(self, level: float) -> tuple[float, float]:
        """Gives the equal-tailed range that holds the true ratio with probability `level`, such as 0.90."""
        tail = (1 - level) / 2
        return self.quantile(tail), self.quantile(1 - tail)


def regularized_incomplete_beta(a: float, b: float, x: float) -> float:
    """Gives I_x(a, b), the cumulative share of Beta(a, b) up to x; error below 1e-9 for a + b < 1e6.

    Continued fraction by Lentz's method on the faster converging side (DLMF 8.17.22). Raises ValueError
    unless a and b are above zero.
    """
    if a <= 0 or b <= 0:
        raise ValueError("A Beta distribution needs two numbers above zero.")
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = exp(a * log(x) + b * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b))
    if x < (a + 1) / (a + b + 2):
        return front / a / _continued_fraction(a, b, x)
    return 1 - front / b / _continued_fraction(b, a, 1 - x)


def _continued_fraction(a: float, b: float, x: float) -> float:
    """Evaluates 1 + d1/(1 + d2/(1 + ...)) of the incomplete beta function."""
    value, c, d = 1.0, 1.0, 0.0
    for step in range(1, _MOST_STEPS):
        m = step // 2
        if step % 2:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / (1 + term * d or _TINY)
        c = 1 + term / c or _TINY
        value *= c * d
        if abs(c * d - 1) < _CLOSE_ENOUGH:
            break
    return value


@lru_cache(maxsize=8192)
def _quantile(a: float, b: float, probability: float) -> float:
    """Inverts the cumulative share by bisection, with Newton's step wherever it stays inside the bracket."""
    if probability <= 0 or probability >= 1:
        return 0.0 if probability <= 0 else 1.0
    low, high, x = 0.0, 1.0, _near_quantile(a, b, probability)
    for _ in range(200):
        excess = regularized_incomplete_beta(a, b, x) - probability
        low, high = (low, x) if excess > 0 else (x, high)
        slope = _density(a, b, x)
        step = x - excess / slope if 0 < slope < inf else low
        previous, x = x, step if low < step < high else (low + high) / 2
        if abs(x - previous) < 1e-12:
            break
    return x


def _near_quantile(a: float, b: float, probability: float) -> float:
    """Gives a place near a quantile, which halves the steps to it (Abramowitz and Stegun, 26.2.22 and 26.5.22)."""
    if min(a, b) < 1:
        below, above = (a / (a + b)) ** a / a, (b / (a + b)) ** b / b
        whole = below + above
        left = probability < below / whole
        x = (a * whole * probability) ** (1 / a) if left else 1 - (b * whole * (1 - probability)) ** (1 / b)
    else:
        t = sqrt(-2 * log(min(probability, 1 - probability)))
        y = t - (2.30753 + 0.27061 * t) / (1 + t * (0.99229 + 0.04481 * t))
        y = y if probability < 0.5 else -y
        first, second, spread = 1 / (2 * a - 1), 1 / (2 * b - 1), (y * y - 3) / 6
        h = 2 / (first + second)
        w = y * sqrt(max(0.0, h + spread)) / h - (second - first) * (spread + 5 / 6 - 2 / (3 * h))
        x = a / (a + b * exp(2 * w))
    return x if 0 < x < 1 else a / (a + b)


def _density(a: float, b: float, x: float) -> float:
    """Gives the height of Beta(a, b) at x, for 0 < x < 1."""
    if not 0 < x < 1:
        return 0.0
    return exp((a - 1) * log(x) + (b - 1) * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b))
