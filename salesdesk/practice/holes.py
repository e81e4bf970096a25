"""Finds the holes worth talking about: ranked, few, and each with a question instead of an order."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from salesdesk.frozen import frozen
from salesdesk.practice.comparison import CHANCE, chance_of_fewer
from salesdesk.practice.ratio import FEW_CASES, Estimate
from salesdesk.practice.rounding import on_its_side, percent_words

HoleKind = Literal["ratio", "gate", "next_step", "stage_age", "carried", "forecast_moved", "coverage"]
MOST_SHOWN = 5
CARRIED_LIMIT = 2
COVERAGE_TARGET = 3.0
REPEAT_DAMPING = 0.6
BASE_WEIGHTS: dict[HoleKind, float] = {
    "ratio": 5.0, "coverage": 4.5, "gate": 4.0, "next_step": 3.5, "forecast_moved": 3.0, "stage_age": 2.5,
    "carried": 2.5,
}  # fmt: skip


@frozen
class Hole:
    """Something to talk about: what is, a question about it, and what it belongs to. Heavier comes first.

    `private` says that it rests on something private; its words are the manager's in any case.
    """

    kind: HoleKind
    text: str
    question: str
    weight: float
    opportunity_id: int | None = None
    competency_id: int | None = None
    assignment_id: int | None = None
    private: bool = False


@frozen
class RatioFacts:
    """A ratio of the person in this window and the one before."""

    name: str
    now: Estimate
    before: Estimate
    competency_id: int | None = None


@frozen
class DealFacts:
    """What is known of one open deal.

    `usual_stage_days` is the 80th percentile in that stage, `value_share` the part (0 to 1) of the pipeline.
    """

    opportunity_id: int
    name: str
    has_next_step: bool = True
    stage_name: str = ""
    stage_days: int | None = None
    usual_stage_days: float | None = None
    gates_missing: tuple[str, ...] = ()
    forecast_moves: int = 0
    value_share: float = 0.0


@frozen
class CarriedFacts:
    """An assignment or agenda point that was carried over; `private` where the point is the manager's own."""

    what: str
    times_carried: int
    assignment_id: int | None = None
    opportunity_id: int | None = None
    private: bool = False


def find_holes(
    ratios: Iterable[RatioFacts] = (),
    deals: Iterable[DealFacts] = (),
    carried: Iterable[CarriedFacts] = (),
    plan_coverage: float | None = None,
    coverage_target: float = COVERAGE_TARGET,
    most: int = MOST_SHOWN,
) -> list[Hole]:
    """Ranks the holes of one person and gives the heaviest, five at most.

    One deal gives one hole, its heaviest. The second and third hole of a kind count less, so that the few
    shown do not all say the same.
    """
    found = _of_ratios(ratios)
    found += [max(holes, key=_weight) for facts in deals if (holes := _of_deal(facts))]
    found += [_of_carried(facts) for facts in carried if facts.times_carried >= CARRIED_LIMIT]
    if plan_coverage is not None and plan_coverage < coverage_target:
        found.append(_of_coverage(plan_coverage, coverage_target))
    return sorted(_damped(found), key=_weight, reverse=True)[:most]


def _weight(hole: Hole) -> float:
    """Gives what holes are ranked by."""
    return hole.weight


def _damped(holes: Iterable[Hole]) -> list[Hole]:
    """Lets each further hole of a kind count less than the one before."""
    seen: dict[HoleKind, int] = {}
    result: list[Hole] = []
    for hole in sorted(holes, key=_weight, reverse=True):
        before = seen.get(hole.kind, 0)
        seen[hole.kind] = before + 1
        result.append(replace(hole, weight=hole.weight * REPEAT_DAMPING**before))
    return result


def _of_ratios(ratios: Iterable[RatioFacts]) -> list[Hole]:
    """Finds ratios that fell by more than chance, allowing for how many of them were looked at."""
    told = [facts for facts in ratios if _can_be_told(facts)]
    return [_of_ratio(facts) for facts in told if _chance_of_fall(facts) * len(told) <= CHANCE]


