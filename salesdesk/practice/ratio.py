"""Ratios with honest ranges: plain k of n, its likely range, and how much evidence is missing.

Source: L. Brown, T. Cai, A. DasGupta, "Interval Estimation for a Binomial Proportion" (2001), for the
Jeffreys interval; the pull towards the team is the usual Beta-binomial shrinkage.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import ceil
from typing import Literal

from salesdesk.frozen import frozen
from salesdesk.practice.beta import Beta
from salesdesk.practice.comparison import Tally
from salesdesk.practice.lean import LEAN, Lean
from salesdesk.practice.rounding import percent_words, whole_percent

LEVEL = 0.90
FEW_CASES = 10
"""Below this many own cases nothing is said of a goal or of a fall."""
NO_TRIES = _("no tries yet")
NO_DECIDED = _("no decided deals yet")
WON_ONLY = _("this desk holds won deals only, so there is no win rate")
CANNOT_TELL = _("no clear difference")
TOO_FEW = _("too few to say")

Basis = Literal["own", "team", "period"]
Writer = Callable[[float], str]


@frozen
class Pulled:
    """A ratio pulled towards the team: its centre and range (0 to 1), and how strongly it leans."""

    centre: float
    low: float
    high: float
    lean: Lean


@frozen
class Estimate:
    """A ratio of counts: the plain share, its own range, and the likely range that leans on the team.

    Share, low and high are None where there was no try; `missing` says then why there is none. `basis` says
    whether it rests on the own counts alone, has a likely range pulled towards the team, or compares counts
    of one period that need not belong to each other.
    """

    successes: int
    trials: int
    share: float | None = None
    low: float | None = None
    high: float | None = None
    level: float = LEVEL
    basis: Basis = "own"
    pulled: Pulled | None = None
    missing: str = NO_TRIES

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
        """Says the ratio in words, such as "1 of 7, 14%; likely 9 to 56%"."""
        return self.say()

    def say(self, percent: Writer = percent_words) -> str:
        """Says counts, plain share and range; the one way a ratio is written everywhere."""
        if self.share is None:
            return self.missing
        plain = f"{self.count_words}, {percent(self.share)}"
        return f"{plain}; {range_words}" if (range_words := self.say_range(percent)) else plain

    def say_range(self, percent: Writer = percent_words) -> str:
        """Says which range it has: "likely 20 to 55%" leans on the team, "own range 3 to 45%" on nobody."""
        if self.likely is None:
            return ""
        span = span_words(*self.likely, percent)
        return _("own range {span}", span=span) if self.pulled is None else _("likely {span}", span=span)

    def likely_words(self, percent: Writer = percent_words) -> str:
        """Says the range under a heading that names it likely: "20 to 55%", or "own 3 to 45%"; nothing without one."""
        if self.likely is None:
            return ""
        span = span_words(*self.likely, percent)
        return _("own {span}", span=span) if self.pulled is None else span

    @property
    def count_words(self) -> str:
        """Says the plain counts: "3 of 4", or "5 to 4" where they need not belong to each other."""
        if self.share is None:
            return self.missing
        words = _("{count:,} to {whole:,}") if self.basis == "period" else _("{count:,} of {whole:,}")
        return words.format(count=self.successes, whole=self.trials)


def span_words(low: float, high: float, percent: Writer = percent_words) -> str:
    """Says a range of shares, such as "20 to 55%"."""
    return _("{low} to {high}", low=whole_percent(low), high=percent(high))


def jeffreys(k: int, n: int, level: float = LEVEL) -> Estimate:
    """Estimates the true ratio behind k successes in n trials with its equal-tailed Jeffreys interval.

    The range reaches to 0 when nothing succeeded and to 1 when everything did, so it always holds the share.
    Raises ValueError for negative counts, k > n, or a level outside 0 to 1.
    """
    _check(k, n, level)
    if n == 0:
        return Estimate(k, n, level=level)
    low, high = Beta(k + 0.5, n - k + 0.5).interval(level)
    return Estimate(k, n, level=level, share=k / n, low=0.0 if k == 0 else low, high=1.0 if k == n else high)


def shrunk(
    k: int, n: int, team_k_others: int, team_n_others: int, lean: Lean = LEAN, level: float = LEVEL
) -> Estimate:
    """Estimates a ratio whose likely range is pulled: Beta(mK + k, (1 - m)K + n - k), m the ratio of the others.

    K is the weight of `lean`, in cases; where several are plausible, the range is that of one Beta with the mean and
    the variance of them together. None exceeds the cases the others have, so that a small team does not pull harder
    than it knows. The share stays k / n. Without others or own cases it is `jeffreys`.
    """
    own = jeffreys(k, n, level)
    _check(team_k_others, team_n_others, level)
    if lean.weight <= 0 or team_n_others == 0 or n == 0:
        return own
    prior = team_k_others / team_n_others
    weights = [
        (min(weight, team_n_others), chance) for weight, chance in lean.plausible or ((lean.weight, 1.0),)
    ]
    centre = sum(chance * (prior * weight + k) / (weight + n) for weight, chance in weights)
    low, high = _together([(_pulled_by(weight, prior, k, n), chance) for weight, chance in weights]).interval(
        level
    )
    pulled = Pulled(centre, min(low, centre), max(high, centre), lean)
    return replace(own, basis="team", pulled=pulled)


def _pulled_by(weight: float, prior: float, k: int, n: int) -> Beta:
    return Beta(max(prior * weight + k, 0.5), max((1 - prior) * weight + n - k, 0.5))


def _together(parts: Sequence[tuple[Beta, float]]) -> Beta:
    """Gives the Beta with mean and variance of a mixture, given each part with its probability."""
    if len(parts) == 1:
        return parts[0][0]
    centre = sum(chance * part.mean for part, chance in parts)
    variance = sum(
        chance * (part.mean * (1 - part.mean) / (sum(part) + 1) + (part.mean - centre) ** 2)
        for part, chance in parts
    )
    weight = centre * (1 - centre) / variance - 1
    return Beta(centre * weight, (1 - centre) * weight)


def period_ratio(k: int, n: int) -> Estimate:
    """Divides two counts of one period that need not belong together, so it may exceed 1 and has no range."""
    if k < 0 or n < 0:
        raise ValueError("Counts cannot be negative.")
    return Estimate(k, n, k / n if n else None, basis="period")


def trials_needed(half_width: float, level: float = LEVEL, share: float = 0.5) -> int:
    """Gives how many trials bring a ratio to ± `half_width`, such as 0.15: p(1-p)(z / h)^2, rounded up."""
    if half_width <= 0:
        raise ValueError("The wished precision must be above zero.")
    from statistics import NormalDist

    deviate = NormalDist().inv_cdf((1 + level) / 2)
    return ceil(share * (1 - share) * (deviate / half_width) ** 2)


def more_evidence(estimate: Estimate, half_width: float = 0.15) -> str:
    """Says how many more tries a ratio needs until its own range is ± `half_width`; nothing where it is.

    Two numbers where it matters: should the ratio stay as it is, and should it be one half, where most are needed.
    """
    if estimate.basis == "period" or estimate.missing == WON_ONLY:
        return ""
    if estimate.half_width is not None and estimate.half_width <= half_width:
        if estimate.trials < FEW_CASES:
            return ""
        return _("Enough for ±{half_width} points.", half_width=whole_percent(half_width))
    most = max(1, trials_needed(half_width, estimate.level) - estimate.trials)
    least = min(most, _more_alike(estimate, half_width))
    span = _("{least} to {most}", least=least, most=most) if least < most else f"{most}"
    return _(
        "About {span} more until the range is ±{half_width} points.",
        span=span,
        half_width=whole_percent(half_width),
    )


def _more_alike(estimate: Estimate, half_width: float) -> int:
    """Gives how many more tries are needed where they succeed as often as those there are."""
    share, most = estimate.share, trials_needed(half_width, estimate.level)
    if share is None:
        return most
    # The more tries, the narrower the range, so the first number that is enough is found by halves.
    tried = range(estimate.trials + 1, most)
    enough = bisect_left(tried, True, key=lambda n: _half_width(share, n, estimate.level) <= half_width)
    return enough + 1


def _half_width(share: float, trials: int, level: float) -> float:
    low, high = Beta(share * trials + 0.5, (1 - share) * trials + 0.5).interval(level)
    return ((1.0 if share == 1 else high) - (0.0 if share == 0 else low)) / 2


def _check(k: int, n: int, level: float) -> None:
    """Refuses counts and levels that cannot be."""
    if k < 0 or n < 0:
        raise ValueError("Counts cannot be negative.")
    if k > n:
        raise ValueError("There cannot be more successes than trials; such counts need a period ratio.")
    if not 0 < level < 1:
        raise ValueError("The level must lie between 0 and 1.")
