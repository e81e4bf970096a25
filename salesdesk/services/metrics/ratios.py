"""Turns counts into honest ratios: plain, with a likely range, ranked only where all can be told apart."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from salesdesk.env.folding import name_key
from salesdesk.frozen import frozen
from salesdesk.practice.comparison import Comparison, Tally, compare_all, total
from salesdesk.practice.lean import LEAN, Lean, lean_of
from salesdesk.practice.ratio import (
    CANNOT_TELL,
    FEW_CASES,
    NO_TRIES,
    TOO_FEW,
    Estimate,
    jeffreys,
    more_evidence,
    period_ratio,
    shrunk,
)
from salesdesk.services.metrics.values import FigureRows, RatioRow, RatioTable

HIGHER, LOWER = _("higher than the rest"), _("lower than the rest")
BY_NAME = _("Sorted by name, not ranked: not all of them can be told apart.")
BY_RATIO = _("Sorted by ratio: all of them can be told apart.")


def estimate(own: Tally, others: Tally | None = None, lean: Lean = LEAN, missing: str = NO_TRIES) -> Estimate:
    """Estimates a ratio, its likely range pulled towards the others where there are any.

    Tally of one period that do not belong to each other (more successes than tries) are simply divided.
    `missing` says why there is no ratio where nothing was tried.
    """
    if own.exceeds:
        found = period_ratio(own.successes, own.trials)
    elif others is None or others.exceeds:
        found = jeffreys(own.successes, own.trials)
    else:
        found = shrunk(own.successes, own.trials, others.successes, others.trials, lean)
    return replace(found, missing=missing)


@frozen
class TeamRatio:
    """One ratio of everybody: what all screens take the estimate of a person or of the team from."""

    counts: Mapping[int | None, Tally]
    lean: Lean
    missing: str = NO_TRIES

    def of(self, person_id: int) -> Estimate:
        """Estimates the ratio of one person, leaning on all others."""
        own = self.counts.get(person_id, Tally())
        return estimate(own, total(self.counts.values()) - own, self.lean, self.missing)

    def whole(self) -> Estimate:
        """Estimates the ratio of all of them together, which leans on nobody."""
        return estimate(total(self.counts.values()), missing=self.missing)


def team_ratio(counts: Mapping[int | None, Tally], weight: float, missing: str = NO_TRIES) -> TeamRatio:
    """Puts the counts of everybody together; how strongly they lean is measured, else as the setting says."""
    people = [each for person, each in counts.items() if person is not None]
    return TeamRatio(counts, lean_of(people, weight), missing)


def plain_row(
    label: str, own: Tally, behind: FigureRows, goal: float | None = None, missing: str = NO_TRIES
) -> RatioRow:
    """Makes the row of a ratio that is not compared with anybody, only with its goal where it has one."""
    found = estimate(own, missing=missing)
    return RatioRow(label, found, goal_words(found, goal), more_evidence(found), behind)


def table_by_person(
    people: Sequence[tuple[int, str]], ratio: TeamRatio, behind: Callable[[int | None, str], FigureRows],
    goal: float | None = None,
) -> RatioTable:  # fmt: skip
    """Puts people, by id and name, side by side, each held against the rest of the list, or against the goal.

    The counts may hold people who are not shown, and None for what is nobody's; they are part of the team.
    """
    found = {number: ratio.of(number) for number, _name in people}
    compared = compare_all({key: _tally(each) for key, each in found.items()})
    rows = [
        RatioRow(
            name, each, goal_words(each, goal) if goal is not None else _side(each, compared, number),
            more_evidence(each), behind(number, name), number,
        )
        for number, name in people
        for each in (found[number],)
    ]  # fmt: skip
    team = total(ratio.counts.values())
    whole = plain_row(_("Whole team"), team, behind(None, _("Whole team")), goal, ratio.missing)
    several = sum(each.share is not None for each in found.values()) > 1
    ordered = in_fair_order(rows, ranked=several and compared.apart)
    note = "" if not several else BY_RATIO if compared.apart else BY_NAME
    leaning = ratio.lean.words if any(each.pulled for each in found.values()) else ""
    return RatioTable(
        tuple(ordered),
        whole,
        note,
        goal,
        several and compared.apart,
        compared.words if several else "",
        leaning,
    )


def in_fair_order(rows: Sequence[RatioRow], *, ranked: bool) -> list[RatioRow]:
    """Sorts by ratio, those without any last, where all can be told apart; else by name."""
    if not ranked:
        return sorted(rows, key=lambda row: name_key(row.label))
    return sorted(
        rows, key=lambda row: -1.0 if row.estimate.share is None else row.estimate.share, reverse=True
    )


def goal_words(found: Estimate, goal: float | None) -> str:
    """Says how a ratio stands to its goal by its own cases and their range; of few cases nothing."""
    if found.share is None:
        return found.missing
    if goal is None or found.low is None or found.high is None:
        return ""
    if found.trials < FEW_CASES:
        return TOO_FEW
    if found.low > goal:
        return _("above the goal")
    return _("not at the goal yet") if found.high < goal else _("about at the goal; too early to say more")


def _tally(found: Estimate) -> Tally:
    """Gives the counts to compare; those of a period ratio cannot be compared."""
    return Tally(0, 0) if found.basis == "period" else found.tally


def _side(found: Estimate, compared: Comparison, person_id: int) -> str:
    if found.share is None:
        return found.missing
    order = compared.orders.get(person_id, "unclear")
    return {"higher": HIGHER, "lower": LOWER}.get(order, CANNOT_TELL)