def _can_be_told(facts: RatioFacts) -> bool:
    return all(each.basis != "period" and each.trials >= FEW_CASES for each in (facts.now, facts.before))


def _chance_of_fall(facts: RatioFacts) -> float:
    return chance_of_fewer(facts.now.tally, facts.before.tally)


def _of_ratio(facts: RatioFacts) -> Hole:
    """Makes the hole of a ratio that fell."""
    now, before = facts.now, facts.before
    fall = (before.share or 0.0) - (now.share or 0.0)
    text = _(
        "{name}: {now} now, {share}; {before} before, {share_before}.",
        name=facts.name,
        now=now.count_words,
        share=percent_words(now.share or 0.0),
        before=before.count_words,
        share_before=percent_words(before.share or 0.0),
    )
    question = _("What is different in the conversations of these weeks?")
    return Hole("ratio", text, question, BASE_WEIGHTS["ratio"] + 2 * fall, competency_id=facts.competency_id)


def _of_deal(facts: DealFacts) -> list[Hole]:
    """Finds every hole of one deal."""
    found: list[Hole] = []
    if facts.gates_missing:
        stage, missing = facts.stage_name or _("its stage"), ", ".join(facts.gates_missing)
        text = _(
            "{name} stands in {stage} without: {missing}.", name=facts.name, stage=stage, missing=missing
        )
        found.append(
            _deal_hole(facts, "gate", text, _("What has the buyer done so far that shows it is real?"))
        )
    if not facts.has_next_step:
        text = _("{name} has no next step of the buyer.", name=facts.name)
        found.append(
            _deal_hole(facts, "next_step", text, _("What will the buyer do next, and on which day?"))
        )
    if facts.forecast_moves > 1:
        text = n_(
            "The expected day of {name} moved {number} time.",
            "The expected day of {name} moved {number} times.",
            facts.forecast_moves,
            name=facts.name,
        )
        question = _("What would the buyer say the date depends on?")
        found.append(_deal_hole(facts, "forecast_moved", text, question))
    if facts.stage_days is not None and facts.usual_stage_days and facts.stage_days > facts.usual_stage_days:
        text = _(
            "{name} has been in {stage_name} for {stage_days} days; "
            "four of five leave it within {usual_stage_days}.",
            name=facts.name,
            stage_name=facts.stage_name or _("its stage"),
            stage_days=facts.stage_days,
            usual_stage_days=on_its_side(facts.usual_stage_days, facts.stage_days, 0),
        )
        question = _("What smaller first step could the buyer say yes to?")
        found.append(_deal_hole(facts, "stage_age", text, question))
    return found


def _deal_hole(facts: DealFacts, kind: HoleKind, text: str, question: str) -> Hole:
    """Makes the hole of a deal; a larger part of the pipeline weighs more."""
    weight = BASE_WEIGHTS[kind] + min(1.0, max(0.0, facts.value_share))
    return Hole(kind, text, question, weight, opportunity_id=facts.opportunity_id)


def _of_carried(facts: CarriedFacts) -> Hole:
    """Makes the hole of something carried over again and again."""
    text = n_(
        "“{what}” was carried over {number} time.",
        "“{what}” was carried over {number} times.",
        facts.times_carried,
        what=facts.what,
    )
    question = _("What gets in the way: how to do it, wanting to, or the time for it?")
    weight = BASE_WEIGHTS["carried"] + min(2.0, 0.5 * (facts.times_carried - CARRIED_LIMIT))
    return Hole(
        "carried", text, question, weight, facts.opportunity_id, None, facts.assignment_id, facts.private
    )


def _of_coverage(coverage: float, target: float) -> Hole:
    """Makes the hole of a plan that covers too little."""
    times = on_its_side(coverage, target)
    text = _(
        "Open deals are {times} times what remains of the quota; {target:g} times is the aim.",
        times=times,
        target=target,
    )
    question = _("Where could the next opportunities come from?")
    return Hole("coverage", text, question, BASE_WEIGHTS["coverage"] + (target - coverage) / max(target, 1.0))
