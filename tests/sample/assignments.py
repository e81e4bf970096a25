"""Stores the assignments: the development steps, and the sales assignments that come out of the talks."""

from datetime import date, timedelta
from random import Random

from salesdesk.model.coaching import Assignment
from tests.sample.catalogue import Catalogue
from tests.sample.days import next_working_day, working_day
from tests.sample.dealbook import DealBook
from tests.sample.development import Development
from tests.sample.plan import SamplePlan
from tests.sample.rows import SampleRows
from tests.sample.sessions import TALKS, Meeting
from tests.sample.words import say, words

HOW_MANY = {"joint_call": (70, 30, 0), "deal_review": (30, 55, 15), "debrief": (90, 10, 0)}
HOW_MANY_IN_A_TALK = (32, 43, 25)
"""How often no, one or two sales assignments come out of a meeting."""
NUDGE = 0.04
UNAWARE = 0.15
"""Share of the open development steps whose gap is not yet told in own words: proposed, not begun."""


def store_assignments(
    plan: SamplePlan, rows: SampleRows, catalogue: Catalogue, book: DealBook,
    meetings: list[Meeting], development: list[Development],
) -> None:  # fmt: skip
    """Stores both kinds in the order in which they were agreed."""
    random = plan.random("assignments")
    learning: dict[int, list[Development]] = {}
    for step in development:
        learning.setdefault(step.meeting.id, []).append(step)
    for meeting in meetings:
        if not meeting.held or not meeting.person.sells:
            continue
        for step in learning.get(meeting.id, []):
            _store_development(rows, random, catalogue, book, step)
        weights = HOW_MANY.get(meeting.kind, HOW_MANY_IN_A_TALK)
        more = 1 if meeting.person.only_sales and meeting.kind in TALKS else 0
        for _ in range(random.choices((0, 1, 2), weights)[0] + more):
            _store_sales(plan, rows, random, book, meeting)


def _store_development(
    rows: SampleRows, random: Random, catalogue: Catalogue, book: DealBook, step: Development
) -> None:
    meeting, template = step.meeting, step.template
    slots = book.slots(random, meeting.person, meeting.on)
    strong = template["strength"] in meeting.person.profile["strengths"]
    strength = words("people")["strengths"][template["strength"]]["name"]
    aware = step.state != "open" or random.random() > UNAWARE
    competency = catalogue.competencies.get(template["competency"])
    rows.add(
        Assignment, meeting.starts_at + timedelta(minutes=26), salesperson_id=meeting.person.id,
        one_on_one_id=meeting.id, what=say(random, template["what"], slots), kind="development",
        axis=template["axis"], basis="strength" if strong else "gap",
        basis_text=strength if strong else template["gap"],
        done_in=say(random, template["done_in"], slots), own_words=template["own_words"] if aware else None,
        competency_id=competency[0] if competency else None, minutes_a_week=template["minutes"],
        assigned_on=step.assigned_on, due_on=step.due_on, state=step.state, done_on=step.done_on,
        evidence=say(random, template["evidence"], slots) if step.state == "done" else None,
        times_carried=step.times_carried,
    )  # fmt: skip


def _store_sales(
    plan: SamplePlan, rows: SampleRows, random: Random, book: DealBook, meeting: Meeting
) -> None:
    person = meeting.person
    deal = book.current(random, person, meeting.on)
    slots = book.slots(random, person, meeting.on, deal)
    nudge = random.random() < NUDGE
    template = _sales_template(random, nudge)
    about_deal = "{deal}" in template["what"] or "{account}" in template["what"]
    due = next_working_day(meeting.on + timedelta(days=random.choice((3, 5, 7, 7, 10, 14))))
    state, done_on, carried = _outcome(plan, random, due, meeting.on)
    if person.left_on and state == "open":
        state = "dropped"
    rows.add(
        Assignment, meeting.starts_at + timedelta(minutes=24),
        salesperson_id=person.id, one_on_one_id=meeting.id,
        opportunity_id=deal.id if deal and about_deal else None, what=say(random, template["what"], slots),
        kind="sales", nudge=nudge, assigned_on=meeting.on, due_on=due, state=state, done_on=done_on,
        evidence=say(random, template["evidence"], slots) if state == "done" else None,
        times_carried=carried,
    )  # fmt: skip


def _sales_template(random: Random, nudge: bool) -> dict[str, str]:
    lists = words("assignments")
    if nudge:
        return {"what": random.choice(lists["nudges"]), "evidence": "Talked it over"}
    return random.choice(lists["sales"])


def _outcome(plan: SamplePlan, random: Random, due: date, agreed: date) -> tuple[str, date | None, int]:
    """Draws whether and when it was done: two of three in time, some late, few never."""
    luck = random.random()
    late = 0 if luck < 0.66 else random.randint(2, 28)
    carried = min(3, late // 9)
    ends = working_day(max(agreed, due - timedelta(days=random.randint(0, 3)) + timedelta(days=late)))
    if ends >= plan.today:
        passed = max(0, (plan.today - due).days)
        return "open", None, min(carried, passed // 7 + (1 if passed else 0))
    return ("dropped", None, carried) if luck > 0.95 else ("done", ends, carried)
