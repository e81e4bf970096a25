"""Ratios with honest ranges: plain k of n, its likely range, and how much evidence is missing.

Source: L. Brown, T. Cai, A. DasGupta, "Interval Estimation for a Binomial Proportion" (2001), for the
Jeffreys interval; the pull towards the team is the usual Beta-binomial shrinkage.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from math import ceil
from typing import Literal

from salesdesk.practice.beta import Beta
from salesdesk.practice.comparison import Tally
from salesdesk.practice.rounding import percent_words, whole_percent
from salesdesk.practice.spread import mean, standard_deviation

LEVEL = 0.90
WEIGHT = 20.0
FEW_CASES = 10
"""Below this many own cases nothing is said of a goal or of a fall."""
NO_TRIES = "no tries yet"
NO_DECIDED = "no decided deals yet"
WON_ONLY = "this desk holds won deals only, so there is no win rate"
CANNOT_TELL = "no clear difference"
TOO_FEW = "too few to say"
FEWEST_REPS_FOR_WEIGHT = 5
FEWEST_TRIALS_FOR_WEIGHT = 20
WEIGHT_BOUNDS = (2.0, 200.0)

Basis = Literal["own", "team", "period"]
Writer = Callable[[float], str]


@dataclass(frozen=True)
class Lean:
    """How strongly few cases lean on the team, in cases, and whether the team's own differences say so."""

    weight: float = WEIGHT
    measured: bool = False

    @property
    def words(self) -> str:
        """Says the strength and where it comes from."""
        source = "measured from how much people differ here" if self.measured else "as the team settings say"
        return f"“Likely” adds up to {self.weight:.0f} cases at the ratio of the rest of the team, {source}."


LEAN = Lean()


@dataclass(frozen=True)
class Pulled:
    """A ratio pulled towards the team: its centre and range (0 to 1), and how strongly it leans."""

    centre: float
    low: float
    high: float
    lean: Lean


@dataclass(frozen=True)
class Estimate:
    """A ratio of counts: the plain share, its own range, and the likely range that leans on the team.

    Share, low and high are None where there was no try; `missing` says then why there is none. `basis` says
    whether it rests on the own counts alone, has a likely range pulled towards the team, or compares counts
    of one period that need not belong to each other. `alpha` and `beta` tell what the own counts alone say.
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
    pulled: Pulled | None = None
    missing: str = NO_TRIES

    @property
    def posterior(self) -> Beta:
        """Gives the distribution of the true ratio by the own counts alone."""
        return Beta(self.alpha, self.beta)

    @property
    def tally(self) -> Tally:
        """Gives the plain counts, for comparing."""
        return Tally(self.successes, self.trials)

    @property
    def likely(self) -> tuple[float, float] | None:
        """Gives the likely range: pulled towards the team where there is one, else the own."""
        if self.pulled is not None:
            return self.pulled.low, self.pulled.high
        return None if self.low is None or self.high is None else (self.low, self.high)

    @property
    def half_width(self) -> float | None:
        """Gives half the length of the own range."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2

    @property
    def words(self) -> str:
        """Says the ratio in words, such as "1 of 7, 14%; likely 20 to 55%"."""
        return self.say()

    def say(self, percent: Writer = percent_words) -> str:
        """Says counts, plain share and likely range; the one way a ratio is written everywhere."""
        if self.share is None:
            return self.missing
        plain = f"{self.count_words}, {percent(self.share)}"
        return f"{plain}; {likely}" if (likely := self.say_likely(percent)) else plain

    def say_likely(self, percent: Writer = percent_words) -> str:
        """Says the likely range, such as "likely 20 to 55%"; nothing where there is none."""
        return "" if self.likely is None else f"likely {span_words(*self.likely, percent)}"

    @property
    def count_words(self) -> str:
        """Says the plain counts: "3 of 4", or "5 to 4" where they need not belong to each other."""
        if self.share is None:
            return self.missing
        return f"{self.successes:,} {'to' if self.basis == 'period' else 'of'} {self.trials:,}"


