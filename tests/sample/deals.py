"""Invents the deals: when each starts, how far it comes, whether the person's true skill wins it."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from random import Random

from tests.sample.catalogue import PRICE_RISE, Catalogue, SampleProduct
from tests.sample.days import DAY, quarter_end, start_weight, working_day
from tests.sample.people import Person
from tests.sample.plan import SamplePlan
from tests.sample.words import say, weighted, words

CYCLE_DAYS = 49.0
EARLY_CYCLE_DAYS = 38.0
"""Mean days to a decision of deals that come to a proposal, and of those that are lost before it."""
CYCLE_SPREAD = 0.6
LONGEST_CYCLE = 280
QUARTER_PULL = 0.45
"""Share of the wins of a quarter's last three weeks that are signed in its very last days."""
FORGOTTEN = 0.04
"""Share of the deals of the last year that nobody has closed, though they are long decided."""
NO_ACCOUNT = 0.06


@dataclass
class Deal:
    """One invented deal: what will be stored, and the truth behind it (`ends_on` may lie in the future)."""

    person: Person
    name: str
    account_id: int | None
    product: SampleProduct
    amount: Decimal
    source: str
    started_on: date
    ends_on: date
    reached_proposal: bool
    wins: bool
    true_rate: float
    forgotten: bool
    outcome: str
    id: int = 0

    @property
    def is_open(self) -> bool:
        """Tells whether the deal is still undecided today."""
        return self.outcome == "open"

    @property
    def closed_on(self) -> date | None:
        """Gives the day of the decision, which an open deal does not have."""
        return None if self.is_open else self.ends_on


def invent_deals(plan: SamplePlan, catalogue: Catalogue, people: list[Person]) -> list[Deal]:
    """Invents exactly as many deals as planned, in the order in which they were started."""
    random = plan.random("deals")
    deals = [
        _deal(plan, random, catalogue, people, person, started)
        for person, started in _starts(plan, random, [p for p in people if p.sells])
    ]
    deals.sort(key=lambda deal: (deal.started_on, deal.person.id))
    for number, deal in enumerate(deals, 1):
        deal.id = number
    return deals


def _starts(plan: SamplePlan, random: Random, people: list[Person]) -> Iterator[tuple[Person, date]]:
    """Spreads the planned number of deals over people and days: by pace, season and time in the team."""
    days = [plan.first_deal + DAY * n for n in range((plan.today - plan.first_deal).days)]
    pull = {d: start_weight(d) for d in days}
    weights = [
        [pull[d] * p.pace(d) if p.here(d) and p.here(d + DAY * 30) else 0.0 for d in days] for p in people
    ]
    shares = [math.fsum(w) for w in weights]
    if not math.fsum(shares):
        return
    borders = [round(plan.deals * s / math.fsum(shares)) for s in accumulate(shares)]
    for person, line, below, above in zip(people, weights, [0, *borders], borders, strict=False):
        if above > below:
            for started in random.choices(days, line, k=above - below):
                yield person, started


def _deal(
    plan: SamplePlan,
    random: Random,
    catalogue: Catalogue,
    people: list[Person],
    person: Person,
    started: date,
) -> Deal:
    reached = random.random() < person.profile["qualify"]
    ends = _decision_day(random, started, CYCLE_DAYS if reached else EARLY_CYCLE_DAYS)
    owner = _owner(people, person, ends)
    rate = owner.skills["proposal"].at(ends) if reached else 0.0
    wins = random.random() < rate
    if wins:
        ends = _pulled_to_quarter_end(random, ends)
    forgotten = 90 < (plan.today - started).days < 330 and random.random() < FORGOTTEN
    undecided = forgotten or ends > plan.today
    if undecided:
        owner = _owner(people, person, plan.today)
    product, amount = _product_and_amount(plan, random, catalogue, person, started)
    account_id = None if random.random() < NO_ACCOUNT else _account(random, catalogue, owner)
    return Deal(
        person=owner, name=_name(random, catalogue, product, account_id), account_id=account_id,
        product=product, amount=amount, source=weighted(random, words("deals")["sources"]),
        started_on=started, ends_on=ends,
        reached_proposal=reached, wins=wins, true_rate=rate, forgotten=forgotten,
        outcome="open" if undecided else "won" if wins else "lost",
    )  # fmt: skip


def _decision_day(random: Random, started: date, mean: float) -> date:
    """Draws the day of the decision; the cycle in days is log-normal with the given mean."""
    middle = math.log(mean) - CYCLE_SPREAD**2 / 2
    days = min(LONGEST_CYCLE, max(3.0, random.lognormvariate(middle, CYCLE_SPREAD)))
    return max(started + DAY, working_day(started + timedelta(days=round(days))))


def _pulled_to_quarter_end(random: Random, day: date) -> date:
    end = quarter_end(day)
    if (end - day).days > 21 or random.random() > QUARTER_PULL:
        return day
    return max(day, working_day(end - DAY * random.randint(0, 4)))


def _owner(people: list[Person], person: Person, day: date) -> Person:
    """Gives who decides a deal: the first in the team takes over what a leaver left open."""
    if person.left_on is None or day <= person.left_on:
        return person
    return next((p for p in people if p.status == "active" and p.here(person.left_on)), person)


def _product_and_amount(
    plan: SamplePlan, random: Random, catalogue: Catalogue, person: Person, started: date
) -> tuple[SampleProduct, Decimal]:
    """Draws what is sold; people with larger deals sell larger machines and give less away."""
    size = float(person.profile["size"])
    weights = [p.weight * (p.price / 15_000) ** ((size - 1) * 1.2) for p in catalogue.products]
    product = random.choices(catalogue.products, weights)[0]
    pieces = random.choices((1, 2, 3, 4), (78, 15, 5, 2))[0]
    discount = max(0.0, random.gauss(float(person.profile["discount"]), 0.04)) + 0.02 * (pieces - 1)
    if random.random() < 0.3:
        discount = 0.0
    age = (plan.today - started).days / 365
    amount = product.price * pieces * (1 - min(0.3, discount)) / PRICE_RISE**age
    return product, Decimal(round(amount / 10) * 10)


def _account(random: Random, catalogue: Catalogue, person: Person) -> int:
    """Draws an account of the person's territory; the first ones buy most."""
    territory = catalogue.territories[person.id]
    return territory[min(len(territory) - 1, int(random.random() ** 1.7 * len(territory)))]


def _name(random: Random, catalogue: Catalogue, product: SampleProduct, account_id: int | None) -> str:
    lists = words("deals")
    if account_id is None:
        return say(random, random.choice(lists["lead_names"]), {"product": product.name})
    wanted = say(random, random.choice(lists["names"][product.series]))
    return f"{catalogue.account_name(account_id)}: {wanted}"
