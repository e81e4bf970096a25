"""Says who stands out of a list, no oftener than one list of equals in ten.

Sources: R. A. Fisher, "Statistical Methods for Research Workers", for the exact test of two ratios; S. Holm,
"A Simple Sequentially Rejective Multiple Test Procedure" (1979), for many of them at once; K. Pearson (1900)
for the chi-square test of the whole list.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import pairwise
from math import exp, lgamma, log
from typing import Literal

from salesdesk.frozen import frozen

CHANCE = 0.10
"""How often a sentence about a difference may be said of equals."""
ALIKE = _("Differences in this list are no larger than chance would make them.")
NOBODY = _("This list differs by more than chance, but nobody in it stands out enough to be named.")
CERTAIN_WORDS = _("At least 90% certain, for all of them together.")

Order = Literal["higher", "lower", "unclear"]


@frozen
class Tally:
    """How often something succeeded, out of how many trials."""

    successes: int = 0
    trials: int = 0

    @property
    def exceeds(self) -> bool:
        """Tells whether more came of it than was tried, as when what succeeds was begun in another week."""
        return self.successes > self.trials

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.successes + other.successes, self.trials + other.trials)

    def __sub__(self, other: "Tally") -> "Tally":
        return Tally(self.successes - other.successes, self.trials - other.trials)


def total(tallies: Iterable[Tally]) -> Tally:
    """Adds tallies up."""
    successes = trials = 0
    for each in tallies:  # summing up numbers is ten times as quick as making a tally for each sum
        successes, trials = successes + each.successes, trials + each.trials
    return Tally(successes, trials)


@frozen
class Comparison:
    """What may be said of a list: `probability` that chance alone differs so much, and each one's side.

    `apart` tells whether all of them can be put in order.
    """

    probability: float
    orders: Mapping[Hashable, Order]
    apart: bool = False

    @property
    def words(self) -> str:
        """Says what holds for the list as a whole."""
        if self.probability > CHANCE:
            return ALIKE
        named = any(order != "unclear" for order in self.orders.values())
        return CERTAIN_WORDS if named else NOBODY


def compare_all(tallies: Mapping[Hashable, Tally]) -> Comparison:
    """Holds each of a list against all others of it.

    Somebody is named only where the list as a whole differs by more than chance (chi-square, 10%) and the
    own exact test against the rest still does after allowing for the number of comparisons (Holm, 10%).
    """
    known = {key: each for key, each in tallies.items() if each.trials}
    orders: dict[Hashable, Order] = dict.fromkeys(tallies, "unclear")
    probability = homogeneity(list(known.values()))
    if probability > CHANCE:
        return Comparison(probability, orders)
    whole = total(known.values())
    single = {key: _against(each, whole - each) for key, each in known.items()}
    # Of two people, either against the rest is one and the same comparison.
    comparisons = len(single) if len(single) > 2 else 1
    for place, key in enumerate(sorted(single, key=lambda key: single[key][0])):
        chance, order = single[key]
        if chance * max(1, comparisons - place) > CHANCE:
            break
        orders[key] = order
    return Comparison(probability, orders, _all_apart(list(known.values())))


def difference(a: Tally, b: Tally) -> float:
    """Gives how often equal ratios differ at least as much as these two: twice the smaller exact tail."""
    return min(1.0, 2 * min(chance_of_fewer(a, b), chance_of_fewer(b, a)))


def chance_of_fewer(a: Tally, b: Tally) -> float:
    """Gives how often, of equal ratios, `a` has as few successes as it has (Fisher's exact test, one side)."""
    cases, successes = a.trials + b.trials, a.successes + b.successes
    least = max(0, successes - b.trials)
    most = min(a.trials, successes)
    if least == most:
        return 1.0
    found, term = a.successes, 1.0
    below = term
    while found > least and term > 1e-18 * below:
        term *= found * (cases - successes - a.trials + found)
        term /= (successes - found + 1) * (a.trials - found + 1)
        below += term
        found -= 1
    return min(1.0, below * exp(_log_of(a.successes, a.trials, successes, cases)))


def homogeneity(tallies: Sequence[Tally]) -> float:
    """Gives how often equals differ at least as much as this list does (chi-square); 1 where nothing can differ."""
    whole = total(tallies)
    if len(tallies) < 2 or whole.successes in (0, whole.trials):
        return 1.0
    if len(tallies) == 2:
        return difference(*tallies)
    centre = whole.successes / whole.trials
    distance = sum(_distance(each, centre) for each in tallies)
    return chi_square_tail(distance, len(tallies) - 1)


def chi_square_tail(distance: float, freedom: int) -> float:
    """Gives the probability that chi-square with `freedom` degrees exceeds `distance`, by its series."""
    a, x = freedom / 2, distance / 2
    if x <= 0:
        return 1.0
    term = 1 / a
    found, step = term, 0
    while term > 1e-16 * found and step < 100_000:
        step += 1
        term *= x / (a + step)
        found += term
    return min(1.0, max(0.0, 1 - found * exp(a * log(x) - x - lgamma(a))))


def _against(own: Tally, rest: Tally) -> tuple[float, Order]:
    fewer, more = chance_of_fewer(own, rest), chance_of_fewer(rest, own)
    return min(1.0, 2 * min(fewer, more)), "lower" if fewer < more else "higher"


def _distance(each: Tally, centre: float) -> float:
    """Gives how far a tally lies from a ratio, as chi-square counts it."""
    return (each.successes - each.trials * centre) ** 2 / (each.trials * centre * (1 - centre))


def _all_apart(tallies: list[Tally]) -> bool:
    ordered = sorted(tallies, key=lambda each: each.successes / each.trials, reverse=True)
    return len(ordered) > 1 and all(difference(a, b) <= CHANCE for a, b in pairwise(ordered))


def _log_of(k: int, n: int, successes: int, cases: int) -> float:
    """Gives the logarithm of the hypergeometric probability of k successes in n."""
    return _choose(successes, k) + _choose(cases - successes, n - k) - _choose(cases, n)


def _choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
