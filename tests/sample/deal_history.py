"""Stores the invented deals with what moved in them: stages, amounts, dates, gates and next steps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random

from salesdesk.model.columns import MONEY_SCALE
from salesdesk.model.deals import GatePass, Opportunity, OpportunityChange
from tests.sample.catalogue import Catalogue, SampleStage
from tests.sample.days import DAY, at_hour, next_working_day, working_day
from tests.sample.deals import Deal
from tests.sample.plan import SamplePlan
from tests.sample.rows import SampleRows
from tests.sample.snapshots import DealPast, store_snapshots
from tests.sample.words import say, weighted, words

RECENT_DAYS = 200
LONG_RECENT_DAYS = 120
PROBABILITY = {"Discovery": 0.1, "Meeting": 0.25, "Proposal": 0.5, "Negotiation": 0.7}
CURRENCY = "USD"
HOPED_DAYS = 42
"""The first expected date of a deal lies about this far ahead: sellers hope for less than the mean cycle."""


@dataclass(frozen=True)
class Step:
    """One stage of a deal with the day it was reached."""

    stage: SampleStage
    on: date


@dataclass(frozen=True)
class Expectation:
    """What was expected of the closing date: the first date, and each later one with the day it was moved."""

    first: date
    moves: tuple[tuple[date, date], ...]

    @property
    def last(self) -> date:
        """Gives the date that stands now."""
        return self.moves[-1][1] if self.moves else self.first


def store_deals(plan: SamplePlan, rows: SampleRows, catalogue: Catalogue, deals: list[Deal]) -> None:
    """Stores every deal, and for open and recent ones the log of what changed and the gates passed."""
    random = plan.random("deal history")
    days = LONG_RECENT_DAYS if plan.deals > 20_000 else RECENT_DAYS
    since = plan.today - timedelta(days=days)
    pasts: list[DealPast] = []
    for deal in deals:
        steps = _steps(plan, random, catalogue, deal)
        expected = _expectation(plan, random, deal)
        amount = _present_amount(random, deal, steps[-1])
        _store(plan, rows, random, deal, steps, expected, amount)
        if deal.is_open or deal.ends_on >= since:
            _log_changes(rows, random, catalogue, deal, steps, expected, amount)
            _pass_gates(rows, random, deal, steps)
        pasts.append(_past(rows, deal, steps, expected))
    store_snapshots(rows, plan.today, pasts)


def _past(rows: SampleRows, deal: Deal, steps: list[Step], expected: Expectation) -> DealPast:
    stored = rows.of(Opportunity)[-1]
    hoped = [(deal.started_on, expected.first), *expected.moves] if stored["expected_on"] else []
    return DealPast(deal.id, deal.closed_on, stored, [(step.on, step.stage.id) for step in steps], hoped)


def _steps(plan: SamplePlan, random: Random, catalogue: Catalogue, deal: Deal) -> list[Step]:
    """Gives the stages the deal has reached by today, each on a working day, in order."""
    start, length = deal.started_on, (deal.ends_on - deal.started_on).days
    shares = [("Discovery", 0.0), ("Meeting", random.uniform(0.08, 0.25))]
    if deal.reached_proposal:
        shares += [("Proposal", random.uniform(0.32, 0.55))]
    if deal.wins or (deal.reached_proposal and random.random() < 0.55):
        shares += [("Negotiation", random.uniform(0.68, 0.85))]
    steps = [
        Step(catalogue.stages[name], max(start, working_day(start + length * share * DAY)))
        for name, share in shares
    ]
    if deal.is_open:
        reached = [step for step in steps if step.on <= plan.today]
        return reached[:3] if deal.forgotten else reached
    return [*steps, Step(catalogue.stages["Won" if deal.wins else "Lost"], deal.ends_on)]


def _expectation(plan: SamplePlan, random: Random, deal: Deal) -> Expectation:
    """Tells what was expected: a hopeful first date, moved each time it has passed, but not always."""
    first = next_working_day(deal.started_on + timedelta(days=round(HOPED_DAYS * random.uniform(0.6, 1.4))))
    known_until = plan.today if deal.is_open else deal.ends_on
    moves: list[tuple[date, date]] = []
    expected = first
    while expected < known_until and len(moves) < 5:
        if random.random() < 0.25 and not deal.is_open:
            break
        if deal.is_open and (plan.today - expected).days < 12 and random.random() < 0.4:
            break
        moved = min(known_until, next_working_day(expected + DAY * random.randint(0, 6)))
        expected = next_working_day(max(moved, expected) + DAY * random.randint(10, 30))
        moves.append((moved, expected))
    return Expectation(first, tuple(moves))


def _present_amount(random: Random, deal: Deal, last: Step) -> Decimal | None:
    """Gives the amount as it stands; early on some deals have none yet."""
    if deal.is_open and last.stage.name in {"Discovery", "Meeting"} and random.random() < 0.25:
        return None
    return deal.amount


def _store(
    plan: SamplePlan, rows: SampleRows, random: Random, deal: Deal,
    steps: list[Step], expected: Expectation, amount: Decimal | None,
) -> None:  # fmt: skip
    stage = steps[-1].stage
    next_step, next_on = _next_step(plan, random, deal, stage)
    last_open = steps[-1] if deal.is_open else steps[-2]
    guess = PROBABILITY[last_open.stage.name] + random.choice((-0.1, 0, 0, 0.1, 0.2))
    hoped = not deal.is_open or stage.name != "Discovery" or random.random() < 0.7
    rows.add(
        Opportunity, deal.started_on, external_id=f"D-{deal.id + 10_000}", name=deal.name,
        salesperson_id=deal.person.id, account_id=deal.account_id, product_id=deal.product.id,
        stage_id=stage.id, outcome=deal.outcome, amount=amount, currency=CURRENCY,
        started_on=deal.started_on, closed_on=deal.closed_on,
        expected_on=expected.last if hoped else None,
        next_step=next_step, next_step_on=next_on,
        lost_reason=weighted(random, words("deals")["lost_reasons"]) if deal.outcome == "lost" else None,
        source=deal.source, probability=round(max(0.05, guess), 2) if random.random() < 0.8 else None,
    )  # fmt: skip


def _next_step(
    plan: SamplePlan, random: Random, deal: Deal, stage: SampleStage
) -> tuple[str | None, date | None]:
    """Draws what the buyer does next; for every sixth open deal nobody knows, and a few are overdue."""
    if not deal.is_open or deal.forgotten or random.random() < 0.17:
        return None, None
    said = say(random, random.choice(words("deals")["next_steps"][stage.name]))
    ahead = random.randint(-9, -1) if random.random() < 0.1 else random.randint(0, 21)
    return said, max(deal.started_on, next_working_day(plan.today + DAY * ahead))


def _log_changes(
    rows: SampleRows, random: Random, catalogue: Catalogue, deal: Deal,
    steps: list[Step], expected: Expectation, amount: Decimal | None,
) -> None:  # fmt: skip
    """Logs the moves in the order in which they happened, written as the desk itself writes them."""
    changes = [*_stage_changes(steps, deal), *_amount_changes(random, steps, amount)]
    before, stages = expected.first, catalogue.stages
    for moved, after in expected.moves:
        changes.append((moved, "expected_on", before.isoformat(), after.isoformat()))
        before = after
    for day, field, old, new in sorted(changes, key=lambda change: change[0]):
        noted = at_hour(day, 8 + random.randrange(9), random.randrange(60))
        if field in {"stage_id", "outcome", "closed_on"}:
            noted = at_hour(day, 17)
        rows.add(
            OpportunityChange, noted, opportunity_id=deal.id, field=field, noted_at=noted,
            **_written("before", field, old, stages), **_written("after", field, new, stages),
        )  # fmt: skip


def _written(
    side: str, field: str, value: str | None, stages: Mapping[str, SampleStage]
) -> dict[str, str | int | None]:
    """Writes one side of a move as the desk does: a stage by its name of the day and its number."""
    number = stages[value].id if field == "stage_id" and value is not None else None
    return {side: value, f"{side}_id": number}


def _stage_changes(steps: list[Step], deal: Deal) -> Iterator[tuple[date, str, str | None, str | None]]:
    for before, after in pairwise(steps):
        yield after.on, "stage_id", before.stage.name, after.stage.name
    if deal.closed_on:
        yield deal.closed_on, "outcome", "open", deal.outcome
        yield deal.closed_on, "closed_on", None, deal.closed_on.isoformat()


def _amount_changes(
    random: Random, steps: list[Step], amount: Decimal | None
) -> Iterator[tuple[date, str, str | None, str | None]]:
    """Gives the discount or extra that came up after the proposal, for every third deal that got there."""
    proposed = next((step.on for step in steps if step.stage.name == "Proposal"), None)
    if proposed is None or amount is None or random.random() > 0.35:
        return
    first = amount * Decimal(str(random.choice((1.05, 1.1, 1.15, 1.25, 0.85))))
    yield proposed, "amount", str(int(first * MONEY_SCALE)), str(int(amount * MONEY_SCALE))


def _pass_gates(rows: SampleRows, random: Random, deal: Deal, steps: list[Step]) -> None:
    """Notes the gates of every stage reached; in open deals one in seven is still missing."""
    for step in steps:
        for gate_id, evidence in step.stage.gates:
            if not deal.wins and random.random() < 0.14:
                continue
            rows.add(
                GatePass, step.on, opportunity_id=deal.id, gate_id=gate_id, passed_on=step.on,
                evidence=say(random, random.choice(evidence)) if random.random() < 0.9 else None,
            )  # fmt: skip