def span_words(low: float, high: float, percent: Writer = percent_words) -> str:
    """Says a range of shares, such as "20 to 55%"."""
    return f"{whole_percent(low)} to {percent(high)}"


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
    k: int, n: int, team_k_others: int, team_n_others: int, lean: Lean = LEAN, level: float = LEVEL
) -> Estimate:
    """Estimates a ratio whose likely range is pulled: Beta(mK + k, (1 - m)K + n - k), m the ratio of the others.

    K is the weight of `lean`, in cases; it never exceeds the cases the others have, so that a small team does
    not pull harder than it knows. The share stays k / n. Without others or own cases it is `jeffreys`.
    """
    own = jeffreys(k, n, level)
    _check(team_k_others, team_n_others, level)
    pull = min(max(lean.weight, 0.0), team_n_others)
    if pull == 0 or n == 0:
        return own
    prior = team_k_others / team_n_others
    successes, failures = prior * pull + k, (1 - prior) * pull + n - k
    centre = successes / (pull + n)
    low, high = Beta(max(successes, 0.5), max(failures, 0.5)).interval(level)
    pulled = Pulled(centre, min(low, centre), max(high, centre), lean)
    return replace(own, basis="team", pulled=pulled)


def period_ratio(k: int, n: int) -> Estimate:
    """Divides two counts of one period that need not belong together, so it may exceed 1 and has no range."""
    if k < 0 or n < 0:
        raise ValueError("Counts cannot be negative.")
    return Estimate(k, n, k / n if n else None, basis="period")


def lean_of(counts: Iterable[tuple[int, int]], setting: float = WEIGHT) -> Lean:
    """Measures how alike a team is: K by moments from (successes, cases) of each person, else the setting.

    Needs five people with 20 cases or more. A team that differs no more than chance explains gets the
    greatest weight, 200; the least is 2. Counts that do not belong to each other take no part.
    """
    known = [(k, n) for k, n in counts if n >= FEWEST_TRIALS_FOR_WEIGHT and k <= n]
    if len(known) < FEWEST_REPS_FOR_WEIGHT:
        return Lean(setting)
    for k, n in known:
        _check(k, n, LEVEL)
    centre = sum(k for k, _ in known) / sum(n for _, n in known)
    spread = standard_deviation([k / n for k, n in known]) or 0.0
    per_trial = mean([1 / n for _, n in known]) or 0.0
    binomial = centre * (1 - centre)
    between = (spread**2 - binomial * per_trial) / (1 - per_trial)
    least, most = WEIGHT_BOUNDS
    return Lean(most if between <= 0 else min(most, max(least, binomial / between - 1)), measured=True)


def trials_needed(half_width: float, level: float = LEVEL, share: float = 0.5) -> int:
    """Gives how many trials bring a ratio to ± `half_width`, such as 0.15: p(1-p)(z / h)^2, rounded up."""
    if half_width <= 0:
        raise ValueError("The wished precision must be above zero.")
    from statistics import NormalDist

    deviate = NormalDist().inv_cdf((1 + level) / 2)
    return ceil(share * (1 - share) * (deviate / half_width) ** 2)


def more_evidence(estimate: Estimate, half_width: float = 0.15) -> str:
    """Says how many more tries a ratio needs until its own range is ± `half_width`; nothing where it is."""
    if estimate.basis == "period" or estimate.missing == WON_ONLY:
        return ""
    if estimate.half_width is not None and estimate.half_width <= half_width:
        if estimate.trials < FEW_CASES:
            return ""
        return f"Enough for ±{whole_percent(half_width)} points."
    missing = max(1, trials_needed(half_width, estimate.level) - estimate.trials)
    return f"About {missing} more until the range is ±{whole_percent(half_width)} points."


def _check(k: int, n: int, level: float) -> None:
    """Refuses counts and levels that cannot be."""
    if k < 0 or n < 0:
        raise ValueError("Counts cannot be negative.")
    if k > n:
        raise ValueError("There cannot be more successes than trials; such counts need a period ratio.")
    if not 0 < level < 1:
        raise ValueError("The level must lie between 0 and 1.")
