"""Invents what is sold and to whom, through which stages, and what is counted along the way."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product as pairs
from random import Random

from salesdesk.model.competencies import Competency
from salesdesk.model.deals import Account, Gate, Product, Stage
from tests.sample.people import Person
from tests.sample.plan import SamplePlan
from tests.sample.rows import SampleRows
from tests.sample.words import words

ACCOUNTS_A_PERSON = 18
PRICE_RISE = 1.02
"""List prices are today's; every year further back, deals were this much smaller."""


@dataclass(frozen=True)
class SampleProduct:
    """One product with what deals are made from."""

    id: int
    name: str
    series: str
    price: int
    weight: int


@dataclass(frozen=True)
class SampleStage:
    """One stage with its gates: the id of each and the evidence that is found for it."""

    id: int
    name: str
    gates: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Catalogue:
    """All that the deals refer to; `territories` holds the accounts of each person, the best first."""

    products: tuple[SampleProduct, ...]
    stages: dict[str, SampleStage]
    competencies: dict[str, tuple[int, str]]
    accounts: tuple[str, ...]
    territories: dict[int, tuple[int, ...]]

    def account_name(self, account_id: int | None) -> str:
        """Gives the name of an account, or a stand-in where a deal has none."""
        return self.accounts[account_id - 1] if account_id else "the new enquiry"


def invent_catalogue(plan: SamplePlan, rows: SampleRows, people: list[Person]) -> Catalogue:
    """Invents products, stages with gates, competencies, and accounts shared out among the people."""
    random = plan.random("catalogue")
    accounts = _accounts(plan, rows, random)
    sellers = [person.id for person in people if person.sells]
    return Catalogue(
        products=_products(plan, rows),
        stages=_stages(plan, rows),
        competencies=_competencies(plan, rows),
        accounts=accounts,
        territories={
            seller: tuple(range(place + 1, len(accounts) + 1, len(sellers)))
            for place, seller in enumerate(sellers)
        },
    )


def _products(plan: SamplePlan, rows: SampleRows) -> tuple[SampleProduct, ...]:
    return tuple(
        SampleProduct(
            rows.add(
                Product, plan.first_deal,
                name=p["name"], series=p["series"], list_price=Decimal(p["price"]),
            ),
            p["name"], p["series"], p["price"], p["weight"],
        )
        for p in words("catalogue")["products"]
    )  # fmt: skip


def _stages(plan: SamplePlan, rows: SampleRows) -> dict[str, SampleStage]:
    stages: dict[str, SampleStage] = {}
    noted = plan.first_deal
    for position, told in enumerate(words("catalogue")["stages"], 1):
        stage_id = rows.add(
            Stage,
            noted,
            name=told["name"],
            position=position,
            outcome=told["outcome"],
            proposal=told["proposal"],
        )
        gates = tuple(
            (
                rows.add(Gate, noted, stage_id=stage_id, name=gate["name"], position=place),
                tuple(gate["evidence"]),
            )
            for place, gate in enumerate(told["gates"], 1)
        )
        stages[told["name"]] = SampleStage(stage_id, told["name"], gates)
    return stages


def _competencies(plan: SamplePlan, rows: SampleRows) -> dict[str, tuple[int, str]]:
    return {
        c["key"]: (
            rows.add(
                Competency, plan.first_deal, name=c["name"], of_what=c["of"], into_what=c["into"],
                goal=c["goal"], position=position, active=True,
                routine=c["routine"], training=c["training"], meaning=c["meaning"],
            ),
            c["name"],
        )
        for position, c in enumerate(words("catalogue")["competencies"], 1)
    }  # fmt: skip


def _accounts(plan: SamplePlan, rows: SampleRows, random: Random) -> tuple[str, ...]:
    """Invents as many accounts as the team can know, each with a name of its own."""
    lists = words("catalogue")
    kinds = [(sector, suffix) for sector, suffixes in lists["sectors"].items() for suffix in suffixes]
    named = list(pairs(lists["account_first"], kinds))
    random.shuffle(named)
    wanted = min(len(named), (plan.people + 1) * ACCOUNTS_A_PERSON * (1 + plan.years // 5))
    names: list[str] = []
    for first, (sector, suffix) in named[:wanted]:
        employees = round(10 ** random.uniform(1.4, 3.2))
        names.append(f"{first} {suffix}")
        rows.add(
            Account, _first_heard_of(plan, random), name=names[-1], sector=sector, employees=employees,
            revenue=round(employees * random.uniform(0.12, 0.5), 1), founded=random.randint(1893, 2016),
            location=random.choice(lists["locations"]),
            parent=f"{first} Group" if employees > 900 else None,
        )  # fmt: skip
    return tuple(names)


def _first_heard_of(plan: SamplePlan, random: Random) -> date:
    span = (plan.begins - plan.first_deal).days
    return date.fromordinal(plan.first_deal.toordinal() - random.randint(0, span * 4))
