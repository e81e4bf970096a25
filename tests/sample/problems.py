"""Invents what is brought to the manager, and whose it is afterwards."""

from datetime import timedelta
from random import Random

from salesdesk.model.coaching import Problem
from tests.sample.catalogue import Catalogue
from tests.sample.days import next_working_day, working_day
from tests.sample.people import Person
from tests.sample.plan import SamplePlan
from tests.sample.rows import SampleRows
from tests.sample.words import words

DAYS_BACK = 200
EVERY = (2, 6)
"""Days between one and the next."""
SHARES = {"handed_back": 5, "advised": 3, "taken_over": 2}
KEPT = 0.3
"""How many of what was taken over lately the manager still has."""


def store_problems(plan: SamplePlan, rows: SampleRows, people: list[Person], catalogue: Catalogue) -> None:
    """Writes a ledger of some months: beginners bring most, and support is asked for at times."""
    random, lists = plan.random("problems"), words("problems")
    bringing = [person for person in people if person.status == "active"]
    day = working_day(plan.today - timedelta(days=DAYS_BACK))
    while bringing and day <= plan.today:
        line = random.choice(lists["lines"])
        person = random.choices(bringing, [6 - int(each.level) for each in bringing])[0]
        own = catalogue.territories.get(person.id, ())[:12] or (1,)
        account = catalogue.account_name(random.choice(own))
        response = "support" if line["support"] else random.choices(list(SHARES), list(SHARES.values()))[0]
        lately = (plan.today - day).days < 20
        is_open = response == "taken_over" and lately and random.random() < KEPT
        closed = (
            None if is_open else min(plan.today, next_working_day(day + timedelta(days=random.randint(0, 4))))
        )
        rows.add(
            Problem, day, salesperson_id=person.id, what=line["what"].format(account=account),
            sort=line["sort"], response=response, question=line["question"] if response == "handed_back" else None,
            came_of_it=_came_of_it(random, lists["came_of_it"][response]) if closed else None,
            brought_on=day, closed_on=closed,
        )  # fmt: skip
        day = next_working_day(day + timedelta(days=random.randint(*EVERY)))


def _came_of_it(random: Random, choices: list[str]) -> str | None:
    return random.choice(choices) or None
