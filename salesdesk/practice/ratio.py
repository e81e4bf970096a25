"""Ratios with honest ranges: k of n, pulled towards the team, compared, and how much evidence is missing.

Source: L. Brown, T. Cai, A. DasGupta, "Interval Estimation for a Binomial Proportion" (2001), for the
Jeffreys interval; the pull towards the team is the usual Beta-binomial shrinkage.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Literal

from salesdesk.practice.beta import Beta, probability_greater
from salesdesk.practice.spread import mean, standard_deviation

LEVEL = 0.90
WEIGHT = 20.0
CERTAIN = 0.90
NO_TRIALS = "no trials"
CANNOT_TELL = "cannot be told apart yet"
MAY_EXCEED = "period ratio, may exceed 100%"
FEWEST_REPS_FOR_WEIGHT = 5
FEWEST_TRIALS_FOR_WEIGHT = 20
WEIGHT_BOUNDS = (2.0, 200.0)

Basis = Literal["own", "team", "period"]
Order = Literal["higher", "lower", "unclear"]


@dataclass(frozen=True)
class Estimate:
    """A ratio of counts with its range; share, low and high are None where there was no trial.

    `basis` says whether it rests on the own counts alone, is pulled towards the team, or compares counts of
    one period that need not belong to each other. `alpha` and `beta` are what probabilities are computed
    from.
    """

    successes: int
    trials: int
    share: float | None = None
    low: float | None = None
    high: float | None = None
    level: float = LEVEL
    basis: Basis = "own"
    alpha: float = 0.5
    beta: float = 0.5

    @property
    def posterior(self) -> Beta:
        """Gives the distribution of the true ratio."""
        return Beta(self.alpha, self.beta)

    @property
    def half_width(self) -> float | None:
        """Gives half the length of the range."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2

    @property
    def words(self) -> str:
        """Says the ratio in words, such as "75% (35–95%), 3 of 4"."""
        if self.share is None:
            return NO_TRIALS
        if self.low is None or self.high is None:
            return f"{100 * self.share:.0f}%, {self.successes} to {self.trials} ({MAY_EXCEED})"
        return f"{100 * self.share:.0f}% ({self.range_words}), {self.successes} of {self.trials}"

    @property
    def range_words(self) -> str:
        """Says the range, such as "35–95%"; nothing where there is none."""
        return "" if self.low is None or self.high is None else f"{100 * self.low:.0f}–{100 * self.high:.0f}%"

    @property
    def count_words(self) -> str:
        """Says the counts first, such as "3 of 4 (35–95%)": of few trials they say more than the share."""
        if self.share is None:
            return "–"
        if not self.range_words:
            return f"{self.successes} to {self.trials}"
        return f"{self.successes} of {self.trials} ({self.range_words})"


def jeffreys(k: int, n: int, level: float = LEVEL) -> Estimate:
    """Estimates the true ratio behind k successes in n trials with its equal-tailed Jeffreys interval.

    The range reaches to 0 when nothing succeeded and to 1 when everything did, so it always holds the share.
    Raises ValueError for negative counts, k > n, or a level outside 0 to 1.
    """
    _check(k, n, level)
    posterior = Beta(k + 0.5, n - k + 0.5)
    empty = Estimate(k, n, level=level, alpha=posterior.alpha, beta=posterior.beta)
    if n == 0:
        return empty
    low, high = posterior.interval(level)
    return replace(empty, share=k / n, low=0.0 if k == 0 else low, high=1.0 if k == n else high)


