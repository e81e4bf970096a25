"""Turns counts into honest ratios: pulled towards the team, compared, ranked only where told apart."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import nan

from salesdesk.practice.ratio import (
    CERTAIN,
    NO_TRIALS,
    Estimate,
    compare,
    compare_words,
    jeffreys,
    more_evidence,
    period_ratio,
    shrunk,
)
from salesdesk.services.metrics.values import Behind, RatioRow, RatioTable

BY_NAME = "Sorted by name, not ranked: some ranges overlap."
BY_RATIO = "Sorted by ratio: all of them can be told apart."


@dataclass(frozen=True)
class Counts:
    """Successes out of trials."""

    successes: int = 0
    trials: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.successes + other.successes, self.trials + other.trials)

    def __sub__(self, other: "Counts") -> "Counts":
        return Counts(self.successes - other.successes, self.trials - other.trials)


@dataclass(frozen=True)
class Person:
    """Somebody whose ratio is looked at."""

    id: int
    name: str


def total(counts: Iterable[Counts]) -> Counts:
    """Adds counts up."""
    return sum(counts, Counts())


def estimate(own: Counts, others: Counts | None = None, weight: float = 0) -> Estimate:
    """Estimates a ratio, pulled towards the others where there are any.

    Counts of one period that do not belong to each other (more successes than trials) are simply divided.
    """
    if own.successes > own.trials:
        return period_ratio(own.successes, own.trials)
    if others is None or others.successes > others.trials:
        return jeffreys(own.successes, own.trials)
    return shrunk(own.successes, own.trials, others.successes, others.trials, weight)


def plain_row(label: str, own: Counts, behind: Behind, goal: float | None = None) -> RatioRow:
    """Makes the row of a ratio that is not compared with anybody, only with its goal where it has one."""
    found = estimate(own)
    return RatioRow(label, found, goal_words(found, goal), needs_words(found), behind)


def table_by_person(
    people: Sequence[Person], counts: Mapping[int | None, Counts], weight: float,
    behind: Callable[[int | None, str], Behind], goal: float | None = None,
) -> RatioTable:  # fmt: skip
    """Puts people side by side, each pulled towards the rest of the team and compared with it or the goal.

    `counts` may hold people who are not shown, and None for what is nobody's; they are part of the team.
    """
    team = total(counts.values())
    rows = [
        _person_row(
            person, counts.get(person.id, Counts()), team, weight, behind(person.id, person.name), goal
        )
        for person in people
    ]
    whole = plain_row("Whole team", team, behind(None, "Whole team"), goal)
    ordered, ranked = in_fair_order(rows)
    several = sum(row.estimate.share is not None for row in rows) > 1
    note = BY_RATIO if ranked else BY_NAME if several else ""
    return RatioTable(tuple(ordered), whole, note, goal, ranked)


def in_fair_order(rows: Sequence[RatioRow]) -> tuple[list[RatioRow], bool]:
    """Sorts by ratio when every neighbour can be told apart, else by name; says whether it is a ranking.

    People without trials stand last in a ranking and take no part in it.
    """
    tried = sorted((row for row in rows if _share(row) == _share(row)), key=_share, reverse=True)
    apart = len(tried) > 1 and all(
        compare(higher.estimate, lower.estimate) == "higher" for higher, lower in pairwise(tried)
    )
    if not apart:
        return sorted(rows, key=lambda row: row.label.casefold()), False
    return [*tried, *(row for row in rows if row.estimate.share is None)], True


def goal_words(found: Estimate, goal: float | None) -> str:
    """Says how a ratio stands to its goal, only as surely as the range allows."""
    if found.share is None:
        return NO_TRIALS
    if goal is None or found.basis == "period":
        return ""
    below = found.posterior.cumulative(goal)
    if below < 1 - CERTAIN:
        return "above the goal"
    return "not at the goal yet" if below > CERTAIN else "about at the goal; too early to say more"


def needs_words(found: Estimate) -> str:
    """Says how many more trials would make the range useful; nothing for a period ratio."""
    return "" if found.basis == "period" else more_evidence(found)


def only(table: RatioTable, person_id: int) -> RatioTable:
    """Leaves one person of a table, beside the whole team."""
    rows = tuple(row for row in table.rows if row.person_id == person_id)
    return replace(table, rows=rows, note="The person's own counts, pulled towards the rest of the team.")


def _person_row(
    person: Person, own: Counts, team: Counts, weight: float, behind: Behind, goal: float | None
) -> RatioRow:
    others = team - own
    found = estimate(own, others, weight)
    if goal is not None:
        verdict = goal_words(found, goal)
    elif found.share is None:
        verdict = NO_TRIALS
    else:
        verdict = _against_the_rest(found, estimate(others))
    return RatioRow(person.name, found, verdict, needs_words(found), behind, person.id)


def _against_the_rest(own: Estimate, others: Estimate) -> str:
    if others.share is None:
        return "nobody to compare with yet"
    words = compare_words(own, others)
    return words if words.startswith("cannot") else f"{words.replace(',', ' than the rest,', 1)}"


def _share(row: RatioRow) -> float:
    return nan if row.estimate.share is None else row.estimate.share
