"""Looks at open deals by stage and age, and at how many go on from each stage to the next."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal, TypeVar

from salesdesk.frozen import frozen
from salesdesk.practice.ratio import Estimate, jeffreys
from salesdesk.practice.rounding import whole

Outcome = Literal["open", "won", "lost"]
Money = TypeVar("Money", Decimal, float, int)
DAYS_WITHOUT_HISTORY = 90.0


@frozen
class OpenDeal:
    """An open opportunity as the pipeline needs it; the stage is its position, None when it has none."""

    opportunity_id: int
    stage: int | None
    age_days: int | None
    value: float


@frozen
class AgeBand:
    """A range of ages in days, from `low` up to but not including `high`, or without a high end."""

    label: str
    low: float
    high: float | None

    def holds(self, age_days: int | None) -> bool:
        """Tells whether an age lies in the band; an unknown age lies in none."""
        return age_days is not None and self.low <= age_days and (self.high is None or age_days < self.high)


@frozen
class PipelineCell:
    """The open deals of one stage and one age band: how many, their value, and which."""

    count: int
    value: float
    opportunity_ids: tuple[int, ...]


@frozen
class PipelineRow:
    """One stage with a cell for each age band, for deals of unknown age, and for all of them."""

    stage: int | None
    cells: tuple[PipelineCell, ...]
    unknown_age: PipelineCell
    total: PipelineCell


@frozen
class Passage:
    """How far one deal came: the furthest stage position it stood in (None: unknown), and how it ended."""

    furthest: int | None
    outcome: Outcome


@frozen
class StageConversion:
    """How many deals reached a stage, how many went on, and how many still stand there, undecided.

    The estimate counts the decided ones only: `went_on` of `reached - still_there`.
    """

    stage: int
    reached: int
    went_on: int
    still_there: int
    estimate: Estimate


def age_bands(won_percentile_80: float | None) -> tuple[AgeBand, ...]:
    """Gives four age bands around the 80th percentile (days) of the won cycle; 90 without history."""
    usual = won_percentile_80 or DAYS_WITHOUT_HISTORY
    half, usual, double = whole(usual / 2), whole(usual), whole(2 * usual)
    half, usual, double = max(1, half), max(2, usual), max(4, double)
    return (
        AgeBand(n_("Under {number} day", "Under {number} days", half), 0, half),
        AgeBand(_("{half} to {usual} days", half=half, usual=usual), half, usual + 1),
        AgeBand(_("{usual} to {double} days", usual=usual + 1, double=double), usual + 1, double + 1),
        AgeBand(n_("Over {number} day", "Over {number} days", double), double + 1, None),
    )


def by_stage_and_age(deals: Iterable[OpenDeal], bands: Sequence[AgeBand]) -> list[PipelineRow]:
    """Sorts open deals into stages (in order, those without a stage last) and age bands."""
    stages: dict[int | None, list[OpenDeal]] = {}
    for deal in deals:
        stages.setdefault(deal.stage, []).append(deal)
    ordered = sorted(stages, key=lambda stage: (stage is None, stage or 0))
    return [_row(stage, stages[stage], bands) for stage in ordered]


def stage_conversion(passages: Iterable[Passage], stages: Sequence[int]) -> list[StageConversion]:
    """Estimates for each open stage, in order, the share of deals that went on to the next or were won.

    `stages` are the positions of the open stages, ascending. A won deal passed every stage. A deal that still
    stands in a stage is not counted there, because it is not decided. A lost deal of unknown reach counts
    nowhere.
    """
    known = [passage for passage in passages if passage.furthest is not None or passage.outcome == "won"]
    return [_conversion(known, stage) for stage in stages]


def standing_value(amount: Money | None, list_price: Money | None) -> Money | None:
    """Gives what a deal stands at: its own amount, or without one the list price of its product."""
    return list_price if amount is None else amount


def _row(stage: int | None, deals: Sequence[OpenDeal], bands: Sequence[AgeBand]) -> PipelineRow:
    """Makes the row of one stage."""
    return PipelineRow(
        stage,
        tuple(_cell(deal for deal in deals if band.holds(deal.age_days)) for band in bands),
        _cell(deal for deal in deals if not any(band.holds(deal.age_days) for band in bands)),
        _cell(deals),
    )


def _cell(deals: Iterable[OpenDeal]) -> PipelineCell:
    """Adds up some deals."""
    held = list(deals)
    ids = tuple(deal.opportunity_id for deal in held)
    return PipelineCell(len(held), sum(deal.value for deal in held), ids)


def _conversion(passages: Sequence[Passage], stage: int) -> StageConversion:
    """Counts one stage."""
    here = [p for p in passages if p.outcome == "won" or (p.furthest is not None and p.furthest >= stage)]
    still = sum(p.outcome == "open" and p.furthest == stage for p in here)
    went_on = sum(p.outcome == "won" or (p.furthest or 0) > stage for p in here)
    return StageConversion(stage, len(here), went_on, still, jeffreys(went_on, len(here) - still))
