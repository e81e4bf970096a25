"""Invents the development assignments, and lifts the true skill where one truly worked."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.sample.days import next_working_day, working_day
from tests.sample.people import Person
from tests.sample.plan import SamplePlan
from tests.sample.sessions import TALKS, Meeting
from tests.sample.words import words

CHANCE = {"one_on_one": 0.4, "monthly_review": 0.85, "quarterly_review": 0.85}
WORKS = 0.6
"""How often a finished assignment lifts the skill of somebody who responds; others stay where they are."""
ONLY_SALES_DAYS = 66
OPEN_LIMIT = 2


@dataclass
class Development:
    """One development assignment: its template, the meeting it was agreed in, its dates and its truth."""

    meeting: Meeting
    template: dict[str, Any]
    assigned_on: date
    due_on: date
    done_on: date | None
    state: str
    times_carried: int
    lifts: bool

    def open_on(self, day: date) -> bool:
        """Tells whether it was still to be done on a day."""
        return self.state == "open" or (self.done_on or self.due_on) >= day


def invent_development(plan: SamplePlan, meetings: list[Meeting]) -> list[Development]:
    """Goes through the held talks and agrees on small steps of learning, never more than two at once."""
    random = plan.random("development")
    open_now: dict[int, list[Development]] = {}
    agreed: list[Development] = []
    for meeting in meetings:
        person = meeting.person
        if not meeting.held or meeting.kind not in TALKS or _spared(plan, person, meeting.on):
            continue
        running = [d for d in open_now.get(person.id, []) if d.open_on(meeting.on)]
        if len(running) >= OPEN_LIMIT or random.random() > CHANCE[meeting.kind]:
            continue
        step = _develop(plan, random, meeting)
        open_now[person.id] = [*running, step]
        agreed.append(step)
    _lift_skills(agreed)
    return agreed


def _spared(plan: SamplePlan, person: Person, day: date) -> bool:
    """Tells whether the manager has given this person nothing but sales assignments for two months."""
    return person.only_sales and (plan.today - day).days < ONLY_SALES_DAYS


def _develop(plan: SamplePlan, random: Random, meeting: Meeting) -> Development:
    templates: list[dict[str, Any]] = words("assignments")["development"]
    own = [t for t in templates if t["strength"] in meeting.person.profile["strengths"]]
    template = random.choice(own if own and random.random() < 0.5 else templates)
    due = next_working_day(meeting.on + timedelta(weeks=random.choice((2, 3, 4, 4))))
    late = random.choice((0, 0, 0, 0, 3, 7, 10))
    ends = next_working_day(due + timedelta(days=late - random.randint(0, 5)))
    dropped = random.random() < 0.08
    finished = ends < plan.today or (meeting.person.only_sales and due < plan.today)
    state = "open" if not finished else "dropped" if dropped else "done"
    return Development(
        meeting, template, meeting.on, due, state=state,
        done_on=working_day(min(ends, plan.today)) if state == "done" else None,
        times_carried=1 if late > 3 and due < plan.today else 0,
        lifts=state == "done" and meeting.person.profile["responds"] and random.random() < WORKS,
    )  # fmt: skip


def _lift_skills(agreed: list[Development]) -> None:
    done = sorted((d for d in agreed if d.lifts and d.done_on), key=lambda d: d.done_on or d.due_on)
    for step in done:
        if step.template["competency"] and step.done_on:
            step.meeting.person.skills[step.template["competency"]].lift(step.done_on)
