"""How strongly few cases lean on the team, and how sure that strength is.

Source: the Beta-binomial model, with the weight K = successes + failures of its Beta as in A. Gelman et al.,
"Bayesian Data Analysis", chapter 5. K is never known: a range made with one best K holds the truth three times
in four only where people differ, so every K that fits the table takes part, each as far as it fits.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import exp, lgamma, log

from salesdesk.frozen import frozen
from salesdesk.practice.comparison import Tally, total

WEIGHT = 20.0
WEIGHTS = (1.0, 2.0, 4.0, 7.0, 12.0, 20.0, 35.0, 60.0, 100.0, 200.0, 500.0, 2000.0)
"""The weights that are tried, in cases."""
DOUBT = 1.5
"""How far the weight may be from the setting before anything is known, as a deviation of its logarithm."""
ALONE = 0.25
"""How probable it stays, whatever fits, that the team says nothing of a person: people are no smooth curve."""
LEAST = 0.5
FEWEST_REPS = 5
FEWEST_TRIALS = 20


@frozen
class Lean:
    """How strongly few cases lean on the team, in cases, and whether the team's own differences say so.

    `plausible` holds each weight that may be the true one with its probability; empty means that `weight` is known.
    """

    weight: float = WEIGHT
    measured: bool = False
    plausible: tuple[tuple[float, float], ...] = ()

    @property
    def words(self) -> str:
        """Says the strength and where it comes from."""
        source = (
            _("measured from how much people differ here") if self.measured else _("as the team settings say")
        )
        unsure = _("; it is wider because that is not known for sure") if self.plausible else ""
        return n_(
            "“Likely” adds about {cases} case at the ratio of the rest of the team, {source}{unsure}.",
            "“Likely” adds about {cases} cases at the ratio of the rest of the team, {source}{unsure}.",
            round(self.weight),
            cases=f"{self.weight:,.0f}",
            source=source,
            unsure=unsure,
        )


LEAN = Lean()


def lean_of(tallies: Sequence[Tally], setting: float = WEIGHT) -> Lean:
    """Weighs how alike a team is: each weight by how well it explains the tallies, and by its nearness to the setting.

    The weight that is said is the middle one, half of what is plausible on either side; it counts as measured where
    five people have 20 cases or more, else it is the setting. Without a positive setting nothing leans.
    Tallies that do not belong to each other take no part.
    """
    if setting <= 0:
        return Lean(0.0)
    return _weighed(tuple(each for each in tallies if 0 < each.trials >= each.successes), setting)


@lru_cache  # a page asks it of the same team for each ratio of each person
def _weighed(known: tuple[Tally, ...], setting: float) -> Lean:
    measured = sum(each.trials >= FEWEST_TRIALS for each in known) >= FEWEST_REPS
    fits = [_fit(known, weight) - (log(weight / setting) / DOUBT) ** 2 / 2 for weight in WEIGHTS]
    shares = [exp(fit - max(fits)) for fit in fits]
    chances = [(1 - ALONE) * share / sum(shares) for share in shares]
    weight = _middle(WEIGHTS, shares) if measured else setting
    worth = [_worth(weight, known) for weight in WEIGHTS]
    return Lean(weight, measured, ((LEAST, ALONE), *zip(worth, chances, strict=True)))


def _worth(weight: float, known: Sequence[Tally]) -> float:
    """Gives how many cases a weight is worth where the ratio it pulls to is itself known from few people only."""
    if len(known) < 2:
        return weight
    doubt = _doubt_of_centre(known, weight) * len(known) / (len(known) - 1)
    return max(LEAST, 1 / (1 / (weight + 1) + doubt) - 1)


def _fit(tallies: Sequence[Tally], weight: float) -> float:
    """Gives the logarithm of how probable the tallies are by a weight, with the team's ratio unknown too."""
    if not tallies:
        return 0.0
    whole = total(tallies)
    centre = (whole.successes + 0.5) / (whole.trials + 1)
    a, b = centre * weight, (1 - centre) * weight
    fits = [
        lgamma(a + each.successes) + lgamma(b + each.trials - each.successes) - lgamma(weight + each.trials)
        for each in tallies
    ]
    return (
        sum(fits)
        + len(tallies) * (lgamma(weight) - lgamma(a) - lgamma(b))
        + log(_doubt_of_centre(tallies, weight)) / 2
    )


def _doubt_of_centre(tallies: Sequence[Tally], weight: float) -> float:
    """Gives the variance of the ratio of all these tallies together, in parts of that of a single case."""
    trials = sum(each.trials for each in tallies)
    alike = 1 / (weight + 1)
    return alike * sum((each.trials / trials) ** 2 for each in tallies) + (1 - alike) / trials


def _middle(weights: Sequence[float], shares: Sequence[float]) -> float:
    """Gives the weight with half of the shares on either side."""
    below = 0.0
    for weight, share in zip(weights, shares, strict=True):
        below += share
        if below >= sum(shares) / 2:
            return weight
    return weights[-1]
