"""Invents the salespeople, each with true skills that the deals and numbers are then drawn from."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from salesdesk.model.team import Salesperson, Strength
from tests.sample.plan import SamplePlan
from tests.sample.rows import SampleRows
from tests.sample.words import say, words

LEFT_DAYS_AGO = 212
NEW_DAYS = 150
RAMP_DAYS = 120
SETTLED_DAYS = 500
LIFT = 0.35
CEILING = 0.14
SETTLE_WEEKS = 6

Profile = dict[str, Any]


@dataclass
class Skill:
    """The true rate of one competency over time; it stays flat but for what training lifted."""

    base: float
    days: list[date] = field(default_factory=list[date])
    rates: list[float] = field(default_factory=list[float])

    def at(self, day: date) -> float:
        """Gives the true rate on a day."""
        place = bisect_right(self.days, day)
        return self.rates[place - 1] if place else self.base

    def lift(self, day: date) -> None:
        """Raises the rate from a day on over some weeks, less the closer it is to what the person can reach.

        Days have to come in order; a lift that begins before the last has settled is left out.
        """
        if self.days and self.days[-1] >= day:
            return
        now = self.at(day)
        gain = LIFT * (self.base + CEILING - now)
        for step in (1, 2, 3):
            self.days.append(day + timedelta(weeks=SETTLE_WEEKS * (step - 1) // 3))
            self.rates.append(now + gain * step / 3)


@dataclass
class Person:
    """One invented salesperson: the stored facts that others need, and the truth behind the numbers."""

    id: int
    name: str
    status: str
    level: str
    joined_on: date
    left_on: date | None
    profile: Profile
    skills: dict[str, Skill]
    only_sales: bool = False
    skips_entries: bool = False
    late_review: bool = False
    late_formal_review: bool = False

    @property
    def first_name(self) -> str:
        """Gives the name to call somebody by."""
        return self.name.split()[0]

    @property
    def sells(self) -> bool:
        """Tells whether the person has or had deals."""
        return self.status != "candidate"

    def is_new(self, day: date) -> bool:
        """Tells whether somebody is so new that the manager meets them every week."""
        return (day - self.joined_on).days < NEW_DAYS

    def here(self, day: date) -> bool:
        """Tells whether the person was in the team on a day."""
        return self.joined_on <= day and (self.left_on is None or day <= self.left_on)

    def pace(self, day: date) -> float:
        """Gives how many deals the person starts against the mean; new people take months to get there."""
        since = (day - self.joined_on).days
        return float(self.profile["pace"]) * min(1.0, max(0.0, 0.25 + 0.75 * since / RAMP_DAYS))


def invent_people(plan: SamplePlan, rows: SampleRows) -> list[Person]:
    """Invents the team, one candidate and one who left; gives all of them, the active first."""
    random, lists = plan.random("people"), words("people")
    profiles: list[Profile] = lists["profiles"]
    people: list[Person] = []
    for number, name in enumerate(lists["names"][: plan.people]):
        profile = _varied(random, profiles[number % len(profiles)], again=number >= len(profiles))
        people.append(_person(plan, rows, random, name, profile, "active"))
    people.append(_person(plan, rows, random, lists["leaver"], lists["leaver_profile"], "archived"))
    people.append(_person(plan, rows, random, lists["candidate"], profiles[2], "candidate"))
    _hand_out_habits(people, plan.people)
    return people


def invent_strengths(plan: SamplePlan, rows: SampleRows, people: list[Person], slots: Any) -> None:
    """Writes down what each is good at; `slots(person, day)` gives the deal to name as evidence."""
    random, lists = plan.random("strengths"), words("people")
    for person in people:
        keys = person.profile["strengths"][: 1 if person.status == "candidate" else None]
        for place, key in enumerate(keys):
            seen = min(person.left_on or plan.today, plan.today) - timedelta(days=random.randint(4, 90))
            seen = max(seen, person.joined_on)
            known = lists["strengths"][key]
            evidence = say(random, random.choice(lists["strength_evidence"]), slots(person, seen))
            rows.add(
                Strength, seen, salesperson_id=person.id, name=known["name"],
                evidence=evidence if person.sells else "The way the first talk went",
                seen_on=seen, times_seen=random.randint(1, 9 - 2 * min(place, 3)),
                used_for=random.choice(known["used_for"]) if random.random() < 0.8 else None,
                named_by_self=random.random() < 0.45,
            )  # fmt: skip


def strength_name(person: Person, random: Random) -> str:
    """Draws one of a person's strengths, in the words it is stored under."""
    return words("people")["strengths"][random.choice(person.profile["strengths"])]["name"]


def _hand_out_habits(people: list[Person], active: int) -> None:
    """Gives single people the habits that the program is there to notice."""
    habits = ((7, "only_sales"), (5, "skips_entries"), (6, "late_review"), (3, "late_formal_review"))
    for place, habit in habits:
        if place < active:
            setattr(people[place], habit, True)


def _varied(random: Random, profile: Profile, again: bool) -> Profile:
    """Gives a profile of its own to those for whom the hand-made ones do not suffice."""
    if not again:
        return profile
    moved = {k: profile[k] * random.uniform(0.9, 1.1) for k in ("conversation", "meeting", "size", "pace")}
    proposal = min(0.65, max(0.30, profile["proposal"] * random.uniform(0.9, 1.1)))
    return {**profile, **moved, "proposal": proposal, "joined_days": random.randint(420, 3200)}


def _person(
    plan: SamplePlan, rows: SampleRows, random: Random, name: str, profile: Profile, status: str
) -> Person:
    lists = words("people")
    joined = plan.today - timedelta(days=_tenure(plan, profile["joined_days"]))
    if status == "candidate":
        joined = plan.today + timedelta(days=24)
    level = profile["level"]
    person_id = rows.add(
        Salesperson, min(joined, plan.today), name=name, role=lists["roles"][level],
        region=random.choice(lists["regions"]), reports_to=lists["manager"], status=status, level=level,
        joined_on=joined, email=_address(name), phone=f"555-01{random.randint(10, 99)}",
        external_id=f"TP-{len(rows.of(Salesperson)) + 101}",
        outside_profile=status == "active" and random.random() < 0.15,
        product_issue_open=False,
        private_summary=random.choice(lists["summaries"]) if status == "active" else None,
    )  # fmt: skip
    left = plan.today - timedelta(days=LEFT_DAYS_AGO) if status == "archived" else None
    skills = {key: Skill(float(profile[key])) for key in ("conversation", "meeting", "proposal")}
    skills["referral"] = Skill(0.25 + 0.1 * int(level))
    return Person(person_id, name, status, level, joined, left, profile, skills)


def _tenure(plan: SamplePlan, days: int) -> int:
    """Gives the days in the team; in a sample that looks far back, all but the newest are there long."""
    return days if days < SETTLED_DAYS else round(days * max(1.0, plan.years / 4))


def _address(name: str) -> str:
    """Gives an e-mail address at a domain that is kept for examples."""
    spelled = unicodedata.normalize("NFKD", name.replace("ø", "o").replace("ı", "i"))
    plain = spelled.encode("ascii", "ignore").decode()
    return ".".join(re.sub(r"[^a-z ]", "", plain.lower()).split()) + "@packline.example"
