"""Sets the quotas: what each usually wins in a quarter, and a stretch that some reach and some do not."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from salesdesk.model.plans import Quota
from tests.sample.days import add_months, quarter_start
from tests.sample.deals import Deal
from tests.sample.people import Person
from tests.sample.plan import SamplePlan
from tests.sample.rows import SampleRows

STRETCH = (0.95, 1.22)
GROWTH_A_YEAR = 1.04
RAMP = (0.25, 0.6, 0.85)
"""Share of the full quota in the first three quarters of a new salesperson."""
SEASON = (0.87, 1.06, 0.92, 1.15)
"""What each calendar quarter usually brings, against the mean of the year."""
STEP = 5_000
HALF_QUARTER = timedelta(days=45)


def invent_quotas(plan: SamplePlan, rows: SampleRows, people: list[Person], deals: list[Deal]) -> None:
    """Gives every seller a quota for each quarter in the team, up to and with the coming quarter."""
    random = plan.random("quotas")
    quarters = quarters_of(plan)
    usual = _usual_quarter(plan, people, deals)
    for person in people:
        if not person.sells:
            continue
        stretch = random.uniform(*STRETCH)
        for quarter in quarters:
            if not _in_team(person, quarter):
                continue
            years_back = (quarters[-1] - quarter).days / 365 - plan.years / 2
            shape = SEASON[quarter.month // 3] * GROWTH_A_YEAR**-years_back * _ramp(person, quarter)
            wanted = usual[person.id] * stretch * shape
            amount = max(1, round(wanted / STEP)) * STEP
            rows.add(
                Quota, max(quarter - timedelta(days=14), person.joined_on),
                salesperson_id=person.id, starts_on=quarter, period="quarter", amount=Decimal(amount),
            )  # fmt: skip


def quarters_of(plan: SamplePlan) -> list[date]:
    """Gives the first days of all quarters told, and of the coming one."""
    quarters = [plan.begins]
    while quarters[-1] <= quarter_start(plan.today):
        quarters.append(add_months(quarters[-1], 3))
    return quarters


def _usual_quarter(plan: SamplePlan, people: list[Person], deals: list[Deal]) -> dict[int, float]:
    """Gives what each wins in a full quarter; whoever has hardly begun is expected to do as half the team."""
    won: dict[int, float] = defaultdict(float)
    for deal in deals:
        if deal.outcome == "won" and plan.begins <= deal.ends_on:
            won[deal.person.id] += float(deal.amount)
    sure: dict[int, float] = {}
    for person in people:
        until = min(plan.today, person.left_on or plan.today)
        quarters = (until - max(plan.begins, person.joined_on)).days / 91.3
        if person.sells and quarters > 2:
            sure[person.id] = won[person.id] / quarters
    half = sum(sure.values()) / len(sure) / 2 if sure else 60_000.0
    return {person.id: sure.get(person.id, half) for person in people}


def _in_team(person: Person, quarter: date) -> bool:
    """Tells whether somebody carries a quota in a quarter; who leaves in its first half does not."""
    if add_months(quarter, 3) <= person.joined_on:
        return False
    return person.left_on is None or person.left_on - quarter > HALF_QUARTER


def _ramp(person: Person, quarter: date) -> float:
    """Gives the share of a full quota; the quarter somebody joins in counts as the first."""
    starts = [quarter_start(person.joined_on)]
    starts += [add_months(starts[0], 3 * n) for n in (1, 2, 3)]
    for share, (begin, end) in zip(RAMP, pairwise(starts), strict=True):
        if begin <= quarter < end:
            return share
    return 1.0