def shrunk(
    k: int, n: int, team_k_others: int, team_n_others: int, weight: float = WEIGHT, level: float = LEVEL
) -> Estimate:
    """Estimates a ratio pulled towards the team's: Beta(mK + k, (1 - m)K + n - k), m the ratio of the others.

    `weight` is K, in trials; it never exceeds the trials the others have, so that a small team does not pull
    harder than it knows. Without trials of others it is `jeffreys`; without own trials there is no share.
    """
    _check(k, n, level)
    _check(team_k_others, team_n_others, level)
    pull = min(max(weight, 0.0), team_n_others)
    if pull == 0 or n == 0:
        return jeffreys(k, n, level)
    prior = team_k_others / team_n_others
    successes, failures = prior * pull + k, (1 - prior) * pull + n - k
    share = successes / (pull + n)
    posterior = Beta(max(successes, 0.5), max(failures, 0.5))
    low, high = posterior.interval(level)
    return Estimate(
        k, n, share, min(low, share), max(high, share), level, "team", posterior.alpha, posterior.beta
    )


def period_ratio(k: int, n: int) -> Estimate:
    """Divides two counts of one period that need not belong together, so it may exceed 1 and has no range."""
    if k < 0 or n < 0:
        raise ValueError("Counts cannot be negative.")
    return Estimate(k, n, k / n if n else None, basis="period")


def weight_from_team(counts: Sequence[tuple[int, int]], fallback: float = WEIGHT) -> float:
    """Measures how alike the team is: the K (in trials) by moments from (successes, trials) of each person.

    Needs five people with 20 trials or more, else gives `fallback`. A team that differs no more than chance
    explains gets the greatest weight, 200; the least is 2.
    """
    known = [(k, n) for k, n in counts if n >= FEWEST_TRIALS_FOR_WEIGHT]
    if len(known) < FEWEST_REPS_FOR_WEIGHT:
        return fallback
    for k, n in known:
        _check(k, n, LEVEL)
    centre = sum(k for k, _ in known) / sum(n for _, n in known)
    spread = standard_deviation([k / n for k, n in known]) or 0.0
    per_trial = mean([1 / n for _, n in known]) or 0.0
    binomial = centre * (1 - centre)
    between = (spread**2 - binomial * per_trial) / (1 - per_trial)
    least, most = WEIGHT_BOUNDS
    return most if between <= 0 else min(most, max(least, binomial / between - 1))


def compare(a: Estimate, b: Estimate, certain: float = CERTAIN) -> Order:
    """Says whether ratio `a` is higher or lower than `b`, or unclear until that is `certain` enough."""
    if a.share is None or b.share is None or "period" in (a.basis, b.basis):
        return "unclear"
    above = probability_greater(a.posterior, b.posterior)
    if above > certain:
        return "higher"
    return "lower" if above < 1 - certain else "unclear"


def compare_words(a: Estimate, b: Estimate, certain: float = CERTAIN) -> str:
    """Says the comparison in words, such as "higher, 94% sure" or "cannot be told apart yet"."""
    order = compare(a, b, certain)
    if order == "unclear":
        return CANNOT_TELL
    above = probability_greater(a.posterior, b.posterior)
    return f"{order}, {min(99, round(100 * max(above, 1 - above)))}% sure"


def trials_needed(half_width: float, level: float = LEVEL, share: float = 0.5) -> int:
    """Gives how many trials bring a ratio to ± `half_width`, such as 0.15: p(1-p)(z / h)^2, rounded up."""
    if half_width <= 0:
        raise ValueError("The wished precision must be above zero.")
    from statistics import NormalDist

    deviate = NormalDist().inv_cdf((1 + level) / 2)
    return ceil(share * (1 - share) * (deviate / half_width) ** 2)


def more_evidence(estimate: Estimate, half_width: float = 0.15) -> str:
    """Says how many more trials a ratio needs until its range is ± `half_width`."""
    missing = trials_needed(half_width, estimate.level) - estimate.trials
    points = f"±{100 * half_width:.0f} points"
    if missing <= 0:
        return f"Enough trials for {points}."
    return f"About {missing} more trials until the range is {points}."


def _check(k: int, n: int, level: float) -> None:
    """Refuses counts and levels that cannot be."""
    if k < 0 or n < 0:
        raise ValueError("Counts cannot be negative.")
    if k > n:
        raise ValueError("There cannot be more successes than trials; such counts need a period ratio.")
    if not 0 < level < 1:
        raise ValueError("The level must lie between 0 and 1.")
